"""The log of our own: one JSON object a line, Chinese messages, kept small."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "hujian.log"
SAID = "hujian.run"  # what this logger writes, the terminal is told anyway
BYTES, FILES = 2_000_000, 5
# What every record has; everything else was given as ``extra`` and is written down.
COMMON = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as a line of JSON: time, level, logger, message, what was given with it, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        row = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in record.__dict__.items() if key not in COMMON},
        }
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps(row, ensure_ascii=False, default=str)


class OwnFile(RotatingFileHandler):
    """A log that only its owner may read: it names recipients."""

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY, 0o600))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- the name is given
        """Say nothing: on a full disk the run says so itself, in one line."""


def log_to(state: Path) -> None:
    """Let our own loggers write to the log file in ``state``, or where that cannot be, to standard error."""
    log = logging.getLogger("hujian")
    log.propagate = False
    log.setLevel(logging.INFO)
    for former in list(log.handlers):
        log.removeHandler(former)
        former.close()
    handler: logging.Handler
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = OwnFile(state / NAME, maxBytes=BYTES, backupCount=FILES, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
        handler.addFilter(lambda record: record.name != SAID)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
