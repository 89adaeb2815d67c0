"""What the rows of the learning tables refer to: findings, the numbers of sources, and places as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tasks.models import Entry, Evidence, Finding, Region
from tasks.summarise.order import title
from tasks.summarise.statements import Library, sentence

NOT_STATED = "来源未写明"
"""What a cell says where a source does not state what its column asks for."""
_SAME_START = 6
_MOST_NAMES = 12


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
