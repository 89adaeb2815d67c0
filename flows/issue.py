"""Issue folders: which number a run has, and how it is put into place whole.

``OUT/2026-001`` is an issue, ``OUT/latest`` a relative link to the one made last. A run writes into a hidden folder
beside them and moves it into place at the end, so readers never see a half-written issue. One run at a time works in a
folder.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.errors import HujianError
from tasks.machine import why
from tasks.models import Issue

if TYPE_CHECKING:
    from flows.issue_rows import IssueRow

IssueFolder = Path | zipfile.Path
"""An issue where it was published, or inside its archive."""

FOLDER_NAME = re.compile(r"(\d{4})-(\d{3,})")
MAKING = ".making-"
RECORD = "run.json"


@contextmanager
def sole_use(out: Path) -> Iterator[None]:
    """Hold ``out`` for one run; a second one waits. What a killed run left half-written is swept away."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("a")
    except OSError as problem:
        raise HujianError(f"输出文件夹 {out} 不能写入（{why(problem)}）。请换一个 --out，或改正权限。") from problem
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in out.glob(f"{MAKING}*"):
            _sweep(leftover)
        yield


def _sweep(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover, ignore_errors=True)
    else:
        leftover.unlink(missing_ok=True)


def issues(out: Path) -> list[Path]:
    """All issue folders, oldest number first."""
    found = (
        [path for path in out.iterdir() if path.is_dir() and FOLDER_NAME.fullmatch(path.name)] if out.is_dir() else []
    )
    return sorted(found, key=number_of)


def number_of(folder: IssueFolder) -> tuple[int, int]:
    """Year and number that a folder's name says."""
    year, _, number = folder.name.partition("-")
    return int(year), int(number)


def read_record(folder: IssueFolder) -> dict[str, Any]:
    """The run.json of an issue; empty when it is missing or broken."""
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError, KeyError):
        return {}
    return record if isinstance(record, dict) else {}


def record_hash(folder: IssueFolder) -> str:
    """SHA-256 of an issue's run.json; empty where there is none."""
    try:
        return hashlib.sha256((folder / RECORD).read_bytes()).hexdigest()
    except (OSError, KeyError):
        return ""


def same_issue(published: Sequence[IssueRow], identity: str, year: int | None) -> IssueRow | None:
    """The latest issue made from the same inputs and settings (of ``year``, when given)."""
    for row in reversed(published):
        if row.identity == identity and year in (None, row.year):
            return row
    return None


def is_intact(folder: Path) -> bool:
    """Whether every file that run.json lists is there with the hash it lists."""
    outputs = read_record(folder).get("outputs")
    return isinstance(outputs, dict) and bool(outputs) and outputs == hashes(folder)


def is_complete(folder: Path) -> bool:
    """Whether every file that run.json lists is there, also when somebody edited it."""
    outputs = read_record(folder).get("outputs")
    return isinstance(outputs, dict) and bool(outputs) and all((folder / path).is_file() for path in outputs)


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of an issue but run.json, by path inside it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / RECORD)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def number_issue(published: Sequence[IssueRow], date: str, same: IssueRow | None) -> Issue:
    """The issue that a run dated ``date`` makes: the same one again, or the next of its year. No number twice."""
    year = int(date[:4])
    if same is not None:
        return Issue(year=year, number=same.number, total=same.total, date=date)
    last = max((row.number for row in published if row.year == year), default=0)
    return Issue(year=year, number=last + 1, total=max((row.total for row in published), default=0) + 1, date=date)


def folder_of(out: Path, issue: Issue) -> Path:
    """Where an issue stands."""
    return out / f"{issue.year}-{issue.number:03d}"


def write_whole(file: Path, content: bytes) -> None:
    """Write a small file so that it appears whole or not at all."""
    fresh = file.with_name(f"{MAKING}{file.name}")
    fresh.write_bytes(content)
    fresh.replace(file)


@contextmanager
def making(out: Path) -> Iterator[Path]:
    """A hidden folder to write an issue into; gone when the run does not publish it."""
    folder = Path(tempfile.mkdtemp(dir=out, prefix=MAKING))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, out: Path, issue: Issue) -> Path:
    """Move a finished ``folder`` into place, over an earlier making of the same issue; ``latest`` leads to the last."""
    place = folder_of(out, issue)
    if place.exists():
        _exchange(folder, place)  # the earlier making now has the hidden name, and goes with it
    else:
        folder.rename(place)
    point_to(out, issues(out)[-1].name)
    return place


def point_to(out: Path, target: str) -> None:
    """Let ``latest`` lead to an issue."""
    link = out / "latest"
    fresh = link.with_name(f"{MAKING}{link.name}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def _exchange(first: Path, second: Path) -> None:
    """Let two folders change names in one step (Linux); where the file system cannot, in three."""
    at_cwd, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        if libc.renameat2(at_cwd, os.fsencode(first), at_cwd, os.fsencode(second), exchange) == 0:
            return
        if ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
    aside = first.with_name(f"{first.name}-old")
    second.rename(aside)
    first.rename(second)
    aside.rename(first)
