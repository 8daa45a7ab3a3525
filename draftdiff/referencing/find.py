"""References in running text: pieces are found one by one and chained (`paragraph 8` of `annex II` to `resolution 71/1`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from draftdiff.referencing.atoms import Atom, find_atoms
from draftdiff.referencing.chinese import chinese_atoms
from draftdiff.referencing.compose import pinpoint_of, pointers_of
from draftdiff.referencing.grammars import GRAMMARS, RANKS
from draftdiff.referencing.reference import Reference
from draftdiff.referencing.symbols import Symbol, find_symbols
from draftdiff.referencing.targets import Target, target_after, target_before

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Languages with a grammar of their own; any other is read as English.
LANGUAGES = (*GRAMMARS, "zh")
#: How far behind a reference its document's symbol may stand, in characters. Chosen; no calibration is recorded.
_REACH = 260
#: Two references joined by "and" share the document of the second, if they are no further apart than this (characters).
#: Chosen; no calibration is recorded.
_SHARE_GAP = 12


@lru_cache(maxsize=1 << 12)
def find_references(text: str, language: str = "en") -> tuple[Reference, ...]:
    """All references to paragraphs, sections, annexes and articles in a text, in order, without overlaps.

    Forms: docs/domain.md, "References". A mention of a document without a pinpoint is not returned here; see
    `find_symbols`. English short forms (`OP22a`) are found in every language.

    Args:
        text: Running text; offsets of the result count its characters.
        language: ISO 639-1; "" and languages without a grammar are read as English.
    """
    if language == "zh":
        atoms = chinese_atoms(text)
        grammar_of = "en"
    else:
        grammar_of = language if language in GRAMMARS else "en"
        atoms = find_atoms(text, grammar_of)
    symbols = find_symbols(text)
    starts = [symbol.span[0] for symbol in symbols]
    found: list[Reference] = []
    for chain in _chains(text, atoms, grammar_of, chinese=language == "zh"):
        low, high = min(a.start for a in chain), max(a.end for a in chain)
        near = symbols[max(0, bisect_left(starts, low) - 2) : bisect_left(starts, high + _REACH)]
        reference = _reference(text, chain, near, grammar_of)
        if reference is not None:
            found.append(reference)
    return tuple(_shared(text, found))


@cache
def _connectors(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    grammar = GRAMMARS[language]
    return re.compile(grammar.inward, re.IGNORECASE), re.compile(grammar.outward, re.IGNORECASE)


_CHINESE_GAP = re.compile(r"\s*[，,的中]{0,2}\s*(?:所载|所述)?")


def _chains(text: str, atoms: Sequence[Atom], language: str, *, chinese: bool) -> list[list[Atom]]:
    inward, outward = _connectors(language)
    chains: list[list[Atom]] = []
    for atom in atoms:
        chain = chains[-1] if chains else None
        if chain is not None and not chain[-1].direction:
            gap = text[chain[-1].end : atom.start]
            rank, last = RANKS[atom.unit], RANKS[chain[-1].unit]
            into = _CHINESE_GAP.fullmatch(gap) if chinese else inward.fullmatch(gap)
            deeper = rank > last or (rank == last == RANKS["subparagraph"])
            if (
                into and deeper and (any(c in gap for c in ",，،(") or last <= RANKS["annex"] or chinese)
            ) or (outward.fullmatch(gap) and rank < min(RANKS[a.unit] for a in chain)):
                chain.append(atom)
                continue
        chains.append([atom])
    return chains


def _reference(text: str, chain: list[Atom], symbols: Sequence[Symbol], language: str) -> Reference | None:
    """One chain as a reference, with the document it names on either side; None for a lone "annex"."""
    start, end = min(a.start for a in chain), max(a.end for a in chain)
    grammar = GRAMMARS[language]
    direction = next((a.direction for a in chain if a.direction), "")
    target = Target()
    if not direction:
        target = target_after(text, end, symbols, grammar) or target_before(text, start, symbols) or Target()
    numbered = [a for a in chain if a.items or a.relative]
    if not numbered and not target.end and target.start is None:
        return None
    start = min(start, target.start if target.start is not None else start)
    end = max(end, target.end)
    inner = max(chain, key=lambda a: RANKS[a.unit])
    external = bool(target.symbol or target.instrument)
    return Reference(
        span=(start, end),
        text=text[start:end],
        kind="external" if external else "internal",
        unit="subparagraph" if inner.unit == "ordinal" else inner.unit,
        pointers=pointers_of(text, chain),
        relative=inner.relative,
        direction=direction,
        symbol=target.symbol,
        instrument=target.instrument,
        pinpoint=pinpoint_of(chain) if external else "",
        own=target.own,
        glued=inner.glued,
    )


#: Between two references that may share the document named behind the second.
_JOINED = re.compile(
    r"(?:\s*,)?\s+(?:(?:and|or|et|ou|y|o|и|или)\s+)?(?:(?:in|to|of|under|with|à|de|a|в|к)\s+)?(?:the\s+)?|,\s*"
)


def _shared(text: str, found: list[Reference]) -> list[Reference]:
    """`Article 18(8) and Article 19(10) of Regulation X`: the first belongs to X too.

    Only articles: resolutions say "paragraphs 5 and 3 of", and two phrases mean two documents.
    """
    from dataclasses import replace  # noqa: PLC0415 - used on this rare path only

    for i in range(len(found) - 2, -1, -1):
        here, there = found[i], found[i + 1]
        gap = text[here.span[1] : there.span[0]]
        joined = len(gap) <= _SHARE_GAP and _JOINED.fullmatch(gap) is not None
        same = _articles(here) and _articles(there) and here.kind == "internal" and there.kind == "external"
        follows = there.symbol and not there.text.startswith(there.symbol)
        if joined and same and follows and not here.direction and not here.relative and not here.own:
            found[i] = replace(here, kind="external", symbol=there.symbol, instrument=there.instrument)
    return found


def _articles(reference: Reference) -> bool:
    return {label.kind for label in reference.labels} == {"Article"}
