"""Italics of opening phrases for versions that come without any (plain text, scans): Editorial Manual, docs/domain.md, "Anatomy"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.lexicon import load_lexicon
from draftdiff.model import Style
from draftdiff_reports.docx.rows import FORMULA, OPERATIVE, PREAMBULAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.lexicon import Lexicon
    from draftdiff_reports.docx.rows import Row

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Longest opening phrase looked at, in words; the lexicon's own limit.
_LONGEST = 6


def with_openings(rows: Sequence[Row], language: str) -> tuple[Row, ...]:
    """The rows with their opening phrases in italics."""
    lexicon = load_lexicon(language)
    return tuple(_marked(row, lexicon) for row in rows)


def _marked(row: Row, lexicon: Lexicon) -> Row:
    if row.style == FORMULA:
        end = len(row.text.rstrip(" ,،，"))
    elif row.style in (PREAMBULAR, OPERATIVE[0]):
        end = _opening_end(row.text, lexicon)
    else:
        return row
    return replace(row, styles=(*row.styles, Style(start=0, end=end, name="italic"))) if end else row


def _opening_end(text: str, lexicon: Lexicon) -> int:
    """Offset after the opening phrase, 0 where there is none."""
    words: list[str] = []
    ends: list[int] = []
    at = 0
    while len(words) < _LONGEST:
        match = _WORD.match(text, at)
        if match is None:
            break
        words.append(match[0].casefold())
        ends.append(match.end())
        at = match.end() + 1 if text[match.end() : match.end() + 1] == " " else len(text)
    found = lexicon.opening(words)
    return ends[found[1] - 1] if found else 0
