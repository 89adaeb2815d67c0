"""What a source says of two places' figures (低于, 高于, 超过) against the figures themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.knowledge import reader
from tasks.models import Finding, Indicator, Kind, Region
from tasks.summarise.learning.matters import DATA
from tasks.summarise.lexicon import Lexicon
from tasks.summarise.wording import subject_names

_AHEAD = 40
"""So far before the word that compares its figure may stand."""


class Comparisons(Lexicon):
    """The patterns of ``contradictions.yaml``."""

    less: re.Pattern[str]
    more: re.Pattern[str]


_lexicon = reader(DATA / "contradictions.yaml", Comparisons)

Figures = Mapping[str, Sequence[Indicator]]


def with_contradictions(findings: Sequence[Finding], indicators: Sequence[Indicator]) -> tuple[Finding, ...]:
    """The findings, those held for review (待核) whose comparison the figures known of both places contradict.

    Two figures are compared where name, unit and year are the same and both are achieved. The reason names them.
    """
    figures: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        if indicator.kind is Kind.ACTUAL and indicator.year:
            figures[indicator.region.full_name].append(indicator)
    regions = {indicator.region.full_name: indicator.region for indicator in indicators}
    return tuple(_checked(finding, figures, regions) for finding in findings)


def _checked(finding: Finding, figures: Figures, regions: Mapping[str, Region]) -> Finding:
    said = _contradiction(finding, figures, regions)
    if not said:
        return finding
    return finding.model_copy(update={"status": "review", "reasons": (*finding.reasons, said)})


def _contradiction(finding: Finding, figures: Figures, regions: Mapping[str, Region]) -> str:
    """What is said against what is known, in words for the 核稿单; empty where they agree or nothing is known."""
    quote = finding.evidence[0].quote
    for less, pattern in ((True, _lexicon().less), (False, _lexicon().more)):
        for match in pattern.finditer(quote):
            other = _place_behind(quote, match.end(), regions, finding.region)
            for one, known in _pairs(finding, quote[: match.start()], figures, other):
                if one.value != known.value and (one.value < known.value) is not less:
                    return (
                        f"原文称“{match.group()}{known.region.name}”，与所列数字不符："
                        f"{one.year}年{one.name}{one.region.name}{one.said}、{known.region.name}{known.said}"
                    )
    return ""


def _place_behind(quote: str, at: int, regions: Mapping[str, Region], own: Region) -> Region | None:
    """The place named right behind a word that compares."""
    for region in regions.values():
        if region.full_name != own.full_name and quote.startswith(tuple(subject_names(region)), at):
            return region
    return None


def _pairs(finding: Finding, ahead: str, figures: Figures, other: Region | None) -> list[tuple[Indicator, Indicator]]:
    """The last figure of the finding's place before the word that compares, beside the same figure of the other."""
    own = [
        (at, one)
        for one in figures.get(finding.region.full_name, ())
        if one.said and (at := ahead.rfind(one.said)) >= 0 and len(ahead) - at <= _AHEAD
    ]
    if not own or other is None:
        return []
    nearest = max(own, key=lambda pair: pair[0])[1]
    key = (nearest.name, nearest.unit, nearest.year)
    return [(nearest, one) for one in figures.get(other.full_name, ()) if (one.name, one.unit, one.year) == key]
