"""Which words of a step belong to which paragraph, where paragraphs were split or merged and where clauses wandered.

Comparing a split paragraph with one of its parts would strike the words that went to the other part. Here every
token of the shared side is first given to the link that continues it in the longest run; what no link continues
goes with its neighbours. The answer serves redlines, blame and reports alike: a word is said to stand in another
paragraph only where one particular word of that paragraph is the same word. A word that no paragraph of the other
version has is told by one redline; the others leave it to that one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from draftdiff.differing.anchors import too_large
from draftdiff.differing.hunks import hunks
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from draftdiff.alignment import Alignment, Transfer
    from draftdiff.differing.tokens import Tokens, TokenStore
    from draftdiff.model import Document

#: A run must hold this many content words to claim a token for a link. By reason: one word stands anywhere.
CLAIM_WORDS = 2.0
#: A link keeps a token that another link claims if its own run has at least this share of the other's weight.
#: Chosen; no calibration is recorded.
KEEP_SHARE = 0.5
#: What a function word counts in the weight of a run: five of them are worth a content word. Chosen; no calibration is recorded.
FUNCTION_WEIGHT = 0.2
#: Runs this few tokens apart count as one: a word exchanged, with a mark. Chosen; no calibration is recorded.
BRIDGE = 3
#: Words in a row inside a wandering clause that are the same words; a single one is chance.
#: Chosen; no calibration is recorded.
LEAST_WANDERED = 2


class Owner(NamedTuple):
    """Where a token belongs that is not the link's own."""

    label: str
    """Label of the other paragraph."""
    stands: bool
    """It holds the same word; else its redline tells what became of the word, which stands nowhere."""


Owners = dict[int, Owner]
"""Token number -> its owner."""


