"""The public API: everything named once, loadable, documented; importing it stays quick."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import draftdiff


@pytest.mark.parametrize("name", [n for n in draftdiff.__all__ if not n.startswith("__")])
def test_every_public_name_loads_and_is_documented(name: str) -> None:
    value = getattr(draftdiff, name)
    assert inspect.getdoc(value)
    assert name in dir(draftdiff)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = draftdiff.nonsense


def test_importing_the_package_loads_no_heavy_module() -> None:
    code = (
        "import sys, draftdiff, draftdiff.cli\n"
        "heavy = {'scipy', 'numpy', 'pdfplumber', 'docx', 'networkx', 'pandas', 'lxml', 'jinja2', 'typer', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_nothing_is_public_by_accident() -> None:
    assert sorted(draftdiff.__all__) == sorted(set(draftdiff.__all__))
    assert set(draftdiff._HOME) | {"__version__"} == set(draftdiff.__all__)
