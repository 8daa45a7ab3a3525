"""Differences of print alone: white space, marks, case, hyphens, spaces inside words; and specks of a scan."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from draftdiff.classifying.context import Finding
from draftdiff.fold import fold, is_word, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.misreading.evidence import Evidence

#: Marks that say something: a percentage, a sum, a section.
_MEANING = frozenset("%‰§€$£¥#&+=<>±×")
_SPECKS = frozenset("|!~^\\`°·•¬_*ÿ")


def typography(case: Case) -> Finding | None:
    """The class of an edit that changes no letter and no digit; None where it does."""
    old, new = case.old, case.new
    if not old and not new:
        return Finding("typography", "white space only")
    if not any(map(is_word, old)) and not any(map(is_word, new)):
        return _marks(case)
    if joined(old) == joined(new):
        return _same_letters(case)
    a, b = [t for t in old if is_word(t)], [t for t in new if is_word(t)]
    if joined(a) == joined(b):
        return _stray(case) or Finding("typography", "punctuation only")
    return None


def _marks(case: Case) -> Finding | None:
    old, new = case.old, case.new
    if any(mark in _MEANING for mark in old + new):
        return None
    speck = _stray(case)
    if speck:
        return speck
    if {fold(mark) for mark in old} == {fold(mark) for mark in new}:
        return Finding("typography", "another form of the same mark")
    return Finding("typography", "punctuation only")


def _stray(case: Case) -> Finding | None:
    """A speck: a mark inside a word or a sentence where no drafter puts one."""
    context, edit = case.context, case.edit
    evidence = context.evidence
    sides = (
        (context.old.text, edit.o0, edit.o1, case.old, evidence.old_noisy),
        (context.new.text, edit.n0, edit.n1, case.new, evidence.new_noisy),
    )
    for text, start, end, tokens, noisy in sides:
        marks = [token for token in tokens if not is_word(token)]
        if not marks:
            continue
        if (
            len(tokens) > len(marks) > 0
            and not any(map(str.isspace, text[start:end].strip()))
            and marks != tokens[-1:]
        ):
            return Finding("scan", "a speck inside a word", also=("typography",))
        inside = (
            _letter(text, start - 1) and _letter(text, end) and not any(map(str.isspace, text[start:end]))
        )
        if inside and all(mark in ".,:;'’`\"" or mark in _SPECKS for mark in marks):
            return Finding("scan", "a speck between two letters", also=("typography",))
        if noisy and all(mark in _SPECKS for mark in marks):
            return Finding("scan", "a speck, no mark of punctuation", also=("typography",))
        if noisy and marks == ["."] and _mid_sentence(text, end):
            return Finding("scan", "a full stop in mid-sentence", also=("typography",))
    return None


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalpha()


def _mid_sentence(text: str, end: int) -> bool:
    """The text goes on behind a mark: there are more words, and it does not end a paragraph."""
    return any(c.isalpha() for c in text[end:])


def _same_letters(case: Case) -> Finding:
    """The same letters and digits: case, hyphens, spaces, quotes, accents of typography."""
    old, new = case.old, case.new
    evidence = case.context.evidence
    if _hyphens(old) != _hyphens(new) or len(old) != len(new):
        lost = _lost(old, evidence, old=True) or _lost(new, evidence, old=False)
        if lost:
            return Finding(
                "scan",
                f"{lost!r} is no word: a space or hyphen lost or put in by the scan",
                also=("typography",),
            )
        return Finding("typography", "spacing or hyphenation only", also=("editorial",))
    a, b = "".join(old), "".join(new)
    if a.casefold() == b.casefold():
        return _case(case)
    return Finding("typography", "another form of the same letters or marks")


def _hyphens(tokens: Sequence[str]) -> int:
    return sum(unicodedata.category(c) == "Pd" for token in tokens for c in token)


def _lost(tokens: Sequence[str], evidence: Evidence, *, old: bool) -> str:
    """The first token that is no word; "" in a text without scan noise."""
    if not (evidence.old_noisy if old else evidence.new_noisy):
        return ""
    for token in tokens:
        if token.isalnum() and not token.isdigit() and not evidence.printed(token, old=old):
            return token
    return ""


def _case(case: Case) -> Finding:
    """Case only. A capital behind a comma, on a word nobody capitalises, is a misreading of a scan."""
    evidence, context = case.context.evidence, case.context
    for tokens, side, at, noisy in (
        (case.old, context.old, case.a0, evidence.old_noisy),
        (case.new, context.new, case.b0, evidence.new_noisy),
    ):
        known = tokens[0].lower() in context.lexicon.known
        if noisy and known and len(tokens) == 1 and tokens[0].istitle() and at and side.folded[at - 1] == ",":
            return Finding("scan", "a capital in mid-sentence", also=("typography",))
    return Finding("typography", "case only")
