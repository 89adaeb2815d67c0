"""Who comes and where one goes, as the heading of an article says it (甲考察团来我市, 赴乙学习考察)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.mentions import Found
from tasks.classify.places.references import Reference
from tasks.knowledge import reader
from tasks.models import Level
from tasks.models.base import Model


@dataclass(frozen=True, slots=True)
class Visits:
    """The places of a heading: those whose people come, those that one goes to or learns from, and the others.

    ``here`` is the character that stands for where they come to (来潍考察); empty where none does.
    """

    guests: tuple[Place, ...] = ()
    goals: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()
    here: str = ""

    @property
    def away(self) -> tuple[Place, ...]:
        """The places that the article is not written from."""
        return (*self.guests, *self.goals)


class Patterns(Model):
    """``visits.yaml`` with the words put in."""

    comes_here: re.Pattern[str]
    has_come: re.Pattern[str]
    learns_from: re.Pattern[str]
    goes_there: re.Pattern[str]
    to_study: re.Pattern[str]
    acting: re.Pattern[str]


load_patterns = reader(Path(__file__).with_suffix(".yaml"), Patterns)


def visits_in(heading: Sequence[tuple[str, Found]], opening: Sequence[tuple[str, Reference]] = ()) -> Visits:
    """The places that a heading names, each name with its text, by what is said where they are named.

    Of the ``opening`` of the text those count too whose party is said to have come.
    """
    found: dict[str, list[Place]] = {"guests": [], "goals": [], "others": []}
    for text, name in heading:
        if name.place:
            others = [one for said, one in heading if said == text and one.place and one is not name]
            kind = "guests" if _comes(text, name, others) else "goals" if _is_goal(text, name) else "others"
            found[kind].append(name.place)
    single = [(text, one) for text, one in opening if one.places[0].region.level not in (Level.NATION, Level.GROUP)]
    come = [(one, match) for text, one in single if (match := load_patterns().has_come.match(text, one.end))]
    found["guests"] += [one.places[0] for one, _ in come if one.places[0] not in found["guests"]]
    here = next((match["here"] for _, match in come if match["here"]), "")
    return Visits(**{kind: tuple(places) for kind, places in found.items()}, here=here)


def _comes(text: str, name: Found, others: Sequence[Found]) -> bool:
    """Whether a name is whose people come; one whose people go to another place of the heading is none (赴江苏考察)."""
    match = load_patterns().comes_here.match(text, name.end)
    return match is not None and not any(name.end <= one.start < match.end() for one in others if len(one.text) > 1)


def _is_goal(text: str, name: Found) -> bool:
    """Whether a name is where one goes to study, or whom one learns from."""
    words = load_patterns()
    if words.learns_from.search(text, 0, name.start):
        return True
    return bool(words.goes_there.search(text, 0, name.start) and words.to_study.match(text, name.end))
