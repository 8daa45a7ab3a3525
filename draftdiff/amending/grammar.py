"""Tokens become instructions. Whatever does not fit a rule to its end is not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff.amending.amendment import Target
from draftdiff.amending.lexing import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from draftdiff.amending.amendment import Action, Place
    from draftdiff.label import Label


@dataclass(slots=True)
class Draft:
    """An instruction in the making: tokens in place of words."""

    action: Action
    targets: tuple[Target, ...] = ()
    old: tuple[Token, ...] = ()
    new: Token | None = None
    """Quotation whose words are put in."""
    paragraphs: tuple[Token, ...] = ()
    labels: tuple[Label, ...] = ()
    kind: str = ""
    place: Place = ""
    which: str = ""
    everywhere: bool = False
    tokens: list[Token] = field(default_factory=list[Token])


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    make: Callable[[_Match], Draft | None]


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens that a rule matched, by its groups."""

    tokens: Sequence[Token]
    groups: dict[str, tuple[int, int]]
    context: tuple[Target, ...]

    def of(self, group: str) -> list[Token]:
        start, end = self.groups.get(group, (0, 0))
        return list(self.tokens[start:end])

    def holes(self, group: str) -> tuple[Token, ...]:
        return tuple(t for t in self.of(group) if t.letter in "QU")

    def hole(self, group: str) -> Token | None:
        return next(iter(self.holes(group)), None)

    def targets(self, *groups: str) -> tuple[Target, ...]:
        named = [one for group in groups for t in self.of(group) for one in t.targets]
        return tuple(_inside(one, self.context) for one in named)

    def where(self) -> tuple[Target, ...]:
        """Paragraphs named inside the instruction, or before it."""
        return self.targets("t", "u") or self.context

    @property
    def which(self) -> str:
        said = {t.which for t in self.tokens if t.letter == "O"}
        return said.pop() if len(said) == 1 else ("?" if said else "")

    @property
    def everywhere(self) -> bool:
        return any(t.letter == "Y" for t in self.tokens)

    def place(self) -> Place:
        letters = "".join(t.letter for t in self.tokens)
        for letter, place in (
            ("W", "between"),
            ("A", "after"),
            ("F", "before"),
            ("E", "end"),
            ("S", "beginning"),
        ):
            if letter in letters:
                return place  # type: ignore[return-value]
        return ""

    def new(self) -> tuple[tuple[Label, ...], str]:
        """Labels the new paragraphs get, and their kind."""
        named = [t.new for t in self.of("p") if t.new is not None]
        labels = tuple(label for label in named if label.number or label.subs)
        return labels, next((label.kind for label in named if label.kind), "")


def _inside(one: Target, context: tuple[Target, ...]) -> Target:
    """A sub-paragraph named alone is one of the paragraph spoken of."""
    label = one.label
    if label is None or label.number or one.ordinal or len(context) != 1 or context[0].label is None:
        return one
    above = context[0].label
    return Target(one.text, replace_label(above, (*above.subs, *label.subs)), context[0].ordinal, one.part)


def replace_label(label: Label, subs: tuple[str, ...]) -> Label:
    """A label with other sub-labels."""
    return type(label)(label.kind, label.number, label.insertion, label.alternative, subs, label.scope)


def _words(m: _Match) -> Draft:
    return Draft(
        "replace", m.where(), m.holes("o"), m.hole("n"), which=m.which, everywhere=m.everywhere,
    )  # fmt: skip


def _paragraph(m: _Match) -> Draft | None:
    targets = m.where()
    return Draft("replace", targets, paragraphs=m.holes("n")) if len(targets) == 1 else None


def _drop_words(m: _Match) -> Draft:
    place: Place = m.place() if m.of("x") else ""
    return Draft(
        "delete",
        m.where(),
        (*m.holes("o"), *m.holes("x")),
        which=m.which,
        everywhere=m.everywhere,
        place=place,
    )


def _drop(m: _Match) -> Draft | None:
    return Draft("delete", m.where()) if m.where() else None


def _put_words(m: _Match) -> Draft:
    return Draft(
        "insert",
        m.where(),
        m.holes("o"),
        m.hole("n"),
        place=m.place(),
        which=m.which,
        everywhere=m.everywhere,
    )


def _put_paragraphs(m: _Match) -> Draft | None:
    labels, kind = m.new()
    anchors = m.targets("t", "u") or (
        m.context if not m.place() or labels or m.place() in ("end", "beginning") else ()
    )
    if not anchors and not labels and not kind and not m.of("part"):
        return None
    if m.of("part") and not kind:
        kind = _kind_of_part(m.of("part")[0].text)
    return Draft("insert", anchors, paragraphs=m.holes("n"), labels=labels, kind=kind, place=m.place())


