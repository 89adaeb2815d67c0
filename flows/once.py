"""Steps that are done once, whoever asks for them, from whichever thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")
Key = tuple[str, int]


class Once:
    """Results of steps by name and batch number. The first who asks does the work, the others wait for it."""

    def __init__(self) -> None:
        self._done: dict[Key, Future[Any]] = {}
        self._lock = threading.Lock()

    def do(self, step: str, number: int, work: Callable[[], Result]) -> Result:
        """The result of ``work``; what it raises is raised to everyone who asks."""
        with self._lock:
            future: Future[Result] | None = self._done.get((step, number))
            mine = future is None
            if future is None:
                future = self._done[step, number] = Future()
        if mine:
            try:
                future.set_result(work())
            except BaseException as problem:
                future.set_exception(problem)
        return future.result()

    def result(self, step: str, number: int = 0) -> Any:
        """The result of a step that was begun; KeyError when it was not."""
        return self._done[step, number].result()

    def finished(self, step: str) -> int:
        """How many batches of a step are done."""
        with self._lock:
            return sum(future.done() for (name, _), future in self._done.items() if name == step)
