"""How much a point weighs with a leader: figures, named things, concreteness, and how many sources agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.models import Finding, Role
from tasks.summarise.figures import figures
from tasks.summarise.reviewing import is_empty_gap

FIGURE, NAMED, GAP, SOURCE, CHAINED, EMPTY_GAP, SHORT, CONFIDENCE = 2.0, 0.8, 2.5, 2.0, 2.5, -3.0, -1.5, 2.0
"""What one figure, one named thing, being a gap, one further source, standing in a stated chain, a gap without content,
a text below ``_SHORT_TEXT`` characters and full confidence add. Chosen so that, in the hand-made briefing of the seeds,
its 提要 lies in the upper third by weight."""
_MOST_FIGURES, _MOST_NAMED, _SHORT_TEXT, _FULL_TEXT = 3, 3, 14, 50
_NAMED = re.compile(r"“[^”]{2,14}”|《[^》]+》|[A-Za-z]{3,}")


@dataclass(frozen=True)
class Weights:
    """Weighs findings; ``chained`` are those that stand in a stated chain."""

    chained: frozenset[str] = frozenset()

    def of(self, finding: Finding) -> float:
        """The weight of a finding; higher is read first."""
        text = f"{finding.lead}{finding.summary}"
        sources = len({evidence.article_id for evidence in finding.evidence})
        weight = FIGURE * min(_MOST_FIGURES, len(figures(text)))
        weight += NAMED * min(_MOST_NAMED, len(_NAMED.findall(text)))
        weight += min(len(text), _FULL_TEXT) / _FULL_TEXT + (SHORT if len(text) < _SHORT_TEXT else 0.0)
        weight += SOURCE * (sources - 1) + CONFIDENCE * finding.confidence
        weight += CHAINED * (finding.finding_id in self.chained)
        if finding.role is Role.GAP:
            weight += EMPTY_GAP if is_empty_gap(finding.summary) else GAP
        return round(weight, 4)