def _kind_of_part(text: str) -> str:
    """The operative part stands for `OP`, the preamble for `PP`; a text ends with its operative part."""
    return "PP" if re.search(r"pr[eé]am", text, re.IGNORECASE) else "OP"


def _move(m: _Match) -> Draft | None:
    moved = m.targets("t") or m.context
    if not moved or (not m.of("u") and not m.of("part")):
        return None
    kind = _kind_of_part(m.of("part")[0].text) if m.of("part") else ""
    return Draft(
        "move", (*moved, *m.targets("u")), place=m.place(), kind=kind, labels=(), which=str(len(moved))
    )


def _renumber(m: _Match) -> Draft | None:
    labels = tuple(
        one.label for one in m.targets("u") if one.label is not None and not one.part and not one.ordinal
    )
    targets = m.targets("t")
    return Draft("renumber", targets, labels=labels) if len(targets) == len(labels) and targets else None


def _accordingly(m: _Match) -> Draft:
    del m
    return Draft("renumber")


#: "in OP3" inside or behind an instruction; `n` follows a comma or "and" and begins the next one.
_IN = "(?:K?NK?(?P<t>T+))?K?"
_INNER = "(?:K?[Nn]K?(?P<t>T+))?K?"
_BY = "[bt]"
_RULES: tuple[tuple[str, Callable[[_Match], Draft | None]], ...] = (
    # "replace X by Y in OP3", "substitute Y for X", "X should be replaced by Y"
    (rf"[RV]K?O?K?(?P<o>[QU])O?K?{_INNER}O?Y?{_BY}[l:]*(?P<n>[QU])O?{_IN.replace('<t>', '<u>')}O?Y?", _words),
    (rf"[RV]{_BY}[l:]*(?P<n>Q)K?O?(?P<o>Q)O?{_IN}", _words),
    (rf"V(?P<n>[QU])f(?P<o>[QU])O?{_IN}O?Y?", _words),
    (rf"K?O?(?P<o>Q)O?K?{_IN}[RV]{_BY}[l:]*(?P<n>Q)O?Y?", _words),
    # "delete X and replace it with Y"
    (rf"D(?P<o>Q){_IN}RH{_BY}[l:]*(?P<n>Q)", _words),
    (rf"D(?P<t>T)RH(?:{_BY}[l:]*|[l:]+)(?P<n>Q+)", _paragraph),
    # whole paragraphs replaced: "OP3 should read ..."
    (rf"[RV](?P<t>T){_BY}?[l:]+(?P<n>Q+)|[RV](?P<u>T){_BY}(?P<n2>Q+)", _paragraph),
    (rf"[RV]H?{_BY}?[l:]+(?P<n>Q+)|[RV]H{_BY}(?P<n2>Q+)", _paragraph),
    (rf"(?P<t>T)[RV]{_BY}[l:]*(?P<n>Q+)|(?P<u>T):?t?l[l:]*(?P<n2>Q+)|H?:?l[l:]*(?P<n3>Q+)", _paragraph),
    # "delete X", "delete X after Y", "delete OP7", "OP7 should be deleted"
    (rf"DK?O?K?(?P<o>[QU])K?[AF](?P<x>Q)O?{_IN}O?", _drop_words),
    (rf"DK?O?K?l?:?(?P<o>Q+|U)O?{_IN}O?Y?", _drop_words),
    (rf"K?O?(?P<o>Q+)O?{_IN}D", _drop_words),
    (r"D(?P<t>T+)|(?P<u>T+):?D|DH?", _drop),
    # "insert Y after X", "after X insert Y", "between X and Z insert Y"
    (rf"I[AF]K?O?(?P<o>Q){_IN}[l:]+(?P<n>Q)", _put_words),
    (rf"I[l:]*(?P<n>[QU])K?[AF]K?O?(?P<o>[QU])O?{_IN}O?Y?", _put_words),
    (rf"K?[AF]O?(?P<o>Q)O?K?{_INNER}O?I[l:]*(?P<n>Q)", _put_words),
    (rf"I[l:]*(?P<n>Q)W(?P<o>QQ){_IN}|W(?P<o2>QQ){_IN.replace('<t>', '<u>')}I[l:]*(?P<n2>Q)", _put_words),
    (rf"(?P<n>Q)I[AF](?P<o>Q)O?{_IN}", _put_words),
    # "at the end of OP3 add Y"
    (
        r"[ES]H?(?P<t>T?)I[l:]*(?P<n>[QU])|I[l:]*(?P<n2>[QU])[ES]H?(?P<u>T?)|I[ES]H?(?P<t3>T?)[l:]*(?P<n3>Q)",
        _put_words,
    ),
    # new paragraphs, their place before or behind them
    (
        r"[Nn]?[AF](?P<t>T)I[l:]*(?P<p>P?)[l:]*(?P<n>Q+)|I[l:]*(?P<p2>P?)[l:]*[AF](?P<u>T)[l:]*(?P<n2>Q+)",
        _put_paragraphs,
    ),
    (r"I(?P<p>P)[l:]*(?P<n>Q+)[AF](?P<t>T)|I[AF](?P<u>T)[l:]*(?P<p2>P?)[l:]*(?P<n2>Q+)", _put_paragraphs),
    (r"W(?P<t>T+)I[l:]*(?P<p>P?)[l:]*(?P<n>Q+)|I[l:]*(?P<p2>P?)W(?P<u>T+)[l:]*(?P<n2>Q+)", _put_paragraphs),
    (
        r"[ES][Nn]?(?P<part>X)I(?P<p>P?)[l:]*(?P<n>Q+)|I(?P<p2>P)[ES][Nn]?(?P<part2>X)[l:]*(?P<n2>Q+)",
        _put_paragraphs,
    ),
    (
        r"I[Nn](?P<t>T)(?P<p>P)[l:]*(?P<n>Q+)|I(?P<p2>P)N(?P<u>T)[l:]*(?P<n2>Q+)|I(?P<p3>P)[l:]*(?P<n3>Q+)",
        _put_paragraphs,
    ),
    (r"I(?:Q?)a(?P<p>P)[l:]*(?P<n>Q+)|I[l:]*(?P<n2>Q+)a(?P<p2>P)", _put_paragraphs),
    # "move OP3 after OP7"
    (r"M(?P<t>T+)t?[AF](?P<u>T)|(?P<t2>T)Mt?[AF](?P<u2>T)|Mt?[AF](?P<u3>T)|M(?P<t4>T)W(?P<u4>T+)", _move),
    (r"M(?P<t>T+)[ES][Nn]?(?P<part>X)|(?P<t2>T)M[ES][Nn]?(?P<part2>X)", _move),
    # "renumber OP5 as OP6", "renumber accordingly"
    (r"J(?P<t>T)[ta]?(?P<u>T)|(?P<t2>T)J[ta]?(?P<u2>T)", _renumber),
    (r"C", _accordingly),
)
RULES = tuple(_Rule(re.compile(pattern), make) for pattern, make in _RULES)
_CONTEXT = re.compile(r"K?(?:[Nn]?K?(?P<t>T+)K?:?)K?")
_NAME = re.compile(r"\d+$")


