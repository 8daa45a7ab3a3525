"""The report's own words, in the reader's language. Catalogues are data: `strings/<language>.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

#: Language whose catalogue is complete; others fall back to it key by key.
COMPLETE = "en"


def languages() -> tuple[str, ...]:
    """Languages with a catalogue."""
    folder = files("draftdiff_reports.common") / "strings"
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


@cache
def _bundled(language: str) -> dict[str, str]:
    return tomllib.loads(
        (files("draftdiff_reports.common") / "strings" / f"{language}.toml").read_text("utf-8")
    )


class Catalogue:
    """Strings of one language.

    Args:
        language: ISO 639-1; a region (`fr-CH`) is ignored.
        theme: folder whose `strings/<language>.toml`, if any, replaces ours key by key.

    Raises:
        UsageError: no catalogue for the language.
    """

    def __init__(self, language: str, theme: Path | None = None) -> None:
        self.language = language.partition("-")[0].lower() or COMPLETE
        own = theme / "strings" / f"{self.language}.toml" if theme else None
        extra: dict[str, str] = (
            tomllib.loads(own.read_text("utf-8")) if own is not None and own.is_file() else {}
        )
        if self.language not in languages() and not extra:
            raise UsageError(
                f"the report does not speak {language!r}", remedy=f"choose one of {', '.join(languages())}"
            )
        mine = _bundled(self.language) if self.language in languages() else {}
        self._strings: dict[str, str] = {**_bundled(COMPLETE), **mine, **extra}

    def __call__(self, key: str, **values: object) -> str:
        """The string of a key with `{names}` filled in; with `n=1` its `_one` form where there is one.

        An unknown key shows itself: a third-party signal or relation is better seen raw than not at all.
        """
        if not values and key in self._strings:
            return self._strings[key]
        single = f"{key}_one"
        found = self._strings.get(single if values.get("n") == 1 and single in self._strings else key, "")
        if not found:
            return key.partition(".")[2].replace("_", " ") or key
        return found.format(**values) if values else found

    def the(self, name: str) -> str:
        """The name of a version inside a sentence: "the adopted text", but "revision 1"."""
        return name if name[-1:].isdigit() else self("the_version", name=name)

    def status(self, status: str) -> str:
        """The reader's word for the status of a version; an unknown one stays as it is."""
        return self._strings.get("status." + "_".join(status.lower().split()), status)
