"""Reading: bytes are recognised by content, a layout reader makes blocks of them, a structure profile a document."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from draftdiff import registry
from draftdiff.errors import DraftdiffError, InputError, LimitError, UsageError
from draftdiff.layout import ColumnReader, Options, RawFile, TrackedReader
from draftdiff.model import Document, Problem, Source
from draftdiff.pausing import collector_paused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.corpus import CorpusText
    from draftdiff.layout import Layout, LayoutReader, StructureProfile

#: Prefix of a text in a bundled corpus: `corpus:gcm-modalities/first`.
CORPUS_PREFIX = "corpus:"
#: A profile that gives less evidence than this does not fit; from the 0..1 scale of `StructureProfile.evidence`.
#: Chosen; no calibration is recorded.
LEAST_EVIDENCE = 0.05
#: Evidence from which a version keeps its own profile whatever the other versions are read with: an enacting formula,
#: three articles in a row. Chosen, on the same scale.
CERTAIN = 0.7
#: The reader that takes any text is asked last.
LAST_READER = "text"


def read(file: str | Path, *, options: Options | None = None, id: str = "") -> Document:  # noqa: A002 - the field's name
    """Read one version from a file, `-` (standard input) or `corpus:NAME/TEXT`.

    Args:
        file: what to read. JSON of `draftdiff.document/1` is read as it is.
        options: how to read.
        id: name of the version; "" takes the file's stem or the text's name in its corpus.

    Raises:
        InputError: unreadable, empty, binary, or without a resolution in it.
        LimitError: over `options.limits`.
        MissingExtraError: the format needs something that is not installed.
        UsageError: unknown corpus or profile.
    """
    documents = read_all(file, options=options)
    document = documents[0]
    if not document.paragraphs and (options is None or options.profile != "plain"):
        raise InputError(
            "no resolution, article or numbered paragraph found", file=document.source.name,
            remedy="check the file, or choose a structure with --profile",
        )  # fmt: skip
    document = _with_further(document, documents[1:])
    return document.with_id(id) if id else document


def _with_further(document: Document, further: tuple[Document, ...]) -> Document:
    """The main text, with the others of its file among what is left out: said, and not lost to `verify`."""
    if not further:
        return document
    texts = [document.left_out] if document.left_out else []
    problems = list(document.problems)
    for other in further:
        words = [f"{p.number} {p.text}".strip() for p in other.walk()]
        texts.append("\n".join(filter(None, (other.title, other.formula, *words))))
        what = (
            f"the file holds a further text of {len(other.paragraphs)} paragraphs, left out; --all reads it"
        )
        problems.append(Problem(kind="dropped", what=what, raw=(other.title or texts[-1])[:500]))
    return replace(document, left_out="\n".join(texts), problems=tuple(problems))


def read_all(file: str | Path, *, options: Options | None = None) -> tuple[Document, ...]:
    """Every document found in a file, the main one first. Arguments and errors as `read`."""
    options = options or Options()
    text = str(file)
    if text.startswith(CORPUS_PREFIX):
        name, _, member = text.removeprefix(CORPUS_PREFIX).partition("/")
        corpus = registry.corpus(name)
        if not member:
            known = ", ".join(entry.id for entry in corpus.texts)
            raise UsageError(
                f"corpus {name} holds several texts", remedy=f"name one: {known}, as corpus:{name}/{{text}}"
            )
        return read_corpus_text(name, member, options=options)
    raw = _load(text, options)
    stem = Path(raw.name).stem if raw.name != "-" else "stdin"
    return _named(read_bytes(raw, options), stem)


def read_versions(
    files: Sequence[str | Path | Document], options: Options | None, ids: Sequence[str] | None
) -> list[Document]:
    """One document a file (a document is taken as it is), under its given id; a repeated name gets `-2`, `-3`.

    Raises:
        UsageError: no file, or as many ids as files are needed.
        InputError: a file cannot be read.
    """
    if not files:
        raise UsageError("a history needs a file", remedy="name at least one")
    if ids is not None and len(ids) != len(files):
        raise UsageError(f"{len(ids)} ids for {len(files)} files", remedy="give one id per file")
    documents = [file if isinstance(file, Document) else read(file, options=options) for file in files]
    documents = _with_one_profile(files, documents, options or Options())
    if ids is not None:
        return [d.with_id(name) for d, name in zip(documents, ids, strict=True)]
    taken = {document.id for document in documents}
    seen: set[str] = set()
    named: list[Document] = []
    for document in documents:
        name, at = document.id, 2
        while name in seen or (name != document.id and name in taken):
            name, at = f"{document.id}-{at}", at + 1
        seen.add(name)
        named.append(document.with_id(name))
    return named


def _with_one_profile(
    files: Sequence[str | Path | Document], documents: list[Document], options: Options
) -> list[Document]:
    """Versions that were read with different profiles, with the one that fits all of them, where there is one.

    A version with strong evidence for another profile keeps it. Either way a record says so.
    """
    chosen = [document.source.profile.partition(":")[0] for document in documents]
    paths = paths_of(files, [document.with_id(str(at)) for at, document in enumerate(documents)])
    if options.profile or len({chosen[int(at)] for at in paths} - {""}) < 2:
        return documents
    raws = {int(at): _load(str(path), options) for at, path in paths.items()}
    pages = {at: _laid_out(raw, options) for at, raw in raws.items() if not _is_document(raw)}
    own = list(pages)
    if len({chosen[at] for at in own}) < 2:
        return documents
    fits = {
        at: {p.name: p.evidence(page.layout)[0] for p in registry.profiles()} for at, page in pages.items()
    }
    common = [name for name in fits[own[0]] if all(each[name] >= LEAST_EVIDENCE for each in fits.values())]
    best = max(common, key=lambda name: sum(each[name] for each in fits.values()), default="")
    found = list(documents)
    for at in own:
        if best == chosen[at]:
            continue
        if best and fits[at][chosen[at]] < CERTAIN:
            profile = registry.profile(best)
            what = f"read as {best}, as the other versions; alone it would be read as {documents[at].source.profile}"
            texts = _structured(pages[at], profile, f"{fits[at][best]:.2f}, {what}", options)
            found[at] = _with_further(texts[0].with_id(documents[at].id), texts[1:])
        else:
            others = ", ".join(sorted({best or chosen[other] for other in own} - {chosen[at]}))
            what = f"read as {chosen[at]}, other versions as {others}; --profile reads all of them alike"
        found[at] = replace(found[at], problems=(*found[at].problems, Problem(kind="uncertain", what=what)))
    return found


def paths_of(files: Sequence[str | Path | Document], documents: Sequence[Document]) -> dict[str, Path]:
    """Id of each version that was read from a file of its own -> its path. Arguments in the same order."""
    named = zip(files, documents, strict=True)
    return {
        document.id: Path(file)
        for file, document in named
        if not isinstance(file, Document) and str(file) != "-" and not str(file).startswith(CORPUS_PREFIX)
    }


def read_tracked(file: str | Path, *, options: Options | None = None) -> tuple[Document, ...]:
    """The versions one file with tracked changes holds: `original`, one per author where there are several, `final`.

    Errors as `read`, and:

    Raises:
        InputError: the format keeps no tracked changes.
    """
    options = options or Options()
    raw = _load(str(file), options)
    reader, _ = _recognised(raw)
    if not isinstance(reader, TrackedReader):
        raise InputError(
            "keeps no tracked changes", file=raw.name, remedy="give a Word file, or name every version"
        )
    return tuple(read_bytes(raw, each)[0].with_id(name) for name, each in reader.versions(raw, options))


def read_columns(file: str | Path, *, options: Options | None = None) -> tuple[Document, ...]:
    """The versions that stand side by side in the tables of one file, from left to right, named by their headings.

    Errors as `read`, and:

    Raises:
        InputError: the format has no tables, or no two columns of a table hold the text.
    """
    options = options or Options()
    raw = _load(str(file), options)
    reader, _ = _recognised(raw)
    found = reader.columns(raw, options) if isinstance(reader, ColumnReader) else []
    if len(found) < 2:
        raise InputError(
            "holds no versions side by side", file=raw.name,
            remedy="read it as one text, or name a column with --column",
        )  # fmt: skip
    return tuple(read_bytes(raw, each)[0].with_id(name) for name, each in found)


def read_corpus_text(corpus: str, member: str, *, options: Options | None = None) -> tuple[Document, ...]:
    """A text of a bundled corpus, with what its manifest says of it."""
    options = options or Options()
    holder = registry.corpus(corpus)
    entry = holder.text(member)
    if entry.role == "citing" and not options.profile:
        options = replace(options, profile="plain")
    documents = _named(read_bytes(RawFile(data=holder.data(member), name=entry.file), options), member)
    return (_described(documents[0], entry), *documents[1:])


def _described(document: Document, entry: CorpusText) -> Document:
    """The manifest is made by hand and wins over what was found in the text."""
    return replace(
        document,
        title=entry.title or document.title, symbol=entry.symbol or document.symbol,
        date=entry.date or document.date, status=entry.status or document.status,
        language=entry.language or document.language,
    )  # fmt: skip


def _named(documents: tuple[Document, ...], stem: str) -> tuple[Document, ...]:
    return tuple(d.with_id(stem if at == 0 else f"{stem}-{at + 1}") for at, d in enumerate(documents))


def _load(text: str, options: Options) -> RawFile:
    limit = options.limits.bytes
    try:
        if text == "-":
            data, name = sys.stdin.buffer.read(limit + 1), "-"
        else:
            path = Path(text)
            name = path.name
            if path.is_dir():
                raise InputError("is a folder", file=text, remedy="name the files inside it")
            with path.open("rb") as stream:
                data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"cannot be read: {reason.lower()}", file=text, remedy="check the path and its rights"
        ) from error
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise InputError("is empty", file=text, remedy="name a file with text in it")
    return RawFile(data=data, name=name)


@collector_paused()
def read_bytes(raw: RawFile, options: Options) -> tuple[Document, ...]:
    """Every document in some bytes; ids are left empty. Errors as `read`."""
    try:
        return _read_bytes(raw, options)
    except DraftdiffError as error:
        if not error.file:
            error.file = raw.name
            error.args = (error.line(),)
        raise


def _read_bytes(raw: RawFile, options: Options) -> tuple[Document, ...]:
    if len(raw.data) > options.limits.bytes:
        raise LimitError(
            f"larger than {options.limits.bytes:,} bytes", remedy="raise --limits bytes=N if you trust it"
        )
    digest = hashlib.sha256(raw.data).hexdigest()
    if _is_document(raw):
        document = Document.from_json(raw.data, name=raw.name)
        if document.source.sha256:
            return (document,)
        source = Source(
            name=raw.name, sha256=digest, media_type="application/json", reader="draftdiff.document/1"
        )
        return (replace(document, source=source),)
    page = _laid_out(raw, options)
    profile, why = choose_profile(page.layout, options)
    return _structured(page, profile, why, options)


def _is_document(raw: RawFile) -> bool:
    """JSON of `draftdiff.document/1`."""
    return raw.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"paragraphs"' in raw.data


@dataclass(frozen=True, slots=True)
class _Page:
    """A file before its structure is known."""

    layout: Layout
    source: Source
    """Without its profile."""


def _laid_out(raw: RawFile, options: Options) -> _Page:
    reader, media_type = _recognised(raw)
    layout = reader.read(raw, options)
    if not layout.blocks:
        raise InputError("holds no text", remedy="a scan needs OCR: see --ocr")
    return _Page(
        layout,
        Source(
            name=raw.name, sha256=hashlib.sha256(raw.data).hexdigest(), media_type=layout.media_type or media_type,
            reader=reader.name,
        ),
    )  # fmt: skip


def _structured(page: _Page, profile: StructureProfile, why: str, options: Options) -> tuple[Document, ...]:
    layout = page.layout
    documents = profile.structure(layout, options)
    source = replace(page.source, profile=f"{profile.name}: {why}")
    main = replace(
        documents[0], session=documents[0].session or layout.session, events=documents[0].events or layout.events,
        language=documents[0].language or layout.language,
    )  # fmt: skip
    return tuple(replace(document, source=source) for document in (main, *documents[1:]))


def _recognised(raw: RawFile) -> tuple[LayoutReader, str]:
    found: list[tuple[LayoutReader, str]] = []
    for reader in sorted(registry.readers(), key=lambda r: r.name == LAST_READER):
        media_type = reader.sniff(raw)
        if media_type:
            found.append((reader, media_type))
    if not found:
        raise InputError(
            "is no format draftdiff reads", remedy=f"formats: {', '.join(registry.names(registry.PARSERS))}"
        )
    return found[0]


def choose_profile(layout: Layout, options: Options) -> tuple[StructureProfile, str]:
    """The structure profile for a layout, and why: the one named in the options, or the one with most evidence.

    Raises:
        UsageError: the named profile is unknown.
        InputError: no profile fits.
    """
    if options.profile:
        return registry.profile(options.profile), "chosen by the user"
    profiles = registry.profiles()
    scored: dict[str, tuple[float, str, StructureProfile]] = {}
    highest = 0.0
    for profile in sorted(profiles, key=_most, reverse=True):
        if _most(profile) < highest:
            break
        scored[profile.name] = (*profile.evidence(layout), profile)
        highest = max(highest, scored[profile.name][0])
    in_order = [scored[profile.name] for profile in profiles if profile.name in scored]
    score, why, best = max(in_order, key=lambda item: item[0])
    if score < LEAST_EVIDENCE:
        raise InputError(
            "no resolution, article or numbered paragraph found",
            remedy="check the file, or choose a structure with --profile",
        )
    return best, why


def _most(profile: StructureProfile) -> float:
    """The highest evidence a profile gives; 1 where it does not say (`most`)."""
    return float(getattr(profile, "most", 1.0))
