"""What the summarise stage states, each with the words that prove it."""

from __future__ import annotations

from typing import Literal

from tasks.models.base import Model
from tasks.models.understanding import Region, Speaker
from tasks.models.vocabulary import Kind, Role, Topic


class Evidence(Model):
    """Verbatim words: ``paragraph.text[start:end] == quote`` in the article named."""

    article_id: str
    paragraph_id: str
    start: int
    end: int
    quote: str

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the words begin: article, paragraph, offset. What is said of several regions at once has one place."""
        return self.article_id, self.paragraph_id, self.start


class Finding(Model):
    """One statement of one role about one region, with its evidence.

    ``summary`` is a subsequence of the evidence and is printed after ``lead``. ``reported`` names the earlier issue
    that printed it first (2026年第1期); empty when it is new.
    """

    finding_id: str
    region: Region
    role: Role
    topics: tuple[Topic, ...]
    lead: str
    summary: str
    evidence: tuple[Evidence, ...]
    speaker: Speaker | None = None
    confidence: float
    status: Literal["body", "review"]
    reasons: tuple[str, ...] = ()
    reported: str = ""


class Indicator(Model):
    """A quantified fact. ``value`` is a number as said (九成 → 90 with unit %), ``qualifier`` 近, 超过 or 以上.

    ``said`` is the figure in the source's own writing, qualifier and unit included (近九成).
    """

    region: Region
    name: str
    value: float
    unit: str
    year: int | None
    qualifier: str | None
    kind: Kind
    evidence: Evidence
    finding_id: str | None = None
    said: str = ""


class LearningLink(Model):
    """A learner and the benchmark it sets itself against or learns from, as the text states it."""

    learner: Region
    benchmark: Region
    topics: tuple[Topic, ...]
    evidence: tuple[Evidence, ...]


class LearningChain(Model):
    """One topic of one learner: the benchmarks' 经验 → its own 差距 → its own 举措.

    ``stated`` says whether the text itself joins them (else they were joined by topic); ``reason`` says how.
    """

    learner: Region
    topic: Topic
    benchmarks: tuple[Region, ...]
    experience_ids: tuple[str, ...]
    gap_ids: tuple[str, ...]
    measure_ids: tuple[str, ...]
    stated: bool
    reason: str


class ArticleSummary(Model):
    """What one article yields; cached per article, merged over articles by ``summarise.compose``."""

    article_id: str
    findings: tuple[Finding, ...]
    indicators: tuple[Indicator, ...]
    links: tuple[LearningLink, ...]
    chains: tuple[LearningChain, ...]
