"""Corrections by the user: links to make and links to forbid, by label and fingerprint of the text.

A pins file is JSON or TOML. Labels may shift when a file is read again; the fingerprint says whether the paragraph
is still the one that was meant. A pin that no longer fits is reported as stale, never applied and never dropped in
silence.

    [[pins]]
    action = "pin"            # or "forbid"
    old = "OP15"
    new = "OP17"
    old_version = "first"     # optional; without versions a pin holds for every step that has both paragraphs
    new_version = "final"
    old_fingerprint = "..."   # optional, see `fingerprint`
    new_fingerprint = "..."
    note = "composition of panels"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, cast

from draftdiff.errors import InputError
from draftdiff.fold import folded_words

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.model import Document, Paragraph

#: Hex digits of a fingerprint; 48 bits are far more than the paragraphs of one history need, by reason.
FINGERPRINT_DIGITS = 12
_FIELDS = (
    "action", "old", "new", "old_version", "new_version", "old_fingerprint", "new_fingerprint", "note",
)  # fmt: skip


def fingerprint(text: str) -> str:
    """Fingerprint of a paragraph's words; case, punctuation, hyphenation and line wraps do not count."""
    return sha256(" ".join(folded_words(text)).encode()).hexdigest()[:FINGERPRINT_DIGITS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One correction."""

    action: Literal["pin", "forbid"]
    """`pin` makes the link, `forbid` prevents it."""
    old: str
    """Label in the old version."""
    new: str
    """Label in the new version."""
    old_version: str = ""
    """Id of the old document; "" holds for any."""
    new_version: str = ""
    """Id of the new document; "" holds for any."""
    old_fingerprint: str = ""
    """`fingerprint` of the old paragraph's text; "" is not checked."""
    new_fingerprint: str = ""
    """`fingerprint` of the new paragraph's text; "" is not checked."""
    note: str = ""
    """Why, for people."""

    def concerns(self, old: Document, new: Document) -> bool:
        """The pin is meant for this pair of versions."""
        return self.old_version in ("", old.id) and self.new_version in ("", new.id)


@dataclass(frozen=True, slots=True)
class Pins:
    """Corrections of a history, in the order of their file."""

    pins: tuple[Pin, ...] = ()
    name: str = field(default="", compare=False)
    """File they came from."""

    @classmethod
    def read(cls, path: Path | str) -> Pins:
        """Read a JSON or TOML file; the content decides, not the ending.

        Raises:
            InputError: unreadable, neither JSON nor TOML, or not a list of pins; names the entry.
        """
        from pathlib import Path as _Path  # noqa: PLC0415 - keeps the module light for those who build pins in memory

        place = _Path(path)
        try:
            text = place.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise InputError(
                f"cannot read pins: {reason}", file=place.name, remedy="give a JSON or TOML file"
            ) from error
        return cls.parse(text, name=place.name)

    @classmethod
    def parse(cls, text: str, *, name: str = "") -> Pins:
        """Read the text of a pins file.

        Raises:
            InputError: neither JSON nor TOML, or not a list of pins; names the entry.
        """
        data = _load(text, name)
        rows = data.get("pins") if isinstance(data, dict) else data
        if not isinstance(rows, list):
            raise InputError("no list of pins", file=name, remedy='write {"pins": [...]} or [[pins]] tables')
        return cls(tuple(_pin(row, at, name) for at, row in enumerate(rows, start=1)), name)

    def between(self, old: Document, new: Document) -> Pins:
        """The pins meant for this pair of versions."""
        return Pins(tuple(pin for pin in self.pins if pin.concerns(old, new)), self.name)

    def to_json(self) -> str:
        """The pins as a JSON file, empty fields left out."""
        import json  # noqa: PLC0415 - rare path

        rows = [{key: getattr(pin, key) for key in _FIELDS if getattr(pin, key)} for pin in self.pins]
        return json.dumps({"schema": "draftdiff.pins/1", "pins": rows}, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Applied:
    """Pins of one pair of versions, checked against its paragraphs."""

    pinned: tuple[tuple[str, str], ...] = ()
    """Labels (old, new) of links to make."""
    forbidden: tuple[tuple[str, str], ...] = ()
    """Labels (old, new) of links not to make."""
    stale: tuple[str, ...] = ()
    """Pins that do not fit, in words."""


def apply_pins(pins: Pins | None, old: Document, new: Document) -> Applied:
    """Check each pin against both documents. A pair both pinned and forbidden makes the later entry stale."""
    done: dict[tuple[str, str], str] = {}
    stale: list[str] = []
    for pin in pins.between(old, new).pins if pins else ():
        sides = (_find(old, pin.old, pin.old_fingerprint), _find(new, pin.new, pin.new_fingerprint))
        faults = [side for side in sides if isinstance(side, str)]
        if faults:
            stale.append(f"{pin.action} {pin.old} -> {pin.new}: {'; '.join(faults)}")
            continue
        key = (str(cast("Paragraph", sides[0]).label), str(cast("Paragraph", sides[1]).label))
        if done.setdefault(key, pin.action) != pin.action:
            stale.append(f"{pin.action} {pin.old} -> {pin.new}: an earlier entry says {done[key]}")
    return Applied(
        tuple(key for key, action in done.items() if action == "pin"),
        tuple(key for key, action in done.items() if action == "forbid"),
        tuple(stale),
    )


def _find(document: Document, label: str, print_: str) -> Paragraph | str:
    """The paragraph, or why the pin is stale."""
    found = document.get(label)
    if found is not None and print_ in ("", fingerprint(found.text)):
        return found
    elsewhere = [str(p.label) for p in document.walk() if print_ and fingerprint(p.text) == print_]
    hint = f", its text now stands in {elsewhere[0]}" if elsewhere else ""
    what = f"no paragraph {label}" if found is None else f"the text of {label} has changed"
    return f"{what} in {document.id}{hint}"


def _load(text: str, name: str) -> Any:
    import json  # noqa: PLC0415 - rare path
    import tomllib  # noqa: PLC0415 - rare path

    try:
        return json.loads(text)
    except (ValueError, RecursionError) as first:
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as second:
            as_json = text.lstrip()[:1] in ("{", "[") and "pins]]" not in text
            fault = first if as_json else second
            raise InputError(f"not a pins file: {fault}", file=name, remedy="give JSON or TOML") from fault


def _pin(row: Any, at: int, name: str) -> Pin:
    place = f"entry {at}"
    if not isinstance(row, dict):
        raise InputError("a pin is not a table", file=name, place=place, remedy="write action, old and new")
    fields = cast("dict[str, Any]", row)
    unknown = sorted(set(fields) - set(_FIELDS))
    if unknown:
        raise InputError(
            f"unknown field {unknown[0]}", file=name, place=place, remedy=f"there are {', '.join(_FIELDS)}"
        )
    values: dict[str, Any] = {"action": "pin", **fields}
    wrong = [key for key, value in values.items() if not isinstance(value, str)]
    if wrong or not values.get("old") or not values.get("new"):
        what = f"{wrong[0]} is not a text" if wrong else "old and new are both needed"
        raise InputError(what, file=name, place=place, remedy="give labels such as OP15")
    if values["action"] not in ("pin", "forbid"):
        raise InputError(
            f"unknown action {values['action']}", file=name, place=place, remedy="write pin or forbid"
        )
    return Pin(**values)
