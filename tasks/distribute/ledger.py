"""The ledger of deliveries: who was sent what of which issue, written before a try and after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Column, Connection, Integer, MetaData, Select, Table, Text, and_, select

from tasks.distribute.database import DamagedDatabase, open_database, sole_use, told
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
            raise HujianError(f"{problem}没有台账就不能保证不重发，所以没有发送任何东西。") from problem
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

    # --- deliveries ------------------------------------------------------------------------------------------------

    def entries(self, series: str, issue: str | None = None) -> list[Entry]:
        """All rows of a series (of one issue), by issue, recipient and sending."""
        query = select(_DELIVERIES).where(_DELIVERIES.c.series == series).order_by(*_DELIVERIES.primary_key)
        return self._read(query.where(_DELIVERIES.c.issue == issue) if issue else query)

    def sendings(self, series: str, issue: str, recipient: str) -> list[Entry]:
        """What a recipient was sent of an issue, or should be: the first sending, then the corrections."""
        return [entry for entry in self.entries(series, issue) if entry.recipient == recipient]

    def enter(self, delivery: Delivery) -> None:
        """Write a delivery down as 待发, in place of one that was never sent."""
        row = {
            **dict(zip(_DELIVERIES.primary_key.columns.keys(), delivery.key, strict=True)),
            "name": delivery.recipient.name,
            "content_hash": delivery.content_hash,
            "documents": json.dumps([[d.path, d.sha256] for d in delivery.documents], ensure_ascii=False),
            "state": State.WAITING,
            "underway": 0,
            "attempts": 0,
            "detail": "",
            "updated": self._now(),
        }
        with self._write() as connection:
            connection.execute(_DELIVERIES.delete().where(_is(delivery.key)))
            connection.execute(_DELIVERIES.insert().values(row))

    def begin(self, key: Key) -> None:
        """A try begins now."""
        self._update(key, underway=1, attempts=_DELIVERIES.c.attempts + 1)

    def finish(self, key: Key, state: State, detail: str = "") -> None:
        """A try ended so."""
        self._update(key, underway=0, state=state, detail=detail)

    def _update(self, key: Key, **values: Any) -> None:
        with self._write() as connection:
            connection.execute(_DELIVERIES.update().where(_is(key)).values(**values, updated=self._now()))

    def _read(self, query: Select[Any]) -> list[Entry]:
        with told(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [Entry.model_validate({**row, "documents": json.loads(row["documents"])}) for row in rows]

    # --- approvals -------------------------------------------------------------------------------------------------

    def approve(self, edition: Edition, approver: str) -> None:
        """Let the present content of the issue go out, in place of what was approved before."""
        with self._write() as connection:
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

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with told(self._engine), self._engine.begin() as connection:
            yield connection

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _is(key: Key) -> Any:
    return and_(*(column == part for column, part in zip(_DELIVERIES.primary_key.columns, key, strict=True)))


def _of(edition: Edition) -> Any:
    return and_(_APPROVALS.c.series == edition.series, _APPROVALS.c.issue == edition.issue)
