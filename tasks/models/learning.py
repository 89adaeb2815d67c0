"""What regions can learn from one another, beside links and chains: suggestions, lists, exchanges, practices, targets."""

from __future__ import annotations

from typing import Literal

from tasks.models.base import Model
from tasks.models.findings import Evidence
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
    """阶段目标: a stated aim with its horizon (到2025年, 三年) and, where it has one, its figure."""

    region: Region
    horizon: str
    year: int | None
    text: str
    evidence: Evidence
    finding_id: str
    indicator: str = ""
    value: float | None = None
    unit: str = ""
    verdict: Literal["达到", "未到", "无数据"] = "无数据"
    later: str = ""


class Entry(Model):
    """A paragraph in a cell: an optional lead (a region, a role), the text, its source numbers, the finding it shows."""

    text: str
    lead: str = ""
    sources: tuple[int, ...] = ()
    finding_id: str = ""


class LearningRow(Model):
    """A row of a learning table: its cells, the regions (full names) it concerns, whether the whole issue prints it."""

    cells: tuple[tuple[Entry, ...], ...]
    regions: tuple[str, ...] = ()
    body: bool = True


class LearningTable(Model):
    """A table of the learning pages, found in templates by ``key`` (对接建议, 清单, 交往记录…).

    ``shares`` are the columns' widths in proportion; ``note`` stands above the table.
    """

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[LearningRow, ...]
