"""A composition as a workbook to follow up with: 要点, 举措台账, 指标表.

Every text is a string cell, so nothing from a source is ever a formula; texts that begin as formulas do are also marked
as quoted, so that they stay text when someone edits the cell.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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

from tasks.models import Briefing, Composition, Entry, Evidence, Finding, Indicator, LearningTable, Model, Role
from tasks.render.templates import LEARNING_TABLES
from tasks.render.word.markup import NOT_XML
from tasks.render.word.package import write_package
from tasks.render.word.wording import issue_label, source_mark

CELL_LIMIT = 32767
"""What Excel holds in one cell."""
CHARACTER_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets would read as the code of a character."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LINE_HEIGHT = 15.6
"""Points a line of 11-point text takes; rows get their height here, since only Excel fits them on opening."""
PROGRESS = ("未启动", "推进中", "已完成", "长期坚持")
STATUS = {"body": "刊用", "review": "待核"}
DEADLINE = re.compile(
    r"[到至]20\d\d年(?:\d{1,2}月)?[底末]?|20\d\d年(?:\d{1,2}月)?(?:[底末](?:之?前)?|[内前])"
    r"|(?:[今明]年)?年[底末](?:之?前)?|[今明]?年内|[“‘]?十[三四五六七]五[”’]?(?:时期|期间|末)"
)
"""A time limit as the measure itself states it; a bare year is none."""


class Column(Model):
    """A column: its head, its width in characters, and how its cells stand."""

    head: str
    width: float
    style: str = "文字"


FINDING_COLUMNS = (
    Column(head="序号", width=6, style="居中"),
    Column(head="地区", width=20),
    Column(head="类别", width=7, style="居中"),
    Column(head="专题", width=16),
    Column(head="领句", width=14),
    Column(head="要点", width=48),
    Column(head="佐证", width=48),
    Column(head="来源", width=24),
    Column(head="状态", width=7, style="居中"),
    Column(head="可信度", width=8, style="数字"),
)
MEASURE_COLUMNS = (
    Column(head="序号", width=6, style="居中"),
    Column(head="地区/责任单位", width=20),
    Column(head="配合单位", width=16),
    Column(head="专题", width=14),
    Column(head="举措", width=44),
    Column(head="时限", width=12, style="居中"),
    Column(head="进展", width=10, style="居中"),
    Column(head="佐证", width=44),
    Column(head="来源", width=24),
)
INDICATOR_COLUMNS = (
    Column(head="序号", width=6, style="居中"),
    Column(head="地区", width=20),
    Column(head="指标", width=28),
    Column(head="限定词", width=9, style="居中"),
    Column(head="数值", width=12, style="数字"),
    Column(head="单位", width=9, style="居中"),
    Column(head="时间", width=10, style="居中"),
    Column(head="性质", width=8, style="居中"),
    Column(head="佐证", width=44),
    Column(head="来源", width=24),
)
SOURCE_COLUMNS = (
    Column(head="序号", width=6, style="居中"),
    Column(head="编号", width=8, style="居中"),
    Column(head="标题", width=70),
    Column(head="发布单位", width=30),
    Column(head="日期", width=14, style="居中"),
)
Cell = str | float | int
LEARNING_WIDTH = 160
"""Characters that the columns of a learning table take together."""


def render_xlsx(composition: Composition) -> bytes:
    """The workbook; the same bytes for the same composition. Its date is the issue's."""
    sources = _source_names(composition.briefing)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for style in _styles():
        workbook.add_named_style(style)
    briefing = composition.briefing
    heading = f"{briefing.masthead.name}{briefing.issue.year}年{issue_label(briefing.issue)}"
    _sheet(workbook, heading, "要点", FINDING_COLUMNS, _finding_rows(composition.findings, sources))
    ledger = _sheet(workbook, heading, "举措台账", MEASURE_COLUMNS, _measure_rows(composition.findings, sources))
    _offer_progress(ledger)
    _sheet(workbook, heading, "指标表", INDICATOR_COLUMNS, _indicator_rows(composition.indicators, sources))
    for table in (one for one in briefing.tables if one.key in LEARNING_TABLES):
        columns = (Column(head="序号", width=6, style="居中"), *_learning_columns(table))
        _sheet(workbook, heading, table.title, columns, _learning_rows(table))
    return _saved(workbook, heading, briefing)


