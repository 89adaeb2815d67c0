"""Who writes, where the title names only guests (甲考察团来我市) or where one goes (赴乙学习考察)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks.classify.learning import load_patterns
from tasks.classify.places.articles import heading_places, publisher_place
from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.places.mentions import Found, find_names
from tasks.classify.places.references import Memory, Reference, named, pointing
from tasks.models import Level

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse

_OUTER = (Level.NATION, Level.GROUP)
_OFFICES = 3.0  # what it counts that a party or an office of a place is named, beside its name alone


@dataclass(frozen=True, slots=True)
class _Title:
    """The places of the title that come, that are gone to, and the others."""

    guests: tuple[Place, ...] = ()
    goals: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()


def written_from_home(discourse: Discourse) -> Discourse:
    """The discourse with the home that its title leaves, and 我市 understood so.

    Home is right as it is unless it is a guest or a goal of the title. Then it is the publisher's place, else the place
    that the text tells most of which is neither of these, nor in or around them. Where there is none, home stays.
    """
    home, publisher = discourse.home, publisher_place(discourse.article, load_gazetteer())
    title = _title(discourse)
    away = (*title.guests, *title.goals)
    known = (*title.others, *([publisher] if publisher else []))
    if home is None or not any(_within(home, one) for one in away) or any(one.path == home.path for one in known):
        return discourse
    elsewhere = (one for one in known if not any(_within(one, other) for other in away))
    host = next(elsewhere, None) or _told_most(discourse, title)
    return _rewritten(discourse, host) if host else discourse


def guests_of(discourse: Discourse) -> tuple[Place, ...]:
    """The places whose people the title says come here (甲考察团来我市)."""
    titles = (discourse.article.title, discourse.article.subtitle)
    if not any(text and load_patterns().comes_here.search(text) for text in titles):
        return ()  # asked for every sentence, and true of few articles
    return _title(discourse).guests


def _title(discourse: Discourse) -> _Title:
    article, words = discourse.article, load_patterns()
    known = {place.path: place for place in heading_places(article, load_gazetteer())}
    kinds: dict[str, list[Place]] = {"guests": [], "goals": [], "others": []}
    for text in (article.title, article.subtitle):
        for name in find_names(text or "", load_gazetteer(), None):
            place = next((known[s.place.path] for s in name.senses if s.place.path in known), None)
            if place is None or text is None:
                continue
            coming = words.comes_here.match(text, name.end)
            learnt = words.looks_up.search(text, 0, name.start)
            going = words.goes_there.search(text, 0, name.start) and words.to_study.match(text, name.end)
            kinds["guests" if coming else "goals" if going or learnt else "others"].append(place)
    return _Title(*(tuple(row) for row in kinds.values()))


def _told_most(discourse: Discourse, title: _Title) -> Place | None:
    """The place of the text with most mentions, those of its offices and its party counting more."""
    told: dict[str, float] = defaultdict(float)
    places: dict[str, Place] = {}
    for reference, place in _named(discourse):
        if not any(_near(place, one) for one in (*title.guests, *title.goals)):
            places.setdefault(place.path, place)
            text = discourse.article.paragraphs[reference.paragraph].text
            told[place.path] += _OFFICES if load_patterns().acting.match(text, reference.end) else 1.0
    fitting = [path for path in told if _speaks_as(discourse, places[path])]
    return places[max(fitting, key=lambda path: (told[path], len(path)))] if fitting else None


def _named(discourse: Discourse) -> Iterator[tuple[Reference, Place]]:
    for reference in (one for row in discourse.references for one in row):
        place = reference.places[0]
        if reference.kind == "name" and len(reference.places) == 1 and place.region.level not in _OUTER:
            yield reference, place


def _speaks_as(discourse: Discourse, place: Place) -> bool:
    """Whether 我市, 我县 … of the title or text fit the level of a place; all do where none is said."""
    said = {match.group(1) for text in _texts(discourse) for match in load_patterns().mine.finditer(text)}
    return not said or any(name[-1:] in said for name in (place.region.name, place.former) if name)


def _texts(discourse: Discourse) -> list[str]:
    return [discourse.article.title or "", *(paragraph.text for paragraph in discourse.article.paragraphs)]


def _within(place: Place, other: Place) -> bool:
    return place.path == other.path or other.path in place.ancestors


def _near(place: Place, other: Place) -> bool:
    return _within(place, other) or place.path in other.ancestors


def _rewritten(discourse: Discourse, home: Place) -> Discourse:
    """The discourse with another home, and what its words point to from there."""
    memory = Memory(home, load_gazetteer(), [], discourse.pair)
    rows = [
        pointing(paragraph.text, number, memory, named(paragraph.text, _found_in(discourse, number)))
        for number, paragraph in enumerate(discourse.article.paragraphs)
    ]
    return replace(discourse, home=home, home_reason="标题只写来访或所赴之地", references=rows, offices={})


def _found_in(discourse: Discourse, number: int) -> list[Found]:
    return [name for name in discourse.found if name.paragraph == number]
