"""Sheets of a workbook: a head that stays, cells that are never formulas, a page that prints.

Every text is a string cell, so nothing from a source is ever a formula; texts that begin as formulas do are also marked
as quoted, so that they stay text when someone edits the cell.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tasks.models import Model
from tasks.render.word.markup import NOT_XML
from tasks.render.word.package import write_package

CELL_LIMIT = 32767
"""What Excel holds in one cell."""
CHARACTER_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets would read as the code of a character."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LINE_HEIGHT = 15.6
"""Points a line of 11-point text takes; rows get their height here, since only Excel fits them on opening."""
Cell = str | float | int


class Column(Model):
    """A column: its head, its width in characters, and how its cells stand."""

    head: str
    width: float
    style: str = "文字"


NUMBER = Column(head="序号", width=6, style="居中")
"""The first column of every sheet; its cells are filled here."""


def new_workbook() -> Workbook:
    """A workbook without sheets that knows the styles."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for style in _styles():
        workbook.add_named_style(style)
    return workbook


def add_sheet(
    workbook: Workbook, heading: str, title: str, columns: Sequence[Column], rows: Iterable[list[Cell]]
) -> Worksheet:
    """A sheet with numbered rows under a frozen, filtered, repeated head, to be printed on A4 landscape."""
    sheet: Worksheet = workbook.create_sheet(title)
    columns = (NUMBER, *columns)
    for number, column in enumerate(columns, 1):
        _put(sheet, 1, number, column.head, "表头")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = 1
    for last, cells in enumerate(rows, 2):
        values = [last - 1, *cells]
        for number, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            _put(sheet, last, number, value, column.style)
        sheet.row_dimensions[last].height = LINE_HEIGHT * max(map(_lines, columns, values))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    _lay_out(sheet, f"{heading}　{title}")
    return sheet


def offer(sheet: Worksheet, head: str, choices: Sequence[str]) -> None:
    """Let the cells of the column with this head be chosen from a list."""
    if sheet.max_row < 2:
        return
    choice = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == head)
    choice.add(f"{letter}2:{letter}{sheet.max_row}")
    sheet.add_data_validation(choice)


def saved(workbook: Workbook, title: str, issuer: str, day: str) -> bytes:
    """The workbook's bytes with ``day`` (ISO) in place of the clock's time, which openpyxl writes on saving."""
    moment = datetime.fromisoformat(day)
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, issuer, None
    properties.created = moment
    buffer = io.BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, parts["docProps/core.xml"]
    )
    return write_package(parts)


def _styles() -> list[NamedStyle]:
    thin = Side(style="thin", color="808080")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    made = []
    for name, horizontal in (("文字", "left"), ("居中", "center"), ("数字", "right"), ("表头", "center")):
        head = name == "表头"
        style = NamedStyle(name=name, border=border)
        style.font = Font(name="黑体" if head else "仿宋_GB2312", size=11)
        style.alignment = Alignment(horizontal=horizontal, vertical="center" if head else "top", wrap_text=True)
        if head:
            style.fill = PatternFill("solid", fgColor="E7E6E6")
        made.append(style)
    return made


def _lines(column: Column, value: Cell) -> int:
    """How many lines a value takes in its column; a Chinese character is a little over two of the column's units."""
    widths = (sum(1 if character.isascii() else 2.1 for character in line) for line in str(value).split("\n"))
    return sum(max(1, math.ceil(width / (column.width - 0.7))) for width in widths)


def _put(sheet: Worksheet, row: int, column: int, value: Cell, style: str) -> None:
    cell = cast("ExcelCell", sheet.cell(row=row, column=column))
    cell.style = style
    if not isinstance(value, str):
        cell.value = value
        return
    text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = CHARACTER_CODE.sub("_x005F_", text)[:CELL_LIMIT]
    cell.value, cell.data_type = text, "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _lay_out(sheet: Worksheet, heading: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.center.text, footer.center.text = heading.replace("&", "&&"), "— &P —"
    sheet.oddHeader, sheet.oddFooter = header, footer
