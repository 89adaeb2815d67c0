"""Findings that several articles share become one: the fullest wording is printed, all evidence is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tasks.models import Finding, Indicator, LearningChain
from tasks.summarise.figures import figures

SAME = 90.0
"""Similarity of two summaries (rapidfuzz ratio, or partial ratio where one holds the other) from which on they are one
statement; below it distinct measures of one programme begin to fall together."""
SAME_FIGURES = 75.0
"""The same for the shorter inside the longer where both state the same figures."""
_HOLDS_FROM = 12


@dataclass(frozen=True)
class Merged:
    """The merged findings and, for each finding that went into another, the one it went into."""

    findings: tuple[Finding, ...]
    into: dict[str, str]


def merge(findings: Sequence[Finding]) -> Merged:
    """Merge the same statement of one role about one region; order is kept, figures must agree."""
    buckets: dict[tuple[str, str], list[list[Finding]]] = defaultdict(list)
    groups: list[list[Finding]] = []
    for finding in findings:
        bucket = buckets[finding.region.full_name, finding.role]
        home = next((group for group in bucket if _same(group[0], finding)), None)
        if home is None:
            bucket.append(home := [])
            groups.append(home)
        home.append(finding)
    merged = [_join(group) for group in groups]
    into = {f.finding_id: one.finding_id for group, one in zip(groups, merged, strict=True) for f in group}
    return Merged(tuple(merged), into)


def _bare(finding: Finding) -> str:
    return re.sub(r"\W", "", finding.evidence[0].quote)


def _same(one: Finding, other: Finding) -> bool:
    if _figures(one) != _figures(other) or one.status != other.status:
        return False
    first, second = sorted((_bare(one), _bare(other)), key=len)
    if fuzz.ratio(first, second, score_cutoff=SAME):
        return True
    floor = SAME_FIGURES if _figures(one) else SAME + 5
    return len(first) >= _HOLDS_FROM and bool(fuzz.partial_ratio(first, second, score_cutoff=floor))


def _figures(finding: Finding) -> tuple[tuple[float, str], ...]:
    return tuple((figure.value, figure.unit) for figure in figures(finding.evidence[0].quote))


def _join(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    fullest = max(group, key=lambda finding: (len(finding.summary), finding.confidence))
    others = [evidence for finding in group for evidence in finding.evidence if finding is not fullest]
    reasons = dict.fromkeys(reason for finding in (fullest, *group) for reason in finding.reasons)
    return fullest.model_copy(
        update={
            "evidence": (*fullest.evidence, *others),
            "confidence": max(finding.confidence for finding in group),
            "reasons": tuple(reasons),
        }
    )


def follow_indicators(indicators: Sequence[Indicator], into: dict[str, str]) -> tuple[Indicator, ...]:
    """Indicators pointing at the merged findings."""
    return tuple(
        indicator.model_copy(update={"finding_id": into.get(indicator.finding_id or "", indicator.finding_id)})
        for indicator in indicators
    )


def follow_chains(chains: Sequence[LearningChain], into: dict[str, str]) -> tuple[LearningChain, ...]:
    """Chains pointing at the merged findings."""
    return tuple(
        chain.model_copy(
            update={
                field: tuple(dict.fromkeys(into.get(name, name) for name in getattr(chain, field)))
                for field in ("experience_ids", "gap_ids", "measure_ids")
            }
        )
        for chain in chains
    )
