"""How much a point weighs with a leader: figures, named things, concreteness, and how many sources agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.knowledge import reader
from tasks.models import Finding, Role
from tasks.summarise.content import is_empty_gap, says_what_is_lacking
from tasks.summarise.figures import figures
from tasks.summarise.lexicon import DATA, Lexicon

FIGURE, NAMED, CONCRETE, HOLLOW = 2.0, 0.6, 0.5, -1.6
"""What one figure, one named thing, one word of pointable work and one word of mood add."""
LEANING = -2.0
"""What a gap loses that opens with a turn from words that are not printed."""
GAP, EMPTY_GAP, SOURCE, CHAINED, SHORT, CONFIDENCE = 3.5, -3.0, 2.0, 2.5, -1.5, 2.0
"""What being a gap, a gap without content, one further source, standing in a stated chain, a text below
``_SHORT_TEXT`` characters and full confidence add. Set by reading the bodies they give, not fitted."""
_MOST_FIGURES, _MOST_NAMED, _MOST_CONCRETE, _SHORT_TEXT, _FULL_TEXT = 3, 2, 4, 14, 50
_TURNS = ("但", "却", "然而", "不过")
_NAMED = re.compile(r"“[^”]{2,14}”|《[^》]+》|[A-Za-z]{3,}")


class WeightLexicon(Lexicon):
    """The lists of ``weights.yaml``."""

    concrete: re.Pattern[str]
    hollow: re.Pattern[str]


weight_lexicon = reader(DATA / "weights.yaml", WeightLexicon)


@dataclass(frozen=True)
class Weights:
    """Weighs findings; ``chained`` are those that stand in a stated chain."""

    chained: frozenset[str] = frozenset()

    def of(self, finding: Finding) -> float:
        """The weight of a finding; higher is read first."""
        sources = len({evidence.article_id for evidence in finding.evidence})
        weight = substance(f"{finding.lead}，{finding.summary}")
        weight += SOURCE * (sources - 1) + CONFIDENCE * finding.confidence
        weight += CHAINED * (finding.finding_id in self.chained)
        if finding.role is Role.GAP:
            weight += LEANING * finding.summary.startswith(_TURNS)
            weight += EMPTY_GAP if is_empty_gap(finding.summary) else GAP * says_what_is_lacking(finding.summary)
        return round(weight, 4)


def substance(text: str) -> float:
    """How much a text holds: figures, named things and pointable work against words of mood, and some length."""
    lexicon = weight_lexicon()
    concrete = len(set(lexicon.concrete.findall(text)))
    weight = FIGURE * min(_MOST_FIGURES, len(figures(text))) + CONCRETE * min(_MOST_CONCRETE, concrete)
    weight += NAMED * min(_MOST_NAMED, len(_NAMED.findall(text))) * bool(concrete)
    weight += HOLLOW * len(lexicon.hollow.findall(text))
    return weight + min(len(text), _FULL_TEXT) / _FULL_TEXT + (SHORT if len(text) < _SHORT_TEXT else 0.0)
