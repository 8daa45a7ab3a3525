"""Many independent pieces of work in processes here, or on a Dask cluster: results in order, whatever the workers.

A batch whose worker dies is tried again; a piece that kills its worker twice is given up with a reason, so that one
hostile file cannot stop a night's work.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from draftdiff.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")

#: Pieces a task. Chosen; it changes no result: a resolution takes 30 ms to read, a task's own cost is a few; larger batches balance worse.
BATCH = 16
#: Tasks in flight a worker. Chosen; it changes no result: enough to keep it busy, few enough that memory stays flat.
AHEAD = 3
#: How often a batch whose worker died is tried again on a cluster. Chosen.
RETRIES = 2
#: Fewer pieces than this are not worth starting processes for; it changes no result (a process takes half a second to start).
WORTH = 24


def run(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    jobs: int = 0,
    scheduler: str = "",
    given_up: Callable[[T], R],
    batch: int = BATCH,
) -> Iterator[R]:
    """`work` of every item, in order.

    Args:
        work: a function of one item that can be pickled by name.
        items: the items, taken as they are needed.
        jobs: processes; 0 is one a core, 1 works in this process. With a scheduler: workers of a local cluster where
            `scheduler` is `local`.
        scheduler: "" for processes, `local` for a Dask cluster on this machine, or the address of one that runs.
        given_up: the result of an item whose worker died twice.
        batch: items a task.
    """
    if scheduler:
        yield from _on_cluster(work, items, jobs=jobs, scheduler=scheduler, batch=batch)
        return
    count = jobs or os.cpu_count() or 1
    source = iter(items)
    worth = WORTH if batch > 1 else 2
    first = list(islice(source, worth))
    if count == 1 or len(first) < worth:
        yield from map(work, first)
        yield from map(work, source)
        return
    yield from _in_processes(work, _batches(_chain(first, source), batch), count, given_up)


def _chain(first: list[T], rest: Iterator[T]) -> Iterator[T]:
    yield from first
    yield from rest


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def all_of(work: Callable[[T], R], batch: list[T]) -> list[R]:
    """One task: a batch, item by item."""
    return [work(item) for item in batch]


def _in_processes(
    work: Callable[[T], R], batches: Iterator[list[T]], count: int, given_up: Callable[[T], R]
) -> Iterator[R]:
    pool = _pool(count)
    waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(all_of, work, batch)))
            if len(waiting) < AHEAD * count:
                continue
            if _broken(waiting[0][1]):
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(count)
                for each in [batch for batch, _ in waiting]:
                    yield from _again(work, each, given_up)
                waiting.clear()
            else:
                yield from waiting.popleft()[1].result()
        while waiting:
            batch, future = waiting.popleft()
            yield from _again(work, batch, given_up) if _broken(future) else future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _broken(future: Future[Any]) -> bool:
    """Wait for a task; whether its worker died."""
    return isinstance(future.exception(), BrokenProcessPool)


def _pool(count: int) -> ProcessPoolExecutor:
    # Not forked from here: this process may hold threads of the index writer and open database handles. They come from
    # a server that holds neither and has loaded the readers' common ground once, so that a worker starts in milliseconds.
    context = get_context("forkserver")
    context.set_forkserver_preload(["draftdiff.library.intake", "draftdiff.reading"])
    return ProcessPoolExecutor(count, mp_context=context)


def _again(work: Callable[[T], R], batch: list[T], given_up: Callable[[T], R]) -> Iterator[R]:
    """A batch that was lost when a worker died: whole, and where it kills its worker once more, in halves."""
    pool = _pool(1)
    left = [batch]
    try:
        while left:
            some = left.pop()
            future = pool.submit(all_of, work, some)
            if not _broken(future):
                yield from future.result()
                continue
            pool.shutdown(wait=False, cancel_futures=True)
            pool = _pool(1)
            if len(some) == 1:
                yield given_up(some[0])
            else:
                middle = len(some) // 2
                left += [some[middle:], some[:middle]]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(scheduler: str, jobs: int) -> Generator[Any]:
    """A Dask client.

    Raises:
        MissingExtraError: dask.distributed is not installed.
        InputError: no scheduler answers.
    """
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "a cluster needs dask.distributed", remedy="install it: pip install 'draftdiff[cluster]'"
        ) from error
    local = None
    try:
        if scheduler == "local":
            local = distributed.LocalCluster(
                n_workers=jobs or os.cpu_count() or 1, threads_per_worker=1, dashboard_address=None
            )
            client = distributed.Client(local)
        else:
            client = distributed.Client(scheduler, timeout="10s")
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"no Dask scheduler answers: {error}",
            file=scheduler,
            remedy="check the address, or use --scheduler local",
        ) from error
    try:
        yield client
    finally:
        client.close()
        if local is not None:
            local.close()


def _on_cluster(
    work: Callable[[T], R], items: Iterable[T], *, jobs: int, scheduler: str, batch: int
) -> Iterator[R]:
    with cluster(scheduler, jobs) as client:
        waiting: deque[Any] = deque()
        workers = max(1, len(client.scheduler_info()["workers"]))
        for some in _batches(iter(items), batch):
            waiting.append(client.submit(all_of, work, some, pure=False, retries=RETRIES))
            if len(waiting) >= AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
