"""What an edit's neighbours say of it: the capital behind a new "Also", the "and" of a list of resolutions that grew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.canonical import base
from draftdiff.classifying.context import Finding
from draftdiff.classifying.rollover import technical
from draftdiff.classifying.verbs import opening_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case


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
        out = [_recited(case, finding) for case, finding in zip(cases, out, strict=True)]
    return out


def _recited(case: Case, finding: Finding) -> Finding:
    """In a paragraph that recalls what was decided earlier, a date beside symbols that moved is no date of this text."""
    if finding.cls != "substantive" or finding.signals:
        return finding
    lexicon, edit = case.context.lexicon, case.edit
    opened = opening_of(case.context.new, lexicon)
    if opened is None or opened[0].kind != "recall":
        return finding
    old = technical(case.context.old.text, lexicon.language).touched(edit.o0, edit.o1)
    new = technical(case.context.new.text, lexicon.language).touched(edit.n0, edit.n1)
    if "date" in old and "date" in new and "" not in (*old, *new):
        return Finding("rollover", "a date of what is recalled moved with the document")
    return finding


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
