"""A scheduled run waits while files are still being copied into its folders; nobody is there to say that they are."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

QUIET = 15.0  # seconds without a change
LOOK_AGAIN = 5.0
LONGEST = 300.0  # then it begins all the same: a folder where something is always written must not stop the schedule

log = logging.getLogger("hujian.schedule")


def wait_until_quiet(sources: Sequence[str], clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
    """Return when nothing below ``sources`` has changed for a while; ``clock`` is in seconds since 1970."""
    waited = 0.0
    while 0 <= clock() - max(_changes(sources), default=0.0) < QUIET and waited < LONGEST:
        if not waited:
            log.info("来源文件夹里有文件正在写入，稍候")
        sleep(LOOK_AGAIN)
        waited += LOOK_AGAIN


def _changes(sources: Sequence[str]) -> Iterator[float]:
    """When each file below the sources was changed or put there last. Addresses have no files."""
    for source in sources:
        yield from _change(Path(source))
        for folder, _, names in os.walk(source):
            for name in names:
                yield from _change(Path(folder, name))


def _change(file: Path) -> Iterator[float]:
    try:
        status = file.lstat()
    except (OSError, ValueError):  # gone meanwhile, or no file at all
        return
    yield max(status.st_mtime, status.st_ctime)
