"""Ctrl-C: one line for the user, no tracebacks of what was under way."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly_interruptible() -> Iterator[None]:
    """While this lasts, Ctrl-C silences logs and threads first: what was cut off is no failure to report.

    They stay silent until the process ends, which it is about to do.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(*_: object) -> None:
    logging.disable(logging.CRITICAL)
    threading.excepthook = lambda _: None
    raise KeyboardInterrupt
