"""All steps of a run in their order, without Prefect: here and now, or in a thread that works ahead of the flow.

Prefect's server takes longer to get up than the work on a few articles. The thread begins meanwhile, and the flow's
task runs then find their work done, since a desk does no step twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

from flows.desk import Desk
from flows.order import Order, Outcome
from flows.trays import Progress

Phase = list[Callable[[], int]]


def phases(desk: Desk) -> list[Phase]:
    """All steps but publishing; those of one phase do not depend on one another."""
    numbers = range(desk.batches)
    return [
        [partial(desk.ingest, number) for number in numbers],
        [partial(desk.clean, number) for number in numbers],
        [desk.deduplicate],
        [partial(desk.classify, number) for number in numbers],
        [partial(desk.summarise, number) for number in numbers],
        [desk.compose],
        [desk.render],
    ]


def task_runs(desk: Desk) -> int:
    """How many task runs the flow makes of a run: one a step, and one to publish."""
    return sum(map(len, phases(desk))) + 1


def make(order: Order, progress: Progress | None = None) -> Outcome:
    """The issue that ``order`` asks for, made here and now; the same issue again calls no stage."""
    with Desk(order, progress) as desk:
        return desk.unchanged() or to_the_end(desk)


def to_the_end(desk: Desk) -> Outcome:
    """All steps of an open desk."""
    _walk(desk, phases(desk))
    return desk.publish()


def understand(desk: Desk) -> None:
    """All steps up to the composition, without documents."""
    _walk(desk, phases(desk)[:-1])


@contextmanager
def ahead_of_the_flow(desk: Desk) -> Iterator[None]:
    """Work in a thread through all steps but publishing until this is left; the step under way is waited for."""
    leaving = threading.Event()
    thread = threading.Thread(target=_quietly, args=(desk, leaving), name="hujian-ahead", daemon=True)
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        thread.join()


def _quietly(desk: Desk, leaving: threading.Event) -> None:
    with suppress(Exception):  # whoever asks for the step that failed is told
        _walk(desk, phases(desk), leaving)


def _walk(desk: Desk, through: Sequence[Phase], leaving: threading.Event | None = None) -> None:
    with ThreadPoolExecutor(desk.order.workers) as threads:
        for phase in through:
            if leaving is not None and leaving.is_set():
                return
            list(threads.map(lambda step: step(), phase))
