"""The tables of the learning pages: 对接建议 first, then lists, exchanges, practices, benchmarks, targets, coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.models import (
    BenchmarkPair,
    Entry,
    Evidence,
    Exchange,
    Finding,
    Indicator,
    LearningChain,
    LearningLink,
    LearningRow,
    LearningTable,
    NamedList,
    Practice,
    Region,
    Role,
    Stage,
    Suggestion,
    Target,
)
from tasks.summarise.learning.coverage import TopicCoverage
from tasks.summarise.marks import balance
from tasks.summarise.order import title
from tasks.summarise.reviewing import is_empty_gap
from tasks.summarise.statements import UNLISTED, Library, Statement, sentence
from tasks.summarise.tables import written

SUGGESTED = "对接建议"
SUGGESTED_NOTE = (
    "本部分为编者建议：“原文对标”是来源已写明的对标关系；“建议参考”由编者在本期来源内提出，只取“经验”，"
    "括注为提出的理由，是否适用由承办单位核定。"
)
NOT_STATED, NOTHING_FITS, TOO_VAGUE = "来源未写明", "本期来源无可对接经验", "差距内容不明，本期不提建议"
LEFT_OUT = "其余未列"
_MOST_BENCHMARKS = 4
_SHORTEST_LIST = 4
_SAME_START = 6
_MOST_NAMES = 12
_MOST_ROWS = 15
"""Gaps of the body come first; others fill the printed table up to so many rows, the best met first."""


@dataclass(frozen=True)
class Shelf:
    """What rows refer to: findings by id, the sources' numbers, and how regions stand in print."""

    findings: Mapping[str, Finding]
    library: Library

    def sources(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """The numbers of the articles that hold these words, rising."""
        return tuple(sorted({self.library.numbers[one.article_id] for one in evidence}))

    def entry(self, finding: Finding, note: str = "", lead: str | None = None) -> Entry:
        """A finding as a paragraph of a cell, led by its region."""
        return Entry(
            text=sentence(standing_alone(finding)),
            lead=title(finding.region) if lead is None else lead,
            sources=self.library.sources(finding),
            finding_id=finding.finding_id,
            note=note,
        )


def standing_alone(finding: Finding) -> str:
    """A finding's text without its lead, which stays where the text needs it."""
    lead, summary = finding.lead.strip("“”"), finding.summary
    if lead in summary or finding.evidence[0].quote.startswith(summary[:_SAME_START]):
        return summary
    return f"{finding.lead}：{summary}"


def names(regions: Iterable[Region]) -> str:
    """Places as they are written in a row, each once; of many the first, with their number."""
    found = list(dict.fromkeys(title(region) for region in regions))
    more = f"等{len(found)}个地区" if len(found) > _MOST_NAMES else ""
    return "、".join(found[:_MOST_NAMES]) + more


def suggestion_table(
    gaps: Sequence[tuple[Statement, bool]],
    suggestions: Sequence[Suggestion],
    links: Sequence[LearningLink],
    chains: Sequence[LearningChain],
    shelf: Shelf,
) -> LearningTable:
    """对接建议: a row for each gap (with whether the whole issue prints it), first what a source states itself."""
    by_gap: dict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        by_gap[suggestion.gap_id].append(suggestion)
    printed = _printed(gaps, by_gap)
    rows = [
        LearningRow(
            cells=(_gap(gap, shelf), _stated(gap, links, chains, shelf), _suggested(gap, by_gap, shelf)),
            regions=tuple(region.full_name for region in gap.regions),
            body=gap.first.finding_id in printed,
        )
        for gap, _ in gaps
    ]
    return LearningTable(
        key=SUGGESTED,
        title=SUGGESTED,
        note=SUGGESTED_NOTE,
        columns=("差距", "原文对标", "建议参考"),
        shares=(4.2, 2.4, 6.4),
        rows=tuple(rows),
    )


def _printed(gaps: Sequence[tuple[Statement, bool]], by_gap: Mapping[str, Sequence[Suggestion]]) -> frozenset[str]:
    """The gaps whose row the whole issue prints."""

    def rank(gap: tuple[Statement, bool]) -> tuple[bool, float, str]:
        statement, in_body = gap
        best = max((s.score for f in statement.findings for s in by_gap.get(f.finding_id, ())), default=0.0)
        return not in_body, -best, statement.first.finding_id

    return frozenset(gap.first.finding_id for gap, _ in sorted(gaps, key=rank)[:_MOST_ROWS])


def _gap(gap: Statement, shelf: Shelf) -> tuple[Entry, ...]:
    note = UNLISTED.strip("（）") if is_empty_gap(gap.first.summary) else ""
    return (shelf.entry(gap.first, note, lead=names(gap.regions)),)


def _stated(
    gap: Statement, links: Sequence[LearningLink], chains: Sequence[LearningChain], shelf: Shelf
) -> tuple[Entry, ...]:
    """The benchmarks that a source sets beside the gap: in a stated chain, else in the article that tells the gap."""
    ids = {finding.finding_id for finding in gap.findings}
    own = [chain for chain in chains if chain.stated and ids & set(chain.gap_ids)]
    if own:
        return (
            Entry(text=names(b for chain in own for b in chain.benchmarks), sources=shelf.library.sources(gap.first)),
        )
    learners = {region.full_name for region in gap.regions}
    article = gap.first.evidence[0].article_id
    told = [
        link
        for link in links
        if link.learner.full_name in learners and link.benchmark.full_name not in learners and _said_in(link, article)
    ]
    if not told:
        return (Entry(text=NOT_STATED),)
    benchmarks = list({one.benchmark.full_name: one.benchmark for one in told}.values())
    more = "等" if len(benchmarks) > _MOST_BENCHMARKS else ""
    evidence = [one for link in told for one in link.evidence]
    return (Entry(text=names(benchmarks[:_MOST_BENCHMARKS]) + more, sources=shelf.sources(evidence)),)


def _said_in(link: LearningLink, article: str) -> bool:
    return any(one.article_id == article for one in link.evidence)


def _suggested(gap: Statement, by_gap: Mapping[str, Sequence[Suggestion]], shelf: Shelf) -> tuple[Entry, ...]:
    """The best suggestions of all regions that share the gap."""
    if is_empty_gap(gap.first.summary):
        return (Entry(text=TOO_VAGUE),)
    own = {region.full_name for region in gap.regions}
    found = {one.finding_id: one for finding in gap.findings for one in by_gap.get(finding.finding_id, ())}
    best = sorted(found.values(), key=lambda one: (-one.score, one.finding_id))
    told = [one for one in best if shelf.findings[one.finding_id].region.full_name not in own]
    seen: set[str] = set()
    entries: list[Entry] = []
    for one in told:
        finding = shelf.findings[one.finding_id]
        if finding.summary not in seen and len(entries) < 3:
            seen.add(finding.summary)
            entries.append(shelf.entry(finding, "；".join(one.reasons)))
    return tuple(entries) or (Entry(text=NOTHING_FITS),)


def list_table(lists: Sequence[NamedList], shelf: Shelf) -> LearningTable:
    """清单: title and number, whose it is, the items numbered in the text's order, what the text leaves out."""
    rows = [
        LearningRow(
            cells=(
                (Entry(text=f"{one.title}（{one.number}{one.unit}）" if one.title[0] == "“" else one.title),),
                (Entry(text=names(one.regions)),),
                (
                    Entry(
                        text="；".join(f"（{n}）{item}" for n, item in enumerate(one.items, 1))
                        + (f"；{LEFT_OUT}" if len(one.items) < one.number else "")
                        + "。",
                        sources=shelf.sources(one.evidence),
                    ),
                ),
            ),
            regions=tuple(region.full_name for region in one.regions),
            body=one.number >= _SHORTEST_LIST,
        )
        for one in lists
    ]
    return LearningTable(
        key="清单",
        title="来源所列清单",
        note="条目照录来源，次序同原文；来源未列全的注明“其余未列”，不补齐。",
        columns=("清单", "地区", "条目"),
        shares=(2.6, 2.2, 8.2),
        rows=tuple(rows),
    )


def exchange_table(exchanges: Sequence[Exchange], shelf: Shelf) -> LearningTable:
    """交往记录: visits, agreements, meetings and mechanisms by date."""
    rows = [
        _row(
            one.regions,
            (one.said, names(one.regions), one.kind),
            Entry(text=balance(one.evidence.quote), sources=shelf.sources([one.evidence])),
        )
        for one in exchanges
    ]
    return _table("交往记录", "地区交往记录", ("时间", "地区", "类别", "事项"), (2.2, 2.6, 1.1, 7.1), rows)


def practice_table(practices: Sequence[Practice], shelf: Shelf) -> LearningTable:
    """模式名录: a named practice, who has it, who plans or introduces it."""
    by_name: dict[str, list[Practice]] = defaultdict(list)
    for practice in practices:
        by_name[practice.name].append(practice)
    rows = [
        LearningRow(
            cells=((Entry(text=name),), _who(row, Role.EXPERIENCE, shelf), _who(row, Role.MEASURE, shelf)),
            regions=tuple(dict.fromkeys(one.region.full_name for one in row)),
        )
        for name, row in sorted(by_name.items(), key=lambda pair: (-_breadth(pair[1]), pair[0]))
    ]
    return _table("模式名录", "模式名录", ("名称", "已有做法的地区", "正在推行或计划的地区"), (3, 5, 5), rows)


def _breadth(row: Sequence[Practice]) -> int:
    return len({one.region.full_name for one in row})


def _who(row: Sequence[Practice], role: Role, shelf: Shelf) -> tuple[Entry, ...]:
    found = [one for one in row if one.role is role]
    if not found:
        return (Entry(text="—"),)
    return (Entry(text=names(one.region for one in found), sources=shelf.sources(one.evidence for one in found)),)


def benchmark_table(pairs: Sequence[BenchmarkPair], shelf: Shelf) -> LearningTable:
    """对标目标集: a learner's benchmarks by what they are compared on, with the figures that can be compared."""
    groups: dict[tuple[str, str], list[BenchmarkPair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.learner.full_name, pair.dimension or ""].append(pair)
    rows = [
        LearningRow(
            cells=(
                (Entry(text=title(row[0].learner)),),
                (
                    Entry(
                        text=names(p.benchmark for p in row),
                        sources=shelf.sources(p.evidence for p in row if p.evidence),
                    ),
                ),
                (Entry(text=row[0].dimension or NOT_STATED),),
                tuple(Entry(text=_compared(one, other)) for p in row for one, other in p.figures)
                or (Entry(text="无同名同单位同期指标"),),
            ),
            regions=(row[0].learner.full_name, *(p.benchmark.full_name for p in row)),
        )
        for row in groups.values()
    ]
    return _table("对标目标集", "对标目标集", ("学习方", "对标对象", "比较方面", "可比指标"), (2.6, 4, 2.4, 4), rows)


def _compared(one: Indicator, other: Indicator) -> str:
    gap = f"，相差{abs(one.value - other.value):g}{one.unit}" if one.year == other.year else ""
    sides = f"{one.region.name}{written(one)}（{one.year}年）、{other.region.name}{written(other)}（{other.year}年）"
    return f"{one.name}：{sides}{gap}"


def target_table(targets: Sequence[Target], stages: Sequence[Stage], shelf: Shelf) -> LearningTable:
    """阶段目标: aims by year and by stage, with what later figures say."""
    rows = [
        _row((one.region,), (title(one.region), one.span), _said(one.aim, (one.evidence,), shelf), "无数据")
        for one in stages
    ]
    rows += [_target_row(one, shelf) for one in targets]
    columns = ("地区", "期限", "目标", "对照")
    return _table("阶段目标", "阶段目标", columns, (2.6, 1.8, 5, 3.6), rows)


def _target_row(target: Target, shelf: Shelf) -> LearningRow:
    aim, later = target.indicator, target.later
    found: Entry | str = target.verdict
    if later is not None:
        found = _said(f"{target.verdict}：{later.year}年{written(later)}", (later.evidence,), shelf)
    elif target.undated is not None:
        told = f"{target.verdict}；后来的来源载明{written(target.undated)}，未注明时间，请核对"
        found = _said(told, (target.undated.evidence,), shelf)
    said = _said(f"{aim.name}{written(aim)}", (aim.evidence,), shelf)
    known = later is not None or target.undated is not None
    return _row((aim.region,), (title(aim.region), f"{aim.year}年"), said, found, body=known)


def _said(text: str, evidence: Sequence[Evidence], shelf: Shelf) -> Entry:
    return Entry(text=text, sources=shelf.sources(evidence))


def coverage_table(rows: Sequence[TopicCoverage]) -> LearningTable:
    """覆盖: how many regions show 经验 on a topic, and those that name a gap or measure and show none."""
    made = [
        _row(one.without, (one.topic.value, str(one.shown_by)), names(one.without) or "无")
        for one in rows
        if one.shown_by or one.without
    ]
    return _table(
        "覆盖", "经验覆盖情况", ("专题", "有经验的地区数", "有差距或举措、尚无经验的地区"), (3.4, 2, 7.6), made
    )


def _row(regions: Sequence[Region], texts: Sequence[str], *rest: Entry | str, body: bool = True) -> LearningRow:
    entries = (Entry(text=one) if isinstance(one, str) else one for one in (*texts, *rest))
    return LearningRow(
        cells=tuple((entry,) for entry in entries),
        regions=tuple(dict.fromkeys(region.full_name for region in regions)),
        body=body,
    )


def _table(
    key: str, name: str, columns: tuple[str, ...], shares: tuple[float, ...], rows: Sequence[LearningRow]
) -> LearningTable:
    return LearningTable(key=key, title=name, note="", columns=columns, shares=shares, rows=tuple(rows))
