"""The place an article is written from: heading and publisher tell it, else what the text tells most of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tasks.classify.places.centre import weigh
from tasks.classify.places.gazetteer import Gazetteer, Place
from tasks.classify.places.signs import Signs, can_be_home, ends_as
from tasks.classify.places.visits import load_patterns
from tasks.models import Article, Level, Region

_OFTEN = 2  # so often an article must say 我县 before the place that it tells most of is not believed
_OFFICES = 3.0  # what it counts that a party or an office of a place is named, beside its name alone
_CALLED = 10.0  # what it counts that guests are said to come to what its name is short for (来潍考察)
_NAME = "本地（来源未具名）"
_LEVELS = {"省": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP}


def find_home(signs: Signs, gazetteer: Gazetteer) -> Place | None:
    """Home. Null for round-ups over many provinces, texts about the nation, and texts that name no place."""
    home = _speaking(signs, gazetteer)
    host = _host(signs, home) if home else None
    if host is None and home and _is_only_visited(signs, home):
        return _called(signs, signs.own + signs.offices, gazetteer)
    return host or home


def _is_only_visited(signs: Signs, place: Place) -> bool:
    """Whether a place is where one goes, and nothing says that the text is written there: no guests, no publisher."""
    if signs.visits.guests or (signs.publisher and _within(signs.publisher, place)):
        return False
    return any(_within(place, one) for one in signs.visits.goals)


def is_own(place: Place | None) -> bool:
    """Whether a place is the writer's own that no word of the article names."""
    return place is not None and place.region.full_name == _NAME


def is_unnamed(place: Place | None) -> bool:
    """Whether nobody can tell which place it is: his own without a name, a village nobody knows where."""
    local = place is not None and place.region.level in (Level.TOWNSHIP, Level.VILLAGE)
    return is_own(place) or (local and place is not None and not place.ancestors)


def _speaking(signs: Signs, gazetteer: Gazetteer) -> Place | None:
    """The place of the heading, else the publisher's where the text speaks of it, else the one told of most."""
    if signs.headings:
        return _of_heading(signs.headings, signs.publisher)
    if signs.publisher and _speaks_of(signs.publisher, signs) and not _tells_of_one_inside(signs.publisher, signs):
        return signs.publisher
    told = weigh(signs, gazetteer)
    if signs.at_large or (told and told.scattered):
        return None
    most = told.most if told else signs.publisher
    return _unnamed(signs, most, gazetteer) or _only_county(signs, most) or most


def _of_heading(headings: Sequence[Place], publisher: Place | None) -> Place:
    """The publisher's place where the title names it beside others (某县考察团到我县), else the first of the title."""
    if publisher and any(place.path == publisher.path for place in headings):
        return _deepest([publisher, *headings])
    return _deepest(headings)


def _deepest(places: Sequence[Place]) -> Place:
    """The first place, or one inside it that is named more exactly."""
    return next((place for place in places if places[0].path in place.ancestors), places[0])


def _speaks_of(place: Place, signs: Signs) -> bool:
    """Whether the text names the publisher's place or what lies in it, or says 我县 where the place is a county."""
    named = any(place.path in (one.path, *one.ancestors) for one in signs.places())
    return named or signs.says_of_itself(place, whole=True) > 0


def _tells_of_one_inside(publisher: Place, signs: Signs) -> bool:
    """Whether a paper of a province tells of one of its cities or counties and of no other, more than once."""
    if publisher.region.level is not Level.PROVINCE:
        return False
    inside = [(*one.ancestors, one.path) for one in signs.places() if publisher.path in one.ancestors]
    return len(inside) >= _OFTEN and len({path[path.index(publisher.path) + 1] for path in inside}) == 1


