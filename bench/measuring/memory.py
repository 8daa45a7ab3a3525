"""Peak memory of a command with all processes it starts, Linux only."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds between two looks. A peak shorter than this may be missed; each look costs about a millisecond a process.
EVERY = 0.1


def run_watched(command: Sequence[str]) -> tuple[str, float]:
    """Run a command in a session of its own; its output, and the highest sum of its processes' memory in MB.

    Memory is the proportional set size: a page that several processes share counts once over all of them. The
    operating system's own maximum would miss workers that a fork server started, which are no children of the command.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(EVERY):
            peak = max(peak, _session_memory(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    output, _ = process.communicate()
    done.set()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return output, peak


def _session_memory(session: int) -> float:
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                rollup = (folder / "smaps_rollup").read_text()
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration, ValueError):
            continue  # it ended between two looks
    return total / 1024
