"""Issue folders: numbers, publishing, the pointer to the latest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows import issue as issues
from flows.issue_rows import IssueRow
from tasks.errors import HujianError
from tasks.models import Issue


def make(out: Path, number: int, content: str, year: int = 2026, identity: str = "x") -> Path:
    with issues.making(out) as folder:
        (folder / "briefing.pdf").write_text(content)
        record = {"identity": identity, "outputs": issues.hashes(folder)}
        (folder / "run.json").write_text(json.dumps(record))
        return issues.publish(folder, out, Issue(year=year, number=number, total=None, date=f"{year}-01-05"))


def row(year: int, number: int, total: int, identity: str = "x") -> IssueRow:
    words = dict.fromkeys(("date", "fingerprint", "period", "record"), "")
    return IssueRow(year=year, number=number, total=total, identity=identity, **words)


def test_numbers_run_within_the_year_and_in_all() -> None:
    published = [row(2025, 1, 1), row(2026, 1, 2), row(2026, 2, 3)]
    issue = issues.number_issue(published, "2026-03-01", None)
    assert (issue.number, issue.total) == (3, 4)
    assert issues.number_issue(published, "2027-03-01", None).number == 1
    assert issues.number_issue([], "2027-03-01", None).total == 1


def test_the_same_inputs_and_settings_are_the_same_issue() -> None:
    published = [row(2026, 1, 1, "one"), row(2026, 2, 2, "two")]
    same = issues.same_issue(published, "one", None)
    assert same == published[0]
    again = issues.number_issue(published, "2026-09-09", same)
    assert again == Issue(year=2026, number=1, total=1, date="2026-09-09")
    assert issues.same_issue(published, "one", 2027) is None
    assert issues.same_issue(published, "three", None) is None


def test_publishing_moves_the_whole_folder_and_points_to_it(tmp_path: Path) -> None:
    make(tmp_path, 1, "first")
    assert (tmp_path / "latest").readlink() == Path("2026-001")
    make(tmp_path, 2, "second")
    assert (tmp_path / "latest" / "briefing.pdf").read_text() == "second"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-001", "2026-002", "latest"]


def test_publishing_again_replaces_every_file(tmp_path: Path) -> None:
    place = make(tmp_path, 1, "old")
    (place / "stray.txt").write_text("left by somebody")
    make(tmp_path, 1, "new")
    assert sorted(path.name for path in place.iterdir()) == ["briefing.pdf", "run.json"]
    assert (place / "briefing.pdf").read_text() == "new"
    assert not list(tmp_path.glob(".making-*"))


def test_replacing_works_where_folders_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, 1, "old")
    monkeypatch.setattr(issues.ctypes, "CDLL", lambda *_args, **_options: object())
    make(tmp_path, 1, "new")
    assert (tmp_path / "2026-001" / "briefing.pdf").read_text() == "new"
    assert not list(tmp_path.glob(".making-*"))


def test_an_issue_that_was_touched_is_not_intact(tmp_path: Path) -> None:
    place = make(tmp_path, 1, "a")
    assert issues.is_intact(place)
    (place / "briefing.pdf").write_text("b")
    assert not issues.is_intact(place)


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".making-killed" / "regions").mkdir(parents=True)
    (tmp_path / ".making-latest").symlink_to("2026-001")
    with issues.sole_use(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HujianError, match="不能写入"), issues.sole_use(tmp_path / "file" / "out"):
        pass
