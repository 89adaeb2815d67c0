"""A composition as a workbook to follow up with: 要点, 举措台账, 指标表."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tasks.models import Briefing, Composition, Entry, Evidence, Finding, Indicator, LearningTable, Role
from tasks.render.sheets import Cell, Column, add_sheet, new_workbook, offer, saved
from tasks.render.templates import LEARNING_TABLES
from tasks.render.word.wording import issue_label, source_mark

PROGRESS = ("未启动", "推进中", "已完成", "长期坚持")
STATUS = {"body": "刊用", "review": "待核"}
DEADLINE = re.compile(
    r"[到至]20\d\d年(?:\d{1,2}月)?[底末]?|20\d\d年(?:\d{1,2}月)?(?:[底末](?:之?前)?|[内前])"
    r"|(?:[今明]年)?年[底末](?:之?前)?|[今明]?年内|[“‘]?十[三四五六七]五[”’]?(?:时期|期间|末)"
)
"""A time limit as the measure itself states it; a bare year is none."""


FINDING_COLUMNS = (
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
    Column(head="编号", width=8, style="居中"),
    Column(head="标题", width=70),
    Column(head="发布单位", width=30),
    Column(head="日期", width=14, style="居中"),
)
LEARNING_WIDTH = 160
"""Characters that the columns of a learning table take together."""


def render_xlsx(composition: Composition) -> bytes:
    """The workbook; the same bytes for the same composition. Its date is the issue's."""
    briefing = composition.briefing
    sources = _source_names(briefing)
    workbook = new_workbook()
    heading = f"{briefing.masthead.name}{briefing.issue.year}年{issue_label(briefing.issue)}"
    add_sheet(workbook, heading, "要点", FINDING_COLUMNS, _finding_rows(composition.findings, sources))
    ledger = add_sheet(workbook, heading, "举措台账", MEASURE_COLUMNS, _measure_rows(composition.findings, sources))
    offer(ledger, "进展", PROGRESS)
    add_sheet(workbook, heading, "指标表", INDICATOR_COLUMNS, _indicator_rows(composition.indicators, sources))
    for table in (one for one in briefing.tables if one.key in LEARNING_TABLES):
        add_sheet(workbook, heading, table.title, _learning_columns(table), _learning_rows(table))
    return saved(workbook, heading, briefing.masthead.issuer, briefing.issue.date)


def render_tables(briefing: Briefing) -> bytes:
    """A page's tables as a workbook, every row of them, with the sources on a sheet of their own."""
    workbook = new_workbook()
    heading = f"{briefing.masthead.name}　{briefing.title}"
    for table in briefing.tables:
        add_sheet(workbook, heading, table.title, _learning_columns(table), _learning_rows(table))
    cited: Iterable[list[Cell]] = (
        [source_mark(s.number), s.title, s.publisher or "", s.published or ""] for s in briefing.sources
    )
    add_sheet(workbook, heading, "资料来源", SOURCE_COLUMNS, cited)
    return saved(workbook, heading, briefing.masthead.issuer, briefing.issue.date)


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
