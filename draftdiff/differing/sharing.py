"""Which words of a paragraph belong to which of its links, where it was split or merged.

Comparing a split paragraph with one of its parts would strike the words that went to the other part. Here every
token of the shared side is first given to the link that continues it in the longest run; what no link continues
goes with its neighbours. In the other links' redlines those tokens are transfers, not changes of wording.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from draftdiff.differing.anchors import too_large
from draftdiff.fold import fold, is_word, token_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.model import Document

#: A run must hold this many content words to claim a token for a link.
CLAIM_WORDS = 2.0
#: A link keeps a token that another link claims if its own run has at least this share of the other's weight.
KEEP_SHARE = 0.5
#: What a function word counts in the weight of a run.
FUNCTION_WEIGHT = 0.2
#: Runs this few tokens apart count as one.
BRIDGE = 3


@dataclass(slots=True)
class Foreign:
    """Tokens of one link's paragraphs that belong to another link: token number -> label of the other paragraph."""

    old: dict[int, str] = field(default_factory=dict[int, str])
    new: dict[int, str] = field(default_factory=dict[int, str])
    old_wandered: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    """Character spans of clauses that wandered to a paragraph which is not linked, and its label."""
    new_wandered: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])

    def __bool__(self) -> bool:
        return bool(self.old or self.new or self.old_wandered or self.new_wandered)


def foreign_words(
    old: Document, new: Document, alignment: Alignment, function: frozenset[str]
) -> dict[tuple[str, str], Foreign]:
    """For every link of a split or merged paragraph, or with wandering clauses, the tokens that are not its own."""
    out: dict[tuple[str, str], Foreign] = defaultdict(Foreign)
    heirs: dict[str, list[str]] = defaultdict(list)
    sources: dict[str, list[str]] = defaultdict(list)
    for link in alignment.links:
        heirs[link.old].append(link.new)
        sources[link.new].append(link.old)
    claims = _Claims(old, new, function)
    for a, parts in ((a, parts) for a, parts in heirs.items() if len(parts) > 1):
        shared = _shared({b: claims.of(a, b)[0] for b in parts}, claims.keys(old, a))
        for b, tokens in shared.items():
            out[a, b].old = tokens
    for b, parts in ((b, parts) for b, parts in sources.items() if len(parts) > 1):
        shared = _shared({a: claims.of(a, b)[1] for a in parts}, claims.keys(new, b))
        for a, tokens in shared.items():
            out[a, b].new = tokens
    for transfer in (t for t in alignment.transfers if not t.copied):
        for b in heirs.get(transfer.old, ()):
            out[transfer.old, b].old_wandered.append((*transfer.old_span, transfer.new))
        for a in sources.get(transfer.new, ()):
            out[a, transfer.new].new_wandered.append((*transfer.new_span, transfer.old))
    return dict(out)


class Claim(NamedTuple):
    """What a link says of one token."""

    weight: float
    """Weight of the run in which the token is continued, 0 where it is not."""
    before: int
    """Tokens of the other side without counterpart before that run."""
    after: int
    """The same behind it."""


NO_CLAIM = Claim(0.0, 0, 0)


