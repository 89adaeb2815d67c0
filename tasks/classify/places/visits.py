"""Who comes and where one goes, as the heading of an article says it (甲考察团来我市, 赴乙学习考察)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.mentions import Found
from tasks.knowledge import read_patterns


@dataclass(frozen=True, slots=True)
class Visits:
    """The places of a heading: those whose people come, those that one goes to or learns from, and the others."""

    guests: tuple[Place, ...] = ()
    goals: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()

    @property
    def away(self) -> tuple[Place, ...]:
        """The places that the article is not written from."""
        return (*self.guests, *self.goals)


class Patterns(BaseModel):
    """``visits.yaml`` with the words put in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    comes_here: re.Pattern[str]
    learns_from: re.Pattern[str]
    goes_there: re.Pattern[str]
    to_study: re.Pattern[str]
    acting: re.Pattern[str]


@cache
def load_patterns() -> Patterns:
    """The patterns, read once."""
    return Patterns.model_validate(read_patterns(Path(__file__).with_suffix(".yaml")))


def visits_in(heading: Sequence[tuple[str, Found]]) -> Visits:
    """The places that a heading names, each name with its text, by what is said where they are named."""
    found: dict[str, list[Place]] = {"guests": [], "goals": [], "others": []}
    for text, name in heading:
        if name.place:
            kind = "guests" if _comes(text, name) else "goals" if _is_goal(text, name) else "others"
            found[kind].append(name.place)
    return Visits(**{kind: tuple(places) for kind, places in found.items()})


def _comes(text: str, name: Found) -> bool:
    """Whether a name is whose people come."""
    return bool(load_patterns().comes_here.match(text, name.end))


def _is_goal(text: str, name: Found) -> bool:
    """Whether a name is where one goes to study, or whom one learns from."""
    words = load_patterns()
    if words.learns_from.search(text, 0, name.start):
        return True
    return bool(words.goes_there.search(text, 0, name.start) and words.to_study.match(text, name.end))
