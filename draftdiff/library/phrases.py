"""A phrase over time: which texts have it, where it was born, what qualified it, where it was dropped."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from draftdiff.fold import fold, tokens, word_texts
from draftdiff.library.series import title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.lexicon import Lexicon
    from draftdiff.library.index import Index
    from draftdiff.library.store import Entry, Row, Store

#: Words on either side of a phrase in which a qualifier belongs to it. Chosen; no calibration is recorded.
NEAR = 6
#: Paragraphs looked through for a phrase; more than the largest library we measured has.
MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One paragraph that holds the phrase."""

    document: int
    symbol: str
    date: str
    label: str
    span: tuple[int, int]
    """Characters of the paragraph's text."""
    text: str
    qualifiers: tuple[str, ...]
    """Qualifiers within a few words of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A text of a series that took the phrase up, or dropped it."""

    kind: str
    """`born`: no earlier text of the library has it; `taken up`: its predecessor had not; `dropped`: its predecessor had."""
    symbol: str
    date: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseStory:
    """What became of a phrase."""

    phrase: str
    uses: tuple[Use, ...]
    """Oldest first."""
    turns: tuple[Turn, ...]
    """Oldest first; series are told apart by their titles, so texts without a title have none."""
    years: tuple[tuple[str, int, int], ...]
    """Year, texts that have the phrase, texts of that year."""
    qualifiers: tuple[tuple[str, int, str], ...]
    """Qualifier, how often beside the phrase, date of the first; most frequent first."""

    def to_text(self) -> str:
        """A few lines for a terminal."""
        if not self.uses:
            return f"No text of the library has {self.phrase!r}."
        first, last = self.uses[0], self.uses[-1]
        texts = len({use.document for use in self.uses})
        lines = [
            (
                f"{self.phrase!r}: {len(self.uses)} paragraphs of {texts} texts; first {first.symbol} {first.label}"
                f" ({first.date or 'no date'}), last {last.symbol} {last.label} ({last.date or 'no date'})."
            )
        ]
        lines += [f"  {year}  {have:5} of {whole:5} texts" for year, have, whole in self.years]
        lines += [
            f"  beside it: {name} ({count}, first {date or 'no date'})"
            for name, count, date in self.qualifiers[:12]
        ]
        lines += [f"  {turn.kind}: {turn.symbol}, {turn.date}: {turn.title}" for turn in self.turns]
        return "\n".join(lines)

    def to_svg(self) -> str:
        """A picture: a bar a year, the share of texts with the phrase; marks for taken up and dropped."""
        return _picture(self)

    def _repr_html_(self) -> str:
        return self.to_svg()


def tell(phrase: str, store: Store, index: Index, lexicon: Lexicon, language: str) -> PhraseStory:
    """The story of a phrase in one language."""
    wanted = [fold(word) for word in word_texts(phrase)]
    entries = {e.id: e for e in store.entries("language = ?", (language,))}
    hits = index.search(list(dict.fromkeys(wanted)), every=True, most=MOST, filters=(("language", language),))
    rows = (row for row in store.rows([number for number, _ in hits]).values() if row.document in entries)
    uses = [use for row in rows for use in _uses(row, wanted, entries[row.document], lexicon)]
    uses.sort(key=lambda use: (use.date, use.document, use.label, use.span))
    have = {use.document for use in uses}
    beside: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        for name in use.qualifiers:
            beside[name].append(use)
    counted = [(name, len(found), found[0].date) for name, found in beside.items()]
    return PhraseStory(
        phrase=phrase, uses=tuple(uses), turns=tuple(_turns(entries.values(), have)), years=tuple(_years(entries.values(), have)),
        qualifiers=tuple(sorted(counted, key=lambda row: (-row[1], row[0]))),
    )  # fmt: skip


