"""Verbs that check: they exit with 1 where they find something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

VERBS: dict[str, Callable[..., object]] = {}
