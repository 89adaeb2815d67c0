"""A distribution that kills itself: ``python dying.py SETTINGS ISSUE URL POINT``, in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from office import clock

from tasks.distribute import Distribution, Ledger, Post, open_channels, plan, read_edition

# Where to die: a method, and whether before or after it does its work, at its third call.
POINTS = {
    "before it is written down": (Ledger, "begin", "before"),
    "after it is written down": (Ledger, "begin", "after"),
    "before it is recorded": (Ledger, "finish", "before"),
    "after it is recorded": (Ledger, "finish", "after"),
    "while it is planned": (Ledger, "enter", "after"),
}
CALL = 3


def die_at(owner: type, name: str, when: str) -> None:
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def dying(*arguments: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == CALL and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments, **more)
        if calls == CALL and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def main(settings: str, issue: str, url: str, point: str) -> None:
    if point in POINTS:
        die_at(*POINTS[point])
    distribution = Distribution.model_validate_json(settings)
    with Ledger(url, clock) as ledger:
        post = Post(ledger, open_channels(distribution, clock, httpx.Client), distribution, lambda _seconds: None)
        post.distribute(plan(read_edition(Path(issue)), distribution))


if __name__ == "__main__":
    main(*sys.argv[1:])
