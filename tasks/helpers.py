"""Work done by other processes while this one does something else, which then joins in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from importlib import import_module
from typing import Generic, Self, TypeVar

from tasks.processes import worker_pool

Part = TypeVar("Part")
Made = TypeVar("Made")


class Helpers:
    """``workers - 1`` processes; none of them starts before :meth:`get_ready`, :meth:`begin` or :meth:`begin_each`.

    ``modules`` are what they load when they start, so that work finds them ready.
    """

    def __init__(self, workers: int, modules: Sequence[str] = ()) -> None:
        self._processes = workers - 1
        self._modules = tuple(modules)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the processes go."""
        self.close()

    def close(self) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def get_ready(self) -> None:
        """Start the processes and let them load their modules."""
        if self._pool is None and self._processes > 0:
            self._pool = worker_pool(self._processes)
            for _ in range(self._processes):
                self._pool.submit(_load, self._modules)

    def begin(self, make: Callable[[Part], Made], part: Part) -> Task[Part, Made]:
        """Have ``make(part)`` done in another process, if one is free before the caller asks for the result."""
        self.get_ready()
        return Task(make, part, self._pool)

    def begin_each(self, make: Callable[[Part], Made], parts: Iterable[Part]) -> Tasks[Part, Made]:
        """Begin ``make`` of all ``parts`` from the front."""
        return Tasks([self.begin(make, part) for part in parts])


class Task(Generic[Part, Made]):
    """Something begun elsewhere. ``make`` and the part must be picklable."""

    def __init__(self, make: Callable[[Part], Made], part: Part, pool: ProcessPoolExecutor | None) -> None:
        self.shared = pool is not None
        self._make, self._part = make, part
        self._future: Future[Made] | None = pool.submit(make, part) if pool else None

    def take_over(self) -> bool:
        """Whether nobody has begun it, so that it is the caller's to do."""
        return self._future is None or self._future.cancel()

    @property
    def is_pending(self) -> bool:
        """Whether another process is still at it, or about to be."""
        return self._future is not None and not self._future.done()

    def result(self) -> Made:
        """What was made; made here and now when nobody had begun."""
        if self._future is None or self.take_over():
            return self._make(self._part)
        return self._future.result()


class Tasks(Generic[Part, Made]):
    """A list of tasks begun from the front."""

    def __init__(self, tasks: list[Task[Part, Made]]) -> None:
        self._tasks = tasks
        self._own: dict[int, Made] = {}
        self._left = [number for number, task in enumerate(tasks) if task.shared]

    def work_until(self, is_ready: Callable[[], bool]) -> None:
        """Make parts from the end that nobody has begun, here and now, until ``is_ready`` or none is left."""
        while not is_ready() and self._left:
            number = self._left.pop()
            if self._tasks[number].take_over():
                self._own[number] = self._tasks[number].result()

    def results(self) -> Iterator[Made]:
        """What was made of each part, in their order, as soon as it is there; meanwhile the caller joins in."""
        for number, task in enumerate(self._tasks):
            self.work_until(partial(_is_there, task))
            yield self._own.pop(number) if number in self._own else task.result()


def _is_there(task: Task[Part, Made]) -> bool:
    return not task.is_pending


def _load(modules: Sequence[str]) -> None:
    for module in modules:
        import_module(module)
