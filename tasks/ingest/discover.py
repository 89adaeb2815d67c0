"""Find the inputs that the user named: files, folders, archives; each as bytes or as a row that says why not."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.errors import SourceError
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import detail, refusal
from tasks.models import Quarantined, Source

# What desktops leave in folders; no user means these as input.
DROPPINGS = (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX")


def discover(sources: Sequence[str], limits: Limits | None = None) -> Iterator[Source | Quarantined]:
    """Yield every input below ``sources`` in a stable order: as given, folders by name, recursively."""
    limits = limits or Limits()
    for name in sources:
        yield from _below(Path(name), name, limits)


def _below(path: Path, name: str, limits: Limits) -> Iterator[Source | Quarantined]:
    try:
        if path.is_dir():
            yield from _folder(path, name, limits)
        else:
            yield load(path, name, limits)
    except SourceError as problem:
        yield Quarantined(source=name, reason=problem.reason, detail=problem.detail)


def _folder(path: Path, name: str, limits: Limits) -> Iterator[Source | Quarantined]:
    try:
        children = sorted(os.listdir(path))
    except OSError as problem:
        raise refusal("unreadable", problem.strerror or "") from problem
    for child in children:
        if child in DROPPINGS or child.startswith("~$"):
            continue
        below = path / child
        if below.is_symlink() and below.is_dir():
            yield Quarantined(source=f"{name}/{child}", reason="not_a_file", detail=detail("not_a_file", "文件夹链接"))
            continue
        yield from _below(below, f"{name.rstrip('/')}/{child}", limits)


def load(path: Path, name: str, limits: Limits) -> Source:
    """The bytes of one file; raises SourceError when it is missing, no file, too large or may not be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refusal("not_a_file")
        if status.st_size > limits.file_bytes:
            raise refusal("too_large", f"{status.st_size // 1_000_000} MB")
        content = path.read_bytes()
    except FileNotFoundError as problem:
        raise refusal("missing") from problem
    except (OSError, ValueError) as problem:
        raise refusal("unreadable", getattr(problem, "strerror", None) or str(problem)) from problem
    return source(name, content)


def source(name: str, content: bytes) -> Source:
    """A Source with the hash of its bytes."""
    return Source(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())
