"""Villages that a party visits, though no table holds them: what is told there is theirs, never the visitors' own.

They lie where those come from who show the party round (在甲市副市长陪同下), else in the only place named beside the
visitors' own; where there is none, nobody knows where. A township that the table of the visitors' county lacks is none
of theirs either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tasks.classify.places import townships
from tasks.classify.places.gazetteer import Place, Sense, load_gazetteer
from tasks.classify.places.mentions import Found
from tasks.classify.places.township_table import county_of
from tasks.knowledge import reader
from tasks.models import Article, Level, Region
from tasks.models.base import Model

_LOCAL = (Level.TOWNSHIP, Level.VILLAGE)
_HOLDING = (Level.CITY, Level.COUNTY)
_VILLAGE = re.compile(
    rf"(?:^|(?<=[，。；：“、在到进观察看临往访摩鉴知习]))(?P<town>{townships.TOWN.pattern})?(?P<name>{townships.VILLAGE.pattern})"
)
_REACH = 4  # characters before a name that say that it is seen


class Patterns(Model):
    """``visited.yaml``, which says what each is for."""

    party: re.Pattern[str]
    guests: re.Pattern[str]
    company: re.Pattern[str]
    seen: re.Pattern[str]
    looked: re.Pattern[str]


load_patterns = reader(Path(__file__).with_suffix(".yaml"), Patterns)


def with_visited(article: Article, found: list[Found]) -> list[Found]:
    """The mentions, with the villages that are visited, and none of those in the visitors' own county."""
    texts = [paragraph.text for paragraph in article.paragraphs]
    if not any(load_patterns().party.search(text) for text in (article.title or "", *texts)):
        return found
    guests = {name.place.path for name in found if name.place and _comes(texts[name.paragraph], name)}
    host = _host(texts, found, guests)
    found = [_not_theirs(name, guests, host) for name in found]
    taken = {(name.paragraph, at) for name in found if name.place for at in range(name.start, name.end)}
    seen = "\n".join((article.title or "", *texts))
    return [*found, *_villages(texts, host, taken, seen)]


def _comes(text: str, name: Found) -> bool:
    return bool(load_patterns().guests.match(text, name.end))


def _host(texts: list[str], found: list[Found], guests: set[str]) -> Place | None:
    """The place whose people show the party round, else the only county or city named beside the visitors' own."""
    company = [name.place for name in found if name.place and _shows(texts[name.paragraph], name, guests)]
    if company:
        return company[0]
    others = {name.place.path: name.place for name in found if name.place and name.place.region.level in _HOLDING}
    near = guests | {
        path for name in found if name.place and name.place.path in guests for path in name.place.ancestors
    }
    others = {
        path: place for path, place in others.items() if path not in near and near.isdisjoint(place.ancestors[-1:])
    }
    inmost = [one for one in others.values() if not any(one.path in other.ancestors for other in others.values())]
    return inmost[0] if guests and len(inmost) == 1 else None


def _shows(text: str, name: Found, guests: set[str]) -> bool:
    """Whether it is a place whose people show the party round."""
    assert name.place is not None  # noqa: S101 - callers pass resolved names
    if name.place.path in guests or name.place.region.level not in _HOLDING:
        return False
    return text[name.start - 1 : name.start] in ("在", "由") and bool(load_patterns().company.match(text, name.end))


def _not_theirs(name: Found, guests: set[str], host: Place | None) -> Found:
    """A township put into the visitors' county for want of another lies with the host, or nobody knows where."""
    place = name.place
    if place is None or place.region.level not in _LOCAL or "所属" not in name.reason or place.path in guests:
        return name
    above = [path for path in place.ancestors if path in guests]
    said = place.path[len(above[-1]) :] if above else ""
    town = townships.TOWN.match(said)
    if not said or (town and _in_table(town.group(), place)):
        return name
    moved = placed(said, host, place.region.level, place.region.name)
    return Found(
        name.paragraph, name.start, name.end, name.text, (Sense(moved, False, False),), moved, "所到之地，所属不详"
    )


def _in_table(town: str, place: Place) -> bool:
    """Whether the table knows the township in what the place lies in."""
    above = [load_gazetteer().place(path) for path in reversed(place.ancestors)]
    return county_of(town, [one for one in above if one]) is not None


def placed(said: str, host: Place | None, level: Level, name: str) -> Place:
    """The place under its host, or one of which nobody knows where it lies."""
    if host:
        return townships.below_of(host, said, level)
    return Place(Region(name=name, full_name=said, code=None, level=level, parent=None))


def _villages(texts: list[str], host: Place | None, taken: set[tuple[int, int]], seen: str) -> Iterator[Found]:
    for number, text in enumerate(texts):
        for match in _VILLAGE.finditer(text):
            start, end = match.start("town" if match["town"] else "name"), match.end()
            if (number, start) in taken or (number, end - 1) in taken or not _is_seen(match["name"], seen):
                continue
            place = placed(text[start:end], host, Level.VILLAGE, match["name"])
            reason = f"所到之村，陪同的是{host.region.name}" if host else "所到之村，所属不详"
            yield Found(number, start, end, text[start:end], (Sense(place, False, False),), place, reason)


def _is_seen(name: str, text: str) -> bool:
    """Whether the text says that a village is visited or looked at, in full or without 村; 电商村 is a kind."""
    if not townships.is_like_a_name(name):
        return False
    short = townships.familiar(name)
    said = "|".join(re.escape(one) for one in (name, short) if one)
    words = load_patterns()
    return any(
        words.seen.search(text, max(0, one.start() - _REACH), one.start())
        or (text[one.start() - 1 : one.start()] == "在" and words.looked.match(text, one.end()))
        for one in re.finditer(said, text)
    )
