"""Several documents at once: other processes begin a list while this one does something else, then joins in."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Generic, Self, TypeVar

# Below so many documents a process costs more to start (1.5 s) than it saves (0.3 s a document).
_WORTH_A_PROCESS = 8

Part = TypeVar("Part")
Made = TypeVar("Made")


class Helpers(Generic[Part, Made]):
    """``workers - 1`` processes that make ``parts`` from the front, while the caller is busy inside the block.

    :meth:`results` lets the caller's own process take what is left from the end; the order is always that of the parts.
    ``make`` and the parts must be picklable.
    """

    def __init__(self, make: Callable[[Part], Made], parts: Iterable[Part], workers: int) -> None:
        self._make = make
        self._parts = list(parts)
        self._processes = min(workers, len(self._parts)) - 1 if len(self._parts) >= _WORTH_A_PROCESS else 0
        self._pool: ProcessPoolExecutor | None = None
        self._futures: list[Future[Made]] = []

    def __enter__(self) -> Self:
        """Start the processes, if any."""
        if self._processes > 0:
            context = multiprocessing.get_context("spawn")  # the caller may run threads, so never fork
            self._pool = ProcessPoolExecutor(self._processes, mp_context=context)
            self._futures = [self._pool.submit(self._make, part) for part in self._parts]
        return self

    def __exit__(self, *_: object) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def results(self) -> Iterator[Made]:
        """What was made of each part, in the order of the parts."""
        if not self._futures:
            yield from map(self._make, self._parts)
            return
        own = {n: self._make(self._parts[n]) for n in reversed(range(len(self._parts))) if self._futures[n].cancel()}
        for number, future in enumerate(self._futures):
            yield own[number] if number in own else future.result()
