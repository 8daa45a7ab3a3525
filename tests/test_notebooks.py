"""The notebooks run from top to bottom, are committed with their outputs, and need nothing from a network."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path

import nbformat
import pytest
from support import ROOT

FOLDER = ROOT / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def _html(notebook: nbformat.NotebookNode) -> list[str]:
    return [
        output["data"]["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs(path: Path) -> None:
    spec = importlib.util.spec_from_file_location("execute", FOLDER / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the Jupyter stack's own deprecations are not ours to fail on
        spec.loader.exec_module(module)
        assert module.execute(path).cells


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_with_outputs_that_stand_alone(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert not [o for cell in code for o in cell.outputs if o.output_type == "error"]
    shown = _html(notebook)
    assert shown
    for html in shown:
        assert "<script" not in html
        assert "src=" not in html


def test_every_notebook_is_known() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "a-negotiation",
        "a-season-of-resolutions",
        "three-drafts-of-a-resolution",
        "tracing-one-paragraph",
    ]