def instructions(
    tokens: Sequence[Token], context: tuple[Target, ...] = ()
) -> tuple[list[Draft], tuple[Target, ...]] | None:
    """All instructions of one item, and the paragraph it speaks of last; None where any part fits no rule.

    Args:
        tokens: of the item.
        context: paragraph named by the line above.
    """
    tokens = _new_ones(tokens)
    letters = "".join(token.letter for token in tokens)
    return _read(letters, tokens, 0, context)


def _new_ones(tokens: Sequence[Token]) -> list[Token]:
    """A paragraph named right behind "insert" is the new one."""
    found = list(tokens)
    for at, (before, token) in enumerate(pairwise(tokens), 1):
        if before.letter == "I" and token.letter == "T" and len(token.targets) == 1:
            found[at] = replace(token, letter="P", new=token.targets[0].label, targets=())
    return found


def _read(
    letters: str, tokens: Sequence[Token], at: int, context: tuple[Target, ...]
) -> tuple[list[Draft], tuple[Target, ...]] | None:
    """Rules from an offset to the end: the first that leads to the end, longer matches first."""
    while at < len(letters) and letters[at] == ";":
        at += 1
    if at == len(letters):
        return [], context
    for end, draft in _first(letters, tokens, at, context):
        rest = _read(letters, tokens, end, context)
        if rest is not None:
            return [draft, *rest[0]], rest[1]
    named = _CONTEXT.match(letters, at)
    if named is None:
        return None
    found = tuple(one for token in tokens[named.start("t") : named.end("t")] for one in token.targets)
    if named.end() == len(letters):
        return [], found
    return _read(letters, tokens, named.end(), found)


def _first(
    letters: str, tokens: Sequence[Token], at: int, context: tuple[Target, ...]
) -> list[tuple[int, Draft]]:
    found: list[tuple[int, Draft]] = []
    for rule in RULES:
        match = rule.pattern.match(letters, at)
        if match is None:
            continue
        shift: dict[str, tuple[int, int]] = {}
        for name in rule.pattern.groupindex:
            if match.start(name) >= 0 and (match.end(name) > match.start(name)):
                shift[_NAME.sub("", name)] = (match.start(name) - at, match.end(name) - at)
        here = tokens[at : match.end()]
        draft = rule.make(_Match(here, shift, context))
        if draft is not None:
            draft.tokens = list(here)
            found.append((match.end(), draft))
    return sorted(found, key=lambda item: -item[0])