def render_tables(briefing: Briefing) -> bytes:
    """A page's tables as a workbook, every row of them, with the sources on a sheet of their own."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for style in _styles():
        workbook.add_named_style(style)
    heading = f"{briefing.masthead.name}　{briefing.title}"
    for table in briefing.tables:
        columns = (Column(head="序号", width=6, style="居中"), *_learning_columns(table))
        _sheet(workbook, heading, table.title, columns, _learning_rows(table))
    cited: Iterable[list[Cell]] = (
        [source_mark(s.number), s.title, s.publisher or "", s.published or ""] for s in briefing.sources
    )
    _sheet(workbook, heading, "资料来源", SOURCE_COLUMNS, cited)
    return _saved(workbook, heading, briefing)


def _learning_columns(table: LearningTable) -> list[Column]:
    """The columns of a learning table, as wide together as the other sheets."""
    total = sum(table.shares)
    return [
        Column(head=head, width=round(LEARNING_WIDTH * share / total, 1))
        for head, share in zip(table.columns, table.shares, strict=True)
    ]


def _learning_rows(table: LearningTable) -> Iterable[list[Cell]]:
    for row in table.rows:
        yield ["\n".join(map(_entry, cell)) for cell in row.cells]


def _entry(entry: Entry) -> str:
    lead = f"{entry.lead}：" if entry.lead else ""
    note = f"（{entry.note}）" if entry.note else ""
    return lead + entry.text + "".join(map(source_mark, entry.sources)) + note


def _source_names(briefing: Briefing) -> dict[str, str]:
    return {source.article_id: f"{source_mark(source.number)}{source.title}" for source in briefing.sources}


def _finding_rows(findings: Sequence[Finding], sources: Mapping[str, str]) -> Iterable[list[Cell]]:
    for finding in findings:
        yield [
            finding.region.full_name,
            finding.role.value,
            "、".join(topic.value for topic in finding.topics),
            finding.lead,
            finding.summary,
            _quotes(finding.evidence),
            _sources(finding.evidence, sources),
            STATUS[finding.status],
            round(finding.confidence, 2),
        ]


def _measure_rows(findings: Sequence[Finding], sources: Mapping[str, str]) -> Iterable[list[Cell]]:
    """Measures that are printed; regions that share the words of a measure stand as 配合单位 of one another."""
    sharing: dict[tuple[Evidence, ...], list[str]] = defaultdict(list)
    measures = [finding for finding in findings if finding.role is Role.MEASURE and finding.status == "body"]
    for finding in measures:
        sharing[finding.evidence].append(finding.region.full_name)
    for finding in measures:
        others = [name for name in dict.fromkeys(sharing[finding.evidence]) if name != finding.region.full_name]
        yield [
            finding.region.full_name,
            "、".join(others),
            "、".join(topic.value for topic in finding.topics),
            finding.summary,
            "、".join(dict.fromkeys(DEADLINE.findall(finding.summary))),
            "",
            _quotes(finding.evidence),
            _sources(finding.evidence, sources),
        ]


def _indicator_rows(indicators: Sequence[Indicator], sources: Mapping[str, str]) -> Iterable[list[Cell]]:
    for indicator in indicators:
        yield [
            indicator.region.full_name,
            indicator.name,
            indicator.qualifier or "",
            indicator.value,
            indicator.unit,
            f"{indicator.year}年" if indicator.year else "未注明",
            indicator.kind.value,
            indicator.evidence.quote,
            sources.get(indicator.evidence.article_id, ""),
        ]


def _quotes(evidence: Sequence[Evidence]) -> str:
    return "\n".join(dict.fromkeys(piece.quote for piece in evidence))


def _sources(evidence: Sequence[Evidence], sources: Mapping[str, str]) -> str:
    return "\n".join(dict.fromkeys(sources.get(piece.article_id, "") for piece in evidence))


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


def _sheet(
    workbook: Workbook, heading: str, title: str, columns: Sequence[Column], rows: Iterable[list[Cell]]
) -> Worksheet:
    """A sheet with numbered rows under a frozen, filtered, repeated head, to be printed on A4 landscape."""
    sheet: Worksheet = workbook.create_sheet(title)
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


def _offer_progress(sheet: Worksheet) -> None:
    """Let 进展 be chosen from a list."""
    if sheet.max_row < 2:
        return
    choice = DataValidation(type="list", formula1=f'"{",".join(PROGRESS)}"', allow_blank=True)
    column = next(number for number, column in enumerate(MEASURE_COLUMNS, 1) if column.head == "进展")
    letter = get_column_letter(column)
    choice.add(f"{letter}2:{letter}{sheet.max_row}")
    sheet.add_data_validation(choice)


def _saved(workbook: Workbook, heading: str, briefing: Briefing) -> bytes:
    """The workbook's bytes with the issue's date in place of the clock's, which openpyxl writes on saving."""
    moment = datetime.fromisoformat(briefing.issue.date)
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = heading, briefing.masthead.issuer, None
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
