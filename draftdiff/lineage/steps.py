"""Which version was drafted from which: the steps of a history, branches and merges of branches allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Step = tuple[str, str]
"""Ids of the older and the newer version."""
Parents = dict[str, tuple[str, ...]]
"""Version -> the versions it was drafted from."""
Node = tuple[str, str]
"""Version id and label."""


def resolve_parents(versions: Sequence[str], parents: Mapping[str, str | Sequence[str]] | None) -> Parents:
    """The parents of every version, in the order given; the first version has none.

    A version that `parents` does not name follows the one before it. Several parents are a merge of branches; two
    versions with the same parent are rival texts; an empty sequence starts a line of its own.

    Raises:
        UsageError: a version is named twice or unknown, or is drafted from one that does not stand before it.
    """
    given = dict(parents or {})
    place = {version: at for at, version in enumerate(versions)}
    if len(place) < len(versions):
        twice = next(v for v in versions if list(versions).count(v) > 1)
        raise UsageError(f"two versions are called {twice!r}", remedy="give each its own id")
    known = ", ".join(versions)
    for version in given:
        if version not in place:
            raise UsageError(f"no version {version!r}", place="parents", remedy=f"there are: {known}")
    resolved: Parents = {}
    for at, version in enumerate(versions):
        named = given.get(version, versions[at - 1] if at else ())
        wanted = (named,) if isinstance(named, str) else tuple(dict.fromkeys(named))
        for parent in wanted:
            if parent not in place:
                raise UsageError(f"no version {parent!r}", place="parents", remedy=f"there are: {known}")
            if place[parent] >= at:
                raise UsageError(
                    f"{version!r} cannot be drafted from {parent!r}, which does not stand before it",
                    place="parents", remedy="give the versions in the order of drafting",
                )  # fmt: skip
        resolved[version] = wanted
    return resolved


def ancestors(version: str, parents: Parents) -> tuple[str, ...]:
    """All versions a version descends from, nearest first; not the version itself."""
    found: dict[str, None] = {}
    front = list(parents[version])
    while front:
        following: list[str] = []
        for one in front:
            if one not in found:
                found[one] = None
                following += parents[one]
        front = following
    return tuple(found)
