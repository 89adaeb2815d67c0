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
_STRANGE = 0.35
"""Where so great a share of the shorter text are characters that the longer lacks, no similarity reaches these."""


@dataclass(frozen=True)
class Merged:
    """The merged findings and, for each finding that went into another, the one it went into."""

    findings: tuple[Finding, ...]
    into: dict[str, str]


@dataclass(frozen=True)
class Reading:
    """A finding with what is compared: its quote without punctuation, and its figures."""

    finding: Finding
    bare: str
    letters: frozenset[str]
    figures: tuple[tuple[float, str], ...]

    @classmethod
    def of(cls, finding: Finding) -> Reading:
        """Reads a finding by its first quote."""
        quote = finding.evidence[0].quote
        said = tuple((figure.value, figure.unit) for figure in figures(quote))
        bare = re.sub(r"\W", "", quote)
        return cls(finding, bare, frozenset(bare), said)


def merge(findings: Sequence[Finding]) -> Merged:
    """Merge the same statement of one role about one region; order is kept, figures must agree."""
    buckets: dict[tuple[object, ...], list[list[Reading]]] = defaultdict(list)
    groups: list[list[Reading]] = []
    for reading in map(Reading.of, findings):
        finding = reading.finding
        bucket = buckets[finding.region.full_name, finding.role, finding.status, reading.figures]
        home = next((group for group in bucket if _same(group[0], reading)), None)
        if home is None:
            bucket.append(home := [])
            groups.append(home)
        home.append(reading)
    merged = [_join([reading.finding for reading in group]) for group in groups]
    into = {r.finding.finding_id: one.finding_id for group, one in zip(groups, merged, strict=True) for r in group}
    return Merged(tuple(merged), into)


def _same(one: Reading, other: Reading) -> bool:
    if len(one.bare) > len(other.bare):
        one, other = other, one
    if len(one.letters - other.letters) > _STRANGE * len(one.bare):
        return False
    first, second = one.bare, other.bare
    if fuzz.ratio(first, second, score_cutoff=SAME):
        return True
    floor = SAME_FIGURES if one.figures else SAME + 5
    return len(first) >= _HOLDS_FROM and bool(fuzz.partial_ratio(first, second, score_cutoff=floor))


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
