"""Coverage-guided fuzzing of one reader, and of the structure stage behind it: `python tests/fuzz/fuzz_reader.py NAME`.

A reader may refuse a file with an error of `draftdiff.errors`; anything else that it raises is a crash. libFuzzer's
`-timeout` finds hangs and `-rss_limit_mb` floods of memory. `tests/fuzz/run.sh` runs every reader from a seed corpus.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["draftdiff", "draftdiff_parsers"]):
    from draftdiff import registry
    from draftdiff.errors import DraftdiffError
    from draftdiff.layout import Limits, Options, RawFile
    from draftdiff.reading import choose_profile

NAME = sys.argv.pop(1)
READER = next(reader for reader in registry.readers() if reader.name == NAME)
OPTIONS = Options(limits=Limits(bytes=2_000_000, pages=20, seconds=2.0, characters=200_000), ocr="never")


def test_one_input(data: bytes) -> None:
    """One input through sniffing, layout and structure."""
    raw = RawFile(data=data, name="fuzz")
    READER.sniff(raw)
    try:
        layout = READER.read(raw, OPTIONS)
        profile, _ = choose_profile(layout, OPTIONS)
        profile.structure(layout, OPTIONS)
    except DraftdiffError as error:
        if "\n" in error.line():
            raise AssertionError("an error of more than one line") from error


atheris.Setup(sys.argv, test_one_input)
atheris.Fuzz()
