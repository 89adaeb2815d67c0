"""The ledger: whole, private, of the right version, told in one line when it is not. SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy
from office import clock, make_issue

from tasks.distribute import (
    Delivery,
    Distribution,
    Ledger,
    State,
    check_approved,
    plan,
    read_edition,
    rescue,
    sqlite_url,
    take_over,
)
from tasks.errors import HujianError


@pytest.fixture
def delivery(issue: Path) -> Delivery:
    section = {"folders": {"盘": "/f"}, "rules": [{"name": "r", "folders": ["盘"]}]}
    return plan(read_edition(issue), Distribution.model_validate(section)).deliveries[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "deliveries.db"


def database(url: str) -> sqlalchemy.Engine:
    return sqlalchemy.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), poolclass=sqlalchemy.NullPool
    )


def test_a_delivery_from_plan_to_end(url: str, delivery: Delivery) -> None:
    key = delivery.key
    with Ledger(url, clock) as ledger, ledger.sole_use():
        ledger.enter(delivery)
        assert ledger.entries("")[0].state is State.WAITING
        ledger.begin(key)
        assert ledger.entries("")[0].underway
    with Ledger(url, clock) as again:
        again.finish(key, State.SENT)
        (entry,) = again.entries("", delivery.issue)
    assert (entry.state, entry.attempts, entry.underway) == (State.SENT, 1, False)
    assert entry.documents == ((delivery.documents[0].path, delivery.documents[0].sha256),)
    assert entry.updated == clock().isoformat(timespec="seconds")


def test_sendings_are_kept_apart_by_correction(url: str, delivery: Delivery) -> None:
    with Ledger(url, clock) as ledger:
        ledger.enter(delivery)
        ledger.enter(delivery.model_copy(update={"correction": 1}))
        ledger.enter(delivery)  # in place of the first
        assert [entry.correction for entry in ledger.sendings("", delivery.issue, delivery.recipient.key)] == [0, 1]
        assert ledger.entries("", "2026-999") == []


def test_an_approval_holds_for_this_content_only(url: str, issue: Path) -> None:
    edition = read_edition(issue)
    with Ledger(url, clock) as ledger:
        check_approved(edition, ledger, required=False)
        with pytest.raises(HujianError, match="尚未核准"):
            check_approved(edition, ledger, required=True)
        ledger.approve(edition, "王五")
        check_approved(edition, ledger, required=True)
        make_issue(issue, b"%PDF mended")
        with pytest.raises(HujianError, match="核准之后内容变了"):
            check_approved(read_edition(issue), ledger, required=True)
        approval = ledger.approval(edition)
    assert approval is not None
    assert approval.approver == "王五"


def test_a_file_put_in_by_hand_goes_out_only_when_approved(url: str, issue: Path) -> None:
    (issue / "briefing.pdf").write_bytes(b"%PDF by hand")
    edition = read_edition(issue)
    with Ledger(url, clock) as ledger:
        with pytest.raises(HujianError, match="已不是编成时的文件"):
            check_approved(edition, ledger, required=False)
        ledger.approve(edition, "王五")
        check_approved(edition, ledger, required=False)


def test_a_later_schema_is_left_alone(url: str) -> None:
    Ledger(url, clock).__exit__()
    with database(url).begin() as connection:
        connection.execute(sqlalchemy.text("INSERT INTO hujian_ledger_version VALUES (99)"))
    with pytest.raises(HujianError, match="更新版本"):
        Ledger(url, clock)


def test_issues_that_are_older_than_the_ledger_are_doubted(url: str, issue: Path) -> None:
    edition = read_edition(issue)
    with Ledger(url, clock) as ledger:
        assert not ledger.knows(edition.series)
        assert not ledger.is_doubtful(edition)
        ledger.meet(edition.series, ["2026-001", edition.issue])
        ledger.meet(edition.series, ["2026-004"])  # it is known by now
        assert ledger.knows(edition.series)
        assert ledger.is_doubtful(edition)
        assert not ledger.is_doubtful(edition.model_copy(update={"issue": "2026-004"}))
        assert not ledger.is_doubtful(edition.model_copy(update={"series": "another"}))
        ledger.doubt(edition)
        ledger.doubt(edition.model_copy(update={"issue": "2026-004"}))
        assert ledger.is_doubtful(edition.model_copy(update={"issue": "2026-004"}))


def test_a_ledger_of_an_earlier_version_is_taken_over(
    url: str, issue: Path, delivery: Delivery, tmp_path: Path
) -> None:
    former = tmp_path / "ledger.db"
    with Ledger(sqlite_url(former), clock) as before:
        before.enter(delivery)
        before.finish(delivery.key, State.SENT)
        before.approve(read_edition(issue), "王五")
    with Ledger(url, clock) as ledger:
        take_over(former, ledger)
        assert [entry.state for entry in ledger.entries("")] == [State.SENT]
        assert ledger.approval(read_edition(issue))
    assert not former.exists()


def test_what_a_damaged_ledger_still_says_is_carried_over(url: str, delivery: Delivery, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    with Ledger(sqlite_url(damaged), clock) as before:
        for number in range(400):
            before.enter(delivery.model_copy(update={"correction": number}), State.SENT if number % 2 else State.FAILED)
    content = bytearray(damaged.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 16384] = b"\xff" * 16384
    damaged.write_bytes(content)
    with Ledger(url, clock) as ledger:
        assert 100 < rescue(damaged, ledger) < 400
        states = {entry.correction: entry.state for entry in ledger.entries("")}
    assert all(state is (State.SENT if number % 2 else State.UNCLEAR) for number, state in states.items())
    assert damaged.read_bytes() == content
    assert sorted(path.name for path in tmp_path.glob("*damaged*")) == ["damaged.db", "damaged.db.migration.lock"]


def test_the_file_is_its_owner_s_only_and_keeps_a_write_ahead_log(file: Path) -> None:
    with Ledger(sqlite_url(file), clock):
        pass
    assert file.stat().st_mode & 0o077 == 0
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_damaged_ledger_is_told_and_left_as_it_is(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"not a database at all, but long enough to be taken for one" * 20)
    before = file.read_bytes()
    with pytest.raises(HujianError, match=r"已损坏.*没有发送任何东西"):
        Ledger(sqlite_url(file), clock)
    assert file.read_bytes() == before


def test_a_ledger_damaged_inside_is_told(file: Path, delivery: Delivery) -> None:
    with Ledger(sqlite_url(file), clock) as ledger:
        for number in range(400):
            ledger.enter(delivery.model_copy(update={"correction": number}))
    content = bytearray(file.read_bytes())
    content[8192:20480] = b"\xff" * (20480 - 8192)
    file.write_bytes(content)
    with pytest.raises(HujianError, match="已损坏"):
        Ledger(sqlite_url(file), clock)


def test_a_full_disk_is_one_line(file: Path, delivery: Delivery) -> None:
    with Ledger(sqlite_url(file), clock) as ledger:
        ledger.enter(delivery)
        with ledger._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        many = [delivery.model_copy(update={"correction": number}) for number in range(1, 500)]
        with pytest.raises(HujianError, match="磁盘已满"):
            list(map(ledger.enter, many))


def test_no_place_to_write_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HujianError, match="不能写入"):
        Ledger(sqlite_url(tmp_path / "file" / "deliveries.db"), clock)


@pytest.mark.parametrize("address", ["nonsense", "postgresql://user:hidden@127.0.0.1:1/x", "oracle://u:hidden@h/x"])
def test_an_unusable_address_is_told_without_its_password(address: str) -> None:
    with pytest.raises(HujianError) as caught:
        Ledger(address, clock)
    assert "hidden" not in str(caught.value)
    assert caught.value.__cause__ is None
