"""The tables of the learning pages beside 对接建议: lists, exchanges, practices, benchmarks, targets, coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tasks.models import (
    BenchmarkPair,
    Entry,
    Evidence,
    Exchange,
    Indicator,
    LearningRow,
    LearningTable,
    NamedList,
    Practice,
    Region,
    Role,
    Stage,
    Target,
)
from tasks.summarise.learning.coverage import TopicCoverage
from tasks.summarise.learning.shelf import NOT_STATED, Shelf, names
from tasks.summarise.marks import balance
from tasks.summarise.order import title
from tasks.summarise.tables import written

LEFT_OUT = "其余未列"
_SHORTEST_LIST = 4


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
