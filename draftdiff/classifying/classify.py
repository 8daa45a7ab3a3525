"""Every edit gets its class, the reason, and its signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.clusters import clusters
from draftdiff.classifying.context import Case, Context, Finding, Side
from draftdiff.classifying.editorial import editorial
from draftdiff.classifying.noise import Evidence, Verdict, judge, roman
from draftdiff.classifying.referring import reference
from draftdiff.classifying.signals import signals
from draftdiff.classifying.typography import typography
from draftdiff.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.change import ChangeClass
    from draftdiff.differing.pairs import Piece


def classes(old_text: str, new_text: str, evidence: Evidence | None = None) -> list[ChangeClass]:
    """The classes of all differences of two texts, in order; lists are made of nothing else."""
    from draftdiff.differing.pairs import pieces_of  # noqa: PLC0415 - the differ uses the classifier's distance

    if evidence is None:
        evidence = Evidence.of([old_text], [new_text], load_lexicon())
    context = Context(Side(old_text), Side(new_text), evidence, evidence.lexicon)
    return [finding.cls for finding in classify(pieces_of(old_text, new_text, evidence.lexicon), context)]


def classify(pieces: Sequence[Piece], context: Context) -> list[Finding]:
    """One finding a piece, in order."""
    cases = [Case.of(context, piece.edit) for piece in pieces]
    found = [_alone(case, piece) for case, piece in zip(cases, pieces, strict=True)]
    open_ = [f is None for f in found]
    explained = clusters(cases, open_) if any(open_) else {}
    out: list[Finding] = []
    for k, finding in enumerate(found):
        why = explained.get(k)
        if finding is None and why:
            out.append(Finding("editorial", why))
        else:
            out.append(finding or _substantive(cases[k]))
    return out


def _alone(case: Case, piece: Piece) -> Finding | None:
    """What the rules say of one edit by itself; None where none speaks."""
    if piece.transfer:
        return Finding("substantive", f"the words stand in {piece.transfer} of the other version")
    if piece.moved:
        return Finding("editorial", "the words moved inside the paragraph")
    return typography(case) or reference(case) or editorial(case) or _scan(case)


def _substantive(case: Case) -> Finding:
    """No rule explains the edit away; say what it does."""
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
            if before == one and side.keys[start - 1] in (
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
