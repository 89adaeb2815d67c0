"""Copies of what cannot be made again (the database, issues), and old issues packed away.

``BACKUP/databases/2026-11-24/hujian.db`` is a day's copy of the database, taken while it may be in use;
``BACKUP/issues/<series>/2026-001.zip`` an issue. To restore, put the file back, or unpack the archive into ``out``.
"""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from flows.archive import FOLDER, pack, retire
from flows.issue import MAKING, issues, record_hash, sole_use
from flows.settings import Settings
from flows.state import FILE_NAME, series_of
from flows.trouble import in_one_line
from tasks.errors import HujianError

DAYS_KEPT = 14


def look_after(settings: Settings, today: str) -> list[str]:
    """Retire old issues and back up, as the settings say; what was done, in Chinese lines."""
    done: list[str] = []
    try:
        if settings.keep_issues:
            with sole_use(settings.out):
                done += [f"已打包 {path}" for path in retire(settings.out, settings.keep_issues)]
        if settings.backup:
            done += [f"已备份 {path}" for path in back_up(settings, settings.backup, today)]
    except OSError as problem:
        raise HujianError(f"本期已编成，但备份没有做成：{in_one_line(problem)}") from problem
    return done


def back_up(settings: Settings, place: Path, today: str) -> Iterator[Path]:
    """Copy what is new since the last backup; the copies that were made."""
    yield from _database(settings, place / "databases", today)
    with sole_use(settings.out):
        into = place / "issues" / series_of(settings.out)[:8]
        for folder in issues(settings.out):
            if record_hash(folder) != _packed_hash(into / f"{folder.name}.zip", folder.name):
                yield pack(folder, into)
        for archive in sorted((settings.out / FOLDER).glob("*.zip")):
            if not (into / archive.name).exists():
                yield _copy(archive, into / archive.name)


def _database(settings: Settings, place: Path, today: str) -> Iterator[Path]:
    """A SQLite file only: PostgreSQL has its own ways (pg_dump)."""
    file = settings.state_folder() / FILE_NAME
    if file.is_file():
        yield _copy_database(file, place / today / FILE_NAME)
    for old in sorted(place.glob("????-??-??"))[:-DAYS_KEPT]:
        shutil.rmtree(old)


def _copy_database(file: Path, copy: Path) -> Path:
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.parent.chmod(0o700)
    fresh = copy.with_name(f"{MAKING}{copy.name}")
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(fresh)) as target:
            source.backup(target)
    except sqlite3.Error as problem:
        fresh.unlink(missing_ok=True)
        raise HujianError(f"{file} 没有备份成：{problem}") from problem
    fresh.chmod(0o600)
    fresh.replace(copy)
    return copy


def _copy(file: Path, copy: Path) -> Path:
    copy.parent.mkdir(parents=True, exist_ok=True)
    fresh = copy.with_name(f"{MAKING}{copy.name}")
    shutil.copyfile(file, fresh)
    fresh.replace(copy)
    return copy


def _packed_hash(archive: Path, name: str) -> str:
    return record_hash(zipfile.Path(archive, f"{name}/")) if zipfile.is_zipfile(archive) else "missing"
