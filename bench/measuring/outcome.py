"""Where results go: bench/out, one JSON file a benchmark; docs/figures.py makes the page of figures from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "out"


def save(name: str, result: Any) -> None:
    """Write one benchmark's result."""
    OUT.mkdir(exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