class _Claims:
    """The claims of links on the tokens of their paragraphs."""

    def __init__(self, old: Document, new: Document, function: frozenset[str]) -> None:
        self._old, self._new, self._function = old, new, function
        self._keys: dict[tuple[int, str], list[str]] = {}

    def keys(self, document: Document, label: str) -> list[str]:
        """Folded tokens of a paragraph."""
        known = self._keys.get((id(document), label))
        if known is None:
            text = document[label].text
            known = self._keys[id(document), label] = [fold(text[a:b]) for a, b in token_spans(text)]
        return known

    def of(self, old_label: str, new_label: str) -> tuple[list[Claim], list[Claim]]:
        """Claims of the link on all tokens of the old, and of the new paragraph."""
        a, b = self.keys(self._old, old_label), self.keys(self._new, new_label)
        left, right = [NO_CLAIM] * len(a), [NO_CLAIM] * len(b)
        numbers: dict[str, int] = {}
        ids = [[numbers.setdefault(key, len(numbers)) for key in keys] for keys in (a, b)]
        runs = [] if too_large(len(a), len(b)) else _equal(ids[0], ids[1])
        edges = [(0, 0, 0, 0), *runs, (len(a), len(a), len(b), len(b))]
        gaps = {runs[k]: (edges[k], edges[k + 2]) for k in range(len(runs))}
        for group in _bridged(runs):
            weight = sum(self._weight(key) for a0, a1, _, _ in group for key in a[a0:a1])
            for run in group:
                a0, a1, b0, b1 = run
                before, after = gaps[run]
                left[a0:a1] = [Claim(weight, b0 - before[3], after[2] - b1)] * (a1 - a0)
                right[b0:b1] = [Claim(weight, a0 - before[1], after[0] - a1)] * (b1 - b0)
        return left, right

    def _weight(self, key: str) -> float:
        if not is_word(key):
            return 0.0
        return FUNCTION_WEIGHT if key in self._function else 1.0


Run = tuple[int, int, int, int]


def _equal(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    found = (op for op in Indel.opcodes(a, b) if op.tag == "equal")
    return [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in found]


def _bridged(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs with few tokens between them on both sides, together."""
    out: list[list[Run]] = []
    for run in runs:
        if out and max(run[0] - out[-1][-1][1], run[2] - out[-1][-1][3]) <= BRIDGE:
            out[-1].append(run)
        else:
            out.append([run])
    return out


def _shared(claims: Mapping[str, Sequence[Claim]], keys: Sequence[str]) -> dict[str, dict[int, str]]:
    """For each link, the tokens of the shared paragraph that belong to another, and to which."""
    owners = [_owners({label: row[k] for label, row in claims.items()}) for k in range(len(keys))]
    _absorb(owners, claims, keys)
    out: dict[str, dict[int, str]] = {}
    for label in claims:
        out[label] = {
            k: max(own, key=lambda o: claims[o][k].weight)
            for k, own in enumerate(owners)
            if own and label not in own
        }
    return out


def _owners(row: Mapping[str, Claim]) -> list[str]:
    """The links a token belongs to: the heaviest and those not far behind; none where no run is heavy enough."""
    best = max(claim.weight for claim in row.values())
    if best < CLAIM_WORDS:
        return []
    return [label for label, claim in row.items() if claim.weight >= max(KEEP_SHARE * best, CLAIM_WORDS / 2)]


def _absorb(owners: list[list[str]], claims: Mapping[str, Sequence[Claim]], keys: Sequence[str]) -> None:
    """Tokens no link continues go with the neighbours on either side, cut at a mark where both take some."""
    at = 0
    while at < len(owners):
        end = at
        while end < len(owners) and not owners[end]:
            end += 1
        if end > at:
            left = owners[at - 1] if at else []
            right = owners[end] if end < len(owners) else []
            cut = (
                end
                if not right or left == right
                else at
                if not left
                else _cut(at, end, left, right, claims, keys)
            )
            owners[at:cut] = [left] * (cut - at)
            owners[cut:end] = [right] * (end - cut)
        at = end + 1


def _cut(
    at: int,
    end: int,
    left: list[str],
    right: list[str],
    claims: Mapping[str, Sequence[Claim]],
    keys: Sequence[str],
) -> int:
    """Where an unclaimed run between two owners is cut.

    Each owner takes about as many tokens as its own other side has without counterpart there: what was rewritten
    takes the place of what it replaces.
    """
    behind_left = claims[left[0]][at - 1].after
    before_right = claims[right[0]][end].before
    places = [at, *(k for k in range(at + 1, end) if not is_word(keys[k])), end]
    return min(places, key=lambda k: (abs(k - at - behind_left) + abs(end - k - before_right), k))
