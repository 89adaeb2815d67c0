"""Which place a text tells most of: names count, learners and 我市 count more, places to learn from do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.classify.places.gazetteer import Gazetteer, Place
from tasks.classify.places.references import Reference
from tasks.classify.places.signs import Signs, can_be_home

_OPENING, _LEARNER, _SELF = 2.0, 5.0, 5.0  # what the opening, a learner and 我市-words of its level count for
_PUBLISHED = 3.0  # what lying above the publisher's place counts for
_ABOVE = (0.7, 0.3)  # what each place inside counts for its city and its province
_AMONG = 0.4  # what a place counts that is named among others
_MANY_PROVINCES = 4  # a round-up of so many provinces with no clear centre has no home
_CLEAR = 0.4  # the share of the leader that the runner-up of another province must not reach in a round-up
_SECOND = re.compile(r"[^，。；：、]{0,6}(?:常委|副省长|副州长|副市长|副区长|副县长|副主席|副主任)、")


@dataclass(frozen=True, slots=True)
class Told:
    """The places that a text tells of, by full name, and what each counts."""

    places: dict[str, Place]
    weights: dict[str, float]

    @property
    def most(self) -> Place | None:
        """The place that counts most, the wider of two alike; null where all are only learned from."""
        if not self.places:
            return None
        return self.places[max(self.places, key=lambda path: (self.weights[path], -len(path)))]

    @property
    def scattered(self) -> bool:
        """Whether the text ranges over many provinces with no clear centre."""
        most = self.most
        if most is None:
            return False
        centre = _outermost(most)
        others = [self.weights[path] for path in self.places if not path.startswith(centre)]
        many = len({_outermost(place) for place in self.places.values()}) >= _MANY_PROVINCES
        return many and max(others, default=0.0) >= _CLEAR * self.weights[most.path]


def _outermost(place: Place) -> str:
    return place.ancestors[0] if place.ancestors else place.path


def weigh(signs: Signs, gazetteer: Gazetteer) -> Told | None:
    """What the places of a text and what they lie in count; null where it names none below the nation."""
    told = _count_names(signs, gazetteer)
    if not told.places:
        return None
    named = {place.path for place in signs.places()}
    learning, visited = {one.path for one in signs.learners}, {one.path for one in signs.benchmarks}
    for path, place in list(told.places.items()):
        if (path in visited and path not in learning) or told.weights[path] <= _ABOVE[0]:
            del told.places[path]  # a place to learn from, or one that a single name inside it implies
            continue
        publisher = signs.publisher is not None and path in (signs.publisher.path, *signs.publisher.ancestors)
        own = signs.says_of_itself(place, whole=path in named)
        told.weights[path] += _PUBLISHED * publisher + _LEARNER * (path in learning) + _SELF * own
    return told


def _count_names(signs: Signs, gazetteer: Gazetteer) -> Told:
    """A name counts once, the first one more; each different place counts a little for what it lies in."""
    told = Told({}, defaultdict(float))
    visited = {one.path for one in signs.benchmarks}
    first = next(iter(_first_offices(signs)), None)
    opening = 0.0 if first is None or signs.is_goal(first) else _OPENING
    for reference in _first_offices(signs):
        for place in reference.places:
            if not can_be_home(place):
                continue
            if place.path not in told.places:
                told.places[place.path] = place
                if place.path not in visited:
                    _count_above(place, told, gazetteer)
            told.weights[place.path] += (1.0 if len(reference.places) == 1 else _AMONG) + opening
            opening = 0.0
    return told


def _first_offices(signs: Signs) -> Iterator[Reference]:
    """The references but those of a second office: 某市委常委、某县委书记 tells of the county."""
    for row in signs.names:
        yield from [one for one in row if not _SECOND.match(signs.text(one), one.end)] or row


def _count_above(place: Place, told: Told, gazetteer: Gazetteer) -> None:
    for weight, path in zip(_ABOVE, reversed(place.ancestors), strict=False):
        above = gazetteer.place(path)
        if above:
            told.places.setdefault(path, above)
            told.weights[path] += weight
