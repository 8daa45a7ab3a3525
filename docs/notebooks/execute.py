"""Execute the notebooks in place: `python docs/notebooks/execute.py`. Without arguments, all of them.

Times and machine names are left out, so that the same results give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def execute(path: Path, *, timeout: int = 300) -> nbformat.NotebookNode:
    """The notebook with fresh outputs. Raises `nbclient.exceptions.CellExecutionError` where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=timeout, record_timing=False, resources={"metadata": {"path": str(HERE)}}
    ).execute()
    notebook.metadata.pop("language_info", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


if __name__ == "__main__":
    chosen = [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.ipynb"))
    for place in chosen:
        nbformat.write(execute(place), place)
        print(f"executed {place.name}")
