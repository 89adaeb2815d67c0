"""What regions can learn from one another, beside links and chains: suggestions, lists, exchanges, targets."""

from __future__ import annotations

from typing import Literal

from tasks.models.base import Model
from tasks.models.findings import Evidence, Indicator
from tasks.models.understanding import Region
from tasks.models.vocabulary import Role


class Suggestion(Model):
    """对接建议: an experience elsewhere that meets a gap. The editors' own, never what a source states.

    ``gap_id`` and ``finding_id`` are findings; ``score`` is 0–1; ``reasons`` say in Chinese why the two were joined.
    """

    gap_id: str
    finding_id: str
    role: Role
    score: float
    reasons: tuple[str, ...]


class NamedList(Model):
    """清单: an enumeration that a text announces with a title and a number, with the items that it gives.

    ``items`` stand in the order and words of the text; fewer than ``number`` means that the text names no more.
    ``regions`` are those whose list it is, as far as the text says so; ``evidence`` holds title and items.
    """

    title: str
    number: int
    unit: str
    items: tuple[str, ...]
    regions: tuple[Region, ...]
    evidence: tuple[Evidence, ...]


class Exchange(Model):
    """交往记录: one dated visit, meeting, agreement or mechanism between regions.

    ``date`` is ISO, as exact as the text (2016, 2014-10, 2015-05-21); ``said`` how the text puts it.
    """

    date: str
    said: str
    kind: Literal["互访", "协议", "机制", "会议"]
    regions: tuple[Region, ...]
    evidence: Evidence


class Practice(Model):
    """A named model or practice (“某某经验”, 河长制): who has it, or plans it (``role`` 举措), in which words."""

    name: str
    region: Region
    role: Role
    evidence: Evidence
    finding_id: str


class Target(Model):
    """阶段目标: a stated aim with the year it is due, and what later figures say of it.

    ``verdict`` compares the aim with ``later``, the figure of the same name and unit for that year or after.
    ``undated`` is one that a later issue tells without its year, where there is no better.
    """

    indicator: Indicator
    later: Indicator | None = None
    undated: Indicator | None = None
    verdict: Literal["达到", "未到", "无数据"] = "无数据"


class Stage(Model):
    """A stage of a plan as the text words it: 三年基本达到目标."""

    region: Region
    span: str
    aim: str
    evidence: Evidence


class BenchmarkPair(Model):
    """A learner and one of its benchmarks: on what the text compares them, and the figures that can be compared.

    Without ``evidence`` it is the office that set them.
    """

    learner: Region
    benchmark: Region
    dimension: str
    evidence: Evidence | None
    figures: tuple[tuple[Indicator, Indicator], ...] = ()


class Entry(Model):
    """A paragraph in a cell: a lead (a region) or none, the text, its sources, the finding shown, an editor's note."""

    text: str
    lead: str = ""
    sources: tuple[int, ...] = ()
    finding_id: str = ""
    note: str = ""


class LearningRow(Model):
    """A row of a learning table: its cells, the regions (full names) it concerns, whether the whole issue prints it.

    ``unmet`` names a row that nothing is set beside; such rows share one line under the table.
    """

    cells: tuple[tuple[Entry, ...], ...]
    regions: tuple[str, ...] = ()
    body: bool = True
    unmet: str = ""


class LearningTable(Model):
    """A table of the learning pages, found in templates by ``key`` (对接建议, 清单, 交往记录…).

    ``shares`` are the columns' widths in proportion; ``note`` stands above the table. ``unmet`` opens the line of the
    rows that nothing is set beside, and ``remainder`` is that line, once it is known which rows are printed.
    """

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[LearningRow, ...]
    unmet: str = ""
    remainder: str = ""


class Uptake(Model):
    """创新扩散: an experience of one place that another took up later.

    ``name`` is what spreads: the named practice, or the matter that both statements are about. ``experience_id`` and
    ``finding_id`` are findings, ``role`` that of the latter; the dates are those of their sources, else of the issues.
    ``link`` are the words that state the learning; without them only the name joins the two.
    """

    name: str
    origin: Region
    learner: Region
    experience_id: str
    finding_id: str
    role: Role
    told: str
    learned: str = ""
    taken: str
    issue: str
    link: Evidence | None = None
    reason: str


class Progress(Model):
    """What a later article says of an item of the 台账: a result (经验) or a further measure, and its issue."""

    finding_id: str
    role: Role
    issue: str
    date: str
    done: bool


class LedgerItem(Model):
    """台账: one thing to be done, with whose it is, when it is due and how it stands at the latest issue.

    ``unit`` and ``deadline`` are the text's own words, empty where it has none; ``due`` is the last day that the
    deadline can mean (ISO), empty where there is none. ``status`` compares: 新列 (the latest issue told it first),
    续列 (told before and not yet due), 有进展, 已完成 (as a later source says), 到期未见结果.
    """

    text: str
    regions: tuple[Region, ...]
    unit: str
    deadline: str
    due: str
    first: str
    last: str
    status: Literal["新列", "续列", "有进展", "已完成", "到期未见结果"]
    evidence: Evidence
    finding_id: str = ""
    progress: tuple[Progress, ...] = ()


class Learned(Model):
    """What an issue's articles yield for mutual learning, beside links and chains."""

    suggestions: tuple[Suggestion, ...] = ()
    lists: tuple[NamedList, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    practices: tuple[Practice, ...] = ()
    benchmarks: tuple[BenchmarkPair, ...] = ()
    targets: tuple[Target, ...] = ()
    stages: tuple[Stage, ...] = ()
