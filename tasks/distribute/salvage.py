"""Rows of another SQLite file, damaged or of an earlier version, carried over into the ledger.

What cannot be read is not invented: issues that are older than a ledger are doubted (``Ledger.meet``), so that a
missing row makes nobody get an issue twice.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tasks.distribute.ledger import ARRIVED, Entry, Ledger, State
from tasks.errors import HujianError

DELIVERIES, APPROVALS = "hujian_deliveries", "hujian_approvals"
PARTS = ("", "-wal", "-shm")
Row = dict[str, Any]


def rescue(damaged: Path, ledger: Ledger) -> int:
    """Carry over what a damaged file still says of deliveries; how many rows.

    A page may be older than the last thing that happened: what does not say that it arrived is 待核实.
    """
    with tempfile.TemporaryDirectory(dir=damaged.parent, prefix=".rescue-") as folder:
        copy = _copied(damaged, Path(folder))  # reading with its journal would change the evidence
        rows = {_key(row): row for order in ("ASC", "DESC") for row in _readable(copy, order) if _is_whole(row)}
    doubt = {"state": State.UNCLEAR, "detail": "台账损坏后重建，不知是否送达"}
    carried = [row | {"underway": 0} | ({} if row["state"] in ARRIVED else doubt) for row in rows.values()]
    ledger.take_over(carried)
    return len(carried)


def take_over(former: Path, ledger: Ledger) -> None:
    """Carry over a ledger that an earlier version kept in a file of its own, and set the file aside.

    Raises:
        HujianError: it cannot be read whole.
    """
    try:
        with closing(sqlite3.connect(former)) as connection:
            connection.row_factory = sqlite3.Row
            deliveries, approvals = (_all(connection, table) for table in (DELIVERIES, APPROVALS))
    except sqlite3.Error as problem:
        raise HujianError(f"台账 {former} 读不出来（{problem}），没有发送任何东西。请从备份恢复这个文件。") from problem
    ledger.take_over(deliveries, approvals)
    former.rename(former.with_name(f"{former.name}.taken-over"))


def _all(connection: sqlite3.Connection, table: str) -> list[Row]:
    return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 -- a name of ours


def _copied(file: Path, into: Path) -> Path:
    for part in PARTS:
        source = file.with_name(file.name + part)
        if source.exists():
            shutil.copyfile(source, into / source.name)
    return into / file.name


def _readable(file: Path, order: str) -> Iterator[Row]:
    """Rows from one end up to the first that cannot be read."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        for row in connection.execute(f"SELECT * FROM {DELIVERIES} ORDER BY rowid {order}"):  # noqa: S608
            yield dict(row)


def _is_whole(row: Row) -> bool:
    try:
        Entry.model_validate({**row, "documents": ()})
    except ValidationError:
        return False
    return True


def _key(row: Row) -> tuple[object, ...]:
    return row["series"], row["issue"], row["recipient"], row["correction"]