@dataclass(slots=True)
class Foreign:
    """Tokens of one link's paragraphs that are not the link's own."""

    old: Owners = field(default_factory=Owners)
    """They belong to another link of the same old paragraph."""
    new: Owners = field(default_factory=Owners)
    old_wandered: Owners = field(default_factory=Owners)
    """No link continues them; a clause took them to a paragraph that is not linked."""
    new_wandered: Owners = field(default_factory=Owners)

    def __bool__(self) -> bool:
        return bool(self.old or self.new or self.old_wandered or self.new_wandered)

    def masked(self, old: Tokens, new: Tokens) -> tuple[list[str], list[str]]:
        """Keys of both texts in which tokens of other links match nothing."""
        return (
            [f"\0{k}" if k in self.old else key for k, key in enumerate(old.keys)],
            [f"\1{k}" if k in self.new else key for k, key in enumerate(new.keys)],
        )


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns words in one step."""

    foreign: Mapping[tuple[str, str], Foreign]
    """Link -> the tokens of its paragraphs that are not its own; links without such tokens are missing."""
    pairs: tuple[tuple[tuple[str, int], tuple[str, int]], ...]
    """(old label, offset of a token), (new label, offset of a token): the same token, wherever several paragraphs might
    claim it. A new token stands once."""


def ownership(
    old: Document, new: Document, alignment: Alignment, tokens: TokenStore, function: frozenset[str]
) -> Ownership:
    """Who owns the words of split and merged paragraphs and of wandering clauses.

    Args:
        old: the old version.
        new: the new version.
        alignment: links and wandering clauses between them.
        tokens: the tokens of texts.
        function: function words, folded; they weigh little.
    """
    return _Owning(old, new, alignment, tokens, function).run()


class Claim(NamedTuple):
    """What a link says of one token."""

    weight: float
    """Weight of the run in which the token is continued, 0 where it is not."""
    before: int
    """Tokens of the other side without counterpart before that run."""
    after: int
    """The same behind it."""
    other: int
    """Number of the token that continues it, -1 where none does."""


NO_CLAIM = Claim(0.0, 0, 0, -1)
Link = tuple[str, str]


class _Owning:
    """The work of `ownership`."""

    def __init__(
        self,
        old: Document,
        new: Document,
        alignment: Alignment,
        tokens: TokenStore,
        function: frozenset[str],
    ) -> None:
        self._old, self._new, self._tokens, self._function = old, new, tokens, function
        self._transfers = [t for t in alignment.transfers if not t.copied]
        self._heirs: dict[str, list[str]] = defaultdict(list)
        self._sources: dict[str, list[str]] = defaultdict(list)
        self._links = [(link.old, link.new) for link in alignment.links]
        for link in alignment.links:
            self._heirs[link.old].append(link.new)
            self._sources[link.new].append(link.old)
        self._foreign: dict[Link, Foreign] = defaultdict(Foreign)
        self._claims: dict[Link, tuple[list[Claim], list[Claim]]] = {}
        self._pairs: dict[tuple[str, int], tuple[str, int]] = {}

    def run(self) -> Ownership:
        """Split and merged paragraphs first, then clauses that wandered between words no link continues."""
        splits = {
            a: {b: self._claimed(a, b)[0] for b in parts}
            for a, parts in self._heirs.items()
            if len(parts) > 1
        }
        merges = {
            b: {a: self._claimed(a, b)[1] for a in parts}
            for b, parts in self._sources.items()
            if len(parts) > 1
        }
        olds = {a: _owners(claims) for a, claims in splits.items()}
        news = {b: _owners(claims) for b, claims in merges.items()}
        for a, claims in splits.items():
            stands = {
                b: {
                    k
                    for k, own in enumerate(olds[a])
                    if b in own and (b not in news or a in news[b][row[k].other])
                }
                for b, row in claims.items()
            }
            for b, owners in _shared(claims, olds[a], stands, self._old_tokens(a).folded).items():
                self._foreign[a, b].old = owners
        for b, claims in merges.items():
            stands = {
                a: {
                    k
                    for k, own in enumerate(news[b])
                    if a in own and (a not in olds or b in olds[a][row[k].other])
                }
                for a, row in claims.items()
            }
            for a, owners in _shared(claims, news[b], stands, self._new_tokens(b).folded).items():
                self._foreign[a, b].new = owners
        self._pair(olds, news)
        for transfer in self._transfers:
            self._wander(transfer)
        pairs = tuple((source, target) for target, source in self._pairs.items())
        return Ownership({link: foreign for link, foreign in self._foreign.items() if foreign}, pairs)

    def _old_tokens(self, label: str) -> Tokens:
        return self._tokens(self._old[label].text)

    def _new_tokens(self, label: str) -> Tokens:
        return self._tokens(self._new[label].text)

    def _pair(self, olds: Mapping[str, list[list[str]]], news: Mapping[str, list[list[str]]]) -> None:
        """Pair the tokens on which both sides agree; of several old ones the one of the heaviest run."""
        best: dict[tuple[str, int], float] = {}
        for a, b in self._links:  # in one order with `_shared`, where runs weigh the same
            left = self._claims[a, b][0] if (a, b) in self._claims else ()
            starts = self._old_tokens(a).starts, self._new_tokens(b).starts
            for i, claim in enumerate(left):
                j = claim.other
                if j < 0 or (a in olds and b not in olds[a][i]) or (b in news and a not in news[b][j]):
                    continue
                target = (b, starts[1][j])
                if claim.weight > best.get(target, 0.0):
                    best[target] = claim.weight
                    self._pairs[target] = (a, starts[0][i])

    def _wander(self, transfer: Transfer) -> None:
        """Pair the words of a clause that neither side's links account for."""
        a, b = transfer.old, transfer.new
        old, new = self._old_tokens(a), self._new_tokens(b)
        rows = self._free(a, transfer.old_span, old=True)
        columns = self._free(b, transfer.new_span, old=False)
        for i, j in _same_words(old, rows, new, columns):
            self._pairs[b, new.starts[j]] = (a, old.starts[i])
            for heir in self._heirs.get(a, ()):
                self._foreign[a, heir].old_wandered[i] = Owner(b, stands=True)
            for source in self._sources.get(b, ()):
                self._foreign[source, b].new_wandered[j] = Owner(a, stands=True)

    def _free(self, label: str, span: tuple[int, int], *, old: bool) -> list[int]:
        """Tokens of a span that all links of the paragraph show as changed and nobody owns."""
        tokens = self._old_tokens(label) if old else self._new_tokens(label)
        free = set(range(tokens.index(span[0]), tokens.index(span[1])))
        links = [(label, b) for b in self._heirs.get(label, ())] if old else [
            (a, label) for a in self._sources.get(label, ())
        ]  # fmt: skip
        for link in links:
            free &= self._changed(link, old=old)
            foreign = self._foreign[link]
            taken = (foreign.old, foreign.old_wandered) if old else (foreign.new, foreign.new_wandered)
            free -= {k for owners in taken for k, owner in owners.items() if owner.stands}
        if not links:
            free -= {k for k in free if not old and (label, tokens.starts[k]) in self._pairs}
        return sorted(free)

    def _changed(self, link: Link, *, old: bool) -> set[int]:
        """Tokens that the link's redline will show as changed."""
        keys = self._foreign[link].masked(self._old_tokens(link[0]), self._new_tokens(link[1]))
        found = hunks(*keys, self._function)
        return {k for h in found for k in (range(h.a0, h.a1) if old else range(h.b0, h.b1))}

    def _claimed(self, old_label: str, new_label: str) -> tuple[list[Claim], list[Claim]]:
        """Claims of the link on all tokens of the old, and of the new paragraph."""
        known = self._claims.get((old_label, new_label))
        if known is None:
            known = _claims(
                self._old_tokens(old_label).folded, self._new_tokens(new_label).folded, self._function
            )
            self._claims[old_label, new_label] = known
        return known


