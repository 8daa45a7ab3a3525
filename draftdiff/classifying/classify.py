"""Every edit gets its class, the reason, and its signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.bracketing import bracketing
from draftdiff.classifying.clauses import gathered
from draftdiff.classifying.clusters import clusters
from draftdiff.classifying.context import Case, Finding
from draftdiff.classifying.editorial import editorial
from draftdiff.classifying.numbering import numbering
from draftdiff.classifying.referring import listed, reference
from draftdiff.classifying.rollover import rollover
from draftdiff.classifying.settling import settled
from draftdiff.classifying.signals import signals
from draftdiff.classifying.typography import typography
from draftdiff.fold import is_word
from draftdiff.misreading.confusions import key_of, roman
from draftdiff.misreading.judge import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.change import ChangeClass
    from draftdiff.classifying.clauses import Gathered
    from draftdiff.classifying.context import Context
    from draftdiff.differing.pairs import Piece


def only_noise(pieces: Sequence[Piece], context: Context) -> bool:
    """All differences of two texts are of print or of the scan; the first that is not ends the search."""
    cases = [Case.of(context, piece.edit) for piece in pieces]
    reread = _reread(cases, pieces)
    found = (_alone(case, piece, reread, pieces) for case, piece in zip(cases, pieces, strict=True))
    return all(finding is not None and finding.cls in _NOISE for finding in found)


#: Classes of differences that nobody drafted.
_NOISE: frozenset[ChangeClass] = frozenset(("scan", "typography"))


def changes_of(pieces: Sequence[Piece], context: Context) -> list[Gathered]:
    """The changes of a pair, each with its class: rewritten clauses are one."""
    cases, found = _classified(pieces, context)
    return gathered(pieces, cases, found, _substantive, OPEN)


#: What no rule has explained; its signals are read once its whole clause is known.
OPEN = Finding("substantive", "")


def _classified(pieces: Sequence[Piece], context: Context) -> tuple[list[Case], list[Finding]]:
    cases = [Case.of(context, piece.edit) for piece in pieces]
    reread = _reread(cases, pieces)
    found = [_alone(case, piece, reread, pieces) for case, piece in zip(cases, pieces, strict=True)]
    open_ = [f is None for f in found]
    explained = clusters(cases, open_) if any(open_) else {}
    out: list[Finding] = []
    for k, finding in enumerate(found):
        why = explained.get(k) or (_left_over(k, cases, pieces) if finding is None else "")
        if finding is None and why:
            out.append(Finding("editorial", why, weak=k not in explained))
        else:
            out.append(finding or OPEN)
    return cases, settled(cases, out)


def _left_over(k: int, cases: Sequence[Case], pieces: Sequence[Piece]) -> str:
    """Connectors beside words that moved; words of a merged paragraph that stand in its other part."""
    case = cases[k]
    words = [*case.old_words, *case.new_words]
    beside = [p.moved for p in pieces[max(0, k - 1) : k + 2] if p.moved]
    if (
        beside
        and all(w in case.context.lexicon.function for w in words)
        and not set(words) & case.context.lexicon.or_words
    ):
        return "connectors of words that moved"
    merged = any(p.owner for p in pieces)
    content = [w for w in case.old_words if w not in case.context.lexicon.function]
    if (
        merged
        and not case.new_words
        and len(content) >= MENTION
        and _holds(case.context.new.folded, case.old_words)
    ):
        return "second mention: the words stand elsewhere in the merged paragraph"
    return ""


#: Content words a phrase must have to be recognised as a second mention. Chosen; no calibration is recorded.
MENTION = 3


def _holds(keys: Sequence[str], words: Sequence[str]) -> bool:
    bare = [key for key in keys if is_word(key)]
    return any(bare[at : at + len(words)] == list(words) for at in range(len(bare) - len(words) + 1))


def _reread(cases: Sequence[Case], pieces: Sequence[Piece]) -> set[int]:
    """Moves whose words are not printed alike: the scan displaced and misread them."""
    gone: dict[int, list[str]] = {}
    come: dict[int, list[str]] = {}
    for case, piece in zip(cases, pieces, strict=True):
        if piece.moved:
            gone.setdefault(piece.moved, []).extend(key_of(t) for t in case.old if is_word(t))
            come.setdefault(piece.moved, []).extend(key_of(t) for t in case.new if is_word(t))
    return {number for number, words in gone.items() if words != come.get(number)}


def _alone(case: Case, piece: Piece, reread: set[int], pieces: Sequence[Piece]) -> Finding | None:
    """What the rules say of one edit by itself; None where none speaks."""
    if piece.owner and piece.owner.stands:
        return Finding("substantive", f"the words stand in {piece.owner.label} of the other version")
    if piece.owner:
        return Finding("substantive", f"told by the redline with {piece.owner.label}")
    if piece.moved and piece.moved in reread:
        return Finding("scan", "words displaced and misread by the scan")
    if piece.moved:
        return Finding("editorial", "the words moved inside the paragraph", weak=True)
    return (
        bracketing(case, pieces)
        or typography(case)
        or numbering(case)
        or reference(case)
        or editorial(case)
        or rollover(case)
        or _scan(case)
        or _debris(case)
    )


def _debris(case: Case) -> Finding | None:
    """A token that no drafter writes comes or goes."""
    evidence = case.context.evidence
    for words, other, tokens, old in (
        (case.old_words, case.new_words, case.old, True),
        (case.new_words, case.old_words, case.new, False),
    ):
        if words and not other and all(evidence.debris(t, old=old) for t in tokens if is_word(t)):
            return Finding("scan", f"{' '.join(tokens)!r} is debris of the scan")
    return None


def _substantive(case: Case) -> Finding:
    """No rule explains the edit away; say what it does."""
    numbers = listed(case)
    if numbers is not None:
        return numbers
    found = signals(case)
    if found:
        return Finding("substantive", ", ".join(s.name.replace("_", " ") for s in found), signals=found)
    kind = "words put in" if not case.old else "words taken out" if not case.new else "other words"
    return Finding("substantive", f"{kind}; no rule of print, scan or house style explains it")


def _scan(case: Case) -> Finding | None:
    verdict = (
        judge(_bare(case.old), _bare(case.new), case.context.evidence)
        or judge(case.old, case.new, case.context.evidence)
        or repeated_numeral(case)
    )
    if verdict is None:
        return None
    also: tuple[ChangeClass, ...] = (
        ("typography",) if _bare(case.old) != case.old or _bare(case.new) != case.new else ()
    )
    return Finding("scan" if verdict.scan else "editorial", verdict.why, also=also)


def repeated_numeral(case: Case) -> Verdict | None:
    """A list does not name one number twice: "phases I and I" has lost a stroke of II."""
    old, new = _bare(case.old), _bare(case.new)
    if len(old) != 1 or len(new) != 1:
        return None
    for damaged, printed, side, start in (
        (new[0], old[0], case.context.new, case.b0),
        (old[0], new[0], case.context.old, case.a0),
    ):
        one, other = roman(damaged), roman(printed)
        if one and other and one != other and start >= 2:
            before = roman(side.printed[start - 2])
            if before == one and side.folded[start - 1] in (
                case.context.lexicon.and_words | case.context.lexicon.or_words | {","}
            ):
                return Verdict(f"{damaged!r} would name {before} twice: a stroke of {printed!r} was lost")
    return None


def _bare(tokens: Iterable[str]) -> list[str]:
    """Tokens without the punctuation at the end, which changes for its own reasons."""
    out = list(tokens)
    while len(out) > 1 and out[-1] in ",;.:":
        out.pop()
    return out
