"""The tables over a series of issues: what changed, the rolling 台账, what was taken up where, models that spread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tasks.models import Entry, Finding, LearningRow, LearningTable, LedgerItem, Progress, Region, Role, Uptake
from tasks.summarise.learning.diffusion import BY_NAME
from tasks.summarise.learning.series import Series
from tasks.summarise.learning.shelf import NOT_STATED, Shelf, names
from tasks.summarise.marks import balance
from tasks.summarise.order import RegionOrder, title

NOTHING_LATER = "后续各期来源未涉及"
_NEW, _ON, _AGAIN = "新增", "进展", "已报"


def ledger_table(items: Sequence[LedgerItem], shelf: Shelf) -> LearningTable:
    """滚动台账: a row an item, with unit and deadline as the source says them, and how it stands."""
    rows = [
        LearningRow(
            cells=(
                (Entry(text=balance(one.text), sources=shelf.sources([one.evidence]), finding_id=one.finding_id),),
                (Entry(text=names(one.regions) or NOT_STATED),),
                (Entry(text=one.unit or NOT_STATED),),
                (Entry(text=_deadline(one)),),
                (Entry(text=one.status, note=_carried(one)),),
                tuple(_told_later(progress, shelf) for progress in one.progress) or (Entry(text=NOTHING_LATER),),
            ),
            regions=tuple(region.full_name for region in one.regions),
            body=one.status != "续列",
        )
        for one in items
    ]
    return LearningTable(
        key="滚动台账",
        title="滚动台账",
        note="只列来源写明时限或责任单位的举措，和来源所列清单中的事项；状态只依据各期来源，来源没有写到的不作推断。",
        columns=("事项", "地区", "责任单位", "时限", "状态", "后续情况"),
        shares=(3.8, 1.6, 1.4, 1.4, 1.8, 3.7),
        rows=tuple(rows),
    )


def _deadline(item: LedgerItem) -> str:
    if not item.deadline:
        return NOT_STATED
    year, _, day = item.due.partition("-")
    until = f"（{year}年{int(day[:2])}月底）" if item.due else ""
    return f"{item.deadline}{until}"


def _carried(item: LedgerItem) -> str:
    return f"自{item.first}"


def _told_later(progress: Progress, shelf: Shelf) -> Entry:
    finding = shelf.findings[progress.finding_id]
    label = "结果" if progress.role is Role.EXPERIENCE else "又提"
    return shelf.entry(finding, note=progress.issue, lead=label)


def change_table(series: Series, items: Sequence[LedgerItem], shelf: Shelf) -> LearningTable:
    """本期变化: by region, what the latest issue tells first, tells on (as a result of an item) or tells again."""
    latest = len(series.issues) - 1
    label = series.label(latest)
    on = {p.finding_id: item for item in items for p in item.progress if p.issue == label and p.role is Role.EXPERIENCE}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    regions: dict[str, Region] = {}
    told: dict[str, list[Finding]] = defaultdict(list)
    for one in (one for one in series.told if latest in one.issues):
        path = one.finding.region.full_name
        regions.setdefault(path, one.finding.region)
        kind = _AGAIN if one.moment.issue < latest else _ON if one.finding.finding_id in on else _NEW
        counts[path][kind] += 1
        if kind == _ON:
            told[path].append(one.finding)
    order = RegionOrder(list(regions.values()))
    rows = [
        LearningRow(
            cells=(
                (Entry(text=title(region)),),
                *((Entry(text=str(counts[region.full_name][kind])),) for kind in (_NEW, _ON, _AGAIN)),
                tuple(shelf.entry(finding, lead="") for finding in told[region.full_name]) or (Entry(text="—"),),
            ),
            regions=(region.full_name,),
        )
        for region in sorted(regions.values(), key=order.key)
    ]
    return LearningTable(
        key="本期变化",
        title=f"{label}变化",
        note="新增为各期首次载明；进展为前期台账事项的结果；已报为前期已刊、本期来源再次载明。单位：条。",
        columns=("地区", _NEW, _ON, _AGAIN, "进展内容"),
        shares=(3, 1, 1, 1, 7),
        rows=tuple(rows),
    )


def uptake_table(uptakes: Sequence[Uptake], shelf: Shelf) -> LearningTable:
    """扩散时间线: in the order of time, who took up what from whom, and how the two were joined."""
    rows = [
        LearningRow(
            cells=(
                (Entry(text=_day(one.taken), note=one.issue),),
                (shelf.entry(shelf.findings[one.finding_id], note=one.role),),
                (shelf.entry(shelf.findings[one.experience_id], note=_day(one.told)),),
                (Entry(text=one.name), _ground(one, shelf)),
            ),
            regions=(one.learner.full_name, one.origin.full_name),
        )
        for one in uptakes
    ]
    return LearningTable(
        key="扩散时间线",
        title="扩散时间线",
        note="时间为来源日期；来源未载明日期的，以首次刊登的期为准。“按事项对应”和“同名做法”由编者对应，其余为来源所述。",
        columns=("时间", "采用地区的举措或经验", "源头经验", "依据"),
        shares=(1.8, 4.2, 4.2, 2.8),
        rows=tuple(rows),
    )


def _ground(one: Uptake, shelf: Shelf) -> Entry:
    said = f"：“{one.link.quote}”" if one.link else ""
    return Entry(text=f"{one.reason}{said}", sources=shelf.sources([one.link]) if one.link else ())


def spread_table(uptakes: Sequence[Uptake], shelf: Shelf) -> LearningTable:
    """扩散去向: an experience a row, with every place that took it up and when, the widest first."""
    groups: dict[str, list[Uptake]] = defaultdict(list)
    for one in uptakes:
        groups[one.experience_id].append(one)
    widest = sorted(groups.values(), key=lambda row: (-len(_places(row)), row[0].told, row[0].experience_id))
    rows = [
        LearningRow(
            cells=(
                (shelf.entry(shelf.findings[row[0].experience_id], note=_day(row[0].told)),),
                tuple(
                    Entry(text=f"{title(one.learner)}（{_day(one.taken)}，{one.role}）")
                    for one in _places(row).values()
                ),
                (Entry(text=str(len(_places(row)))),),
            ),
            regions=(row[0].origin.full_name, *_places(row)),
        )
        for row in widest
    ]
    return _table("扩散去向", ("经验", "采用的地区", "地区数"), (6, 5.8, 1.2), rows)


def _places(row: Iterable[Uptake]) -> Mapping[str, Uptake]:
    """The first uptake of each place."""
    found: dict[str, Uptake] = {}
    for one in row:
        found.setdefault(one.learner.full_name, one)
    return found


def model_table(uptakes: Sequence[Uptake], shelf: Shelf) -> LearningTable:
    """成果转化: a named model of one place that is named later in what another place does or plans."""
    rows = [
        LearningRow(
            cells=(
                (Entry(text=one.name),),
                (shelf.entry(shelf.findings[one.experience_id], note=_day(one.told)),),
                (shelf.entry(shelf.findings[one.finding_id], note=f"{one.role}，{_day(one.taken)}"),),
            ),
            regions=(one.origin.full_name, one.learner.full_name),
        )
        for one in uptakes
        if one.reason == BY_NAME
    ]
    return _table("成果转化", ("模式、做法", "来源中先见于", "来源中后见于"), (2.4, 5.3, 5.3), rows)


def _day(date: str) -> str:
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"


def _table(
    name: str, columns: tuple[str, ...], shares: tuple[float, ...], rows: Sequence[LearningRow]
) -> LearningTable:
    return LearningTable(key=name, title=name, note="", columns=columns, shares=shares, rows=tuple(rows))
