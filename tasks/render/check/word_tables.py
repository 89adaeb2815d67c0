"""A Word document's tables: whether they keep to the type area, and their columns to a width that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from tasks.render.check.items import CheckItem, judged, verdict
from tasks.render.check.word_format import WordFile
from tasks.render.layout import Layout
from tasks.render.word.markup import W

MM_PER_TWIP = 25.4 / 1440
TOLERANCE = 1.5  # mm
LEAST_COLUMN = 6.5  # mm: two characters of 小五
LONG_TABLE = 15
"""A table with more rows than this is bound to break over pages."""


def tables(file: WordFile, width: float | None, layout: Layout) -> Iterator[CheckItem]:
    """The tables' widths and columns, and whether long ones repeat their heads; ``width`` of the type area in mm."""
    every = [] if file.body is None else list(file.body.iter(f"{W}tbl"))
    if every:
        yield _widths(every, width or layout.millimetres("type_width"), layout)
        yield from _columns(every)
    long = [table for table in every if len(table.findall(f"{W}tr")) > LONG_TABLE]
    if not long:
        return
    bare = sum(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None for table in long)
    measured = f"{len(long)}张长表中{bare}张表头不重复" if bare else f"{len(long)}张长表都重复表头"
    yield CheckItem(item="跨页表格", measured=measured, wanted="各页重复表头", clause="惯例", verdict=verdict(not bare))


def _widths(every: Sequence[etree._Element], width: float, layout: Layout) -> CheckItem:
    found = [sum(columns) for table in every if (columns := _grid(table))]
    wide = [one for one in found if one > width + TOLERANCE]
    measured = f"{len(wide)}张出版心，最宽{max(wide):.0f}毫米" if wide else f"{len(found)}张都在版心内"
    return judged(
        layout["type_width"], "表格宽度", measured, f"不宽于版心（{width:.0f}毫米）", None if not found else not wide
    )


def _columns(every: Sequence[etree._Element]) -> Iterator[CheckItem]:
    narrow = [min(columns) for table in every if len(columns := _grid(table)) > 1]
    if narrow:
        yield CheckItem(
            item="表格列宽",
            measured=f"最窄一列{min(narrow):.1f}毫米",
            wanted=f"不窄于两个字（{LEAST_COLUMN:g}毫米）",
            clause="惯例",
            verdict=verdict(min(narrow) >= LEAST_COLUMN),
        )


def _grid(table: etree._Element) -> list[float]:
    """The columns' widths in millimetres, as far as the table tells them."""
    columns = [column.get(f"{W}w") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    return [float(width) * MM_PER_TWIP for width in columns if width and width.isdigit()]
