"""What tests share: the development texts, system programs, and documents made of the gold labels."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
REQUIRE_ALL = os.environ.get("DRAFTDIFF_REQUIRE_ALL") == "1"


#: Where the development texts are, if they are: beside the checkout, or where the variable points.
SHARED = Path(os.environ.get("DRAFTDIFF_SHARED") or ROOT.parent / "shared")


def shared() -> Path:
    """The folder of development texts; skips the test where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the development texts are not beside this checkout")
    return SHARED


def require_program(*names: str) -> str:
    """Path of the first program found; skips, or fails where DRAFTDIFF_REQUIRE_ALL=1, when there is none."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    message = f"needs the program {' or '.join(names)}"
    if REQUIRE_ALL:
        pytest.fail(message)
    pytest.skip(message)


def everything(page: Any) -> None:
    """Make all of the long lists of a report's view, as printing does; otherwise they are made as they come near."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
