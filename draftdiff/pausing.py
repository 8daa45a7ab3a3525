"""Pause the cyclic garbage collector while many small values are made that all stay alive.

Every few hundred new containers CPython looks through all of them for cycles. Documents, words and changes are trees
that live as long as their history, so these searches find nothing and cost a sixth of the main job (`bench/main_job.py`).
Mercurial does the same in its parsers (`nogc`).
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def collector_paused() -> Generator[None, None, None]:
    """No collection inside the block or the function it decorates; afterwards the collector is as it was."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
