"""The briefing: everything a template prints, and nothing a template must work out."""

from __future__ import annotations

from tasks.models.base import Model
from tasks.models.findings import Finding, Indicator, LearningChain, LearningLink
from tasks.models.learning import Learned, LearningTable
from tasks.models.understanding import Region
from tasks.models.vocabulary import Genre, Role, Topic


class Issue(Model):
    """Which issue this is: 第 ``number`` 期 of ``year`` (总第 ``total`` 期 when known), dated ``date`` (YYYY-MM-DD)."""

    year: int
    number: int
    total: int | None
    date: str


class Masthead(Model):
    """报头 and 报尾: what the office sets in ``hujian.toml``. Empty strings print 〔待定〕."""

    name: str = "互鉴简报"
    issuer: str = "互鉴简报编辑部"
    mark: str = "内部资料　注意保存"
    report_to: str = ""
    send_to: str = ""
    issue_to: str = ""
    copies: str = ""
    editor: str = ""
    reviewer: str = ""
    signer: str = ""


class Context(Model):
    """A quote inside its paragraph, for readers who check: ``text[start:end]`` is the quote."""

    source_number: int
    paragraph_id: str
    text: str
    start: int
    end: int


class Point(Model):
    """One printed 要点: lead phrase, text, source numbers, and where to read the proof."""

    finding_id: str
    role: Role
    topics: tuple[Topic, ...]
    lead: str
    text: str
    sources: tuple[int, ...]
    contexts: tuple[Context, ...]
    confidence: float
    note: str = ""


class RoleSection(Model):
    """The points of one role; ``silent`` is what to print when there are none (本期来源未涉及)."""

    role: Role
    points: tuple[Point, ...]
    silent: str = "本期来源未涉及"


class IndicatorRow(Model):
    """A printed indicator; ``value`` carries qualifier and unit as the source writes them."""

    region: str
    name: str
    value: str
    year: str
    kind: str
    sources: tuple[int, ...]
    finding_id: str | None = None
    printed: bool = True


class RegionBrief(Model):
    """One region's 经验, 差距 and 举措, always three sections in this order, and its indicators.

    ``elsewhere`` are short notes such as “与天府新区共有的举措5条，见……”.
    """

    region: Region
    title: str
    sections: tuple[RoleSection, RoleSection, RoleSection]
    elsewhere: tuple[str, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()


class ProvinceSection(Model):
    """All regions of one province (or a group that spans provinces) in the order of GB/T 2260.

    ``closing`` stands below the last one of a part and says where its other points are.
    """

    title: str
    regions: tuple[RegionBrief, ...]
    closing: str = ""


class Highlight(Model):
    """One line of the 提要: it stands alone, with its sources."""

    lead: str
    text: str
    sources: tuple[int, ...]
    finding_ids: tuple[str, ...]


class RoleCount(Model):
    """How many points of a role each source yields, in source order, and in all."""

    role: Role
    by_source: tuple[int, ...]
    total: int


class MatrixRow(Model):
    """A region's points per topic: for each topic the counts of 经验, 差距, 举措, and the row's total.

    ``title`` is how the region is called in print.
    """

    region: Region
    cells: tuple[tuple[Topic, tuple[int, int, int]], ...]
    total: int
    title: str = ""
    printed: bool = True


class LinkRow(Model):
    """Who learns from whom, in the source's words."""

    learner: str
    benchmarks: tuple[str, ...]
    text: str
    sources: tuple[int, ...]
    printed: bool = True


class ChainCell(Model):
    """A text inside a chain, with the region it is about where that is not the learner."""

    region: str
    text: str
    sources: tuple[int, ...]
    finding_id: str


class ChainRow(Model):
    """A printed 互鉴链."""

    learner: str
    topic: Topic
    experiences: tuple[ChainCell, ...]
    gaps: tuple[ChainCell, ...]
    measures: tuple[ChainCell, ...]
    stated: bool
    printed: bool = True


class SourceEntry(Model):
    """A line of the source list; null publisher or date prints 来源文本未载明."""

    number: int
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    genre: Genre
    authors: tuple[str, ...] = ()


class ReviewItem(Model):
    """One thing a person must check before the briefing is issued (核稿单)."""

    category: str
    place: str
    text: str
    advice: str
    sources: tuple[int, ...] = ()


class Briefing(Model):
    """An issue over a set of regions, ready to be printed.

    ``body`` is what a leader reads; ``annex`` what else is printed, by the same order (附件); ``rest`` stands in the
    HTML and the workbook only, as do the rows of tables that are not ``printed``. ``notes`` are the 说明 under the
    source list; ``review`` goes to the 核稿单, never into the briefing. ``tables`` are those of mutual learning;
    ``more_links`` says how many rows of 谁向谁学 paper leaves out.
    """

    issue: Issue
    masthead: Masthead
    title: str
    note: str
    highlights: tuple[Highlight, ...]
    counts: tuple[RoleCount, ...]
    matrix: tuple[MatrixRow, ...]
    indicators: tuple[IndicatorRow, ...]
    body: tuple[ProvinceSection, ...]
    annex: tuple[ProvinceSection, ...]
    links: tuple[LinkRow, ...]
    chains: tuple[ChainRow, ...]
    sources: tuple[SourceEntry, ...]
    notes: tuple[str, ...]
    review: tuple[ReviewItem, ...]
    rest: tuple[ProvinceSection, ...] = ()
    tables: tuple[LearningTable, ...] = ()
    more_links: int = 0


class Composition(Model):
    """What ``summarise.compose`` hands on: the merged records of the run and the briefing made from them."""

    findings: tuple[Finding, ...]
    indicators: tuple[Indicator, ...]
    links: tuple[LearningLink, ...]
    chains: tuple[LearningChain, ...]
    briefing: Briefing
    learned: Learned = Learned()
