"""JSON Schemas (draft 2020-12) of the contracts, made from the dataclasses so that the two cannot drift apart.

    python -m draftdiff.contracts.schemas docs/schemas

writes one file a contract.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import msgspec

from draftdiff.alignment import RELATIONS, Alignment, Link
from draftdiff.amending import Outcome
from draftdiff.change import Change
from draftdiff.contracts.records import ChangeRecord, OriginRecords
from draftdiff.contracts.saved import Manifest
from draftdiff.decisions import SCHEMA, Decision, Words
from draftdiff.label import Label
from draftdiff.ledger import Entry, Openness
from draftdiff.model import Anchor, Document
from draftdiff.referencing import STATUSES
from draftdiff.tracing.blame import BlameWord, DroppedWords
from draftdiff.tracing.verify import Violation

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_NODE: Schema = {"type": "array", "prefixItems": [_TEXT, _TEXT], "minItems": 2, "maxItems": 2}
_SIDE: Schema = {"type": "object", "properties": {"id": _TEXT}, "required": ["id"]}
_RELATIONS: Schema = {"type": "array", "items": {"enum": list(RELATIONS)}}


def _ref(kind: type) -> Schema:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _hook(kind: type) -> Schema:
    if kind is Label:
        return {"type": "string", "minLength": 1}
    raise NotImplementedError(kind)


def _definitions(*kinds: type) -> Schema:
    """Definitions of dataclasses and all they hold, as the codec writes them."""
    _, found = msgspec.json.schema_components(kinds, schema_hook=_hook, ref_template="#/$defs/{name}")
    definitions: Schema = found
    for definition in definitions.values():
        properties = cast("Schema", definition.get("properties", {}))
        for name in [name for name in properties if name.startswith("_") or name == "made"]:
            del properties[name]
        if "cls" in properties:
            definition["properties"] = {("class" if k == "cls" else k): v for k, v in properties.items()}
        if definition.get("required") == []:
            del definition["required"]
    if "Alignment" in definitions:
        definitions["Alignment"]["properties"].update(old=_SIDE, new=_SIDE)
    return dict(sorted(definitions.items()))


def _contract(name: str, body: Schema, *kinds: type) -> Schema:
    """A contract with its `schema` key and the definitions it needs."""
    properties = {"schema": {"const": name}, **body["properties"]}
    required = list(dict.fromkeys(("schema", *body.get("required", []))))
    head = {"$schema": _DIALECT, "$id": f"tag:draftdiff,2026:{name}", "title": name, "type": "object"}
    definitions = {"$defs": _definitions(*kinds)} if kinds else {}
    return {**head, "properties": properties, "required": required, **definitions}


def _of(kind: type) -> Schema:
    return cast("Schema", _definitions(kind)[kind.__name__])


def _marked(contract: str, kind: type) -> Schema:
    """A dataclass inside another contract, where it carries its own `schema` key."""
    return {"allOf": [_ref(kind), {"properties": {"schema": {"const": contract}}}]}


def _document() -> Schema:
    found = _contract("draftdiff.document/1", _of(Document), Document)
    found["required"] = ["paragraphs"]  # the minimum, as input; the definition asks for nothing more
    del found["$defs"]["Document"]
    return found


def _alignment() -> Schema:
    found = _contract("draftdiff.alignment/1", _of(Alignment), Alignment)
    found["properties"].update(old=_SIDE, new=_SIDE)
    del found["$defs"]["Alignment"]
    return found


def _changes() -> Schema:
    pair = _object({"old": _TEXT, "new": _TEXT, "changes": _array(_ref(Change))})
    return _contract(
        "draftdiff.changes/1", _object({"old": _SIDE, "new": _SIDE, "pairs": _array(pair)}), Change
    )


def _history() -> Schema:
    document = _marked("draftdiff.document/1", Document)
    version = _object({"id": _TEXT, "parents": _TEXTS})
    back = _object({"old": _TEXT, "new": _TEXT, "skips": _TEXTS, "link": _ref(Link)})
    edge = _object({"old": _NODE, "new": _NODE, "relations": _RELATIONS})
    body = _object(
        {
            "title": _TEXT, "versions": _array(version), "documents": _array(document),
            "alignments": _array(_marked("draftdiff.alignment/1", Alignment)), "reinstated": _array(back),
            "lineage": _array(edge), "citing": _array(document),
        }
    )  # fmt: skip
    found = _contract("draftdiff.history/1", body, Document, Alignment, Link)
    found["$defs"]["Document"].pop("required", None)  # "id" may be missing in input
    return found


def _nested(contract: str, properties: Schema, *kinds: type) -> Schema:
    """A contract whose `children` have the same shape."""
    below = _object({**properties, "children": _array({"$ref": "#/$defs/Node"})})
    found = _contract(contract, below, *kinds)
    found["$defs"]["Node"] = below
    return found


def _trace() -> Schema:
    passage = _object(
        {"version": _TEXT, "skips": _TEXTS, "link": _ref(Link), "changes": _array(_ref(Change))}
    )
    stage = _object(
        {
            "version": _TEXT, "label": _TEXT, "number": _TEXT, "text": _TEXT, "source": _TEXT,
            "anchors": _array(_ref(Anchor)), "from": _array(passage), "gone_in": _TEXTS,
            "candidates": _array({"$ref": "#/$defs/Candidate"}),
        }
    )  # fmt: skip
    body = {"version": _TEXT, "label": _TEXT, "versions": _TEXTS, "stages": _array(stage)}
    return _nested("draftdiff.trace/1", body, Link, Change, Anchor)


def _blame() -> Schema:
    words, dropped = _array(_ref(BlameWord)), _array(_ref(DroppedWords))
    body = {
        "version": _TEXT,
        "label": _TEXT,
        "text": _TEXT,
        "versions": _TEXTS,
        "words": words,
        "dropped": dropped,
    }
    return _nested("draftdiff.blame/1", body, BlameWord, DroppedWords)


def _correlation() -> Schema:
    label: Schema = {"type": ["string", "null"]}
    confidence: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    row = _object({"old": label, "new": label, "relations": _RELATIONS, "confidence": confidence})
    return _contract("draftdiff.correlation/1", _object({"old": _SIDE, "new": _SIDE, "rows": _array(row)}))


_SPAN: Schema = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
_PLACE: Schema = {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2}
#: Kinds of `draftdiff.citing`, which stands above the contracts; tests hold the two together.
_CITATIONS = ("cite", "quote", "near_quote", "reproduction", "internal", "shared")
_COUNTS: Schema = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}


def _references() -> Schema:
    names = (
        "old", "new", "old_paragraph", "new_paragraph", "old_reference", "new_reference", "old_target", "new_target",
        "symbol", "pinpoint", "evidence",
    )  # fmt: skip
    finding = _object(
        {"status": {"enum": list(STATUSES)}, **dict.fromkeys(names, _TEXT), "old_span": _SPAN, "new_span": _SPAN,
         "expected": _TEXTS}, optional=(*names, "old_span", "new_span", "expected"),
    )  # fmt: skip
    return _contract("draftdiff.references/1", _object({"counts": _COUNTS, "findings": _array(finding)}))


def _citations() -> Schema:
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    span = _object({"label": _TEXT, "span": _SPAN})
    deviation = _object({"target": _TEXT, "citing": _TEXT, "class": _TEXT})
    optional: Schema = {
        "lines": _PLACE, "pages": _PLACE, "target_doc": _TEXT, "targets": _TEXTS, "newest_targets": _TEXTS, "missing": _TEXTS, "version": _TEXT,
        "versions": _TEXTS, "verbatim": {"type": "boolean"}, "similarity": share, "spans": _array(span),
        "deviations": _array(deviation), "issues": _TEXTS, "evidence": _TEXT,
    }  # fmt: skip
    always: Schema = {"kind": {"enum": list(_CITATIONS)}, "span": _SPAN, "text": _TEXT, "form": _TEXT}
    citation = _object({**always, **optional}, optional=tuple(optional))
    return _contract("draftdiff.citations/1", _object({"counts": _COUNTS, "citations": _array(citation)}))


def _verification() -> Schema:
    flag: Schema = {"type": "boolean"}
    body = _object(
        {
            "old": _SIDE,
            "new": _SIDE,
            "allow": _TEXTS,
            "rollover": flag,
            "ok": flag,
            "violations": _array(_ref(Violation)),
        }
    )
    return _contract("draftdiff.verification/1", body, Violation)


def _decisions() -> Schema:
    return _contract(SCHEMA, _object({"decisions": _array(_ref(Decision))}), Decision, Words)


def _amendments() -> Schema:
    body = _object(
        {
            "old": _SIDE,
            "new": _marked("draftdiff.document/1", Document),
            "outcomes": _array(_ref(Outcome)),
            "passed": _TEXTS,
        }
    )
    found = _contract("draftdiff.amendments/1", body, Document, Outcome)
    found["$defs"]["Document"].pop("required", None)
    return found


def _ledger() -> Schema:
    body = _object({"versions": _TEXTS, "entries": _array(_ref(Entry)), "openness": _array(_ref(Openness))})
    return _contract("draftdiff.ledger/1", body, Entry, Openness)


def _saved() -> Schema:
    """The manifest; the definitions tell what the other members hold."""
    found = _contract("draftdiff.saved/1", _of(Manifest), Manifest, ChangeRecord, OriginRecords)
    changes = _array(_array(_ref(ChangeRecord)))
    found["$defs"] = {
        **found["$defs"],
        "redlines": {
            "description": "redlines/N.json: one list of changes a link, in order of the links",
            **changes,
        },
        "origins": {"description": "origins.json", **_ref(OriginRecords)},
    }
    del found["$defs"]["Manifest"]
    return found


_BUILDERS = {
    "draftdiff.document/1": _document,
    "draftdiff.alignment/1": _alignment,
    "draftdiff.changes/1": _changes,
    "draftdiff.history/1": _history,
    "draftdiff.trace/1": _trace,
    "draftdiff.blame/1": _blame,
    "draftdiff.correlation/1": _correlation,
    "draftdiff.verification/1": _verification,
    "draftdiff.references/1": _references,
    "draftdiff.citations/1": _citations,
    SCHEMA: _decisions,
    "draftdiff.amendments/1": _amendments,
    "draftdiff.ledger/1": _ledger,
    "draftdiff.saved/1": _saved,
}
#: Names of the contracts that have a schema here.
CONTRACTS = tuple(_BUILDERS)


def json_schema(contract: str) -> Schema:
    """The JSON Schema of a contract, by its name (`draftdiff.history/1`).

    Raises:
        KeyError: no such contract.
    """
    return _BUILDERS[contract]()


def schema_file(contract: str) -> str:
    """File name of a schema: `draftdiff.history-1.json`."""
    return f"{contract.replace('/', '-')}.json"


def schema_text(contract: str) -> str:
    """The JSON Schema of a contract as text, indented."""
    return msgspec.json.format(msgspec.json.encode(json_schema(contract)), indent=2).decode() + "\n"


def main(folder: str) -> None:
    """Write all schemas into a folder."""
    for contract in CONTRACTS:
        Path(folder, schema_file(contract)).write_text(schema_text(contract), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
