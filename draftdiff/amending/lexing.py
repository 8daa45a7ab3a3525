"""Prose of an instruction becomes tokens; each is one letter, so that the grammar is a regular expression over letters.

A word that belongs to no token stays a token of its own (`U`): no instruction is read over a word that was not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.amending.amendment import Target
from draftdiff.amending.naming import (
    forms,
    kind_of,
    label_of,
    listed,
    new_forms,
    ordinals,
    said,
    subs_of,
    target,
)
from draftdiff.amending.quoting import HOLE
from draftdiff.amending.vocabulary import Vocabulary, vocabulary
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Kind of token -> its letter. Quotation Q, target T, new paragraph P, which of several O, unknown words U, stop `;`,
#: colon `:`; the others are words of the vocabulary.
LETTERS = {
    "replace": "R", "substitute": "V", "delete": "D", "insert": "I", "move": "M", "renumber": "J", "accordingly": "C",
    "by": "b", "to": "t", "for": "f", "after": "A", "before": "F", "between": "W", "end": "E", "beginning": "S", "in": "N",
    "reading": "l", "itself": "H", "as": "a", "everywhere": "Y", "part": "X", "line": "K",
}  # fmt: skip
#: Read and dropped: they change nothing.
SILENT = ("and", "filler", "amend")
#: A label in brackets stands for itself, whatever it looks like.
_EXACT = re.compile(r"\[([^\[\]\ue000]{1,80})\]")
_NEW_EXACT = re.compile(r"a new \[([^\[\]\ue000]{1,80})\]")
_STOP = re.compile(r"[;.]+")
_MARK = re.compile(r"[,()\[\]–—-]|…")
_WORD = re.compile(r"[^\s;.,:()\ue000\ue001]+(?:[.,:](?=[^\s;.,:\ue000\ue001])[^\s;.,:()\ue000\ue001]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of an instruction."""

    letter: str
    start: int
    """Offset into the prose."""
    end: int
    hole: int = -1
    """Number of the quotation."""
    targets: tuple[Target, ...] = ()
    new: Label | None = None
    """Label of a new paragraph, as far as it is given."""
    which: str = ""
    text: str = ""


@dataclass(slots=True)
class _Lexer:
    prose: str
    words: Vocabulary
    labels: Sequence[str]
    found: list[Token] = field(default_factory=list[Token])

    def run(self) -> list[Token]:
        at, pending = 0, -1
        unknown = -1
        divided = False
        while at < len(self.prose):
            if self.prose[at].isspace():
                at += 1
                continue
            token = self._next(at)
            if token is None:
                match = _WORD.match(self.prose, at) or re.compile(r"\S").match(self.prose, at)
                assert match is not None  # noqa: S101 - a character that is no space stands here
                if unknown < 0:
                    unknown = pending if pending >= 0 else at
                at, pending = match.end(), -1
                self._unknown(unknown, at)
                continue
            if token.letter == "article":
                pending, at = (at if pending < 0 else pending), token.end
                continue
            unknown = pending = -1
            if token.letter not in SILENT and token.letter != "mark":
                self.found.append(replace(token, letter="n") if divided and token.letter == "N" else token)
            divided = token.letter in ("and", "mark")
            at = token.end
        return self.found

    def _unknown(self, start: int, end: int) -> None:
        token = Token("U", start, end, text=self.prose[start:end])
        if self.found and self.found[-1].letter == "U" and self.found[-1].start == start:
            self.found[-1] = token
        else:
            self.found.append(token)

    def _next(self, at: int) -> Token | None:
        hole = HOLE.match(self.prose, at)
        if hole:
            return Token("Q", at, hole.end(), hole=int(hole[1]))
        for pattern, letter in ((_STOP, ";"), (re.compile(":"), ":"), (_MARK, "mark")):
            match = pattern.match(self.prose, at)
            if match and not (letter == "mark" and self._name(at)):
                return Token(letter, at, match.end())
        candidates = [
            token for token in (self._name(at), self._new(at), self._which(at), *self._plain(at)) if token
        ]
        return max(candidates, key=lambda token: token.end, default=None)

    def _plain(self, at: int) -> list[Token]:
        found: list[Token] = []
        for kind, pattern in self.words.tokens:
            match = pattern.match(self.prose, at)
            if match and match.end() > at:
                found.append(Token(LETTERS.get(kind, kind), at, match.end(), text=match.group()))
        return found

    def _which(self, at: int) -> Token | None:
        for kind, pattern in self.words.which:
            match = pattern.match(self.prose, at)
            if match:
                which = kind
                if kind == "ordinal":
                    value = self.words.value(next(v for v in match.groupdict().values() if v))
                    which = "last" if value == -1 else str(value)
                return Token("O", at, match.end(), which=which)
        return None

    def _name(self, at: int) -> Token | None:
        best = self._label(at)
        for form, pattern in forms(self.words.language):
            match = pattern.match(self.prose, at)
            if match is None or (best is not None and match.end() <= best.end):
                continue
            if form == "ordinals":
                best = Token("T", at, match.end(), targets=ordinals(match, self.words))
                continue
            found = target(form, match, self.words)
            if found is not None:
                best = self._with_list(form, found, at, match.end())
        return best

    def _label(self, at: int) -> Token | None:
        """A label of the document as it stands there."""
        exact = _EXACT.match(self.prose, at)
        if exact:
            return Token("T", at, exact.end(), targets=(Target(exact[1], Label.parse(exact[1])),))
        for label in self.labels:
            end = at + len(label)
            if self.prose.startswith(label, at) and not self.prose[end : end + 1].isalnum():
                return Token("T", at, end, targets=(Target(label, Label.parse(label)),))
        return None

    def _with_list(self, form: str, found: Target, at: int, end: int) -> Token:
        if form != "paragraph" or found.label is None:
            return Token("T", at, end, targets=(found,))
        more, after = listed(self.words.language, found.label.kind, found.label, self.prose, end)
        return Token("T", at, after, targets=(found, *(Target(str(label), label) for label in more)))

    def _new(self, at: int) -> Token | None:
        best = self._new_exact(at)
        for pattern in new_forms(self.words.language):
            match = pattern.match(self.prose, at)
            if match is None or (best is not None and match.end() <= best.end):
                continue
            groups = said(match)
            kind = kind_of(groups)
            if "num" in groups:
                label = label_of(kind, groups["num"], subs_of(groups.get("subs")))
            else:
                label = Label(kind, "", subs=subs_of(groups.get("lone")))
            best = Token("P", at, match.end(), new=label, text=match.group())
        return best

    def _new_exact(self, at: int) -> Token | None:
        match = _NEW_EXACT.match(self.prose, at)
        return Token("P", at, match.end(), new=Label.parse(match[1]), text=match[0]) if match else None


def lex(prose: str, language: str, labels: Sequence[str] = ()) -> list[Token]:
    """The tokens of an instruction.

    Args:
        prose: with holes for quotations.
        language: one of `vocabulary.LANGUAGES`.
        labels: labels of the document that stand for themselves, the longest first.
    """
    return _Lexer(prose, vocabulary(language), labels).run()
