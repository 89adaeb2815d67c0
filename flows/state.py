"""What was published before: issues and their numbers, articles, findings, periods of the schedule.

An output folder is a series of issues. The folders are the truth: every run first enters what it finds there, so a run
that was killed after publishing is made good, and a state that was lost or damaged is built again. What the state alone
knows are issues whose folder is gone (their numbers stay taken), periods that brought nothing new, and, in the tables
of ``tasks.distribute``, deliveries: what a new database cannot know of them it doubts, and nobody gets an issue twice.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, text

from flows.archive import archived_issues
from flows.issue import IssueFolder, point_to, record_hash, write_whole
from flows.issue import issues as issue_folders
from flows.issue_rows import IssueRow, article_rows, finding_rows, issue_row
from tasks.distribute.database import DamagedDatabase, open_database, sqlite_url, told, writing

MIGRATIONS = Path(__file__).parent / "migrations"
FILE_NAME = "hujian.db"
SERIES = ".series"
WHAT = "状态库"
OF_ISSUE = "series = :series AND year = :year AND number = :number"


class State:
    """The state of one series, opened. Every write is committed before it returns; trouble is a HujianError."""

    def __init__(self, engine: Engine, out: Path) -> None:
        self._engine = engine
        self.out = out
        self.series = series_of(out)

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self._engine.dispose()

    def issues(self) -> list[IssueRow]:
        """All issues of the series, oldest first."""
        with told(self._engine, WHAT), self._engine.connect() as connection:
            return _issues(connection, self.series)

    def enter_folders(self) -> list[str]:
        """Enter issues that are new in the folder (or its archive), and those that were made again; their names."""
        known = {row.name: row for row in self.issues()}
        entered = []
        for folder in self._folders():
            before = known.get(folder.name)
            digest = record_hash(folder)
            if digest and (before is None or before.record != digest):
                row = issue_row(folder, digest, before.total if before else len(known) + 1)
                known[row.name] = row
                entered.append((folder, row))
        if entered:
            with writing(self._engine, WHAT) as connection:
                for folder, row in entered:
                    self._enter(connection, folder, row)
        return [row.name for _, row in entered]

    def begin_series(self, url: str) -> None:
        """Let the ledger know the series; issues that lie there before the database knew of any may have been sent."""
        from tasks.distribute import Ledger

        with Ledger(url, _no_clock) as ledger:
            if not ledger.knows(self.series):
                ledger.meet(self.series, [] if self.issues() else [folder.name for folder in self._folders()])

    def _folders(self) -> list[IssueFolder]:
        return [*archived_issues(self.out), *issue_folders(self.out)]

    def _enter(self, connection: Connection, folder: IssueFolder, row: IssueRow) -> None:
        key = {"series": self.series, "year": row.year, "number": row.number}
        for table in ("hujian_issues", "hujian_articles", "hujian_findings"):
            connection.execute(text(f"DELETE FROM {table} WHERE {OF_ISSUE}"), key)  # noqa: S608 -- names of our own
        _insert(connection, "hujian_issues", [{**key, **row.model_dump()}])
        _insert(connection, "hujian_articles", [{**key, **article} for article in article_rows(folder)])
        _insert(connection, "hujian_findings", [{**key, **finding} for finding in finding_rows(folder)])

    def earlier(self, year: int, number: int) -> dict[str, str]:
        """What issues before this one printed: key of a statement → the issue that printed it first."""
        query = text(
            "SELECT statement, year, number FROM hujian_findings WHERE series = :series"
            " AND (year < :year OR (year = :year AND number < :number)) ORDER BY year DESC, number DESC"
        )
        with told(self._engine, WHAT), self._engine.connect() as connection:
            rows = connection.execute(query, {"series": self.series, "year": year, "number": number})
            return {statement: f"{in_year}年第{in_number}期" for statement, in_year, in_number in rows}

    def finish_period(self, period: str, issue: str, today: str) -> None:
        """``<deployment>@<time>`` is done; ``issue`` is empty when nothing new had arrived."""
        deployment, _, time = period.partition("@")
        key = {"deployment": deployment, "period": time}
        with writing(self._engine, WHAT) as connection:
            wanted = "deployment = :deployment AND period = :period"
            connection.execute(text(f"DELETE FROM hujian_periods WHERE {wanted}"), key)  # noqa: S608
            _insert(connection, "hujian_periods", [{**key, "issue": issue, "finished": today}])

    def periods(self, deployment: str) -> dict[str, str]:
        """Every period that is done, with its issue; those that issues bear come from the issues."""
        query = text("SELECT period, issue FROM hujian_periods WHERE deployment = :deployment ORDER BY period")
        with told(self._engine, WHAT), self._engine.connect() as connection:
            done = dict(connection.execute(query, {"deployment": deployment}).tuples().all())
        mark = f"{deployment}@"
        made = {row.period.removeprefix(mark): row.name for row in self.issues() if row.period.startswith(mark)}
        return {**done, **made}


def open_state(out: Path, url: str, today: str) -> State:
    """Open the state for ``out``, which its caller holds alone, and enter what lies there.

    A damaged SQLite file is set aside under a name with the date and built again from the issue folders; of deliveries
    what can still be read is carried over.
    """
    try:
        return _opened(out, url)
    except DamagedDatabase as problem:
        _rebuild(Path(problem.file), today)
        return _opened(out, url)


def _rebuild(file: Path, today: str) -> None:
    from tasks.distribute import Ledger, rescue

    with file.with_name(f"{file.name}.rebuild.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with suppress(DamagedDatabase):  # another run has done it meanwhile
            open_database(sqlite_url(file), MIGRATIONS, "state", WHAT).dispose()
            return
        kept = set_aside(file, today)
        with Ledger(sqlite_url(file), _no_clock) as ledger:
            rescue(kept, ledger)


def _opened(out: Path, url: str) -> State:
    state = State(open_database(url, MIGRATIONS, "state", WHAT), out)
    try:
        state.begin_series(url)
        made = [name for name in state.enter_folders() if (out / name).is_dir()]
        if made:  # a run was killed after publishing, perhaps before it pointed to its issue
            point_to(out, issue_folders(out)[-1].name)
    except BaseException:
        state.__exit__()
        raise
    return state


def _no_clock() -> datetime:
    """Nothing that bears a time is written to the ledger here."""
    raise AssertionError


def set_aside(file: Path, today: str) -> Path:
    """Keep a damaged database, with what belongs to it, under another name."""
    names = (file.with_name(f"{file.name}.damaged-{today}-{number}") for number in count(1))
    kept = next(name for name in names if not name.exists())
    for suffix in ("", "-wal", "-shm"):
        part = file.with_name(file.name + suffix)
        if part.exists():
            shutil.move(part, kept.with_name(kept.name + suffix))
    return kept


def series_of(out: Path) -> str:
    """The series that a folder holds; it keeps its name when the folder is moved, and a new folder has a new one."""
    file = out / SERIES
    if not file.is_file() or not file.read_text("utf-8").strip():
        write_whole(file, f"{uuid.uuid4()}\n".encode())
    return file.read_text("utf-8").strip()


def _issues(connection: Connection, series: str) -> list[IssueRow]:
    columns = ", ".join(IssueRow.model_fields)
    query = text(f"SELECT {columns} FROM hujian_issues WHERE series = :series ORDER BY year, number")  # noqa: S608
    return [IssueRow.model_validate(dict(row)) for row in connection.execute(query, {"series": series}).mappings()]


def _insert(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        names = ", ".join(rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), rows)  # noqa: S608
