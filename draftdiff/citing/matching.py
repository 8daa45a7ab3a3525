"""Stretches of the citing text that use the words of a passage: seeds, then local alignment, then a score.

The score is in units of one telling word (see `draftdiff.citing.telling`); a stretch ends where going on would cost
more than it brings.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff.citing.citable import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.citing.citable import Citable, Citables
    from draftdiff.citing.telling import Word

#: Two seeds of one passage further apart than this in the citing text begin two stretches.
#: Chosen; no calibration is recorded.
MAX_GAP = 24
#: Words before the first and behind the last seed that are aligned as well. Chosen; no calibration is recorded.
MARGIN = 10
#: Cost of a word put in and of a passage word left out, in telling words; a longer gap costs no more than the cap.
#: Chosen; no calibration is recorded.
PUT_IN, LEFT_OUT, GAP_CAP = 0.3, 0.12, 2.2
#: Cost of a gap whatever its length. Chosen; no calibration is recorded.
GAP_OPEN = 0.25
#: A word that matches alone, without a neighbour, tells this share of what it tells in a run.
#: Chosen; no calibration is recorded.
ALONE = 0.5
#: A passage is not quoted over more than this many times its own length.
#: Chosen as a limit of work or of what is shown.
LONGEST = 3
#: How often what is left of a neighbourhood is searched again, and from how many seeds on it is not: a text that says
#: one phrase over and over would be searched without end. Chosen as a limit of work or of what is shown.
ROUNDS, REPETITIVE = 4, 1500
#: Stretches below this are forgotten at once. Chosen; no calibration is recorded.
FLOOR = 1.2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the citing text aligned with words of one passage."""

    passage: Citable
    pairs: tuple[tuple[int, int], ...]
    """(word of the citing text, word of the passage), both ascending."""
    score: float

    @property
    def start(self) -> int:
        """First word in the citing text."""
        return self.pairs[0][0]

    @property
    def end(self) -> int:
        """Word after the last."""
        return self.pairs[-1][0] + 1


def stretches(words: Sequence[Word], passages: Citables) -> list[Stretch]:
    """All stretches above `FLOOR`, of all passages, in order of the citing text; they overlap."""
    keys = [w.key for w in words]
    found = [
        s
        for number, hits in _hits(keys, passages)
        for s in _aligned(keys, passages.all[number], passages, hits)
    ]
    found.sort(key=lambda s: (s.start, -s.score, s.passage.number))
    return found


def _hits(keys: Sequence[str], passages: Citables) -> list[tuple[int, list[tuple[int, int]]]]:
    """Per passage, (citing word, passage word) of every seed, in order of the citing text."""
    hits: dict[int, list[tuple[int, int]]] = {}
    for at in range(len(keys)):
        for size in (SEED, 2, 1):  # passages shorter than a seed are seeds themselves
            for number, place in passages.seeds.get(tuple(keys[at : at + size]), ()):
                hits.setdefault(number, []).append((at, place))
    return sorted(hits.items())


def _aligned(
    keys: Sequence[str], passage: Citable, passages: Citables, hits: Sequence[tuple[int, int]]
) -> Iterator[Stretch]:
    """Stretches around near-by seeds; seeds left outside of what was found get a turn of their own."""
    longest = MAX_GAP + LONGEST * len(passage.words)
    work = [(group, 0, len(keys), ROUNDS) for group in _groups(hits, longest)]
    while work:
        group, low, high, rounds = work.pop()
        found = align(keys, passage, passages, group, (low, high))
        yield from found
        if not found or rounds == 0 or len(group) > REPETITIVE:
            continue
        edges = [low, *(x for s in found for x in (s.start, s.end)), high]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            left = [hit for hit in group if start <= hit[0] and hit[0] + SEED <= end]
            if left and len(left) < len(group):
                work += [(part, start, end, rounds - 1) for part in _groups(left, longest)]


