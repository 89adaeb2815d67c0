"""Pages of tables made from past issues, with the sources that they cite; the page of two regions (双向互学)."""

from __future__ import annotations

from collections.abc import Sequence

from flows.library import Shelved, find_region
from tasks.errors import HujianError
from tasks.models import Briefing, LearningTable, Masthead
from tasks.summarise.learning.pair import PairSources, pair_tables
from tasks.summarise.order import title


def pair_briefing(shelved: Shelved, one: str, other: str, masthead: Masthead) -> Briefing:
    """The page of two regions, ready to be printed; only the sources that it cites, numbered anew.

    Raises:
        HujianError: a region is unknown or ambiguous, or both are the same.
    """
    first, second = find_region(one, shelved), find_region(other, shelved)
    if first == second:
        raise HujianError("请写两个不同的地区")
    told = PairSources(shelved.findings, shelved.links, shelved.lists, shelved.exchanges, shelved.library)
    names = f"{title(first)}与{title(second)}"
    return page(
        shelved,
        masthead,
        pair_tables(first, second, told),
        f"{names}双向互学",
        f"列{names}各可向对方学习的做法、共有要点、竞争与商定事项。“编者建议”由编者提出，其余文字均摘自来源，",
    )


def page(shelved: Shelved, masthead: Masthead, tables: Sequence[LearningTable], name: str, note: str) -> Briefing:
    """A page of tables, ready to be printed; only the sources that it cites, numbered anew."""
    cited = sorted({n for table in tables for row in table.rows for cell in row.cells for e in cell for n in e.sources})
    renumbered = {old: new for new, old in enumerate(cited, 1)}
    by_number = {entry.number: entry for entry in shelved.sources.values()}
    return Briefing(
        issue=shelved.issue,
        masthead=masthead,
        title=name,
        note=f"本页据{len(cited)}篇来源编制，{note}所列情况以来源发布时为准。",
        highlights=(),
        counts=(),
        matrix=(),
        indicators=(),
        body=(),
        annex=(),
        links=(),
        chains=(),
        sources=tuple(by_number[old].model_copy(update={"number": new}) for old, new in renumbered.items()),
        notes=(),
        review=(),
        tables=tuple(_renumber(table, renumbered) for table in tables),
    )


def _renumber(table: LearningTable, numbers: dict[int, int]) -> LearningTable:
    rows = tuple(
        row.model_copy(
            update={
                "cells": tuple(
                    tuple(e.model_copy(update={"sources": tuple(numbers[n] for n in e.sources)}) for e in cell)
                    for cell in row.cells
                )
            }
        )
        for row in table.rows
    )
    return table.model_copy(update={"rows": rows})
