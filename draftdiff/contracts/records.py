"""Redlines and origins as short records: arrays in a fixed order, without the words that stand in the texts.

Contract of the members `redlines/N.json` and `origins.json` of `draftdiff.saved/1`; see docs/contracts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from draftdiff.change import Change, ChangeClass, Part, Redline, Signal
from draftdiff.tracing.origins.kept import Records

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class PartRecord(msgspec.Struct, array_like=True, frozen=True):
    """One edit inside a rewritten clause."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    printed: bool
    moved: int


class ChangeRecord(msgspec.Struct, array_like=True, frozen=True):
    """One change; its words are those of the texts between the offsets."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    cls: ChangeClass
    why: str
    also: tuple[ChangeClass, ...]
    signals: tuple[tuple[str, str], ...]
    """Name and detail."""
    transfer: str
    left_to: str
    moved: int
    parts: tuple[PartRecord, ...]


RedlineRecord = tuple[ChangeRecord, ...]
"""The changes of one link, in order."""


class OriginRecords(msgspec.Struct, frozen=True):
    """`draftdiff.tracing.origins.kept.Records`."""

    rows: tuple[tuple[tuple[tuple[int, int, int, int], ...], ...], ...]
    graves: tuple[tuple[tuple[tuple[int, int, int, int], ...], ...], ...]
    buried: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

    def records(self) -> Records:
        """As the origins take them."""
        graves = tuple((words, left, right) for words, left, right in self.graves)
        return Records(self.rows, graves, self.buried)


def redlines_data(redlines: Iterable[Redline]) -> bytes:
    """Redlines as JSON, one record a link."""
    return msgspec.json.encode([tuple(map(_record, redline.changes)) for redline in redlines])


def redline_records(data: bytes) -> list[RedlineRecord]:
    """Records of `redlines_data`.

    Raises:
        msgspec.ValidationError: they are none.
        msgspec.DecodeError: no JSON.
    """
    return msgspec.json.decode(data, type=list[RedlineRecord])


def redline_of(record: RedlineRecord, ends: tuple[str, str], texts: tuple[str, str]) -> Redline:
    """The redline of a record over its two texts.

    Raises:
        ValueError: it is not of these texts.
    """
    changes = tuple(_change(one, *texts) for one in record)
    redline = Redline(
        old_label=ends[0], new_label=ends[1], old_text=texts[0], new_text=texts[1], changes=changes
    )
    if redline.replay() != redline.new_text or redline.undo() != redline.old_text:
        raise ValueError("changes do not fit the texts")
    return redline


def origins_data(records: Records) -> bytes:
    """Origins as JSON."""
    return msgspec.json.encode({"rows": records.rows, "graves": records.graves, "buried": records.buried})


def origin_records(data: bytes) -> Records:
    """Records of `origins_data`. Errors as `redline_records`; ValueError where a grave is none."""
    return msgspec.json.decode(data, type=OriginRecords).records()


def _record(change: Change) -> ChangeRecord:
    return ChangeRecord(
        *change.old_span, *change.new_span, change.cls, change.why, change.also,
        tuple((signal.name, signal.detail) for signal in change.signals),
        change.transfer, change.left_to, change.moved,
        tuple(PartRecord(*p.old_span, *p.new_span, p.printed, p.moved) for p in change.parts),
    )  # fmt: skip


def _change(record: ChangeRecord, old_text: str, new_text: str) -> Change:
    old_span, new_span = (record.old_start, record.old_end), (record.new_start, record.new_end)
    return Change(
        old_span=old_span, new_span=new_span, old=old_text[slice(*old_span)], new=new_text[slice(*new_span)],
        cls=record.cls, also=record.also, signals=tuple(Signal(name=n, detail=d) for n, d in record.signals),
        why=record.why, transfer=record.transfer, left_to=record.left_to, moved=record.moved,
        parts=tuple(
            Part(
                old_span=(p.old_start, p.old_end), new_span=(p.new_start, p.new_end), printed=p.printed, moved=p.moved
            )
            for p in record.parts
        ),
    )  # fmt: skip
