"""Which letters differ inside a changed word: for scan errors, spellings and hyphens."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

#: Longest stretch looked into, in characters; beyond it words, not letters, tell the difference.
#: Chosen as a limit of work or of what is shown.
LONGEST = 400


class Letters(NamedTuple):
    """A run of letters."""

    kind: Literal["same", "old", "new"]
    """On both sides, only in the old, or only in the new word."""
    text: str


@cache
def _differ() -> Any:
    from diff_match_patch import diff_match_patch  # noqa: PLC0415 - only where a word is looked into

    differ = diff_match_patch()
    differ.Diff_Timeout = 0  # its default of one second would make the result depend on the machine
    return differ


_KINDS: dict[int, Literal["same", "old", "new"]] = {0: "same", -1: "old", 1: "new"}


def letters(old: str, new: str) -> tuple[Letters, ...]:
    """Runs of letters that two short texts share or do not, in order, cleaned up for reading.

    >>> letters("conlributions", "contributions")[1:3]
    (Letters(kind='old', text='l'), Letters(kind='new', text='t'))
    """
    if max(len(old), len(new)) > LONGEST:
        return (Letters("old", old), Letters("new", new))
    differ = _differ()
    runs = differ.diff_main(old, new, False)
    differ.diff_cleanupSemantic(runs)
    return tuple(Letters(_KINDS[op], text) for op, text in runs)


def exchanges(old: str, new: str) -> str:
    """The exchanged letters in words: "l for t"; "" where the words share too little to say."""
    runs = letters(old, new)
    shared = sum(len(run.text) for run in runs if run.kind == "same")
    if 2 * shared < min(len(old), len(new)):
        return ""
    out: list[str] = []
    for at, run in enumerate(runs):
        before = runs[at - 1] if at else None
        behind = runs[at + 1] if at + 1 < len(runs) else None
        if run.kind == "new" and before is not None and before.kind == "old":
            out.append(f"{before.text!r} for {run.text!r}")
        elif run.kind == "new":
            out.append(f"{run.text!r} lost")
        elif run.kind == "old" and (behind is None or behind.kind != "new"):
            out.append(f"{run.text!r} put in")
    return ", ".join(out)
