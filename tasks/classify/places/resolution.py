"""Which region an ambiguous name means: decided by the other places of the article, never by the nearest name alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.classify.places.gazetteer import Place, Sense
from tasks.classify.places.mentions import Found
from tasks.classify.places.namesakes import ECONOMY, GOVERNMENT, NATURE
from tasks.classify.places.township_table import township_within
from tasks.models import Level

_PRIOR = {Level.NATION: 1.2, Level.GROUP: 1.1, Level.PROVINCE: 1.0, Level.CITY: 0.8, Level.ZONE: 0.6, Level.COUNTY: 0.5}
_SAME, _CITY, _PROVINCE, _CURRENT = 4.0, 3.0, 1.5, 0.2
_AGAIN, _FELLOWS = 3, 2  # so often a subject; so many others of the same city
HINT = 3  # what the publisher, the title and the author's office count for


class Context:
    """The places an article speaks of, with weights; ancestors weigh too."""

    def __init__(self) -> None:
        self.said: Counter[str] = Counter()
        self.above: Counter[str] = Counter()
        self.trusted: set[str] = set()

    def add(self, place: Place, weight: int = 1) -> None:
        """Count a place and what it lies in."""
        self.said[place.path] += weight
        for path in place.ancestors:
            self.above[path] += weight

    def trust(self, place: Place) -> None:
        """Note a place that is named so that nothing else can be meant, and what it lies in."""
        self.trusted.update((place.path, *place.ancestors))

    def backs(self, place: Place, nature: bool = False) -> bool:
        """Whether the article names the place in full, or what it lies in; a river's namesake needs its own city."""
        if place.path in self.trusted:
            return True
        above = place.ancestors[1:] if nature else place.ancestors
        return any(path in self.trusted for path in above)

    def knows(self, path: str) -> bool:
        """Whether this very place was named beyond doubt."""
        return path in self.said

    def score(self, sense: Sense) -> float:
        """How well a reading fits the article."""
        place = sense.place
        score = _PRIOR.get(place.region.level, 0.4)
        score += _SAME * (self.said[place.path] > 0) + 0.1 * min(self.above[place.path], 5)
        for depth, path in enumerate(place.ancestors):
            weight = _CITY if depth else _PROVINCE
            near = self.said[path] or self.above[path]
            score += weight * min(1.0, 0.5 + 0.25 * near) if near else 0.0
        return score + _CURRENT * (place.until > 9000)


def resolve(found: Sequence[Found], hints: Sequence[Place]) -> list[Found]:
    """Every mention with its place: sure names first, then the rest in their light.

    A short name that is an ordinary word too (安居, 和平) needs its full form, its parent or an enumeration beside it;
    otherwise it stays no place.
    """
    context = Context()
    for place in hints:
        context.add(place, HINT)
        context.trust(place)
    for name in found:
        _trust(name, context)
    for name in found:
        if name.senses and name.sure:
            context.add(name.senses[0].place)
    for name in found:
        if name.senses and name.full and not name.sure:
            context.add(_best(name, context)[0])
    decided = [_decide(name, context) for name in found]
    return _neighbours(_without_namesakes(decided, context), context)


def _trust(name: Found, context: Context) -> None:
    """A full name, or the short one of a province or city, vouches for the short names inside it."""
    if not name.senses or not (name.full or (name.sure and name.senses[0].place.region.level is not Level.COUNTY)):
        return
    if name.sure and name.clue != NATURE:
        context.trust(name.senses[0].place)


def _without_namesakes(found: list[Found], context: Context) -> list[Found]:
    """The mentions without short names of counties that nothing in the article shows to be meant.

    A county is meant where the article names it in full, its city or its province; where it names two more of the same
    city; in an enumeration of places; where one speaks of its people or government, goes there or learns from it; where
    it is a subject again and again. A name of a river or hill that is spoken of as such needs more: its city.
    """
    rivers = {name.text for name in found if name.clue == NATURE}
    doubtful = [n for n in found if n.place and _is_doubtful(n) and not context.backs(n.place, n.text in rivers)]
    often = _AGAIN if context.trusted else 1
    shown = {name.text for name in doubtful if _is_shown(name, doubtful, found, often) and name.text not in rivers}
    names = {name.text for name in doubtful} - shown
    return [
        name.resolved(None, "与外地地名同形，文中没有佐证") if name.text in names and _is_doubtful(name) else name
        for name in found
    ]


def _is_doubtful(name: Found) -> bool:
    """A short name of a county; of a city where it is spoken of as a river or hill."""
    if name.full or name.place is None or not name.senses or not name.senses[0].short:
        return False
    level = name.place.region.level
    return level is Level.COUNTY or (level is Level.CITY and name.clue == NATURE)


