"""The table of points by source, cut into pieces that fit the type area however many sources there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tasks.models import RoleCount

MOST_COLUMNS, MOST_OF_WIDE = 10, 8
"""Columns of figures that stand side by side: numbers of two figures in their heads, and of three."""


class CountBlock(NamedTuple):
    """A piece: the heads over its figures and a row a role; the last piece may end in empty columns."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def count_blocks(counts: Sequence[RoleCount]) -> tuple[CountBlock, ...]:
    """The pieces, as even as they get, a single one where the sources are few; the last figure is the total."""
    sources = max((len(count.by_source) for count in counts), default=0)
    most = MOST_COLUMNS if sources < 100 else MOST_OF_WIDE
    columns = sources + 1
    size = -(-columns // -(-columns // most))
    heads = (*(f"［{number}］" for number in range(1, columns)), "合计")
    rows = [(count.role.value, (*map(str, count.by_source), str(count.total))) for count in counts]
    return tuple(
        CountBlock(_piece(heads, start, size), tuple((role, _piece(row, start, size)) for role, row in rows))
        for start in range(0, columns if counts else 0, size)
    )


def _piece(row: Sequence[str], start: int, size: int) -> tuple[str, ...]:
    piece = row[start : start + size]
    return (*piece, *[""] * (size - len(piece)))
