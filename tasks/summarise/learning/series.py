"""A series of issues, oldest first: what each recorded, and when and where each statement was told first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tasks.models import (
    Article,
    Evidence,
    Finding,
    Indicator,
    Issue,
    LearningChain,
    LearningLink,
    NamedList,
    Practice,
)
from tasks.summarise.earlier import statement_keys


@dataclass(frozen=True)
class Recorded:
    """The records of one issue."""

    issue: Issue
    findings: Sequence[Finding] = ()
    links: Sequence[LearningLink] = ()
    chains: Sequence[LearningChain] = ()
    indicators: Sequence[Indicator] = ()
    practices: Sequence[Practice] = ()
    lists: Sequence[NamedList] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The issue as people write it: 2026年第1期."""
        return f"{self.issue.year}年第{self.issue.number}期"


@dataclass(frozen=True)
class Moment:
    """When something was told: the source's date (else the issue's), the issue's place in the series, the place in it.

    ``dated`` says whether the source itself has a date. ``article`` and ``offset`` (paragraph, character) order what
    one article tells.
    """

    date: str
    dated: bool
    issue: int
    article: str
    offset: tuple[int, int]

    def follows(self, other: Moment) -> bool:
        """Whether this was told after the other: later in its article, by date, or, undated, in a later issue."""
        if self.article == other.article:
            return self.offset > other.offset
        if self.dated and other.dated:
            return self.date >= other.date
        return self.issue > other.issue


@dataclass(frozen=True)
class Told:
    """A printable statement with the moment when the series told it first, and the issues that printed it."""

    finding: Finding
    moment: Moment
    issues: tuple[int, ...]


@dataclass(frozen=True)
class Series:
    """Issues in their order."""

    issues: tuple[Recorded, ...]
    _known: dict[str, Mapping[str, int]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """All articles by id, as the first issue has them."""
        found: dict[str, Article] = {}
        for recorded in self.issues:
            for name, article in recorded.articles.items():
                found.setdefault(name, article)
        return found

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every statement once, in the order of the series: one that a later issue prints again is the same."""
        first: dict[str, int] = {}
        found: list[tuple[Finding, Moment, list[int]]] = []
        for number, recorded in enumerate(self.issues):
            for finding in recorded.findings:
                if finding.status != "body":
                    continue
                known = next((first[key] for key in statement_keys(finding) if key in first), None)
                if known is None:
                    known = len(found)
                    found.append((finding, self.moment(number, finding.evidence[0]), []))
                if number not in found[known][2]:
                    found[known][2].append(number)
                for key in statement_keys(finding):
                    first.setdefault(key, known)
        return tuple(Told(finding, moment, tuple(issues)) for finding, moment, issues in found)

    def moment(self, number: int, evidence: Evidence) -> Moment:
        """When the words of an issue were told."""
        recorded = self.issues[number]
        article = recorded.articles[evidence.article_id]
        place = self._places(article)[evidence.paragraph_id]
        return Moment(
            date=article.published or recorded.issue.date,
            dated=article.published is not None,
            issue=number,
            article=article.article_id,
            offset=(place, evidence.start),
        )

    def _places(self, article: Article) -> Mapping[str, int]:
        """Where each paragraph stands in its article."""
        found = self._known.get(article.article_id)
        if found is None:
            found = {paragraph.paragraph_id: number for number, paragraph in enumerate(article.paragraphs)}
            self._known[article.article_id] = found
        return found

    def first_links(self) -> Iterator[tuple[LearningLink, Evidence, Moment]]:
        """Each pair of learner and benchmark once, with the words that state it first."""
        seen: set[tuple[str, str]] = set()
        for number, recorded in enumerate(self.issues):
            for link in recorded.links:
                pair = (link.learner.full_name, link.benchmark.full_name)
                if pair not in seen:
                    seen.add(pair)
                    yield link, link.evidence[0], self.moment(number, link.evidence[0])

    def label(self, number: int) -> str:
        """An issue by its place in the series, as people write it."""
        return self.issues[number].label