def own_place(article: Article, level: str, gazetteer: Gazetteer) -> Place:
    """The writer's own place that no word of the article names: the office's, where it is of that level (我县).

    Where the settings name none, or one of another level, a place without name.
    """
    local = gazetteer.place(article.local) if article.local else None
    if local and (not level or ends_as(local.region.name, level)):
        return local
    region = Region(name=_NAME, full_name=_NAME, code=None, level=_LEVELS.get(level, Level.COUNTY), parent=None)
    return Place(region, former=f"本{level or '地'}")


def _unnamed(signs: Signs, most: Place | None, gazetteer: Gazetteer) -> Place | None:
    """The writer's own place where an article says 我县 and no county it tells of can be meant, else null.

    Where it tells of no place at all, 县委, 县长, 全县 will do: a report without its letterhead, or with its names
    struck out.
    """
    if signs.blank:
        return _called(signs, signs.blank, gazetteer)
    told = [one for one in signs.references() if most and any(_within(place, most) for place in one.places)]
    again = len(told) > 1
    in_passing = most is None or (not again and most.region.level is Level.PROVINCE)
    words = signs.mine or (signs.offices if in_passing else Counter())
    if most and words:
        names = (most.region.name, most.former, *(most.ancestors if again else ()))
        fitting = any(ends_as(name, level) for name in names for level in words)
        if fitting and (again or not any(signs.is_goal(one) for one in told)):
            return None
        if again and signs.mine.total() < _OFTEN:
            return None
    return _called(signs, words, gazetteer)


def _called(signs: Signs, words: Counter[str], gazetteer: Gazetteer) -> Place | None:
    """The writer's own place, of the level that his words for it say; null where there are none."""
    if not words:
        return None
    return own_place(signs.article, words.most_common(1)[0][0], gazetteer)


def _only_county(signs: Signs, most: Place | None) -> Place | None:
    """The one county that is named, where a text that tells most of what it lies in speaks of 县域 and 县城."""
    if most is None or most.region.level not in (Level.PROVINCE, Level.CITY) or signs.of_counties < _OFTEN:
        return None
    inside = {one.path: one for one in signs.places() if most.path in one.ancestors}
    only = next(iter(inside.values()), None) if len(inside) == 1 else None
    return only if only and only.region.level is Level.COUNTY and only.region.name.endswith("县") else None


def _host(signs: Signs, home: Place) -> Place | None:
    """Where an article is written whose heading names ``home`` only as a guest or as where one goes, else null.

    It is the publisher's place, else the place that the text tells most of which is neither of these, nor in or around
    them; null where there is none.
    """
    away = signs.visits.away
    known = (*signs.visits.others, *([signs.publisher] if signs.publisher else []))
    if not any(_within(home, one) for one in away) or any(one.path == home.path for one in known):
        return None
    elsewhere = (one for one in known if not any(_within(one, other) for other in away))
    return next(elsewhere, None) or _acting_most(signs)


def _acting_most(signs: Signs) -> Place | None:
    """The place named most, its offices and its party counting more, that is neither guest nor goal nor near one."""
    weights: dict[str, float] = defaultdict(float)
    places: dict[str, Place] = {}
    for reference in signs.references():
        place = reference.places[0]
        single = reference.kind == "name" and len(reference.places) == 1 and can_be_home(place)
        if single and not any(_within(place, one) or _within(one, place) for one in signs.visits.away):
            places.setdefault(place.path, place)
            acts = load_patterns().acting.match(signs.text(reference), reference.end)
            weights[place.path] += _OFFICES if acts else 1.0
            weights[place.path] += _CALLED if signs.visits.here and signs.visits.here in place.region.name else 0.0
    fitting = [path for path, place in places.items() if _speaks_as(signs, place)]
    return places[max(fitting, key=lambda path: (weights[path], len(path)))] if fitting else None


def _speaks_as(signs: Signs, place: Place) -> bool:
    """Whether 我市, 县委 … fit the level of a place; all do where none is said."""
    names = (place.region.name, place.former)
    return not signs.own or any(ends_as(name, level) for name in names for level in signs.own)


def _within(place: Place, other: Place) -> bool:
    return place.path == other.path or other.path in place.ancestors