def _is_shown(name: Found, doubtful: Sequence[Found], found: Sequence[Found], often: int) -> bool:
    """Whether the article shows that the place is meant, though it names neither it in full nor what it lies in.

    ``often`` is how many times it must open a clause to count as what the article is about; where once is enough, the
    article names no other place. Words of the economy after the name count there, and where it opens a clause.
    """
    assert name.place is not None  # noqa: S101 - doubtful names are resolved
    mentions = [one for one in doubtful if one.text == name.text]
    if any(one.clue == GOVERNMENT for one in mentions):
        return True
    if any(one.clue == ECONOMY and (often == 1 or one.before in _CLAUSE_EDGE[:-1]) for one in mentions):
        return True
    if sum(one.before in _CLAUSE_EDGE and one.after not in _NO_PLACE_AFTER[often == 1 :] for one in mentions) >= often:
        return True
    city = name.place.ancestors[-1:]
    others = {one.text for one in doubtful if one.place and one.place.ancestors[-1:] == city} - {name.text}
    if len(others) >= _FELLOWS:
        return True
    places = [one for one in found if one.place]
    return any(_listed(one, other) for one in mentions for other in places if other.text != one.text)


def _best(name: Found, context: Context) -> tuple[Place, float]:
    province = any(sense.place.region.level is Level.PROVINCE for sense in name.senses)
    senses = [one for one in name.senses if not (province and _yields(one, context))] or name.senses
    scored = [(context.score(sense), -index, sense.place) for index, sense in enumerate(senses)]
    score, _, place = max(scored, key=lambda row: row[:2])
    return place, score


def _yields(sense: Sense, context: Context) -> bool:
    """海南 is the province, not a city's district of that name, unless the article names the district in full."""
    return sense.short and sense.place.region.level is Level.COUNTY and not context.knows(sense.place.path)


def _decide(name: Found, context: Context) -> Found:
    if not name.senses or name.place:
        return name
    place, _ = _best(name, context)
    if _township_instead(name, place, context):
        return name.resolved(None, "本地乡镇同名")
    if name.sure:
        return name.resolved(place, name.reason or "地名唯一")
    if all(sense.ordinary for sense in name.senses) and not _supported(name, place, context):
        return name.resolved(None, "也是普通词语，文中没有佐证")
    return name.resolved(place, name.reason or _why(place, context))


def _supported(name: Found, place: Place, context: Context) -> bool:
    """Whether the full form stands elsewhere, or it opens a clause in a text on the city it lies in (江山荣获…)."""
    if context.knows(place.path):
        return True
    parent = place.ancestors[-1] if place.ancestors else ""
    weight = context.said[parent] + context.above[parent]
    return weight >= HINT and name.before in _CLAUSE_EDGE and (not name.after or name.after not in _NO_PLACE_AFTER)


def _township_instead(name: Found, place: Place, context: Context) -> bool:
    """Whether a county of a far province is more likely a township of the article's own city (赤城 in 平凉)."""
    own = context.said[place.path]
    known = any(context.above[path] > own or context.said[path] for path in place.ancestors)
    if name.full or place.region.level is not Level.COUNTY or known or context.knows(place.path):
        return False
    cities = [path for path, weight in (context.said + context.above).most_common(4) if weight >= HINT]
    return any(township_within(name.text, path) for path in cities)


_CLAUSE_EDGE = ("", "，", "。", "；", "：", "、")
_NO_PLACE_AFTER = "的地化性和与及、，。；之不了"


def _why(place: Place, context: Context) -> str:
    if context.knows(place.path):
        return "文中另有全称"
    for path in reversed(place.ancestors):
        if context.said[path] or context.above[path]:
            return f"文中另有{path}"
    return "按层级和常用义"


def _neighbours(found: list[Found], context: Context) -> list[Found]:
    """An ordinary word that stands in an enumeration of cities or counties is one too (象山、嘉善、长兴)."""
    result = list(found)
    for index, name in enumerate(found):
        if name.place or not name.senses:
            continue
        for other in (*result[max(0, index - 1) : index], *found[index + 1 : index + 2]):
            if other.place and _listed(name, other):
                result[index] = name.resolved(_best(name, context)[0], "与其他地名并列")
    return result


_BESIDE = "、和与及"
_EDGE = "，。；：、“（和与及在到赴从由对是看去的\n"


def _listed(one: Found, other: Found) -> bool:
    """Whether a word and a place stand side by side in an enumeration, with nothing else around the word."""
    if one.paragraph != other.paragraph or other.place is None:
        return False
    if other.place.region.level not in (Level.CITY, Level.COUNTY):
        return False
    if one.start - other.end == 1:
        return one.before in _BESIDE and (not one.after or one.after in "，。；、和与及等四三两五六七八九十的")
    return other.start - one.end == 1 and one.after in _BESIDE and (not one.before or one.before in _EDGE)
