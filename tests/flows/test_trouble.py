"""A full disk, a closed folder, a locked database: one clear Chinese line, exit code 1, and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows import issue as issues
from flows.cli import app
from tasks.distribute import database

pytestmark = pytest.mark.usefixtures("without_prefect", "stages")
NOBODY = 65534
DISK = 400_000  # bytes


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def check_told(result: Result, *words: str) -> None:
    """Failed with one line, in Chinese, that says what is the matter."""
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert all(word in line for word in words), line


def check_whole(out: Path, *names: str) -> None:
    """These issues are seen, whole, and no others."""
    assert [folder.name for folder in issues.issues(out)] == list(names)
    assert all(issues.is_intact(folder) for folder in issues.issues(out))
    assert (out / "latest").readlink() == Path(names[-1])


@pytest.fixture
def first(texts: Path, tmp_path: Path) -> Path:
    """The output folder with one issue; another text has come since."""
    assert call("run", texts).exit_code == 0
    (texts / "d.txt").write_text("丁", "utf-8")
    return tmp_path / "out"


# --- a locked database -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE"])
def test_a_locked_database(
    lock: str, first: Path, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", 0.1)
    with closing(sqlite3.connect(tmp_path / "state" / "hujian.db", isolation_level=None)) as other:
        other.executescript(lock)
        other.execute("DELETE FROM hujian_issues")
        check_told(call("run", texts), "状态库", "被别的程序占用")
        other.execute("ROLLBACK")
    assert call("run", texts).exit_code == 0
    check_whole(first, "2026-001", "2026-002")


# --- a full disk -----------------------------------------------------------------------------------------------------


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of its own, where that may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="hujian-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    try:
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip("a disk cannot be mounted here")
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True)
        folder.rmdir()


def fill(disk: Path, leave: int) -> Path:
    """Take all of a disk but ``leave`` bytes."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free
    filler.write_bytes(bytes(max(0, free - leave)))
    return filler


@pytest.mark.parametrize("which", ["HUJIAN_OUT", "HUJIAN_STATE"])
def test_a_full_disk(which: str, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk() as disk:
        monkeypatch.setenv(which, str(disk))
        out = disk if which == "HUJIAN_OUT" else tmp_path / "out"
        assert call("run", texts).exit_code == 0
        (texts / "d.txt").write_text("丁", "utf-8")
        results = []
        for leave in range(0, 120_000, 8192):
            filler = fill(disk, leave)
            results.append(call("run", texts))
            filler.unlink()
            if results[-1].exit_code == 0:
                break
            check_told(results[-1], "磁盘")
            assert all(issues.is_intact(folder) for folder in issues.issues(out))
        assert len(results) > 1
        assert call("run", texts).exit_code == 0
        check_whole(out, "2026-001", "2026-002")


@pytest.mark.parametrize("limit", [100, 2000])
def test_files_that_may_not_grow(limit: int, first: Path, texts: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        result = call("run", texts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    check_told(result, "磁盘")
    assert call("run", texts).exit_code == 0
    check_whole(first, "2026-001", "2026-002")


# --- a closed folder -------------------------------------------------------------------------------------------------


@contextmanager
def another_user() -> Iterator[None]:
    """Act as a user who owns nothing here; root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch, texts: Path) -> Iterator[Path]:
    """A folder that everybody may read, with one issue made in it."""
    folder = Path(tempfile.mkdtemp(prefix="hujian-public-"))
    folder.chmod(0o755)
    shutil.copytree(texts, folder / "texts")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HUJIAN_STATE", str(folder / "state"))
    assert call("run", "texts").exit_code == 0
    (folder / "texts" / "d.txt").write_text("丁", "utf-8")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("closed", ["out", "state"])
def test_a_folder_that_another_user_may_only_read(closed: str, public: Path) -> None:
    mine = {"out": "state", "state": "out"}[closed]
    for path in [public / mine, *(public / mine).rglob("*")]:
        os.lchown(path, NOBODY, NOBODY)
    for path in [public / closed, *(public / closed).rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222 | 0o444)
    with another_user():
        check_told(call("run", "texts"), "不能写入", "没有")
    check_whole(public / "out", "2026-001")
    for path in [public / closed, *(public / closed).rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200)
    assert call("run", "texts").exit_code == 0
    check_whole(public / "out", "2026-001", "2026-002")
