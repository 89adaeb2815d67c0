"""Who does the work: this process, a pool of processes when there are several batches, and helpers for documents."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from flows.order import Order
from flows.stages import Work, run_batch
from flows.store import Store
from tasks.helpers import Helpers
from tasks.processes import worker_pool

LIBRARIES = ("weasyprint", "matplotlib.figure", "tasks.render.documents")
"""What documents are made with; it takes longest to load."""


class Crew:
    """The workers of one run; ``account`` is what all of them called and how long it took."""

    def __init__(self, order: Order, store: Store, batches: int) -> None:
        self.order = order
        self.store = store
        self.account = Work(order, store)
        self._workers = min(order.workers, batches)
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self.helpers = Helpers(order.workers, LIBRARIES)

    def batch(self, stage: str, items: Sequence[Any]) -> list[Any]:
        """The results of a stage in the order of ``items``."""
        if self._workers == 1 or not items:
            return [getattr(self.account, stage)(item) for item in items]
        results, account = self._processes().submit(run_batch, self.order, self.store, stage, items).result()
        with self._lock:
            self.account.add(account)
        return results

    def close(self) -> None:
        """Let the processes go."""
        self.helpers.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _processes(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = worker_pool(self._workers)
            return self._pool
