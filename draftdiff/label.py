"""Labels of paragraphs, the negotiators' own: `PP3`, `OP15(a)(ii)`, `OP3 bis`, `Annex I, 4`.

A label is parsed, compared and sorted by its parts, never as a string. Conventions: docs/domain.md, "Labels".
"""

from __future__ import annotations

import re
from functools import cached_property, total_ordering

from draftdiff.errors import LabelError

#: Insertion marks in their order of printing; the empty string is the plain number. `pre` and `ante` stand before it.
INSERTIONS: tuple[str, ...] = (
    "ante", "pre", "", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies", "new",
)  # fmt: skip
#: Kinds in the order in which a document prints them. Other kinds ("Article") sort after these, by name.
KINDS: tuple[str, ...] = ("PP", "OP")

_KIND_WORDS = {
    "pp": "PP", "preambular paragraph": "PP", "preambular para": "PP", "preambular": "PP",
    "op": "OP", "operative paragraph": "OP", "operative para": "OP", "operative": "OP",
    "paragraph": "OP", "para": "OP", "par": "OP", "ops": "OP", "pps": "PP", "paragraphs": "OP", "paras": "OP",
}  # fmt: skip
_INSERTION = "|".join(i for i in INSERTIONS if i)
_MAIN = re.compile(
    rf"(?P<kind>[^\W\d_]+(?: [^\W\d_]+)?)?\.? ?(?P<number>\d{{1,6}}[A-Z]?(?:\.\d+)*)(?: ?(?P<ins>{_INSERTION})\b)?"
    r"(?: ?alt\.?(?: ?(?P<alt>\d{1,4}))?)?(?P<subs>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALT = re.compile(r"\balt\b", re.IGNORECASE)
#: Name of an option, as a sub-label: "Option 2", "Sub-option 1a", "Opción III-2".
_OPTION = r"[^\W\d_]{2,14}(?:-[^\W\d_]{2,10})? [^\W_]{1,6}(?:-\d{1,3})?"
_SUB = re.compile(
    rf"[ .]*(?:\((?P<in>[^()\s]{{1,12}}|{_OPTION})\)|(?P<bare>[^\W_]{{1,5}})\)?)(?: (?P<ins>{_INSERTION})\b)?",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman_value(text: str) -> int | None:
    """Value of a well-formed Roman numeral, any case, or None.

    >>> roman_value("xiv"), roman_value("iix")
    (14, None)
    """
    if (
        not re.fullmatch(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", text, re.IGNORECASE)
        or not text
    ):
        return None
    values = [_ROMAN_VALUES[c] for c in text.lower()]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


@total_ordering
class Label:
    """The name of a paragraph in its document. A value: equal when its parts are, hashable, never changed.

    Labels sort as a document prints them: preamble before operative part, `OP3 pre` before `OP3` before `OP3 bis`,
    `(b)` before `(aa)`, scopes (annexes, sections) after the main text.

    Not a dataclass: the JSON library would then expect an object where the contract has a string.

    Attributes:
        kind: `PP`, `OP`, another document's own word (`Article`), a free label as a whole, or "" (numbered, no word).
        number: as printed, without leading zeros: "15", "3.1", "3A"; "" where the label is a free text.
        insertion: one of `INSERTIONS`.
        alternative: 0: not an alternative; n: the n-th competing text (`alt` is 1, `alt 2` is 2).
        subs: sub-labels from the outside in, without brackets: ("a", "ii"); an inserted one as "a bis".
        scope: containers with their own numbering, outermost first: ("Annex I",), ("B", "Section II").
    """

    def __init__(
        self,
        kind: str = "",
        number: str = "",
        insertion: str = "",
        alternative: int = 0,
        subs: tuple[str, ...] = (),
        scope: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.number = number
        self.insertion = insertion
        self.alternative = alternative
        self.subs = subs
        self.scope = scope

    @classmethod
    def parse(cls, text: str) -> Label:
        """Read a label, forgivingly: `op 15 a ii`, `OP15.a.ii` and `para 15(a)(ii)` are the same.

        What follows no convention is kept whole as a free label, so that any document can bring its own.

        Raises:
            LabelError: the text is empty.
        """
        folded = " ".join(text.split())
        if not folded:
            raise LabelError("a label is empty", remedy="give one such as OP15 or OP15(a)(ii)")
        *scope, last = [part.strip() for part in folded.split(", ")] if ", " in folded else [folded]
        main = _parse_main(last)
        if main is None or not all(scope):
            return cls(kind=folded)
        label = cls(*main, tuple(scope))
        # A reading that does not print back to itself was no label: keep the text whole.
        return label if _parse_main(str(cls(*main))) == main else cls(kind=folded)

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        glue = "" if self.kind in ("", *KINDS) or not self.number else " "
        text = f"{self.kind}{glue}{self.number}"
        if self.insertion:
            text += f" {self.insertion}"
        if self.alternative:
            text += " alt" if self.alternative == 1 else f" alt {self.alternative}"
        for sub in self.subs:
            letter, insertion = _inserted(sub)
            text += f"({letter})" + (f" {insertion}" if insertion else "")
        return ", ".join((*self.scope, text))

    def __repr__(self) -> str:
        return f"Label({str(self)!r})"

    @cached_property
    def _parts(self) -> tuple[object, ...]:
        return (self.scope, self.kind, self.number, self.insertion, self.alternative, self.subs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Label) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)

    def __lt__(self, other: Label) -> bool:
        return self.sort_key < other.sort_key

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """Order of printing, total: labels that differ never share a key."""
        kind = (KINDS.index(self.kind), "") if self.kind in KINDS else (len(KINDS), self.kind)
        insertion = INSERTIONS.index(self.insertion)
        subs = tuple(_sub_key(sub, depth) for depth, sub in enumerate(self.subs))
        scope = tuple(_natural_key(part) for part in self.scope)
        return (scope, kind, _number_key(self.number), insertion, self.alternative, subs, str(self))

    @property
    def parent(self) -> Label | None:
        """The label without its innermost sub-label; None for a top-level paragraph."""
        if not self.subs:
            return None
        return Label(self.kind, self.number, self.insertion, self.alternative, self.subs[:-1], self.scope)

    def child(self, sub: str) -> Label:
        """The label of a sub-paragraph; `sub` without brackets."""
        return Label(self.kind, self.number, self.insertion, self.alternative, (*self.subs, sub), self.scope)

    def bare(self) -> Label:
        """The bare number: without kind and containers."""
        return Label("", self.number, self.insertion, self.alternative, self.subs)

    def within(self, *scope: str) -> Label:
        """The same label inside containers, outermost first."""
        return Label(
            self.kind, self.number, self.insertion, self.alternative, self.subs, (*scope, *self.scope)
        )

    def matches(self, other: Label) -> bool:
        """Equal up to letter case, for user input; an exact match is to be preferred by the caller."""
        return str(self).casefold() == str(other).casefold()


def _parse_main(text: str) -> tuple[str, str, str, int, tuple[str, ...]] | None:
    match = _MAIN.fullmatch(text)
    if match is None:
        return None
    word = match["kind"] or ""
    kind = _KIND_WORDS.get(word.lower(), word)
    if kind and kind not in KINDS and text[len(word) : len(word) + 1].isdigit():
        return None  # "ab12" is somebody's own label, not a kind and a number
    subs = _parse_subs(match["subs"])
    if subs is None:
        return None
    has_alt = _ALT.search(text[match.end("number") : match.start("subs")]) is not None
    alternative = int(match["alt"] or 1) if has_alt else 0
    if has_alt and alternative == 0:
        return None
    number = re.sub(r"^0+(?=\d)", "", match["number"])
    return kind, number, (match["ins"] or "").lower(), alternative, subs


def _parse_subs(text: str) -> tuple[str, ...] | None:
    subs: list[str] = []
    at = 0
    while at < len(text):
        match = _SUB.match(text, at)
        if match is None:
            return None
        sub = match["in"] or match["bare"]
        if match["ins"]:
            sub += f" {match['ins'].lower()}"
        subs.append(sub)
        at = match.end()
    return tuple(subs)


def _number_key(number: str) -> tuple[object, ...]:
    return tuple((int(p), "") if p.isdigit() else (-1, p) for p in re.findall(r"\d+|[^\d.]+", number))


def _natural_key(text: str) -> tuple[object, ...]:
    def part(token: str) -> tuple[int, str]:
        if token.isdigit():
            return (int(token), "")
        roman = roman_value(token) if token.isupper() else None
        return (roman, "") if roman else (0, token.casefold())

    return tuple(part(token) for token in text.split())


def _inserted(sub: str) -> tuple[str, str]:
    """A sub-label and its insertion mark: "a bis"; "Option 1" has none."""
    letter, _, insertion = sub.rpartition(" ")
    return (letter, insertion) if letter and insertion in INSERTIONS else (sub, "")


def _sub_key(sub: str, depth: int) -> tuple[object, ...]:
    """Letters run a..z, aa, bb; below the first depth, or with two letters and more, i, v, x are Roman numerals."""
    letter, insertion = _inserted(sub)
    rank = INSERTIONS.index(insertion)
    if letter.isdigit():
        return (0, int(letter), "", rank)
    roman = roman_value(letter)
    if roman is not None and (depth > 0 or len(letter) > 1) and not (depth == 0 and letter[0] in "cdlmCDLM"):
        return (1, roman, letter, rank)
    return (
        (1, len(letter) * 100, letter.casefold(), rank)
        if len(letter) > 1
        else (1, ord(letter.casefold()) - 96, letter, rank)
    )


def _same_but_scope(label: Label, wanted: Label) -> bool:
    """`OP4` finds the `Declaration, OP4` of a text whose paragraphs all stand in an embedded instrument."""
    return (
        not wanted.scope
        and bool(label.scope)
        and str(label).rpartition(", ")[2].casefold() == str(wanted).casefold()
    )


def _glued_letter(label: Label, wanted: Label) -> bool:
    """`OP15A` finds `OP15(A)`: letters of negotiators are glued to the number (docs/domain.md)."""
    number, letter = wanted.number[:-1], wanted.number[-1:]
    if not letter.isalpha() or not number:
        return False
    expanded = Label(
        wanted.kind, number, wanted.insertion, wanted.alternative, (letter, *wanted.subs), wanted.scope
    )
    return label.matches(expanded)


#: Ways in which a label that was asked for may mean another than the one that is spelled so, nearest first.
WAYS_TO_MEAN = (Label.matches, _same_but_scope, _glued_letter)
