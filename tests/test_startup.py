"""What a verb loads: nothing it does not use."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from draftdiff.cli.app import ROOMS

BUNDLED = Path(str(files("draftdiff_corpus"))) / "gcm_modalities"
LOADED = "import sys; from draftdiff.cli import run; code = run({arguments!r}); print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"


def loaded(*arguments: str) -> set[str]:
    """Modules a command loads, in a process of its own."""
    script = LOADED.format(arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_every_verb_stands_in_the_table_that_finds_its_room() -> None:
    for room, verbs in ROOMS.items():
        module = import_module(f"draftdiff.cli.{room}")
        assert tuple(module.VERBS) == tuple(verb for verb in verbs if verb != "library")


@pytest.mark.parametrize(
    ("arguments", "strange"),
    [
        (["--help"], {"numpy", "scipy", "pandas", "networkx", "jinja2", "lxml", "draftdiff.amending", "draftdiff.reading"}),
        (["--version"], {"numpy", "scipy", "lxml", "draftdiff.history"}),
        (["align", "FIRST", "FINAL"], {"scipy", "pandas", "jinja2", "draftdiff.amending", "draftdiff.ledger", "tantivy"}),
        (["parse", "FIRST"], {"numpy", "scipy", "pandas", "jinja2", "networkx", "draftdiff.aligning.pipeline"}),
    ],
)  # fmt: skip
def test_a_verb_loads_nothing_it_does_not_use(arguments: list[str], strange: set[str]) -> None:
    files = {"FIRST": "first-draft.txt", "FINAL": "final-draft.txt"}
    given = [str(BUNDLED / files[word]) if word in files else word for word in arguments]
    assert strange & loaded(*given) == set()
