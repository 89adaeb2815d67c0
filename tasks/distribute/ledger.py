"""The ledger of deliveries: who was sent what of which issue, written before a try and after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Column, Connection, Integer, MetaData, Select, Table, Text, and_, select

from tasks.distribute.database import DamagedDatabase, open_database, sole_use, told, writing
from tasks.distribute.edition import Edition
from tasks.distribute.planning import Delivery, Key
from tasks.errors import HujianError
from tasks.models import Model

Clock = Callable[[], datetime]

_METADATA = MetaData()
# As migrations/ makes them.
_DELIVERIES = Table(
    "hujian_deliveries",
    _METADATA,
    Column("series", Text, primary_key=True),
    Column("issue", Text, primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("correction", Integer, primary_key=True),
    Column("name", Text),
    Column("content_hash", Text),
    Column("documents", Text),
    Column("state", Text),
    Column("underway", Integer),
    Column("attempts", Integer),
    Column("detail", Text),
    Column("updated", Text),
)
_APPROVALS = Table(
    "hujian_approvals",
    _METADATA,
    Column("series", Text, primary_key=True),
    Column("issue", Text, primary_key=True),
    Column("content_hash", Text),
    Column("approver", Text),
    Column("approved", Text),
)
_SERIES = Table("hujian_series", _METADATA, Column("series", Text, primary_key=True))
_DOUBTS = Table(
    "hujian_doubts",
    _METADATA,
    Column("series", Text, primary_key=True),
    Column("issue", Text, primary_key=True),
)


class State(StrEnum):
    """Where a delivery stands. 待核实: it may have arrived, a person must find out. 更正: sent, as a correction."""

    WAITING = "待发"
    SENT = "已发"
    FAILED = "失败"
    UNCLEAR = "待核实"
    CORRECTED = "更正"


ARRIVED = frozenset({State.SENT, State.CORRECTED})


class Entry(Model):
    """A row of the ledger."""

    series: str
    issue: str
    recipient: str
    correction: int
    name: str
    content_hash: str
    documents: tuple[tuple[str, str], ...]
    state: State
    underway: bool
    attempts: int
    detail: str
    updated: str

    @property
    def key(self) -> Key:
        """How the ledger knows it."""
        return self.series, self.issue, self.recipient, self.correction


class Approval(Model):
    """Which content of an issue a person let go out, who, and when."""

    series: str
    issue: str
    content_hash: str
    approver: str
    approved: str


class Ledger:
    """Opened on a database's URL; every write is committed before it returns. Trouble is a HujianError."""

    def __init__(self, url: str, clock: Clock) -> None:
        try:
            self._engine = open_database(url)
        except DamagedDatabase as problem:
            raise HujianError(
                f"{problem}没有台账就不能保证不重发，所以没有发送任何东西。没有备份时运行 hujian run 可以重建，"
                "此前各期随后列为待核实。"
            ) from problem
        self._clock = clock

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self._engine.dispose()

    def sole_use(self) -> AbstractContextManager[None]:
        """Hold the ledger for one distribution."""
        return sole_use(self._engine, "distribution")

    def entries(self, series: str, issue: str | None = None) -> list[Entry]:
        """All rows of a series (of one issue), by issue, recipient and sending."""
        query = select(_DELIVERIES).where(_DELIVERIES.c.series == series).order_by(*_DELIVERIES.primary_key)
        return self._read(query.where(_DELIVERIES.c.issue == issue) if issue else query)

    def sendings(self, series: str, issue: str, recipient: str) -> list[Entry]:
        """What a recipient was sent of an issue, or should be: the first sending, then the corrections."""
        return [entry for entry in self.entries(series, issue) if entry.recipient == recipient]

    def enter(self, delivery: Delivery, state: State = State.WAITING, detail: str = "") -> None:
        """Write a delivery down, in place of one that was never sent."""
        row = {
            **dict(zip(_DELIVERIES.primary_key.columns.keys(), delivery.key, strict=True)),
            "name": delivery.recipient.name,
            "content_hash": delivery.content_hash,
            "documents": json.dumps([[d.path, d.sha256] for d in delivery.documents], ensure_ascii=False),
            "state": state,
            "underway": 0,
            "attempts": 0,
            "detail": detail,
            "updated": self._now(),
        }
        with writing(self._engine) as connection:
            connection.execute(_DELIVERIES.delete().where(_is(delivery.key)))
            connection.execute(_DELIVERIES.insert().values(row))

    def begin(self, key: Key) -> None:
        """A try begins now."""
        self._update(key, underway=1, attempts=_DELIVERIES.c.attempts + 1)

    def finish(self, key: Key, state: State, detail: str = "") -> None:
        """A try ended so."""
        self._update(key, underway=0, state=state, detail=detail)

    def _update(self, key: Key, **values: Any) -> None:
        with writing(self._engine) as connection:
            connection.execute(_DELIVERIES.update().where(_is(key)).values(**values, updated=self._now()))

    def _read(self, query: Select[Any]) -> list[Entry]:
        with told(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [Entry.model_validate({**row, "documents": json.loads(row["documents"])}) for row in rows]

    def approve(self, edition: Edition, approver: str) -> None:
        """Let the present content of the issue go out, in place of what was approved before."""
        with writing(self._engine) as connection:
            connection.execute(_APPROVALS.delete().where(_of(edition)))
            connection.execute(
                _APPROVALS.insert().values(
                    series=edition.series,
                    issue=edition.issue,
                    content_hash=edition.content_hash,
                    approver=approver,
                    approved=self._now(),
                )
            )

    def approval(self, edition: Edition) -> Approval | None:
        """What was approved of the issue, whatever its content is now."""
        with told(self._engine), self._engine.connect() as connection:
            row = connection.execute(select(_APPROVALS).where(_of(edition))).mappings().first()
        return Approval.model_validate(dict(row)) if row else None

    def approved_issues(self) -> set[str]:
        """The names of all issues that were ever approved, of any series."""
        with told(self._engine), self._engine.connect() as connection:
            return set(connection.scalars(select(_APPROVALS.c.issue)))

    def meet(self, series: str, older: Iterable[str]) -> None:
        """Know a series from now on; its ``older`` issues, made before it was known, are doubted."""
        if self.knows(series):
            return
        with writing(self._engine) as connection:
            _doubt(connection, series, older)
            connection.execute(_SERIES.insert().values(series=series))

    def knows(self, series: str) -> bool:
        """Whether every sending of the series since its first issue stands here, but for those that are doubted."""
        return self._has(select(_SERIES).where(_SERIES.c.series == series))

    def doubt(self, edition: Edition) -> None:
        """Note that the issue may have been sent without this ledger's knowledge."""
        with writing(self._engine) as connection:
            _doubt(connection, edition.series, [edition.issue])

    def is_doubtful(self, edition: Edition) -> bool:
        """Whether the issue may have been sent without this ledger's knowledge."""
        return self._has(select(_DOUBTS).where(_DOUBTS.c.series == edition.series, _DOUBTS.c.issue == edition.issue))

    def _has(self, query: Select[Any]) -> bool:
        with told(self._engine), self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def take_over(self, deliveries: Sequence[Mapping[str, Any]], approvals: Sequence[Mapping[str, Any]] = ()) -> None:
        """Enter rows of another ledger that this one has not."""
        with writing(self._engine) as connection:
            for table, rows in ((_DELIVERIES, deliveries), (_APPROVALS, approvals)):
                for row in rows:
                    there = and_(*(column == row[column.name] for column in table.primary_key.columns))
                    if connection.execute(select(table).where(there)).first() is None:
                        connection.execute(table.insert().values({column.name: row[column.name] for column in table.c}))

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _doubt(connection: Connection, series: str, issues: Iterable[str]) -> None:
    known = set(connection.scalars(select(_DOUBTS.c.issue).where(_DOUBTS.c.series == series)))
    for issue in sorted(set(issues) - known):
        connection.execute(_DOUBTS.insert().values(series=series, issue=issue))


def _is(key: Key) -> Any:
    return and_(*(column == part for column, part in zip(_DELIVERIES.primary_key.columns, key, strict=True)))


def _of(edition: Edition) -> Any:
    return and_(_APPROVALS.c.series == edition.series, _APPROVALS.c.issue == edition.issue)
