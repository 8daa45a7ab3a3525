"""Labels printed inside a text: a list's `(a)` that became `(b)`, or `A)` that became `(a)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.classifying.context import Finding
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from draftdiff.classifying.context import Case
    from draftdiff.differing.tokens import Tokens

#: A letter, a Roman numeral or a number of at most three digits.
_LABEL = re.compile(r"(?:[a-zа-яأ-ي]|[ivx]{1,5}|\d{1,3})\Z", re.IGNORECASE)


def numbering(case: Case) -> Finding | None:
    """Both sides are labels of list items that stand where an item begins."""
    old = _label(case.context.old, case.a0, case.a1)
    new = _label(case.context.new, case.b0, case.b1)
    if old and new and old != new:
        return Finding("numbering", f"the label of an item: {old} became {new}")
    return None


def _label(side: Tokens, start: int, end: int) -> str:
    """The label a token span is, or is part of; "" where it is none."""
    words = [k for k in range(start, end) if is_word(side.folded[k])]
    if len(words) != 1 or not _LABEL.match(side.printed[words[0]]):
        return ""
    at = words[0]
    opened = at > 0 and side.folded[at - 1] == "("
    closed = at + 1 < len(side.folded) and side.folded[at + 1] in {")", "."}
    first = at - 1 if opened else at
    begins = first == 0 or side.folded[first - 1] in ";:"
    if not closed or not begins or at + 2 >= len(side.folded):
        return ""
    return f"{'(' if opened else ''}{side.printed[at]}{side.folded[at + 1]}"