def _groups(hits: Sequence[tuple[int, int]], longest: int) -> list[list[tuple[int, int]]]:
    """Seeds of one neighbourhood: close together, and not over more words than a quotation could have."""
    groups: list[list[tuple[int, int]]] = []
    for hit in hits:
        near = bool(groups) and hit[0] - groups[-1][-1][0] <= MAX_GAP
        if near and hit[0] - groups[-1][0][0] <= longest:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def align(
    keys: Sequence[str],
    passage: Citable,
    passages: Citables,
    hits: Sequence[tuple[int, int]],
    window: tuple[int, int],
) -> list[Stretch]:
    """The best stretches of a passage around seeds, inside a window of the citing words.

    The best chain of exact matches is taken; words between and around them are filled in by longest common subsequence.
    """
    chain = _chain(_diagonals(hits), passage, passages)
    there = passage.keys
    runs: list[list[tuple[int, int]]] = []
    at, place = max(window[0], chain[0].start - MARGIN), max(0, chain[0].place - MARGIN)
    for link in chain:
        runs += filled(keys, there, (at, link.start), (place, link.place))
        runs.append([(link.start + i, link.place + i) for i in range(link.size)])
        at, place = link.start + link.size, link.place + link.size
    runs += filled(keys, there, (at, min(window[1], at + MARGIN)), (place, min(len(there), place + MARGIN)))
    joined = _runs([pair for run in runs for pair in run])
    return _best(_slid(joined, keys), passage, passages)


@dataclass(frozen=True, slots=True)
class _Diagonal:
    """Words that match one by one, `size` of them."""

    start: int
    place: int
    size: int


def _diagonals(hits: Sequence[tuple[int, int]]) -> list[_Diagonal]:
    """Seeds on one diagonal without a break, as one match."""
    found: list[_Diagonal] = []
    by_shift: dict[int, list[int]] = {}
    for at, place in hits:
        by_shift.setdefault(place - at, []).append(at)
    for shift, starts in by_shift.items():
        first = last = starts[0]
        for at in starts[1:]:
            if at > last + 1:
                found.append(_Diagonal(first, first + shift, last - first + SEED))
                first = at
            last = at
        found.append(_Diagonal(first, first + shift, last - first + SEED))
    return sorted(found, key=lambda d: (d.start, d.place))


#: Matches of one group that take part in chaining; a group with more is a repetitive text, its longest are taken.
#: Chosen as a limit of work or of what is shown.
MAX_CHAINED = 60


def _chain(diagonals: Sequence[_Diagonal], passage: Citable, passages: Citables) -> list[_Diagonal]:
    """The best sequence of matches ascending on both sides; where two overlap, the later one is shortened."""
    if len(diagonals) > MAX_CHAINED:
        longest = sorted(diagonals, key=lambda d: (-d.size, d.start, d.place))[:MAX_CHAINED]
        diagonals = sorted(longest, key=lambda d: (d.start, d.place))
    limit = len(passage.words)
    states: list[tuple[float, int, _Diagonal]] = []
    for whole in diagonals:
        whole = _Diagonal(whole.start, whole.place, min(whole.size, limit - whole.place))  # noqa: PLW2901 - clipped
        best, before, used = _value(whole, passage, passages), -1, whole
        for k, (score, _, last) in enumerate(states):
            overlap = max(0, last.start + last.size - whole.start, last.place + last.size - whole.place)
            if overlap >= whole.size or last.start >= whole.start or last.place >= whole.place:
                continue
            cut = _Diagonal(whole.start + overlap, whole.place + overlap, whole.size - overlap)
            gap = _gap((last.start + last.size - 1, last.place + last.size - 1), (cut.start, cut.place))
            total = score + _value(cut, passage, passages) - gap
            if total > best:
                best, before, used = total, k, cut
        states.append((best, before, used))
    at = max(range(len(states)), key=lambda k: (states[k][0], -k))
    chain: list[_Diagonal] = []
    while at >= 0:
        _, before, used = states[at]
        chain.append(used)
        at = before
    return chain[::-1]


