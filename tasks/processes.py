"""Pools of worker processes that do not outlive who started them, however that ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor

LOOK_AGAIN = 1.0  # seconds
INTERRUPTED = 130  # what a shell gives a process that Ctrl-C ended


def worker_pool(workers: int, *, one_task_each: bool = False) -> ProcessPoolExecutor:
    """A pool of ``workers`` fresh processes (spawned, since the caller may run threads).

    Left to themselves the workers of a process that was killed (SIGKILL) wait for work for ever: each of them holds the
    writing end of the queue that it reads. The kernel's own signal (PR_SET_PDEATHSIG) will not do: it comes when the
    thread ends that started the worker, not the process.
    """
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_leave_with,
        initargs=(os.getpid(),),
        max_tasks_per_child=1 if one_task_each else None,
    )


def _leave_with(parent: int) -> None:
    signal.signal(signal.SIGINT, lambda *_: sys.exit(INTERRUPTED))  # Ctrl-C reaches every process of the terminal
    threading.Thread(target=_watch, args=(parent,), name="hujian-parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_AGAIN)
    os._exit(1)
