"""What was published before: numbers, repeats, and a state that is lost, damaged or behind."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from flows import walk
from flows.archive import retire
from flows.issue import sole_use
from flows.order import Order, Outcome
from flows.state import State, open_state
from tasks.errors import HujianError

pytestmark = pytest.mark.usefixtures("stages")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, order: Order) -> Order:
    """The order, with its state in an empty database of either kind."""
    if request.param == "sqlite":
        return order
    return order.model_copy(update={"database": SecretStr(request.getfixturevalue("postgresql"))})


def make(order: Order, **changes: Any) -> Outcome:
    return walk.make(order.model_copy(update=changes))


def state_of(order: Order) -> State:
    with sole_use(Path(order.out)):
        return open_state(Path(order.out), order.database_url(), order.today)


def names(order: Order) -> list[str]:
    with state_of(order) as state:
        return [row.name for row in state.issues()]


def database(order: Order) -> Path:
    return Path(order.state) / "hujian.db"


def test_issues_articles_and_findings_are_entered(either: Order) -> None:
    make(either)
    make(either, new=True, date="2027-01-04")
    with state_of(either) as state:
        rows = state.issues()
        assert [(row.name, row.total, row.date) for row in rows] == [
            ("2026-001", 1, "2026-11-22"),
            ("2027-001", 2, "2027-01-04"),
        ]
        assert set(state.earlier(2027, 1).values()) == {"2026年第1期"}
        assert state.earlier(2026, 1) == {}


def test_the_state_is_one_file_with_a_journal(order: Order) -> None:
    make(order)
    with sqlite3.connect(database(order)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM hujian_articles").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_password_of_the_database_is_never_shown(order: Order) -> None:
    secret = order.model_copy(update={"database": SecretStr("postgresql://hujian:geheim@127.0.0.1:1/none")})
    with pytest.raises(HujianError) as caught:
        make(secret)
    assert "geheim" not in str(caught.value) + secret.model_dump_json() + repr(secret)


def test_a_number_that_was_published_is_never_given_again(either: Order) -> None:
    make(either)
    shutil.rmtree(make(either, new=True).folder)
    assert make(either, new=True).issue == "2026-003"


def test_an_emptied_folder_begins_a_series_of_its_own(either: Order) -> None:
    make(either, new=True)
    shutil.rmtree(either.out)
    assert make(either, new=True).issue == "2026-001"


def test_a_lost_state_is_built_again_from_the_folders(order: Order) -> None:
    make(order)
    make(order, new=True)
    with state_of(order) as state:
        before = state.issues(), state.earlier(2027, 1)
    for file in Path(order.state).glob("hujian.db*"):
        file.unlink()
    with state_of(order) as state:
        assert (state.issues(), state.earlier(2027, 1)) == before
    assert make(order).unchanged


@pytest.mark.parametrize("damage", [b"not a database at all", None])
def test_a_damaged_state_is_set_aside_and_built_again(order: Order, damage: bytes | None) -> None:
    make(order)
    file = database(order)
    content = file.read_bytes()
    for part in Path(order.state).glob("hujian.db-*"):
        part.unlink()
    file.write_bytes(damage or content[: len(content) // 2] + bytes(len(content) // 4))
    assert make(order).unchanged
    assert names(order) == ["2026-001"]
    assert len(list(Path(order.state).glob("hujian.db.damaged-2026-11-22-1"))) == 1


def test_a_run_that_was_killed_before_it_was_entered_is_made_good(order: Order) -> None:
    make(order)
    with sqlite3.connect(database(order)) as connection:
        connection.executescript("DELETE FROM hujian_issues; DELETE FROM hujian_articles; DELETE FROM hujian_findings;")
    assert make(order).unchanged
    assert make(order, new=True).issue == "2026-002"


def test_old_issues_are_packed_and_stay_known(either: Order) -> None:
    for _ in range(4):
        make(either, new=True)
    out = Path(either.out)
    assert [path.name for path in retire(out, 2)] == ["2026-001.zip", "2026-002.zip"]
    assert sorted(path.name for path in out.glob("2026-*")) == ["2026-003", "2026-004"]
    with state_of(either) as state:
        before = state.issues(), state.earlier(2027, 1)
    either = either.model_copy(update={"state": f"{either.state}-2", "database": None})  # as if the state were lost
    with state_of(either) as state:
        assert (state.issues(), state.earlier(2027, 1)) == before
    assert make(either, new=True).issue == "2026-005"


def test_the_issue_that_is_pointed_to_is_never_packed(order: Order) -> None:
    make(order)
    make(order, new=True)
    (Path(order.out) / "latest").unlink()
    (Path(order.out) / "latest").symlink_to("2026-001")
    assert retire(Path(order.out), 1) == []


def test_periods_are_those_of_issues_and_those_that_brought_nothing(either: Order) -> None:
    make(either, period="周报@2026-11-23T08:00+08:00")
    with state_of(either) as state:
        state.finish_period("周报@2026-11-30T08:00+08:00", "", "2026-11-30")
        state.finish_period("周报@2026-11-30T08:00+08:00", "", "2026-11-30")
        state.finish_period("日报@2026-11-30T08:00+08:00", "", "2026-11-30")
        assert state.periods("周报") == {"2026-11-23T08:00+08:00": "2026-001", "2026-11-30T08:00+08:00": ""}


def test_a_statement_printed_before_is_marked_or_left_out(either: Order) -> None:
    first = make(either)
    assert first.counts["new"] == 3
    again = make(either, new=True)
    assert (again.counts["findings"], again.counts["new"]) == (3, 0)
    left_out = make(either, new=True, repeats="不印")
    assert (left_out.counts["findings"], left_out.counts["new"]) == (0, 0)
    plain = make(either, new=True, repeats="照印")
    assert plain.counts["new"] == 3


def test_what_is_new_is_counted_among_what_was_printed(either: Order, texts: Path) -> None:
    make(either)
    (texts / "d.txt").write_text("丁", "utf-8")
    outcome = make(either)
    assert (outcome.issue, outcome.counts["findings"], outcome.counts["new"]) == ("2026-002", 4, 1)
