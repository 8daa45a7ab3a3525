"""The JSON contract of the ledger: `draftdiff.ledger/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from draftdiff.contracts.values import dumps, to_dict

if TYPE_CHECKING:
    from draftdiff.ledger import Ledger

LEDGER_SCHEMA = "draftdiff.ledger/1"


def ledger_to_dict(ledger: Ledger) -> dict[str, Any]:
    """`draftdiff.ledger/1` as plain values: every position with its stages, and how open each article was."""
    return {
        "schema": LEDGER_SCHEMA,
        "versions": list(ledger.versions),
        "entries": [to_dict(entry) for entry in ledger.entries],
        "openness": [to_dict(one) for one in ledger.openness],
    }


def ledger_to_json(ledger: Ledger) -> str:
    """`draftdiff.ledger/1` as text."""
    return dumps(ledger_to_dict(ledger))
