"""Inline and line marks of Markdown: emphasis, links, headings, footnotes. Linear in the length of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from draftdiff.model import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!~>])|(?P<run>\*+|_+|~+)|(?P<link>\]\((?P<url>[^()\s]{0,500})\))"
)
_NAMES = {
    "*": ("italic",), "_": ("italic",), "**": ("bold",), "__": ("bold",),
    "***": ("bold", "italic"), "___": ("bold", "italic"), "~~": ("strike",),
}  # fmt: skip
_TAG = re.compile(r"<(?P<close>/?)(?P<name>sup|u|ins|del|s|b|i|em|strong)>", re.IGNORECASE)
_TAGS = {"sup": "superscript", "u": "underline", "ins": "underline", "del": "strike", "s": "strike", "b": "bold",
         "i": "italic", "em": "italic", "strong": "bold"}  # fmt: skip
#: CriticMarkup: words put in, taken out, or exchanged. Its comments stay in the text as they are.
_CRITIC = re.compile(
    r"(?P<open>\{(?P<sign>\+\+|--))(?P<words>[^{}]{1,2000}?)(?P<end>(?P=sign)\})"
    r"|(?P<from>\{~~)(?P<old>(?:(?!~>)[^{}]){0,2000})(?P<to>~>)(?P<new>(?:(?!~~\})[^{}]){0,2000})(?P<stop>~~\})"
)
_SIGNS = re.compile(
    r"(?<![*\w])\*{1,3}\w[^*\n]{0,200}\*|^#{1,6} \w|\]\([^()\s]{1,200}\)|^\[\^\w{1,9}\]:|~~\w[^~\n]{0,200}~~",
    re.MULTILINE,
)
#: Signs that make a text Markdown when its name does not say so.
_ENOUGH = 2
#: Characters of a paragraph above which its marks are left as they are: no paragraph is so long, hostile input is.
LONGEST = 200_000
HEADING = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<text>\S.*)")
QUOTE = re.compile(r"(?:>[ \t]?){1,9}")
FOOTNOTE = re.compile(r"\[\^(?P<mark>[^\]\s]{1,9})\]:[ \t]*")
#: An item of a numbered list.
ITEM = re.compile(r"(?P<indent>[ \t]{0,24})(?P<number>\d{1,3})(?P<close>[.)])[ \t]+(?=\S)")
_FOOTNOTE_MARK = re.compile(r"\[\^(?P<mark>[^\]\s]{1,9})\]")


@dataclass(slots=True)
class _Cut:
    """A mark to take out of the text, and what stands there instead."""

    start: int
    end: int
    keep: str = ""


def is_markdown(text: str, name: str) -> bool:
    """Whether a text uses Markdown: by its ending, or by its marks."""
    if name.lower().endswith((".md", ".markdown")):
        return True
    return sum(1 for _ in islice(_SIGNS.finditer(text), _ENOUGH)) == _ENOUGH


def marks_changes(text: str) -> bool:
    """Whether a text marks changes as CriticMarkup does, whatever else it is: `{++new++}`, `{--old--}`, `{~~old~>new~~}`."""
    return "{" in text and _CRITIC.search(text) is not None


def counted(lines: Sequence[tuple[str, int]]) -> dict[int, str]:
    """Numbers of the items of lists that repeat one number, `1. 1. 1.`: Markdown counts them itself.

    Args:
        lines: text and empty lines before it.

    Returns:
        Line -> number as it is shown, for all items of such lists and no others.
    """
    found: dict[int, str] = {}
    runs: dict[int, list[tuple[int, re.Match[str]]]] = {}
    for at, (text, gap) in enumerate([*lines, ("end", 1)]):
        match = ITEM.match(text)
        indent = len(text) - len(text.lstrip())
        ended = [
            one
            for one in runs
            if one > indent or (one == indent and match is None and gap) or HEADING.match(text)
        ]
        for one in [*ended, *(runs if at == len(lines) else ())]:
            found |= _shown(runs.pop(one, []))
        if match is not None and at < len(lines):
            runs.setdefault(indent, []).append((at, match))
    return found


def _shown(run: list[tuple[int, re.Match[str]]]) -> dict[int, str]:
    if len(run) < _REPEATS or len({match["number"] for _, match in run}) > 1:
        return {}
    first = int(run[0][1]["number"])
    return {at: f"{first + count}{match['close']}" for count, (at, match) in enumerate(run)}


#: Items with one number that make a list which Markdown counts.
_REPEATS = 2


def unmark(lines: list[str], *, changes: bool = False) -> list[tuple[str, tuple[Style, ...]]]:
    """Lines of one paragraph without their inline marks, and the styles those meant. Emphasis may span lines.

    Args:
        lines: of one paragraph.
        changes: `__words__` are underlined, as people who mark changes mean them, and not bold.
    """
    text = "\n".join(lines)
    if len(text) > LONGEST or not any(sign in text for sign in "*_~<]{\\"):
        return [(line, ()) for line in lines]
    cuts, runs = _marks(text)
    if changes:
        runs = [
            (a, b, "underline" if name == "bold" and text[a - 2 : a] == "__" else name) for a, b, name in runs
        ]
    plain, moved = _without(text, cuts)
    spans = sorted((moved[start], moved[end], name) for start, end, name in runs)
    return _per_line(plain, spans)


def _marks(text: str) -> tuple[list[_Cut], list[tuple[int, int, str]]]:
    cuts: list[_Cut] = []
    runs: list[tuple[int, int, str]] = []
    opened: dict[str, re.Match[str]] = {}
    signs = _critic(text, cuts, runs)
    for match in _RUN.finditer(text):
        if match.start() in signs:
            continue
        if match["escaped"]:
            cuts.append(_Cut(match.start(), match.start() + 1))
        elif match["link"]:
            _link(text, match, cuts)
        else:
            _emphasis(text, match, opened, cuts, runs)
    tags: dict[str, re.Match[str]] = {}
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if not match["close"]:
            tags[name] = match
        elif name in tags:
            start = tags.pop(name)
            cuts += [_Cut(start.start(), start.end()), _Cut(match.start(), match.end())]
            runs.append((start.end(), match.start(), _TAGS[name]))
    for match in _FOOTNOTE_MARK.finditer(text):
        if text[match.end() : match.end() + 1] != ":":
            cuts += [_Cut(match.start(), match.start() + 2), _Cut(match.end() - 1, match.end())]
            runs.append((match.start() + 2, match.end() - 1, "superscript"))
    cuts.sort(key=lambda cut: (cut.start, cut.end))
    return cuts, runs


def _critic(text: str, cuts: list[_Cut], runs: list[tuple[int, int, str]]) -> frozenset[int]:
    """Words put in look underlined, words taken out struck through; returns the offsets of the signs."""
    first = len(cuts)
    for match in _CRITIC.finditer(text) if "{" in text else ():
        if match["open"]:
            cuts += [_Cut(*match.span("open")), _Cut(*match.span("end"))]
            runs.append((*match.span("words"), "underline" if match["sign"] == "++" else "strike"))
        else:
            cuts += [
                _Cut(*match.span("from")),
                _Cut(*match.span("to"), keep=" "),
            ]  # the words exchanged stay apart
            cuts.append(_Cut(*match.span("stop")))
            runs += [(*match.span("old"), "strike"), (*match.span("new"), "underline")]
    return frozenset(at for cut in cuts[first:] for at in range(cut.start, cut.end))


def _link(text: str, match: re.Match[str], cuts: list[_Cut]) -> None:
    """`[text](address)`: the address is left out. The opening bracket is looked for close by only."""
    start = text.rfind("[", max(0, match.start() - 500), match.start())
    if start >= 0 and "]" not in text[start : match.start()]:
        cuts += [_Cut(start, start + 1), _Cut(match.start(), match.end())]


def _emphasis(
    text: str,
    match: re.Match[str],
    opened: dict[str, re.Match[str]],
    cuts: list[_Cut],
    runs: list[tuple[int, int, str]],
) -> None:
    run = match["run"]
    if run not in _NAMES:
        return
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    after = text[match.end() : match.end() + 1]
    inside_word = before.isalnum() and after.isalnum()
    if "_" in run and inside_word:
        return
    start = opened.get(run)
    if start is not None and before.strip() and match.start() > start.end():
        del opened[run]
        cuts += [_Cut(start.start(), start.end()), _Cut(match.start(), match.end())]
        runs += [(start.end(), match.start(), name) for name in _NAMES[run]]
    elif after.strip() and not before.isalnum():
        opened[run] = match


def _without(text: str, cuts: list[_Cut]) -> tuple[str, list[int]]:
    """The text without the cuts, and for each offset in the text the offset in the result."""
    pieces: list[str] = []
    moved = list(range(len(text) + 1))
    at = gone = 0
    for cut in cuts:
        if cut.start < at:
            continue
        pieces.append(text[at : cut.start])
        for offset in range(at, cut.start):
            moved[offset] = offset - gone
        for offset in range(cut.start, cut.end):
            moved[offset] = cut.start - gone
        pieces.append(cut.keep)
        gone += cut.end - cut.start - len(cut.keep)
        at = cut.end
    pieces.append(text[at:])
    for offset in range(at, len(text) + 1):
        moved[offset] = offset - gone
    return "".join(pieces), moved


def _per_line(plain: str, spans: list[tuple[int, int, str]]) -> list[tuple[str, tuple[Style, ...]]]:
    result: list[tuple[str, tuple[Style, ...]]] = []
    start = 0
    for line in plain.split("\n"):
        end = start + len(line)
        styles = tuple(
            Style(start=max(a, start) - start, end=min(b, end) - start, name=name)
            for a, b, name in spans
            if a < end and b > start and max(a, start) < min(b, end)
        )
        result.append((line, styles))
        start = end + 1
    return result
