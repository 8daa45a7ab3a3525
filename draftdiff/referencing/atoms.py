"""The pieces of references in running text, each on its own: `annex II`, `paragraphs 15 and 22 above`, `this paragraph`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from draftdiff.referencing.grammars import GRAMMARS, NOUNS, ORDINALS, Grammar
from draftdiff.referencing.numbers import Item, parse_list

#: A number after one of these negotiators' words is glued to it: `OP22a`, `OPs10 and 12`. Upper case, since "pp. 12"
#: are pages and "op. 5" is music.
_GLUED = re.compile(
    r"(?<![\w/])(?P<kind>[OP]P)[sS]?\.?\s?[#-]?(?=[\dltI!|]{1,3}[^\W\d_]?)(?=\S{0,3}\d)|(?<![\w/])(?P<low>op)s?(?=\d)"
)
_ORDINAL = "|".join(ORDINALS)
_ORDINAL_UNIT = re.compile(
    rf"\b(?P<first>{_ORDINAL})(?:\s(?:and|to)\s(?P<second>{_ORDINAL}))?\s(?P<unit>preambular\s+(?:sub-?)?para(?:graph)?s?|"
    r"sub-?paragraphs?|indents?|sentences?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One unit with its numbers."""

    start: int
    end: int
    unit: str
    items: tuple[Item, ...] = ()
    relative: str = ""
    direction: str = ""
    glued: bool = False
    plural: bool = False


@cache
def _nouns(language: str) -> re.Pattern[str]:
    order = (
        "preambular",
        "subparagraph",
        "paragraph",
        "article",
        "section",
        "chapter",
        "part",
        "annex",
        "recital",
    )
    groups = "|".join(f"(?P<{unit}>{NOUNS[language][unit]})" for unit in order)
    return re.compile(rf"(?<![\w-])(?:{groups})", re.IGNORECASE)


@cache
def _directions(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    after = re.compile(
        rf",?\s+(?:mentioned\s+|referred\s+to\s+)?(?:(?P<above>{grammar.above})|(?P<below>{grammar.below}))(?!\w)",
        re.IGNORECASE,
    )
    before = re.compile(r"(?P<above>\babove|вышеупомянут\w+)(?:-?\s?mentioned)?\s+$", re.IGNORECASE)
    return after, before


@cache
def _relatives(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<present>(?<!\w){grammar.present})|(?P<preceding>{grammar.preceding})|(?P<following>{grammar.following}))\s+$",
        re.IGNORECASE,
    )


#: Longest "the immediately preceding" before a unit, in characters. Chosen as a limit of work or of what is shown.
_LOOK_BACK = 24


def find_atoms(text: str, language: str) -> list[Atom]:
    """All pieces in order, without overlaps; a unit without number or relative word is kept only if it is an annex."""
    grammar = GRAMMARS[language]
    found: list[Atom] = []
    for match in _nouns(language).finditer(text):
        if found and match.start() < found[-1].end:
            continue
        atom = _unit(text, match, language, grammar)
        if atom is not None:
            found.append(atom)
    found += _ordinals(text) if language == "en" else ()
    found += _glued(text, language)
    found.sort(key=lambda a: (a.start, -a.end))
    kept: list[Atom] = []
    for atom in found:
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def _unit(text: str, match: re.Match[str], language: str, grammar: Grammar) -> Atom | None:
    unit = match.lastgroup or "paragraph"
    relative = _relatives(grammar).search(text, max(0, match.start() - _LOOK_BACK), match.start())
    if language == "ar" and not relative:
        shown = re.search(r"هذ[هاي]ه?\s+$", text[max(0, match.start() - 8) : match.start()])
        if shown and not re.match(r"\s+\d", text[match.end() :]):
            return Atom(match.start() - len(shown[0]), match.end(), unit, relative="present")
    gap = re.compile(r"[\s\[(]{0,2}(?:Nos?\.\s?|nº\s?|№\s?)?").match(text, match.end())
    at = gap.end() if gap else match.end()
    plural = text[match.end() - 1 : match.end()].lower() in ("s", "x") and language in ("en", "fr", "es")
    items = (
        parse_list(text, at, unit=unit, language=language, plural=plural)
        if at > match.end() or text[at : at + 1].isdigit()
        else ()
    )
    if items and text[match.end() : match.end() + 2].strip() == "(" and not items[0].subs:
        items = ()  # "annex (1 page)": a bracket between the name and the number opens an aside
    if not items and unit in ("paragraph", "subparagraph") and text[at - 1 : at] == "(":
        items = parse_list(text, at - 1, unit=unit, language=language)
    if items:
        return _with_direction(
            text, Atom(match.start(), items[-1].span[1], unit, items, plural=plural), grammar
        )
    if relative is not None and unit != "part":
        return Atom(relative.start(), match.end(), unit, relative=relative.lastgroup or "present")
    return Atom(match.start(), match.end(), unit) if unit == "annex" else None


def _with_direction(text: str, atom: Atom, grammar: Grammar) -> Atom:
    after, before = _directions(grammar)
    match = after.match(text, atom.end)
    if match is not None:
        return Atom(
            atom.start,
            match.end(),
            atom.unit,
            atom.items,
            direction=match.lastgroup or "",
            glued=atom.glued,
            plural=atom.plural,
        )
    match = before.search(text, max(0, atom.start - _LOOK_BACK), atom.start)
    if match is not None:
        return Atom(
            match.start(),
            atom.end,
            atom.unit,
            atom.items,
            direction="above",
            glued=atom.glued,
            plural=atom.plural,
        )
    return atom


def _glued(text: str, language: str) -> list[Atom]:
    found: list[Atom] = []
    for match in _GLUED.finditer(text):
        items = parse_list(
            text, match.end(), unit="paragraph", language=language, glued=True, plural="s" in match[0].lower()
        )
        if items:
            unit = "preambular" if match["kind"] == "PP" else "paragraph"
            atom = Atom(match.start(), items[-1].span[1], unit, items, glued=True)
            found.append(_with_direction(text, atom, GRAMMARS[language]))
    return found


def _ordinals(text: str) -> list[Atom]:
    found: list[Atom] = []
    for match in _ORDINAL_UNIT.finditer(text):
        unit = "preambular" if match["unit"].lower().startswith("preambular") else "ordinal"
        items = tuple(
            Item(match.span(name), str(ORDINALS[match[name].lower()]))
            for name in ("first", "second")
            if match[name]
        )
        found.append(Atom(match.start(), match.end(), unit, items))
    return found
