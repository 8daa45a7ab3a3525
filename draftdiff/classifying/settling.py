"""What an edit's neighbours say of it: the capital behind a new "Also", the "and" of a list of resolutions that grew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.canonical import base
from draftdiff.classifying.context import Finding
from draftdiff.classifying.rollover import deadline_before, technical
from draftdiff.classifying.verbs import opening_of
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.differing.tokens import Tokens


def settled(cases: Sequence[Case], found: Sequence[Finding]) -> list[Finding]:
    """The findings, those of dependent edits put right by their neighbours."""
    out = list(found)
    for at, finding in enumerate(found):
        for other in (at - 1, at + 1):
            if not 0 <= other < len(found):
                continue
            if finding.why == SEQUENCE and found[other].why == CASE and _touch(cases, at, other):
                out[other] = Finding(
                    "editorial", "the capital of a verb behind a sequence word", also=("typography",)
                )
            elif (
                finding.cls == "rollover"
                and _follows(cases[other], found[other])
                and _technical(cases, at, other)
            ):
                out[other] = Finding("rollover", "the grammar of a list of documents that grew or shrank")
    if any(finding.cls == "rollover" for finding in out):
        alike = {
            _exchange(c) for c, f in zip(cases, out, strict=True) if f.cls == "rollover" and _exchange(c)
        }
        out = [_recited(case, finding, alike) for case, finding in zip(cases, out, strict=True)]
    return out


def _exchange(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words of an exchange, both ways; None where words only come or go."""
    if not case.old_words or not case.new_words:
        return None
    return tuple(case.old_words), tuple(case.new_words)


def _recited(
    case: Case, finding: Finding, alike: Collection[tuple[tuple[str, ...], tuple[str, ...]] | None]
) -> Finding:
    """A date beside symbols that moved, in a paragraph that only recalls or notes; or a date exchanged as one of them."""
    if finding.cls != "substantive" or finding.signals or _exchange(case) is None:
        return finding
    lexicon = case.context.lexicon
    old = _marked(case.context.old, case.a0, case.a1, case)
    new = _marked(case.context.new, case.b0, case.b1, case)
    if "date" not in old.values() or "date" not in new.values():
        return finding
    told = [w for w, mark in old.items() if not mark], [w for w, mark in new.items() if not mark]
    if told[0] != told[1] and not lexicon.exchangeable(*told):
        return finding
    opened = opening_of(case.context.new, lexicon)
    if opened is not None and opened[0].kind in _RECITALS:
        return Finding("rollover", "a date of what is recalled moved with the document")
    due = deadline_before(case, old=True) or deadline_before(case, old=False)
    if _exchange(case) in alike and not due:
        return Finding(
            "rollover", "a date exchanged as another of this paragraph that moved with the document"
        )
    return finding


#: Openings of paragraphs that ask and decide nothing and say what has been.
_RECITALS = frozenset(("recall", "take_note"))


def _marked(side: Tokens, start: int, end: int, case: Case) -> dict[str, str]:
    """The words of a token span with their marks (`draftdiff.classifying.rollover.Technical`)."""
    if start >= end:
        return {}
    marks = technical(side.text, case.context.lexicon.language)
    first, last = side.spans[start][0], side.spans[end - 1][1]
    words = [key for key in side.folded[start:end] if is_word(key)]
    return dict(zip(words, marks.touched(first, last), strict=False))


#: Reasons by which the rules of sequence words and of case are known.
SEQUENCE, CASE = "sequence word of the also/further cycle", "case only"


def _touch(cases: Sequence[Case], one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return cases[first].a1 == cases[last].a0 and cases[first].b1 == cases[last].b0


def _follows(case: Case, finding: Finding) -> bool:
    """A conjunction, or one noun in the singular and the plural."""
    lexicon = case.context.lexicon
    words = (*case.old_words, *case.new_words)
    if words and all(word in lexicon.and_words for word in words):
        return finding.weak
    return (
        len(case.old_words) == len(case.new_words) == 1
        and finding.cls in {"editorial", "substantive"}
        and base(words[0]) == base(words[1])
    )


def _technical(cases: Sequence[Case], one: int, other: int) -> bool:
    """Only symbols, dates and small words stand between two edits."""
    first, last = (cases[k] for k in sorted((one, other)))
    text, language = first.context.new.text, first.context.lexicon.language
    start, end = first.edit.n1, last.edit.n0
    return start == end or "" not in technical(text, language).touched(start, end)
