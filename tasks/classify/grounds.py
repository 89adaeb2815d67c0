"""Why a clause was given its role, in words: the circumstances that spoke for it most."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tasks.classify import judgement, roles
from tasks.classify.circumstances import ROLES, circumstances
from tasks.knowledge import knowledge
from tasks.models import ClassifiedArticle

_WORDS = Path(__file__).with_suffix(".yaml")
MOST = 3
"""So many grounds are told of a clause."""
Place = tuple[str, int]


def grounds(classified: ClassifiedArticle) -> dict[Place, tuple[str, ...]]:
    """For each clause with a role, by its paragraph and start, what spoke for the role, the weightiest first.

    What its own words say to the readings is left out: that is in the clause to read.
    """
    stating = [number for number, clause in enumerate(classified.clauses) if clause.role]
    if not stating:
        return {}
    reading = roles.read(classified.article)
    names, values = circumstances(reading.told(classified.clauses, classified.home, classified.genre))
    chosen = np.array([ROLES.index(classified.clauses[number].role) for number in stating])
    pushes = judgement.pushes(values[stating], chosen, judgement.load(judgement.MODEL))
    words = knowledge(_WORDS, dict[str, str])
    found: dict[Place, tuple[str, ...]] = {}
    for number, push in zip(stating, pushes, strict=True):
        clause = classified.clauses[number]
        order = np.argsort(-push, kind="stable")
        told = [said for column in order if push[column] > 0 and (said := words.get(names[column]))]
        found[clause.paragraph_id, clause.start] = tuple(told[:MOST])
    return found