def _value(match: _Diagonal, passage: Citable, passages: Citables) -> float:
    return _gain([(match.start + i, match.place + i) for i in range(match.size)], passage, passages)


def filled(
    keys: Sequence[str], there: Sequence[str], here: tuple[int, int], place: tuple[int, int]
) -> list[list[tuple[int, int]]]:
    """Runs of equal words between two matches."""
    if here[0] >= here[1] or place[0] >= place[1]:
        return []
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - loads late

    return [
        [(here[0] + op.src_start + i, place[0] + op.dest_start + i) for i in range(op.src_end - op.src_start)]
        for op in Indel.opcodes(keys[slice(*here)], there[slice(*place)])
        if op.tag == "equal"
    ]


def _slid(runs: Sequence[list[tuple[int, int]]], keys: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Words that match twice stand with the later run, where that closes a gap: "Human rights: Human rights of all"."""
    pairs = [pair for run in runs for pair in run]
    for i in range(len(pairs) - 2, -1, -1):
        (here, place), (there, after) = pairs[i], pairs[i + 1]
        if after == place + 1 and there > here + 1 and keys[there - 1] == keys[here]:
            pairs[i] = (there - 1, place)
    return _runs(pairs)


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs grouped into unbroken runs."""
    out: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if out and (pair[0] - out[-1][-1][0], pair[1] - out[-1][-1][1]) == (1, 1):
            out[-1].append(pair)
        else:
            out.append([pair])
    return out


def _best(runs: Sequence[list[tuple[int, int]]], passage: Citable, passages: Citables) -> list[Stretch]:
    """Maximal scoring chains of runs, left to right; a chain is given up when its score falls to nothing."""
    found: list[Stretch] = []
    chain: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    score = best = 0.0

    def close() -> None:
        if kept and best >= FLOOR:
            found.append(Stretch(passage, tuple(kept), best))

    for run in runs:
        gain = _gain(run, passage, passages)
        cost = _gap(chain[-1], run[0]) if chain else 0.0
        if not chain or score - cost <= 0:
            close()
            chain, score, best, kept = list(run), gain, gain, list(run)
            continue
        score += gain - cost
        chain += run
        if score > best:
            best, kept = score, list(chain)
        elif best - score > GAP_CAP + 1.0:
            close()
            chain, score, best, kept = list(run), gain, gain, list(run)
    close()
    return found


def score_of(pairs: Sequence[tuple[int, int]], passage: Citable, passages: Citables) -> float:
    """Score of given word pairs, gaps between them paid for."""
    runs = _runs(pairs)
    gaps = sum(_gap(a[-1], b[0]) for a, b in pairwise(runs))
    return sum(_gain(run, passage, passages) for run in runs) - gaps


def _gap(last: tuple[int, int], first: tuple[int, int]) -> float:
    put_in, left_out = first[0] - last[0] - 1, first[1] - last[1] - 1
    return GAP_OPEN + min(GAP_CAP, PUT_IN * put_in + LEFT_OUT * left_out) if put_in or left_out else 0.0


def _gain(run: Sequence[tuple[int, int]], passage: Citable, passages: Citables) -> float:
    """Weight of matching words; a word shared by several paragraphs in its widest matching phrase tells less."""
    at = [p for _, p in run]
    keys = passage.keys[at[0] : at[-1] + 1]
    weights = [w.weight for w in passage.words[at[0] : at[-1] + 1]]
    size = min(3, len(keys))
    spreads = [passages.spread(tuple(keys[i : i + size])) for i in range(len(keys) - size + 1)]
    total = 0.0
    for i, weight in enumerate(weights):
        around = spreads[max(0, i - size + 1) : i + 1]
        total += weight / min(around) ** 0.5
    return total * (ALONE if len(keys) == 1 else 1.0)