def _uses(row: Row, wanted: Sequence[str], entry: Entry, lexicon: Lexicon) -> list[Use]:
    printed = [token for token in tokens(row.text) if token.is_word]
    words = [fold(token.text) for token in printed]
    found: list[Use] = []
    size = len(wanted)
    for at in range(len(words) - size + 1):
        if words[at : at + size] == list(wanted):
            near = [*words[max(0, at - NEAR) : at], "\0", *words[at + size : at + size + NEAR]]
            span = (printed[at].start, printed[at + size - 1].end)
            names = _qualifiers(near, lexicon)
            found.append(
                Use(document=entry.id, symbol=entry.name, date=entry.date, label=row.label, span=span, text=row.text, qualifiers=names)
            )  # fmt: skip
    return found


def _qualifiers(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    longest = max(map(len, lexicon.qualifiers), default=0)
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next((n for n in sizes if tuple(words[at : at + n]) in lexicon.qualifiers), 0)
        if size:
            found[" ".join(words[at : at + size])] = None
        at += max(size, 1)
    return tuple(found)


def _turns(entries: Iterable[Entry], have: set[int]) -> list[Turn]:
    dated = [e for e in entries if e.date]
    born = min((e for e in dated if e.id in have), key=lambda e: (e.date, e.id), default=None)
    turns = [Turn(kind="born", symbol=born.name, date=born.date, title=born.title)] if born else []
    series: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in dated:
        title = title_key(entry.title)
        if title:
            series[entry.organ, title].append(entry)
    for found in series.values():
        found.sort(key=lambda e: (e.date, e.id))
        for earlier, later in itertools.pairwise(found):
            if (earlier.id in have) != (later.id in have) and later is not born:
                kind = "taken up" if later.id in have else "dropped"
                turns.append(Turn(kind=kind, symbol=later.name, date=later.date, title=later.title))
    return sorted(turns, key=lambda turn: (turn.date, turn.symbol))


def _years(entries: Iterable[Entry], have: set[int]) -> list[tuple[str, int, int]]:
    dated = [e for e in entries if e.date]
    whole = Counter(e.date[:4] for e in dated)
    with_it = Counter(e.date[:4] for e in dated if e.id in have)
    return [(year, with_it[year], whole[year]) for year in sorted(whole)]


#: Sizes of the picture, in pixels. Chosen by looking at it.
_BAR, _GAP, _HEIGHT, _MARGIN = 46, 14, 160, 34


def _picture(story: PhraseStory) -> str:
    years = story.years
    width = 2 * _MARGIN + max(1, len(years)) * (_BAR + _GAP)
    most = max((have / whole for _, have, whole in years), default=0.0) or 1.0
    marks = Counter(
        (turn.date[:4], "dropped" if turn.kind == "dropped" else "taken up") for turn in story.turns
    )
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {_HEIGHT + 96}" width="{width}" '
            'font-family="system-ui, sans-serif" font-size="12">'
        ),
        f"<title>{escape(story.phrase)}: share of texts by year</title>",
        f'<text x="{_MARGIN}" y="18" font-weight="600">{escape(story.phrase)}</text>',
    ]
    for at, (year, have, whole) in enumerate(years):
        x = _MARGIN + at * (_BAR + _GAP)
        height = round(_HEIGHT * have / whole / most, 1)
        y = 40 + _HEIGHT - height
        parts.append(f'<rect x="{x}" y="{y}" width="{_BAR}" height="{height}" fill="#3b6ea5"/>')
        parts.append(
            f'<text x="{x + _BAR / 2}" y="{y - 4}" text-anchor="middle">{100 * have / whole:.0f}%</text>'
        )
        parts.append(
            f'<text x="{x + _BAR / 2}" y="{_HEIGHT + 56}" text-anchor="middle">{escape(year)}</text>'
        )
        told = f"+{marks[year, 'taken up']} \u2212{marks[year, 'dropped']}"
        parts.append(
            f'<text x="{x + _BAR / 2}" y="{_HEIGHT + 72}" text-anchor="middle" fill="#666">{told}</text>'
        )
    parts.append(
        f'<text x="{_MARGIN}" y="{_HEIGHT + 90}" fill="#666">+ texts that took it up, \u2212 texts that dropped it</text></svg>'
    )
    return "".join(parts)
