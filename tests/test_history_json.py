"""`draftdiff.history/1`: what is written reads back equal, byte for byte; what is not that contract is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from histories import base, document, gold_history
from support import ROOT

from draftdiff.contracts.schemas import CONTRACTS, json_schema, schema_file, schema_text
from draftdiff.errors import InputError
from draftdiff.history import History
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph


def shapes() -> list[History]:
    back = [base("v1"), base("v2", drop="OP4"), base("v3")]
    rivals = [base("draft"), base("left", drop="OP1"), base("right"), base("both")]
    return [
        gold_history(),
        History(back, title="Returns", citing=[document("letter", {"OP1": "As OP4 of the draft says."})]),
        History(rivals, parents={"right": "draft", "both": ("left", "right")}),
        History([base("alone")]),
    ]


@pytest.mark.parametrize("at", range(4))
def test_a_history_reads_back_to_equal_bytes_and_an_equal_history(at: int) -> None:
    history = shapes()[at]
    text = history.to_json()
    again = History.from_json(text)
    assert again.to_json() == text
    assert again == history
    assert again.reinstated == history.reinstated
    assert again.parents == history.parents
    assert [d.id for d in again.citing] == [d.id for d in history.citing]


def test_reading_takes_the_alignments_as_they_are_written() -> None:
    given = json.loads(History([base("a"), base("b")]).to_json())
    given["alignments"][0]["links"] = given["alignments"][0]["links"][:1]
    assert len(History.from_json(json.dumps(given)).align("a", "b").links) == 1


def test_a_history_without_alignments_is_aligned_when_asked() -> None:
    given = json.loads(History([base("a"), base("b")]).to_json())
    del given["alignments"], given["reinstated"], given["lineage"]
    assert len(History.from_json(json.dumps(given)).align("a", "b").links) == 8


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "draftdiff.history/2"}, "its schema is 'draftdiff.history/2'"),
        ({"documents": []}, "a history needs a version"),
        ({"documents": 7}, "documents: not draftdiff.history/1: not a list"),
        ({"versions": [{"id": "a", "parents": ["x"]}]}, "no version 'x'"),
        ({"versions": [{"id": "a"}]}, "'parents'"),
        ({"versions": [7]}, "not draftdiff.history/1"),
        ({"reinstated": [{"old": "a"}]}, "not draftdiff.history/1"),
    ],
)
def test_what_is_not_the_contract_is_one_clear_error(change: dict[str, object], message: str) -> None:
    given = {**json.loads(History([base("a"), base("b")]).to_json()), **change}
    with pytest.raises(InputError) as caught:
        History.from_json(json.dumps(given), name="h.json")
    assert caught.value.line().startswith("h.json: ")
    assert message in caught.value.line()


def test_a_link_to_a_paragraph_that_is_not_there_is_refused() -> None:
    given = json.loads(History([base("a"), base("b")]).to_json())
    given["alignments"][0]["links"][0]["new"] = "OP99"
    with pytest.raises(InputError, match="OP99"):
        History.from_json(json.dumps(given))


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_published_schema_is_the_one_made_from_the_dataclasses(contract: str) -> None:
    published = (ROOT / "docs/schemas" / schema_file(contract)).read_text("utf-8")
    assert published == schema_text(contract), "run: python -m draftdiff.contracts.schemas docs/schemas"


def manifest_of(history: History) -> str:
    with zipfile.ZipFile(io.BytesIO(history.to_saved())) as archive:
        return archive.read("manifest.json").decode()


def negotiated() -> History:
    """Two versions with brackets."""
    return History(
        [
            Document(
                id="a", paragraphs=(Paragraph(label=Label("OP", "1"), text="Urges [all] States [to act];"),)
            ),
            Document(
                id="b", paragraphs=(Paragraph(label=Label("OP", "1"), text="Urges all States [to act now];"),)
            ),
        ]
    )


LETTER = (
    "Paragraph 15 of resolution 71/280 and paragraph 99 of A/RES/71/280 are recalled: “Decides that the United Nations "
    "conference to adopt the global compact for safe, orderly and regular migration shall be held in Morocco.”"
)


def test_kinds_of_citations_in_the_schema_are_those_there_are() -> None:
    from draftdiff.citing import CITATION_KINDS

    kind = json_schema("draftdiff.citations/1")["properties"]["citations"]["items"]["properties"]["kind"]
    assert kind["enum"] == list(CITATION_KINDS)


def test_changes_and_the_correlation_table_are_written_as_their_contracts(tmp_path: Path) -> None:
    history = shapes()[1]
    for name, schema in (("x.changes.json", "changes/1"), ("x.correlation.json", "correlation/1")):
        told = json.loads(history.report(tmp_path / name, old="v1", new="v2").read_text("utf-8"))
        assert told["schema"] == f"draftdiff.{schema}"
        assert (told["old"]["id"], told["new"]["id"]) == ("v1", "v2")


def test_what_is_written_fits_the_published_schemas() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="validates what we publish; in the extra `test`")
    from draftdiff.amending import amend
    from draftdiff.citing import find_citations
    from draftdiff.citing import to_dict as citations
    from draftdiff.contracts.values import alignment_to_json, dumps, redlines_to_dict
    from draftdiff.referencing import to_dict as references
    from draftdiff.tracing.verify import verify

    history = shapes()[1]
    outputs = {
        "draftdiff.document/1": [d.to_json() for d in history.documents.values()],
        "draftdiff.alignment/1": [alignment_to_json(history.align("v1", "v2"))],
        "draftdiff.changes/1": [
            dumps(redlines_to_dict(history.align("v1", "v2"), history.redlines("v1", "v2")))
        ],
        "draftdiff.history/1": [h.to_json() for h in shapes()],
        "draftdiff.trace/1": [history.trace("OP4").to_json(), gold_history().trace("OP15").to_json()],
        "draftdiff.blame/1": [history.blame("OP4").to_json(), gold_history().blame("OP15").to_json()],
        "draftdiff.correlation/1": [history.correlation("v1", "v2").to_json()],
        "draftdiff.decisions/1": [
            '{"schema": "draftdiff.decisions/1", "decisions": [{"what": "forbid", "old": "OP1", "new": "OP2"}]}'
        ],
        "draftdiff.amendments/1": [amend(history["v1"], "Delete OP4.\nMerge OP1 and OP2.").to_json()],
        "draftdiff.ledger/1": [negotiated().ledger().to_json()],
        "draftdiff.verification/1": [dumps(verify(history, "v1", "v2").to_dict())],
        "draftdiff.references/1": [dumps(references(h.references)) for h in (history, gold_history())],
        "draftdiff.saved/1": [manifest_of(h) for h in (history, gold_history())],
        "draftdiff.citations/1": [dumps(citations(find_citations(LETTER, gold_history())))],
    }
    for contract in CONTRACTS:
        validator = jsonschema.Draft202012Validator(json.loads(schema_text(contract)))
        validator.check_schema(validator.schema)
        for text in outputs[contract]:
            validator.validate(json.loads(text))
