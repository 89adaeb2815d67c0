"""How sure a finding is: what the classifier says, turned into how often such findings are right.

The classifier was taught on texts about the work of places, and is as sure of its words elsewhere. So what it says
counts less where the words of the whole text do not speak for that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tasks.knowledge import reader
from tasks.models import ClassifiedArticle, Clause, Genre, Role
from tasks.summarise.lexicon import DATA, Lexicon

_ROLES = tuple(Role)


class Weights(Lexicon):
    """How much each sign counts for a finding being right, in log odds, over the log odds of probabilities."""

    bias: float
    both: float
    role: float
    report: float


class Doubt(Lexicon):
    """Below which log odds of relevance a text is doubted, and by how much the log odds of a finding fall for each."""

    below: float
    slope: float


class Calibration(Lexicon):
    """``calibration.yaml``: the weights of the signs, the probabilities they are held to, the doubt of other texts."""

    weights: Weights
    least: float
    most: float
    doubt: Doubt


class Signs(NamedTuple):
    """What speaks for a finding: role times region and role alone (means over its characters), and its text's kind."""

    both: float
    role: float
    report: bool


calibration = reader(DATA / "calibration.yaml", Calibration)


def signs(clauses: Sequence[Clause], genre: Genre) -> Signs:
    """The signs of a finding made of these clauses of a text."""
    size = max(1, sum(clause.end - clause.start for clause in clauses))
    role = both = 0.0
    for clause in clauses:
        sure = clause.role_scores[_ROLES.index(clause.role)] if clause.role else 0.0
        role += sure * (clause.end - clause.start) / size
        both += sure * clause.region_score * (clause.end - clause.start) / size
    return Signs(both, role, genre is Genre.WORK_REPORT)


def log_odds(share: float) -> float:
    """The log odds of a probability, held to where the classifier's say something."""
    held = min(max(share, calibration().least), calibration().most)
    return math.log(held / (1 - held))


def calibrated(told: Signs) -> float:
    """The share of findings with these signs that are right."""
    weights = calibration().weights
    odds = weights.both * log_odds(told.both) + weights.role * log_odds(told.role) + weights.report * told.report
    return 1 / (1 + math.exp(-weights.bias - odds))


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


def confidence(clauses: Sequence[Clause], classified: ClassifiedArticle) -> float:
    """The confidence of a finding made of these clauses of an article."""
    return round(doubted(calibrated(signs(clauses, classified.genre)), classified.relevance), 4)
