"""A history with what was computed for it: `draftdiff.saved/1`, a zip archive of JSON members.

`history.json` is the history as `draftdiff.history/1`, readable without draftdiff. Beside it stand the redlines of every
pair of versions that was compared and the origin of every word, and `manifest.json`, which says of what they are the
results: the history (by hash), the release of draftdiff, the word lists. What no longer fits is set aside and said. A
member is unpacked when it is asked for.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from draftdiff._version import __version__
from draftdiff.contracts.lineage import check_labels, history_to_json, lineage_from_json
from draftdiff.contracts.records import (
    origin_records,
    origins_data,
    redline_of,
    redline_records,
    redlines_data,
)
from draftdiff.contracts.values import alignment_from_dict, alignment_to_json
from draftdiff.errors import InputError, LimitError
from draftdiff.lexicon import lists_hash
from draftdiff.lineage.kept import MEDIA_TYPE, MIMETYPE
from draftdiff.tracing.origins.kept import Late, kept_origins, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from draftdiff.alignment import Alignment
    from draftdiff.change import Redline
    from draftdiff.lineage import Lineage
    from draftdiff.tracing.origins.words import Origins


HISTORY, MANIFEST, ORIGINS, PINS = "history.json", "manifest.json", "origins.json", "pins.json"
#: Unpacked bytes of the whole archive, and members in it. Chosen: the budget of a file in `draftdiff.layout.Limits`.
MOST_BYTES, MOST_MEMBERS = 200_000_000, 10_000
#: Time written in the archive, so that one history gives the same bytes whenever it is saved. Chosen: the earliest a zip has.
WHEN = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError,
    RuntimeError, msgspec.MsgspecError, RecursionError,
)  # fmt: skip
_AGAIN = "fetch it or save it again; history.json inside may still be readable"

L = TypeVar("L", bound="Lineage")
T = TypeVar("T")


Kind = Literal["links", "redlines", "returns", "origins"]
"""`links`: between versions that are no step; `returns`: redlines of links that skip the versions between."""


class Member(msgspec.Struct, frozen=True):
    """One result."""

    name: str
    sha256: str
    kind: Kind
    old: str = ""
    new: str = ""


class Manifest(msgspec.Struct, frozen=True, tag_field="schema", tag="draftdiff.saved/1"):
    """Of what the results are the results."""

    draftdiff: str
    """Release that computed them."""
    lists: str
    """SHA-256 of the word lists in effect, and of what the aligner learned."""
    history: str
    """SHA-256 of `history.json`."""
    results: tuple[Member, ...]
    pinned: str = ""
    """SHA-256 of `pins.json`, the corrections the links rest on; "" without any."""


def saved(history: Lineage, origins: Origins) -> bytes:
    """A history with its links, redlines and origins; what was not asked for yet is computed."""
    apart = history.compared
    members: list[tuple[Kind, tuple[str, str], bytes]] = [
        ("links", step, alignment_to_json(history.align(*step)).encode()) for step in apart
    ]
    redlined = (*history.steps, *(step for step, made in apart.items() if made))
    members.extend(("redlines", step, redlines_data(history.redlines(*step))) for step in redlined)
    for step in dict.fromkeys((back.old, back.new) for back in history.reinstated):
        redlines = (redline for _, redline in history.came_back(*step))
        members.append(("returns", step, redlines_data(redlines)))
    members.append(("origins", ("", ""), origins_data(records_of(origins, history.documents))))
    files: dict[str, bytes] = {}
    results: list[Member] = []
    for at, (kind, (old, new), data) in enumerate(members):
        folder = "links" if kind == "links" else "redlines"
        name = ORIGINS if kind == "origins" else f"{folder}/{at}.json"
        files[name] = data
        results.append(Member(name=name, sha256=_hash(data), kind=kind, old=old, new=new))
    text = history_to_json(history).encode()
    pins = history.pins.to_json().encode() if history.pins is not None else b""
    manifest = Manifest(
        draftdiff=__version__, lists=lists_hash(history.lexicon), history=_hash(text),
        results=tuple(results), pinned=_hash(pins) if pins else "",
    )  # fmt: skip
    head = {MANIFEST: msgspec.json.format(msgspec.json.encode(manifest), indent=1), HISTORY: text}
    return _packed({**head, **({PINS: pins} if pins else {}), **files})


def lineage_from_saved(
    data: bytes, kind: type[L], *, name: str = "", lexicon: str | Path | None = None, most: int = MOST_BYTES
) -> L:
    """Read a saved history. Its results are handed out as they are asked for.

    Args:
        data: the file.
        kind: what to make of it: `draftdiff.History`.
        name: file name for errors.
        lexicon: folder of word lists that replace ours; results that rest on others are computed again.
        most: bytes the file may unpack to.

    Raises:
        LimitError: it unpacks to more.
        InputError: damaged, or not that contract; names the place.
    """
    archive = _Archive(data, name, most)
    manifest = archive.typed(MANIFEST, lambda raw: msgspec.json.decode(raw, type=Manifest))
    text = archive.read(HISTORY)
    lineage = lineage_from_json(text, kind, name=name, ours=manifest.history == _hash(text))
    if manifest.pinned:
        lineage.pins = archive.pins(manifest.pinned)
    lineage.lexicon = lexicon
    notes = tuple(_notes(manifest, text, lexicon))
    lineage.kept = _Results(archive, () if notes else manifest.results, lineage, notes)
    return lineage


def _notes(manifest: Manifest, text: bytes, lexicon: str | Path | None) -> Iterable[str]:
    """Why results no longer hold."""
    again = "its redlines and origins are computed again, the links of its steps stay"
    if manifest.draftdiff != __version__:
        yield f"saved by draftdiff {manifest.draftdiff}, and this is {__version__}: {again}"
    elif manifest.history != _hash(text):
        yield f"{HISTORY} was changed since the history was saved: {again}"
    elif manifest.lists != lists_hash(lexicon):
        yield f"saved with other word lists: {again}"


class _Results:
    """`draftdiff.lineage.Kept` over the members of an archive."""

    def __init__(
        self, archive: _Archive, results: Iterable[Member], lineage: Lineage, notes: tuple[str, ...]
    ) -> None:
        self.notes = notes
        self._archive, self._lineage = archive, lineage
        self._members = {(member.kind, member.old, member.new): member for member in results}
        self._read: dict[str, Mapping[tuple[str, str], Redline]] = {}

    def links(self, old: str, new: str) -> Alignment | None:
        """Links between two versions that are no step."""
        member = self._members.get(("links", old, new))
        if member is None:
            return None
        raw = self._archive.typed(member.name, msgspec.json.decode, member.sha256)
        found = alignment_from_dict(raw, name=self._archive.name)
        check_labels(self._lineage, [found])
        return found

    def redlines(self, old: str, new: str) -> Mapping[tuple[str, str], Redline] | None:
        """Redlines of the links between two versions."""
        links = lambda: self._lineage.align(old, new).links  # noqa: E731 - asked for where there is a member
        return self._redlines("redlines", old, new, links)

    def returns(self, old: str, new: str) -> Mapping[tuple[str, str], Redline] | None:
        """Redlines of the links that skip the versions between two."""
        back = self._lineage.reinstated
        return self._redlines(
            "returns", old, new, lambda: [b.link for b in back if (b.old, b.new) == (old, new)]
        )

    def origins(self) -> Origins | None:
        """Origins of all words, made paragraph by paragraph."""
        member = self._members.get(("origins", "", ""))
        if member is None:
            return None
        records = self._archive.typed(member.name, origin_records, member.sha256)
        return kept_origins(records, self._lineage.documents, name=self._archive.name)

    def _redlines(
        self, kind: Kind, old: str, new: str, links_of: Callable[[], Any]
    ) -> Mapping[tuple[str, str], Redline] | None:
        member = self._members.get((kind, old, new))
        if member is None:
            return None
        known = self._read.get(member.name)
        if known is None:
            records = self._archive.typed(member.name, redline_records, member.sha256)
            ends = [(link.old, link.new) for link in links_of()]
            if len(ends) != len(records):
                raise self._archive.damaged(member.name, "not of these links")
            by_ends = dict(zip(ends, records, strict=True))
            texts = self._lineage.documents[old], self._lineage.documents[new]

            def made(pair: tuple[str, str]) -> Redline:
                try:
                    return redline_of(by_ends[pair], pair, (texts[0][pair[0]].text, texts[1][pair[1]].text))
                except ValueError as error:
                    raise self._archive.damaged(member.name, str(error)) from error

            known = self._read[member.name] = Late(by_ends, made)
        return known


class _Archive:
    """The zip archive, opened within limits."""

    def __init__(self, data: bytes, name: str, most: int) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged("", str(error)) from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > most:
            raise LimitError(
                f"unpacks to more than {most:,} bytes or {MOST_MEMBERS:,} members", file=name,
                remedy="raise --limits bytes=N if you trust it",
            )  # fmt: skip

    def read(self, member: str) -> bytes:
        """One member; no more than the archive says it has is unpacked, and its checksum is looked at."""
        try:
            return self._zip.read(member)
        except _BROKEN as error:
            reason = "is missing" if isinstance(error, KeyError) else str(error)
            raise self.damaged(member, reason) from error

    def typed(self, member: str, decode: Callable[[bytes], T], digest: str = "") -> T:
        """One member as what it should be."""
        data = self.read(member)
        if digest and _hash(data) != digest:
            raise self.damaged(member, "is not the one that was saved")
        try:
            return decode(data)
        except _BROKEN as error:
            raise self.damaged(member, str(error)) from error

    def pins(self, digest: str) -> Any:
        """The corrections the links rest on."""
        from draftdiff.aligning.pins import Pins  # noqa: PLC0415 - few histories have any

        return self.typed(PINS, lambda raw: Pins.parse(raw.decode(), name=self.name), digest)

    def damaged(self, member: str, why: str) -> InputError:
        """The error for a file that is not what was saved."""
        return InputError(f"damaged saved history: {why[:120]}", file=self.name, place=member, remedy=_AGAIN)


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(MIMETYPE, WHEN), MEDIA_TYPE)
        for name, data in files.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
