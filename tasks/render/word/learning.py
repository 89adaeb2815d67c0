"""The tables of mutual learning for Word: suggestions, lists, exchanges, practices, targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.models import Entry, LearningTable
from tasks.render.templates import learning_rows
from tasks.render.word.tables import Table
from tasks.render.word.wording import heading_number
from tasks.render.word.writer import Writer

NUMBER_SHARE = 0.08
"""The first column's part of the width: the rows' numbers."""


def learning_table(writer: Writer, tables: Sequence[LearningTable], key: str) -> Iterator[str]:
    """The learning table of this key with its note above it; nothing when it has no printed row."""
    for table in learning_rows(tables, (key,)):
        if table.note and table.rows:
            yield writer.paragraph("表注", writer.run(table.note))
        yield _made(writer, table)


def titled_tables(writer: Writer, tables: Sequence[LearningTable], key: str) -> Iterator[str]:
    """All tables of this key, each under a numbered heading of the second level."""
    for number, table in enumerate(learning_rows(tables, (key,)), 1):
        yield writer.paragraph("heading 2", writer.run(heading_number(2, number) + table.title))
        yield _made(writer, table)


def every_table(writer: Writer, tables: Sequence[LearningTable]) -> Iterator[str]:
    """All tables in their order, each under a numbered heading of the first level."""
    for number, table in enumerate(learning_rows(tables), 1):
        yield writer.paragraph("heading 1", writer.run(heading_number(1, number) + table.title))
        yield _made(writer, table)


def _made(writer: Writer, table: LearningTable) -> str:
    """The table, and under it the line of what nothing is set beside."""
    line = writer.paragraph("表注", writer.run(table.remainder)) if table.remainder else ""
    return (_rows(writer, table) if table.rows else "") + line


def _rows(writer: Writer, table: LearningTable) -> str:
    total = sum(table.shares)
    shares = [NUMBER_SHARE * total / (1 - NUMBER_SHARE), *table.shares]
    made = Table(writer, shares, ["表居中", *["表文字"] * len(table.columns)])
    made.heads(["序号", *table.columns])
    for number, row in enumerate(table.rows, 1):
        made.add([writer.run(str(number)), *([_entry(writer, e) for e in cell] for cell in row.cells)])
    return made.xml()


def _entry(writer: Writer, entry: Entry) -> str:
    lead = writer.run(f"{entry.lead}：", "领句") if entry.lead else ""
    note = writer.run(f"（{entry.note}）") if entry.note else ""
    return lead + writer.run(entry.text) + writer.source_links(entry.sources, "表来源号") + note
