"""Statements: one printed point, of one region or shared by several, with its sources and its weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.models import Article, Context, Finding, Point, Region, Role
from tasks.summarise.content import is_empty_gap
from tasks.summarise.lead_scope import whole
from tasks.summarise.led import is_led
from tasks.summarise.marks import raise_nested
from tasks.summarise.order import RegionOrder
from tasks.summarise.weighing import Weights

UNLISTED = "（原文未具体列明）"


@dataclass(frozen=True)
class Statement:
    """Findings with the same words and role; the first region prints it, the others point there."""

    findings: tuple[Finding, ...]
    weight: float

    @property
    def first(self) -> Finding:
        """The finding that is printed."""
        return self.findings[0]

    @property
    def role(self) -> Role:
        """The role of all its findings."""
        return self.first.role

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions it is about, in print order."""
        return tuple(finding.region for finding in self.findings)


@dataclass(frozen=True)
class Library:
    """The articles of an issue by id, with the numbers under which they are cited."""

    articles: dict[str, Article]
    numbers: dict[str, int]

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Library:
        """Numbers the articles in the order given."""
        row = list(articles)
        return cls({a.article_id: a for a in row}, {a.article_id: number for number, a in enumerate(row, 1)})

    def sources(self, finding: Finding) -> tuple[int, ...]:
        """The source numbers of a finding's evidence, rising."""
        return tuple(sorted({self.numbers[evidence.article_id] for evidence in finding.evidence}))


def statements(findings: Sequence[Finding], order: RegionOrder, weights: Weights) -> tuple[Statement, ...]:
    """The printable findings gathered into statements, in the order of the sources."""
    groups: dict[tuple[str, str, int, int, Role], list[Finding]] = {}
    for finding in findings:
        if finding.status == "body":
            proof = finding.evidence[0]
            key = (proof.article_id, proof.paragraph_id, proof.start, proof.end, finding.role)
            groups.setdefault(key, []).append(finding)
    return tuple(
        Statement(tuple(sorted(group, key=lambda f: order.key(f.region))), max(weights.of(f) for f in group))
        for group in groups.values()
    )


def point(finding: Finding, library: Library) -> Point:
    """A finding as it is printed."""
    contexts = tuple(
        Context(
            source_number=library.numbers[evidence.article_id],
            paragraph_id=evidence.paragraph_id,
            text=library.articles[evidence.article_id].paragraph(evidence.paragraph_id).text,
            start=evidence.start,
            end=evidence.end,
        )
        for evidence in finding.evidence
    )
    led = is_led(finding)
    return Point(
        finding_id=finding.finding_id,
        role=finding.role,
        topics=finding.topics,
        lead=raise_nested(finding.lead) if led else "",
        text=sentence(finding.summary if led else whole(finding)),
        sources=library.sources(finding),
        contexts=contexts,
        confidence=finding.confidence,
        note=UNLISTED if finding.role is Role.GAP and is_empty_gap(finding.summary) else "",
    )


def sentence(text: str) -> str:
    """A summary as a printed sentence: nested quotation marks raised, closed by a full stop."""
    raised = raise_nested(text)
    return raised if raised.rstrip("”").endswith(("。", "！", "？")) else f"{raised}。"
