"""Whose the party is that an article tells of, where the place that it tells of most is the one visited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tasks.classify.learned_from import Sentence
from tasks.classify.learning import VISIT, WORTH, Mark, load_patterns
from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.places.headings import heading_names, publisher_place
from tasks.classify.places.home import is_own
from tasks.classify.places.signs import can_be_home, ends_as
from tasks.classify.places.visits import visits_in
from tasks.models import Level, Region

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse

_NAME = "本地（来源未具名）"
_LEVELS = {"省": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP}
_OPENING = 2  # paragraphs in which a report of a journey says who has gone where


def is_nameless(region: Region) -> bool:
    """Whether a region is one's own that the article does not name."""
    return region.full_name == _NAME


@dataclass
class Journey:
    """Where the party of an article goes (``marks`` are all its benchmarks), and whose it is."""

    discourse: Discourse
    marks: Sequence[tuple[Sentence, Mark]]

    def party(self, sentence: Sentence, mark: Mark) -> Place | None:
        """Whose party learns where the sentence names no learner: home, else who else is meant; null if nobody is.

        Home is not meant where it is visited itself, or where 我市 is said and home is none. Then it is the one place
        of that level that the article names beside those visited; where it names none, a place without name.
        """
        home = self.discourse.home
        level = _own_level(sentence, mark)
        if home and self._may_be(home, mark, level):
            return home
        if not self._goes(sentence, mark):
            return None
        return self._other(level) or (_without_name(level) if self._is_told(sentence, mark) else None)

    def _may_be(self, home: Place, mark: Mark, level: str) -> bool:
        """Whether home may be who learns: it is not visited, and fits 我市."""
        if level and not any(ends_as(name, level) for name in (home.region.name, home.former) if name):
            return is_own(home) or self.discourse.guests != ()
        if any(place.path in (home.path, *home.ancestors) for place in mark.reference.places) or self._visits(home):
            return False
        around = any(home.path in place.ancestors for place in mark.reference.places)
        return not (around and level and self._other(level))

    def _goes(self, sentence: Sentence, mark: Mark) -> bool:
        """Whether a party of one's own goes there: the title or the opening says so, or the sentence itself."""
        return self._is_told(sentence, mark) or self._sets_out or (mark.pattern != WORTH and _party(sentence, mark))

    def _is_told(self, sentence: Sentence, mark: Mark) -> bool:
        """Whether title or sentence say that one's own people go there (赴甲学习考察, 我县…赴甲, 县委书记率…赴甲)."""
        near = {path for place in mark.reference.places for path in (place.path, *place.ancestors)}
        if any(one.path in near or near & set(one.ancestors) for one in self._goals):
            return True
        return not _comes_here(sentence, mark) and bool(_own_level(sentence, mark))

    @cached_property
    def _sets_out(self) -> bool:
        return any(_party(sentence, mark) for sentence, mark in self.marks if sentence.paragraph < _OPENING)

    def _visits(self, home: Place) -> bool:
        """Whether the party goes to home, or to a county or city of which home is a town or village."""
        local = home.region.level in (Level.TOWNSHIP, Level.VILLAGE)
        return any(place.path in ((home.path, *home.ancestors) if local else (home.path,)) for place in self._visited)

    @cached_property
    def _visited(self) -> tuple[Place, ...]:
        """The places to which a party goes as the article opens, where nobody is said to come to home."""
        if self.discourse.guests:
            return ()
        opening = [(s, m) for s, m in self.marks if s.paragraph < _OPENING and m.pattern == VISIT and _party(s, m)]
        return (*self._goals, *(place for _, mark in opening for place in mark.reference.places))

    @cached_property
    def _goals(self) -> tuple[Place, ...]:
        goals = visits_in(heading_names(self.discourse.article, load_gazetteer())).goals
        return tuple(place for goal in goals for place in goal.members or (goal,))

    def _other(self, level: str) -> Place | None:
        """The publisher's place, else the only one of a level that is named beside the visited ones, or in none."""
        found = {place.path: place for place in self._named() if not level or ends_as(place.region.name, level)}
        inmost = [one for one in found.values() if not any(one.path in other.ancestors for other in found.values())]
        return inmost[0] if len(inmost) == 1 else None

    def _named(self) -> Iterator[Place]:
        """The places that an article names outside those visited, none that lies around one."""
        visited = [*self._goals, *(place for _, mark in self.marks for place in mark.reference.places)]
        near = {path for place in visited for path in (place.path, *place.ancestors)}
        inside = {place.path for place in visited}
        publisher = publisher_place(self.discourse.article, load_gazetteer())
        for place in (publisher,) if publisher and publisher.path not in near else self._places():
            if place.path not in near and inside.isdisjoint(place.ancestors) and can_be_home(place):
                yield place

    def _places(self) -> Iterator[Place]:
        return (one.places[0] for row in self.discourse.references for one in row if one.kind == "name")


def _ahead(sentence: Sentence, mark: Mark) -> tuple[int, int]:
    """The words of a sentence before a benchmark, all of it where the benchmark was named earlier."""
    start = mark.reference.start
    return (sentence.start, start) if start > sentence.start else (sentence.start, sentence.end)


def _own_level(sentence: Sentence, mark: Mark) -> str:
    """The level that the words before a benchmark say of one's own place (我市, 县委书记率); empty where none."""
    match = load_patterns().own_party.search(sentence.text, *_ahead(sentence, mark))
    return next((level for level in match.groups() if level), "") if match else ""


def _party(sentence: Sentence, mark: Mark) -> bool:
    """Whether a party, officials or students stand before a benchmark."""
    if _comes_here(sentence, mark):
        return False
    return bool(_own_level(sentence, mark) or load_patterns().travellers.search(sentence.text, *_ahead(sentence, mark)))


def _comes_here(sentence: Sentence, mark: Mark) -> bool:
    """Whether who learns there comes to where the article is written (来甲考察)."""
    return sentence.text[mark.reference.start - 1 : mark.reference.start] in ("来", "临", "莅")


def _without_name(level: str) -> Place:
    """One's own place that the article does not name."""
    region = Region(name=_NAME, full_name=_NAME, code=None, level=_LEVELS.get(level, Level.COUNTY), parent=None)
    return Place(region, former=f"本{level or '地'}")
