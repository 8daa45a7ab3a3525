"""The JSON contracts: `draftdiff.document/1`, `draftdiff.alignment/1`, `draftdiff.changes/1`.

Key order is that of the dataclasses, fields that say nothing are left out except those the contract names, and the
same value gives the same bytes. Reading checks types and names the place of an error.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from draftdiff.alignment import Alignment
from draftdiff.change import Change, Redline
from draftdiff.errors import DraftdiffError, InputError
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DOCUMENT_SCHEMA = "draftdiff.document/1"
ALIGNMENT_SCHEMA = "draftdiff.alignment/1"
CHANGES_SCHEMA = "draftdiff.changes/1"

T = TypeVar("T")

#: Keys the contracts always show, even when they say nothing.
_ALWAYS = {
    Document: frozenset(
        {
            "id",
            "title",
            "symbol",
            "date",
            "language",
            "status",
            "source",
            "paragraphs",
            "headings",
            "footnotes",
            "problems",
        }
    ),
    Paragraph: frozenset({"label", "kind", "number", "text", "children", "anchors", "notes"}),
    Alignment: frozenset({"links", "inserted", "deleted", "uncertain"}),
    Change: frozenset({"old_span", "new_span", "old", "new", "cls", "signals"}),
}


def to_dict(value: object) -> Any:
    """A dataclass of ours as plain JSON values: labels as strings, empty optional fields left out.

    `cls` is written `class`.
    """
    if isinstance(value, Label):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        always = _ALWAYS.get(cast("Any", type(value)), frozenset())
        out: dict[str, Any] = {}
        for spec in dataclasses.fields(value):
            if not spec.init:  # kept for speed, no part of the value
                continue
            item = getattr(value, spec.name)
            if spec.name in always or spec.default is dataclasses.MISSING or item != spec.default:
                out["class" if spec.name == "cls" else spec.name] = to_dict(item)
        return out
    if isinstance(value, tuple | list):
        return [to_dict(item) for item in cast("Iterable[object]", value)]
    return value


def from_dict(data: object, kind: type[T], *, name: str, what: str) -> T:
    """Build a dataclass of ours from plain values, checking types.

    Args:
        data: as from JSON.
        kind: the dataclass.
        name: file name for the error.
        what: the contract's name for the error.

    Raises:
        InputError: a field is missing or has the wrong type; the place is a JSON path.
    """
    try:
        return msgspec.convert(data, kind, dec_hook=_decode)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at ")
        raise InputError(
            f"not {what}: {text[:1].lower()}{text[1:]}",
            file=name,
            place=path.strip("`"),
            remedy="see docs/contracts",
        ) from error


def _decode(kind: type, value: object) -> object:
    if kind is Label:
        if not isinstance(value, str):
            raise msgspec.ValidationError("a label is a string")
        try:
            return _label(value)
        except DraftdiffError as error:
            raise msgspec.ValidationError(error.what) from error
    raise NotImplementedError(kind)


@lru_cache(maxsize=1 << 14)
def _label(text: str) -> Label:
    """A label; the versions of a history have mostly the same."""
    return Label.parse(text)


def dumps(value: object) -> str:
    """JSON text, UTF-8 characters as they are, indented by two, ending in a line feed."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def loads(data: str | bytes, *, name: str) -> object:
    """JSON values.

    Raises:
        InputError: not JSON; names the byte.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"not JSON: {error}", file=name, remedy="give a JSON file that follows docs/contracts"
        ) from error


def check_schema(data: object, schema: str, *, name: str, required: bool) -> dict[str, Any]:
    """The object under its contract, without the `schema` key.

    Raises:
        InputError: not an object, or of another contract.
    """
    if not isinstance(data, dict):
        raise InputError(f"not {schema}: not an object", file=name, remedy="see docs/contracts")
    given = cast("dict[str, Any]", data)
    found = given.get("schema", None if required else schema)
    if found != schema:
        raise InputError(f"its schema is {found!r}, not {schema}", file=name, remedy="see docs/contracts")
    return {key: value for key, value in given.items() if key != "schema"}


def document_to_dict(document: Document) -> dict[str, Any]:
    """`draftdiff.document/1` as plain values."""
    return {"schema": DOCUMENT_SCHEMA, **to_dict(document)}


def documents_from_json(data: bytes | msgspec.Raw) -> list[Document]:
    """A list of `draftdiff.document/1`; whether they are of that contract is not asked.

    Raises:
        msgspec.MsgspecError: they are not such a list.
    """
    return msgspec.json.decode(data, type=list[Document], dec_hook=_decode)


def document_from_dict(data: object, *, name: str = "") -> Document:
    """Read `draftdiff.document/1`; everything but `paragraphs` with `label` and `text` may be missing.

    Raises:
        InputError: not that contract.
    """
    given = check_schema(data, DOCUMENT_SCHEMA, name=name, required=False)
    if "paragraphs" not in given:
        raise InputError(f"not {DOCUMENT_SCHEMA}: no paragraphs", file=name, remedy="see docs/contracts")
    given.setdefault("id", name)
    return from_dict(given, Document, name=name, what=DOCUMENT_SCHEMA)


def document_to_json(document: Document) -> str:
    """`draftdiff.document/1` as text."""
    return dumps(document_to_dict(document))


def document_from_json(data: str | bytes, *, name: str = "") -> Document:
    """Read `draftdiff.document/1` from JSON text.

    Raises:
        InputError: not that contract.
    """
    return document_from_dict(loads(data, name=name), name=name)


def alignment_to_dict(alignment: Alignment) -> dict[str, Any]:
    """`draftdiff.alignment/1` as plain values."""
    values = to_dict(alignment)
    values["old"] = {"id": alignment.old}
    values["new"] = {"id": alignment.new}
    return {"schema": ALIGNMENT_SCHEMA, **values}


def alignment_from_dict(data: object, *, name: str = "") -> Alignment:
    """Read `draftdiff.alignment/1`.

    Raises:
        InputError: not that contract.
    """
    given = check_schema(data, ALIGNMENT_SCHEMA, name=name, required=True)
    for side in ("old", "new"):
        holder = given.get(side)
        if not isinstance(holder, dict) or not isinstance(cast("dict[str, Any]", holder).get("id"), str):
            raise InputError(
                f"not {ALIGNMENT_SCHEMA}: no id", file=name, place=side, remedy="see docs/contracts"
            )
        given[side] = holder["id"]
    return from_dict(given, Alignment, name=name, what=ALIGNMENT_SCHEMA)


def alignment_to_json(alignment: Alignment) -> str:
    """`draftdiff.alignment/1` as text."""
    return dumps(alignment_to_dict(alignment))


def redlines_to_dict(alignment: Alignment, redlines: Sequence[Redline]) -> dict[str, Any]:
    """`draftdiff.changes/1`: per link the changes with class, signals and offsets into both texts."""
    pairs = [
        {"old": r.old_label, "new": r.new_label, "changes": [to_dict(change) for change in r.changes]}
        for r in redlines
    ]
    return {
        "schema": CHANGES_SCHEMA, "old": {"id": alignment.old}, "new": {"id": alignment.new}, "pairs": pairs,
    }  # fmt: skip


def redlines_from_dict(
    data: object, old: Mapping[str, str], new: Mapping[str, str], *, name: str = ""
) -> tuple[Redline, ...]:
    """Read `draftdiff.changes/1` over the texts it belongs to (label -> text).

    Raises:
        InputError: not that contract, or not of these texts.
    """
    given = check_schema(data, CHANGES_SCHEMA, name=name, required=True)
    redlines: list[Redline] = []
    for at, pair in enumerate(cast("list[dict[str, Any]]", given.get("pairs", []))):
        changes = tuple(
            from_dict(
                {"cls" if key == "class" else key: item for key, item in change.items()},
                Change, name=name, what=CHANGES_SCHEMA,
            )
            for change in pair["changes"]
        )  # fmt: skip
        redline = Redline(
            old_label=pair["old"], new_label=pair["new"],
            old_text=old.get(pair["old"], ""), new_text=new.get(pair["new"], ""), changes=changes,
        )  # fmt: skip
        if redline.replay() != redline.new_text or redline.undo() != redline.old_text:
            raise InputError(
                "changes do not fit the texts", file=name, place=f"pairs[{at}]", remedy="write them again"
            )
        redlines.append(redline)
    return tuple(redlines)
