"""The JSON contract of amendments and what came of them: `draftdiff.amendments/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from draftdiff.contracts.values import document_to_dict, dumps, to_dict

if TYPE_CHECKING:
    from draftdiff.amending import Amended

AMENDMENTS_SCHEMA = "draftdiff.amendments/1"


def amended_to_dict(amended: Amended) -> dict[str, Any]:
    """`draftdiff.amendments/1` as plain values: each amendment with its outcome, and the new version."""
    return {
        "schema": AMENDMENTS_SCHEMA,
        "old": {"id": amended.old.id},
        "new": document_to_dict(amended.document),
        "outcomes": [to_dict(outcome) for outcome in amended.outcomes],
        "passed": list(amended.passed),
    }


def amended_to_json(amended: Amended) -> str:
    """`draftdiff.amendments/1` as text."""
    return dumps(amended_to_dict(amended))
