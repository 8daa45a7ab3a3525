"""Plug-ins by entry point: readers, structure profiles, writers, corpora. Ours and a third party's alike."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, cast

from draftdiff.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from draftdiff.corpus import Corpus
    from draftdiff.layout import LayoutReader, Recogniser, StructureProfile
    from draftdiff.writing import ReportWriter

PARSERS = "draftdiff.parsers"
PROFILES = "draftdiff.profiles"
REPORTS = "draftdiff.reports"
CORPORA = "draftdiff.corpora"
RECOGNISERS = "draftdiff.recognisers"
_SINGULAR = {
    RECOGNISERS: "recogniser",
    PARSERS: "reader",
    PROFILES: "structure profile",
    REPORTS: "report format",
    CORPORA: "corpus",
}


@cache
def names(group: str) -> tuple[str, ...]:
    """Names of the plug-ins of a group, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))


@cache
def _points(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=group)}


@cache
def load(group: str, name: str) -> object:
    """What an entry point names, imported.

    Raises:
        UsageError: no plug-in of that name (the remedy lists those there are), or one that does not load.
        MissingExtraError: its module needs something that is not installed.
    """
    point = _points(group).get(name)
    if point is None:
        known = ", ".join(names(group)) or "none"
        raise UsageError(f"no {_SINGULAR.get(group, group)} is called {name!r}", remedy=f"there are: {known}")
    try:
        return point.load()
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{name!r} needs the Python package {error.name!r}",
            remedy=f"install it: pip install {error.name}",
        ) from error
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"the plug-in {name!r} ({point.value}) does not load: {error}",
            remedy="update or uninstall the package that brings it",
        ) from error


@cache
def _made(group: str, name: str) -> object:
    factory = load(group, name)
    return factory() if callable(factory) else factory


def readers() -> tuple[LayoutReader, ...]:
    """All layout readers, by name."""
    return tuple(cast("LayoutReader", _made(PARSERS, name)) for name in names(PARSERS))


def profiles() -> tuple[StructureProfile, ...]:
    """All structure profiles, by name."""
    return tuple(cast("StructureProfile", _made(PROFILES, name)) for name in names(PROFILES))


def profile(name: str) -> StructureProfile:
    """One structure profile.

    Raises:
        UsageError: unknown.
    """
    return cast("StructureProfile", _made(PROFILES, name))


def recogniser(name: str) -> Recogniser:
    """One recogniser of page images.

    Raises:
        UsageError: unknown.
    """
    return cast("Recogniser", _made(RECOGNISERS, name))


def corpus(name: str) -> Corpus:
    """One bundled history.

    Raises:
        UsageError: unknown.
    """
    return cast("Corpus", _made(CORPORA, name))


def report_writer(name_or_file: str) -> ReportWriter[Any]:
    """A writer by format name (`html`) or by the ending of a file (`out/report.html`); the longest ending decides.

    Of several writers for one ending the one that is called like it.

    Raises:
        UsageError: no writer serves it.
    """
    if name_or_file in names(REPORTS):
        return cast("ReportWriter[Any]", _made(REPORTS, name_or_file))
    lowered = name_or_file.lower()
    stem, _, ending = lowered.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if "." not in stem and ending in names(REPORTS):
        # No longer ending can fit, so that the other writers need not be loaded.
        writer = cast("ReportWriter[Any]", _made(REPORTS, ending))
        if f".{ending}" in writer.suffixes:
            return writer
    writers = [cast("ReportWriter[Any]", _made(REPORTS, name)) for name in names(REPORTS)]
    fitting = [(len(suffix), w) for w in writers for suffix in w.suffixes if lowered.endswith(suffix)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    served = [writer.suffixes[0] for writer in writers if writer.suffixes]
    raise UsageError(
        f"no report format for {name_or_file!r}",
        remedy=f"formats: {', '.join(names(REPORTS))}; endings: {' '.join(served)}",
    )
