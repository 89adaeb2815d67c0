"""A run in a process of its own that kills itself (SIGKILL) at a chosen point: ``python killed.py ORDER POINT``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from stand_ins import Stages

import tasks.classify
import tasks.clean
import tasks.ingest
import tasks.render
import tasks.summarise
from flows import issue as issues
from flows import walk
from flows.order import Order
from flows.state import State

POINTS = ("store", "classify", "compose", "render", "before publishing", "before pointing", "before entering")


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


class Killed(Stages):
    """Stages one of which kills the process: half done, where it writes."""

    def __init__(self, point: str) -> None:
        super().__init__()
        if point in {"classify", "compose"}:
            setattr(self, point, die)
        self._dies_rendering = point == "render"

    def render(self, *arguments: Any, **options: Any) -> list[Path]:
        files = super().render(*arguments, **options)
        return die() if self._dies_rendering else files


def arm(point: str) -> None:
    stages = Killed(point)
    for package, name in (
        (tasks.ingest, "read"),
        (tasks.clean, "clean"),
        (tasks.classify, "classify"),
        (tasks.summarise, "summarise"),
        (tasks.summarise, "compose"),
        (tasks.render, "render"),
    ):
        setattr(package, name, getattr(stages, name))
    if point == "store":
        Path.replace = _die_on_store(Path.replace)  # type: ignore[method-assign]
    if point == "before publishing":
        issues.publish = die
    if point == "before pointing":
        issues.point_to = die
    if point == "before entering":
        State.enter_folders = _second_time_die(State.enter_folders)  # type: ignore[method-assign]


def _die_on_store(replace: Any) -> Any:
    return lambda path, target: die() if ".new-" in path.name else replace(path, target)


def _second_time_die(enter: Any) -> Any:
    calls: list[None] = []

    def entered(state: State) -> Any:
        calls.append(None)
        return enter(state) if len(calls) == 1 else die()

    return entered


if __name__ == "__main__":
    arm(sys.argv[2])
    walk.make(Order.model_validate_json(sys.argv[1]))
