"""The briefing's tables for Word: counts, matrix, indicators, links, chains, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tasks.models import (
    ChainCell,
    ChainRow,
    IndicatorRow,
    LinkRow,
    MatrixRow,
    ProvinceSection,
    RegionBrief,
    RoleCount,
    SourceEntry,
)
from tasks.render.counting import count_blocks
from tasks.render.templates import chinese_date, compact, role_counts, short_topic
from tasks.render.word import markup
from tasks.render.word.regions import point_runs
from tasks.render.word.wording import NOT_COVERED, source_mark
from tasks.render.word.writer import Writer, source_anchor

TABLE_TWIPS = 8844
"""The width of the type area, 156 mm."""


def widths(shares: Sequence[float]) -> list[int]:
    """Column widths that fill the type area in these proportions."""
    total = sum(shares)
    columns = [int(TABLE_TWIPS * share / total) for share in shares]
    columns[-1] += TABLE_TWIPS - sum(columns)
    return columns


class Table:
    """A table under way: columns, a repeated head, rows of cells given as runs with a paragraph style each."""

    def __init__(self, writer: Writer, shares: Sequence[float], styles: Sequence[str]) -> None:
        self.writer = writer
        self.columns = widths(shares)
        self.styles = styles
        self.rows: list[str] = []
        self.head = ""

    def heads(self, names: Sequence[str]) -> None:
        """Set the head, which is repeated on every page."""
        cells = [self.writer.paragraph("表头", self.writer.run(name)) for name in names]
        self.head = markup.row(self.columns, cells, head=True)

    def add(self, cells: Iterable[str | list[str]], *, splits: bool = False) -> None:
        """Add a row; a cell is one paragraph's runs or a list of these."""
        made = [
            "".join(self.writer.paragraph(style, content) for content in (cell if isinstance(cell, list) else [cell]))
            for cell, style in zip(cells, self.styles, strict=True)
        ]
        self.rows.append(markup.row(self.columns, made, splits=splits))

    def across(self, text: str) -> None:
        """A row of one cell over all columns."""
        cell = self.writer.paragraph("表文字", self.writer.run(text, "领句"))
        self.rows.append(markup.row(self.columns, [cell]))

    def xml(self) -> str:
        """The table, with a little room above it and half a line below, which also keeps two tables apart."""
        made = markup.table(self.writer.styles["简报表"], self.columns, self.head, self.rows)
        return self.writer.paragraph("表前") + made + self.writer.paragraph("表后")


def counts_tables(writer: Writer, counts: Sequence[RoleCount]) -> Iterator[str]:
    """How many points of each role each source yields; many sources in several tables."""
    for block in count_blocks(counts):
        columns = len(block.heads)
        table = Table(writer, [2.2] + [1.3] * columns, ["表居中"] * (columns + 1))
        table.heads(["类别（条）", *block.heads])
        for role, figures in block.rows:
            table.add(writer.run(text) for text in (role, *figures))
        yield table.xml()


def matrix_table(writer: Writer, matrix: Sequence[MatrixRow]) -> str:
    """Regions by topics: how many points of each role."""
    topics = [topic for topic, _ in matrix[0].cells]
    table = Table(writer, [2.9] + [1] * len(topics) + [0.8], ["表小字左"] + ["表小字"] * (len(topics) + 1))
    table.heads(["地区", *(short_topic(topic) for topic in topics), "计"])
    for row in matrix:
        cells = [[writer.run(pair) for pair in role_counts(counts)] or "" for _, counts in row.cells]
        table.add([writer.run(row.title or row.region.full_name), *cells, writer.run(str(row.total))])
    return table.xml()


def indicator_table(writer: Writer, rows: Sequence[IndicatorRow]) -> str:
    """Figures as the sources write them."""
    table = Table(writer, [3.2, 4.4, 2.6, 1.9, 1.2, 1.2], ["表文字", "表文字", "表数字", "表居中", "表居中", "表居中"])
    table.heads(["地区", "指标", "数值", "时间", "性质", "来源"])
    for row in rows:
        texts = [writer.run(text) for text in (row.region, row.name, row.value, row.year, row.kind)]
        table.add([*texts, writer.source_links(row.sources, "表来源号")])
    return table.xml()


def link_table(writer: Writer, links: Sequence[LinkRow], more: int = 0) -> str:
    """Who learns from whom, and how many rows stand in the working papers only."""
    table = Table(writer, [3, 3.6, 6, 1.2], ["表文字", "表文字", "表文字", "表居中"])
    table.heads(["学习方", "对标对象", "来源表述", "来源"])
    for link in links:
        texts = [writer.run(text) for text in (link.learner, "、".join(link.benchmarks), link.text)]
        table.add([*texts, writer.source_links(link.sources, "表来源号")])
    rest = writer.paragraph("表注", writer.run(f"其余{more}条见工作底稿。")) if more else ""
    return table.xml() + rest


def points_table(writer: Writer, provinces: Sequence[ProvinceSection]) -> str:
    """The points of the annex: a row a region, its roles and points in paragraphs."""
    table = Table(writer, [1, 5.5], ["表文字", "表文字"])
    table.heads(["地区", "要点"])
    parts = compact(provinces)
    for province in parts:
        if len(parts) > 1 and len(province.regions) > 1:
            table.across(province.title)
        for region in province.regions:
            notes = [writer.run("".join(region.elsewhere))] if region.elsewhere else []
            table.add([writer.run(region.title), [*_points(writer, region), *notes]], splits=True)
        if province.closing:
            table.across(province.closing)
    return table.xml()


def _points(writer: Writer, region: RegionBrief) -> Iterator[str]:
    for section in region.sections:
        for place, point in enumerate(section.points):
            role = "" if place else writer.run(f"【{section.role.value}】", "要点类别")
            yield role + point_runs(writer, point, "表来源号")


def chain_tables(writer: Writer, chains: Sequence[ChainRow]) -> Iterator[str]:
    """A table for each chain: the benchmark's 经验, the learner's own 差距 and 举措."""
    for number, chain in enumerate(chains, 1):
        said = "来源已写明" if chain.stated else "按事项对应"
        table = Table(writer, [1, 5], ["表居中", "表文字"])
        table.heads([f"{number}．{chain.learner}·{chain.topic.value}（{said}）"])
        for label, cells in (
            ("对标地区经验", chain.experiences),
            ("自身差距", chain.gaps),
            ("自身举措", chain.measures),
        ):
            table.add([writer.run(label, "领句"), _chain_cells(writer, cells)])
        yield table.xml()


def _chain_cells(writer: Writer, cells: Sequence[ChainCell]) -> list[str]:
    if not cells:
        return [writer.run(NOT_COVERED)]
    return [
        (writer.run(f"{cell.region}：", "领句") if cell.region else "")
        + writer.run(cell.text)
        + writer.source_links(cell.sources, "表来源号")
        for cell in cells
    ]


def source_table(writer: Writer, sources: Sequence[SourceEntry]) -> str:
    """The source list; each number is the bookmark that source marks lead to."""
    table = Table(writer, [1.1, 5.2, 2.8, 3.4, 1.8], ["表居中", "表文字", "表文字", "表居中", "表居中"])
    table.heads(["编号", "标题", "发布单位", "日期", "体裁"])
    for source in sources:
        number = writer.bookmarked(source_anchor(source.number), writer.run(source_mark(source.number)))
        title = source.title + (f"（{'、'.join(source.authors)}）" if source.authors else "")
        texts = (title, source.publisher or chinese_date(None), chinese_date(source.published), source.genre.value)
        table.add([number, *(writer.run(text) for text in texts)])
    return table.xml()
