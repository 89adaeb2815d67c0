"""Backups and retention."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flows import walk
from flows.backup import look_after
from flows.issue import is_intact
from flows.order import Order, Outcome
from flows.settings import Settings, load_settings
from tasks.errors import HujianError

pytestmark = pytest.mark.usefixtures("stages")


@pytest.fixture
def settings(tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return load_settings(out=order.out, state=order.state, backup=str(tmp_path / "backup"))


def make(order: Order, **changes: Any) -> Outcome:
    return walk.make(order.model_copy(update=changes))


def copies(settings: Settings) -> list[str]:
    assert settings.backup
    return sorted(path.name for path in settings.backup.rglob("*.zip"))


def test_an_issue_comes_back_whole_from_its_backup(settings: Settings, order: Order, tmp_path: Path) -> None:
    make(order)
    look_after(settings, "2026-11-24")
    assert settings.backup
    with zipfile.ZipFile(next(settings.backup.rglob("2026-001.zip"))) as archive:
        archive.extractall(tmp_path / "restored")
    assert is_intact(tmp_path / "restored" / "2026-001")
    with sqlite3.connect(settings.backup / "databases" / "2026-11-24" / "hujian.db") as database:
        assert database.execute("SELECT number FROM hujian_issues").fetchall() == [(1,)]


def test_only_what_is_new_or_changed_is_copied_again(settings: Settings, order: Order) -> None:
    make(order)
    assert sum("2026-001.zip" in line for line in look_after(settings, "2026-11-24")) == 1
    assert not [line for line in look_after(settings, "2026-11-24") if ".zip" in line]
    make(order, new=True)
    make(order, date="2026-12-25", fresh=True)  # the second issue again, with another date
    changed = [Path(line).name for line in look_after(settings, "2026-11-24") if ".zip" in line]
    assert changed == ["2026-002.zip"]


def test_old_issues_are_packed_away_and_still_backed_up(settings: Settings, order: Order) -> None:
    for _ in range(3):
        make(order, new=True)
    look_after(settings.model_copy(update={"keep_issues": 1}), "2026-11-24")
    assert sorted(path.name for path in settings.out.glob("2026-*")) == ["2026-003"]
    assert copies(settings) == ["2026-001.zip", "2026-002.zip", "2026-003.zip"]


def test_copies_of_databases_are_kept_for_two_weeks_and_are_private(settings: Settings, order: Order) -> None:
    make(order)
    for day in range(1, 20):
        look_after(settings, f"2026-11-{day:02d}")
    assert settings.backup
    kept = sorted((settings.backup / "databases").iterdir())
    assert [path.name for path in (kept[0], kept[-1])] == ["2026-11-06", "2026-11-19"]
    assert (kept[-1] / "hujian.db").stat().st_mode & 0o077 == 0


def test_a_backup_that_fails_says_that_the_issue_is_there(settings: Settings, order: Order, tmp_path: Path) -> None:
    make(order)
    (tmp_path / "backup").write_text("a file in its place")
    with pytest.raises(HujianError, match="本期已编成，但备份没有做成"):
        look_after(settings, "2026-11-24")
