"""What people decided about a comparison: changes seen, commented, classed, accepted or rejected; links corrected.

The report writes them as one JSON file, `draftdiff.decisions/1` (schema in `docs/schemas`); `draftdiff compare
--decisions FILE` gives them back. A decision names its paragraphs by version, label and fingerprint of the text, and a
change by its words, so that it is known when the text under it has changed: such a decision is stale, and said to be.

>>> found = Decisions.parse('{"schema": "draftdiff.decisions/1", "decisions": [{"what": "forbid", "old": "OP1", "new": "OP2"}]}')
>>> found.pins.pins[0].action
'forbid'
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from draftdiff.aligning.pins import Pin, Pins, fingerprint
from draftdiff.errors import InputError, LabelError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.change import Change, Redline
    from draftdiff.lineage import Lineage
    from draftdiff.model import Document

SCHEMA = "draftdiff.decisions/1"
What = Literal["seen", "comment", "class", "accept", "reject", "pin", "forbid"]
#: Decisions about a link; the others are about a change, or about a paragraph that is new or dropped.
LINKS = ("pin", "forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a change, by which it is known again."""

    old: str = ""
    """Taken out."""
    new: str = ""
    """Put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of a person."""

    what: What
    """`pin` and `forbid` concern a link, the others a change or a whole paragraph."""
    old: str = ""
    """Label in the old version; "" for a new paragraph."""
    new: str = ""
    """Label in the new version; "" for a dropped paragraph."""
    old_version: str = ""
    """Id of the old version; "" takes any that has the paragraph."""
    new_version: str = ""
    """Id of the new version."""
    old_fingerprint: str = ""
    """`draftdiff.aligning.pins.fingerprint` of the old text; "" is not checked."""
    new_fingerprint: str = ""
    """The same of the new text."""
    change: Words | None = None
    """The change; None for a link or a whole paragraph."""
    value: str = ""
    """The comment, or for `class` `editorial` or `substantive`."""
    by: str = ""
    """Who decided, as they wrote it."""
    date: str = ""
    """ISO 8601 date on which they did."""

    def told(self) -> str:
        """The decision in a few words."""
        where = " -> ".join(
            f"{version} {label}".strip()
            for version, label in ((self.old_version, self.old), (self.new_version, self.new))
            if label
        )
        return f"{self.what} {where}" + (f" ({self.by})" if self.by else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    schema: str
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions in the order of their file."""

    decisions: tuple[Decision, ...] = ()
    name: str = field(default="", compare=False)
    """File they came from."""

    @classmethod
    def read(cls, path: Path | str) -> Decisions:
        """Read a file.

        Raises:
            InputError: unreadable, or not the contract; names the entry.
        """
        from pathlib import Path as _Path  # noqa: PLC0415 - light for those who build decisions in memory

        place = _Path(path)
        try:
            text = place.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise InputError(
                f"cannot read decisions: {reason}",
                file=place.name,
                remedy="give the file the report exported",
            ) from error
        return cls.parse(text, name=place.name)

    @classmethod
    def parse(cls, text: str, *, name: str = "") -> Decisions:
        """Read the text of a file.

        Raises:
            InputError: not the contract; names the entry.
        """
        import msgspec  # noqa: PLC0415 - rare path

        try:
            found = msgspec.json.decode(text, type=_File)
        except (msgspec.DecodeError, RecursionError) as error:
            raise InputError(
                f"no decisions: {error}", file=name, remedy="give the file the report exported"
            ) from error
        if found.schema != SCHEMA:
            raise InputError(f"schema {found.schema!r}", file=name, remedy=f"this version reads {SCHEMA}")
        for at, one in enumerate(found.decisions, 1):
            if not (one.old and one.new) if one.what in LINKS else not (one.old or one.new):
                raise InputError(
                    f"{one.what} names no paragraph",
                    file=name,
                    place=f"decision {at}",
                    remedy="give old and new",
                )
            if one.what == "class" and one.value not in ("editorial", "substantive"):
                raise InputError(
                    f"unknown class {one.value!r}", file=name, place=f"decision {at}",
                    remedy="write editorial or substantive",
                )  # fmt: skip
        return cls(found.decisions, name)

    @property
    def pins(self) -> Pins:
        """Those about links, as corrections for the aligner, which reports the stale ones itself."""
        return Pins(
            tuple(
                Pin(
                    action="pin" if one.what == "pin" else "forbid", old=one.old, new=one.new,
                    old_version=one.old_version, new_version=one.new_version,
                    old_fingerprint=one.old_fingerprint, new_fingerprint=one.new_fingerprint, note=one.value,
                )
                for one in self.decisions
                if one.what in LINKS
            ),
            self.name,
        )  # fmt: skip

    def apply(self, lineage: Lineage) -> Decided:
        """Check every decision against the texts, and give the classes people chose to the changes of a lineage.

        Decisions about links work through `pins`, which the lineage must have been made with.
        """
        fitting: list[Decision] = []
        stale: list[str] = []
        for one in self.decisions:
            fault = _fault(one, lineage)
            if fault:
                stale.append(f"{one.told()}: {fault}")
                continue
            fitting.append(one)
            if one.what == "class":
                _reclass(one, lineage)
        return Decided(tuple(fitting), tuple(stale))


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions checked against the texts of a lineage."""

    decisions: tuple[Decision, ...] = ()
    """Those that fit."""
    stale: tuple[str, ...] = ()
    """Those that do not, each in words with the reason."""


def _fault(one: Decision, lineage: Lineage) -> str:
    """Why a decision no longer fits, or ""."""
    for version, label, print_ in (
        (one.old_version, one.old, one.old_fingerprint),
        (one.new_version, one.new, one.new_fingerprint),
    ):
        if version and version not in lineage.documents:
            return f"there is no version {version}"
        if label and version:
            fault = _text_fault(lineage.documents[version], label, print_)
            if fault:
                return fault
    if one.change is None or one.what in LINKS:
        return ""
    redline = _redline(one, lineage)
    if redline is None:
        return "the paragraphs are not linked"
    return "" if any(_meant(one, change) for change in redline.changes) else "the change is no longer there"


def _text_fault(document: Document, label: str, print_: str) -> str:
    paragraph = document.get(label)
    if paragraph is None:
        return f"no paragraph {label} in {document.id}"
    return (
        ""
        if print_ in ("", fingerprint(paragraph.text))
        else f"the text of {label} in {document.id} has changed"
    )


def _meant(one: Decision, change: Change) -> bool:
    words = one.change or Words()
    return (change.old.strip(), change.new.strip()) == (words.old.strip(), words.new.strip())


def _redline(one: Decision, lineage: Lineage) -> Redline | None:
    try:
        return lineage.redline(one.old, one.new, one.old_version, one.new_version)
    except (LabelError, UsageError):
        return None


def _reclass(one: Decision, lineage: Lineage) -> None:
    """Give the change the class a person chose."""
    cls: Literal["editorial", "substantive"] = "editorial" if one.value == "editorial" else "substantive"
    why = f"decided by {one.by}" if one.by else "decided by a person"
    comparison = lineage.comparison(one.old_version, one.new_version)

    def decided(redline: Redline) -> Redline:
        if (redline.old_label, redline.new_label) != (one.old, one.new):
            return redline
        changes = (replace(c, cls=cls, why=why) if _meant(one, c) else c for c in redline.changes)
        return replace(redline, changes=tuple(changes))

    comparison.redlines = tuple(decided(redline) for redline in comparison.redlines)
