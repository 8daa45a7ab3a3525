"""No verb loads what it does not use: what waits at the keystroke is imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

from draftdiff.tracing.trace import Trace

PAIR = ["corpus:gcm-modalities/first", "corpus:gcm-modalities/final"]
#: Libraries, and our own rooms, that are heavy to load. Babel names States; the bundled texts have some.
READERS = {
    "lxml.etree",
    "pypdfium2",
    "pdfplumber",
    "docx",
    "draftdiff_parsers.pdf.reader",
    "draftdiff_parsers.word.reader",
}
REST = {
    "networkx",
    "pandas",
    "jinja2",
    "babel",
    "tantivy",
    "draftdiff.amending.amending",
    "draftdiff.ledger.keeping",
}
SOLVERS = {"scipy"}


def loaded(*arguments: str) -> set[str]:
    """Modules that a run of the command line has loaded at its end."""
    code = (
        "import sys; from draftdiff.cli import run; status = run(sys.argv[1:]); sys.stdout.flush();"
        "sys.stderr.write('\\n'.join(sys.modules)); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["--help"], READERS | REST | SOLVERS | {"numpy", "draftdiff.history"}),
        (["parse", PAIR[0]], READERS | REST | SOLVERS | {"numpy"}),
        (["align", *PAIR], READERS | (REST - {"babel"}) | SOLVERS),
        (["trace", "OP14", *PAIR], READERS | (REST - {"networkx", "babel"}) | SOLVERS),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_verb_loads_nothing_it_does_not_use(arguments: list[str], unused: set[str]) -> None:
    assert not unused & loaded(*arguments)


def passages(life: Trace) -> int:
    """Links of a paragraph's life and of its sub-paragraphs' lives."""
    return sum(len(stage.passages) for stage in life.stages) + sum(map(passages, life.children))


def test_a_trace_makes_only_the_redlines_on_its_lineage() -> None:
    import draftdiff as dd

    history = dd.load("gcm-modalities")
    life = history.trace("OP14")
    made = sum(len(history.comparison(*step)._made) for step in history.steps)
    assert made == passages(life) > 0
    # The same redlines as when all are made.
    again = dd.load("gcm-modalities")
    for step in again.steps:
        again.redlines(*step)
    assert again.trace("OP14").to_json() == life.to_json()
