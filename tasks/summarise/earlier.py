"""What earlier issues printed already: 本期新增 and 已报, finding by finding.

A finding was printed before when an earlier issue printed it under the same number, or the same words (of the quote, or
of the summary) in the same role about the same region; an article that another paper prints again brings nothing new.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from tasks.models import ArticleSummary, Briefing, Composition, Finding, Point, ProvinceSection

Earlier = Mapping[str, str]
"""Key of a statement → the issue that printed it first, as people write it (2026年第1期)."""

NOTHING_NEW = "本期无新增。"


def statement_keys(finding: Finding) -> tuple[str, ...]:
    """Under what a finding is known again: its number, its quote, its summary."""
    about = f"{finding.region.full_name}|{finding.role}"
    words = [re.sub(r"\W", "", text) for text in (finding.evidence[0].quote, finding.summary)]
    return finding.finding_id, *dict.fromkeys(_digest(f"{about}|{bare}") for bare in words)


def printed_in(finding: Finding, earlier: Earlier) -> str:
    """The issue that printed it first; empty when none did."""
    return next((earlier[key] for key in statement_keys(finding) if key in earlier), "")


def without_repeats(summaries: Sequence[ArticleSummary], earlier: Earlier) -> list[ArticleSummary]:
    """The same summaries with what was printed already set aside: kept in the records, not printed."""
    if not earlier:
        return list(summaries)
    return [
        summary.model_copy(update={"findings": tuple(_set_aside(finding, earlier) for finding in summary.findings)})
        for summary in summaries
    ]


def _set_aside(finding: Finding, earlier: Earlier) -> Finding:
    issue = printed_in(finding, earlier)
    if not issue or finding.status != "body":
        return finding
    return finding.model_copy(update={"status": "review", "reasons": (*finding.reasons, f"{issue}已报，本期不再刊登")})


def mark_repeats(composition: Composition, earlier: Earlier) -> Composition:
    """The composition with every finding's earlier issue, told behind each point that is printed again."""
    if not earlier:
        return composition
    findings = tuple(
        finding.model_copy(update={"reported": printed_in(finding, earlier)}) for finding in composition.findings
    )
    known = {finding.finding_id: finding.reported for finding in findings if finding.reported}
    briefing = _marked(composition.briefing, known)
    note = _foreword(briefing.note, findings)
    return composition.model_copy(update={"findings": findings, "briefing": briefing.model_copy(update={"note": note})})


def count_new(findings: Sequence[Finding]) -> int:
    """How many of the printed statements no earlier issue printed; one about several regions counts once."""
    return len(_statements(findings, new=True))


def _statements(findings: Sequence[Finding], *, new: bool) -> set[tuple[object, ...]]:
    printed = (finding for finding in findings if finding.status == "body" and new is not bool(finding.reported))
    return {(finding.role, finding.evidence[0].model_dump_json()) for finding in printed}


def _foreword(note: str, findings: Sequence[Finding]) -> str:
    new, again = len(_statements(findings, new=True)), len(_statements(findings, new=False))
    if not new:
        return f"{NOTHING_NEW}{note}"
    return f"{note}其中本期新增要点{new}条，此前已报{again}条。" if again else note


def _marked(briefing: Briefing, known: Mapping[str, str]) -> Briefing:
    parts = {
        name: tuple(_marked_province(province, known) for province in getattr(briefing, name))
        for name in ("body", "annex", "rest")
    }
    return briefing.model_copy(update=parts)


def _marked_province(province: ProvinceSection, known: Mapping[str, str]) -> ProvinceSection:
    regions = []
    for brief in province.regions:
        sections = tuple(
            section.model_copy(update={"points": tuple(_marked_point(point, known) for point in section.points)})
            for section in brief.sections
        )
        regions.append(brief.model_copy(update={"sections": sections}))
    return province.model_copy(update={"regions": tuple(regions)})


def _marked_point(point: Point, known: Mapping[str, str]) -> Point:
    issue = known.get(point.finding_id)
    return point.model_copy(update={"note": f"{point.note}〔{issue}已报〕"}) if issue else point


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
