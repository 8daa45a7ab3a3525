"""Every edit gets its class, the reason, and its signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.context import Case, Context, Finding, Side
from draftdiff.classifying.noise import Evidence, judge
from draftdiff.classifying.typography import typography
from draftdiff.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.change import ChangeClass
    from draftdiff.differing.place import Edit


def classes(old_text: str, new_text: str, evidence: Evidence | None = None) -> list[ChangeClass]:
    """The classes of all differences of two texts, in order; lists are made of nothing else."""
    from draftdiff.differing.pairs import edits_of  # noqa: PLC0415 - the differ uses the classifier's distance

    if evidence is None:
        evidence = Evidence.of([old_text], [new_text], load_lexicon())
    context = Context(Side(old_text), Side(new_text), evidence, evidence.lexicon)
    return [finding.cls for finding in classify(edits_of(old_text, new_text, evidence.lexicon), context)]


def classify(edits: Sequence[Edit], context: Context) -> list[Finding]:
    """One finding an edit, in order."""
    return [_one(Case.of(context, edit)) for edit in edits]


def _one(case: Case) -> Finding:
    return typography(case) or _scan(case) or Finding("substantive", "the words differ")


def _scan(case: Case) -> Finding | None:
    verdict = judge(_bare(case.old), _bare(case.new), case.context.evidence) or judge(
        case.old, case.new, case.context.evidence
    )
    if verdict is None:
        return None
    return Finding("scan" if verdict.scan else "editorial", verdict.why)


def _bare(tokens: Iterable[str]) -> list[str]:
    """Tokens without the punctuation at the end, which changes for its own reasons."""
    out = list(tokens)
    while len(out) > 1 and out[-1] in ",;.:":
        out.pop()
    return out
