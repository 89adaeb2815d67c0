"""How sure a finding is: what the classifier says, turned into how often such findings are right.

The classifier was taught on texts about the work of places, and is as sure of its words elsewhere. So what it says
counts less where the words of the whole text do not speak for that.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from tasks.knowledge import reader
from tasks.models import Clause, Role
from tasks.summarise.lexicon import DATA, Lexicon

_ROLES = tuple(Role)


class Knot(Lexicon):
    """One point of the calibration: a raw score, and the share of findings with it that are right."""

    raw: float
    right: float


class Doubt(Lexicon):
    """Below which log odds of relevance a text is doubted, and by how much the log odds of a finding fall for each."""

    below: float
    slope: float


class Calibration(Lexicon):
    """``calibration.yaml``: knots by rising raw score, from 0 to 1, and the doubt of texts on other things."""

    knots: tuple[Knot, ...]
    doubt: Doubt

    @cached_property
    def raws(self) -> list[float]:
        """The raw scores of the knots."""
        return [knot.raw for knot in self.knots]


calibration = reader(DATA / "calibration.yaml", Calibration)


def calibrated(raw: float) -> float:
    """The share of findings with this raw score that are right."""
    knots = calibration().knots
    at = min(max(1, bisect_right(calibration().raws, raw)), len(knots) - 1)
    low, high = knots[at - 1], knots[at]
    return low.right + (high.right - low.right) * (min(max(raw, low.raw), high.raw) - low.raw) / (high.raw - low.raw)


def is_doubted(relevance: float | None) -> bool:
    """Whether the words of a text hardly speak for the work of places."""
    return relevance is not None and relevance < calibration().doubt.below


def doubted(right: float, relevance: float | None) -> float:
    """The share of findings that are right in a text of this relevance, of those that are elsewhere right so often."""
    if relevance is None or not is_doubted(relevance):
        return right
    doubt = calibration().doubt
    less = right * math.exp(doubt.slope * (relevance - doubt.below))
    return less / (less + 1 - right)


def confidence(clauses: Sequence[Clause], relevance: float | None = None) -> float:
    """The confidence of a finding made of these clauses: calibrated mean over characters of role times region.

    ``relevance`` is that of its article.
    """
    sizes = [clause.end - clause.start for clause in clauses]
    sure = [
        clause.role_scores[_ROLES.index(clause.role)] * clause.region_score if clause.role else 0.0
        for clause in clauses
    ]
    raw = sum(size * value for size, value in zip(sizes, sure, strict=True)) / max(1, sum(sizes))
    return round(doubted(calibrated(raw), relevance), 4)