def _claims(a: Sequence[str], b: Sequence[str], function: Collection[str]) -> tuple[list[Claim], list[Claim]]:
    left, right = [NO_CLAIM] * len(a), [NO_CLAIM] * len(b)
    runs = _equal(a, b)
    edges = [(0, 0, 0, 0), *runs, (len(a), len(a), len(b), len(b))]
    gaps = {runs[k]: (edges[k], edges[k + 2]) for k in range(len(runs))}
    for group in _bridged(runs):
        weight = sum(_weight(key, function) for a0, a1, _, _ in group for key in a[a0:a1])
        for run in group:
            a0, a1, b0, b1 = run
            before, after = gaps[run]
            for k in range(a1 - a0):
                left[a0 + k] = Claim(weight, b0 - before[3], after[2] - b1, b0 + k)
                right[b0 + k] = Claim(weight, a0 - before[1], after[0] - a1, a0 + k)
    return left, right


def _weight(key: str, function: Collection[str]) -> float:
    if not is_word(key):
        return 0.0
    return FUNCTION_WEIGHT if key in function else 1.0


Run = tuple[int, int, int, int]


def _equal(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """Runs of equal tokens in both, in order; none where both are endless."""
    if too_large(len(a), len(b)):
        return []
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(key, len(numbers)) for key in keys] for keys in (a, b))
    found = (op for op in Indel.opcodes(left, right) if op.tag == "equal")
    return [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in found]


def _same_words(
    old: Tokens, rows: Sequence[int], new: Tokens, columns: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Pairs of equal tokens of two choices of tokens, in runs of some words."""
    for a0, a1, b0, _ in _equal([old.folded[i] for i in rows], [new.folded[j] for j in columns]):
        pairs = [(rows[a0 + k], columns[b0 + k]) for k in range(a1 - a0)]
        if sum(is_word(old.folded[i]) for i, _ in pairs) >= LEAST_WANDERED:
            yield from pairs


def _bridged(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs with few tokens between them on both sides, together."""
    out: list[list[Run]] = []
    for run in runs:
        if out and max(run[0] - out[-1][-1][1], run[2] - out[-1][-1][3]) <= BRIDGE:
            out[-1].append(run)
        else:
            out.append([run])
    return out


def _owners(claims: Mapping[str, Sequence[Claim]]) -> list[list[str]]:
    """For each token, the links it belongs to: the heaviest and those not far behind; none without a heavy run."""
    out: list[list[str]] = []
    for row in zip(*claims.values(), strict=True):
        best = max(claim.weight for claim in row)
        least = max(KEEP_SHARE * best, CLAIM_WORDS / 2) if best >= CLAIM_WORDS else best + 1
        out.append([label for label, claim in zip(claims, row, strict=True) if claim.weight >= least])
    return out


def _shared(
    claims: Mapping[str, Sequence[Claim]],
    owners: Sequence[list[str]],
    stands: Mapping[str, Collection[int]],
    keys: Sequence[str],
) -> dict[str, Owners]:
    """For each link, the tokens of the shared paragraph that are not its own, and whose they are.

    Args:
        claims: what each link says of each token.
        owners: the links that each token belongs to.
        stands: for each link, the tokens of which the other paragraph says so too.
        keys: the tokens, folded.
    """
    absorbed = list(owners)
    _absorb(absorbed, claims, keys)
    out: dict[str, Owners] = {label: {} for label in claims}
    for k, own in enumerate(absorbed):
        holding = [label for label in own if k in stands[label]]
        for label in claims:
            if own and label not in own:
                owner = max(holding or own, key=lambda o: claims[o][k].weight)
                out[label][k] = Owner(owner, stands=bool(holding))
    return out


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
