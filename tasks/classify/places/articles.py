"""All places of an article: names, abbreviations, townships, and the familiar names it gives to those it has named."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.classify.places import townships
from tasks.classify.places.abbreviations import find_abbreviations
from tasks.classify.places.gazetteer import Gazetteer, Place, Sense, load_gazetteer
from tasks.classify.places.headings import heading_places, publisher_place, year_of
from tasks.classify.places.mentions import Found, find_names
from tasks.classify.places.resolution import resolve
from tasks.classify.places.township_table import county_of, county_of_all, township_called, townships_in
from tasks.classify.places.visited import with_visited
from tasks.models import Article, Level

_LOCAL = (Level.TOWNSHIP, Level.VILLAGE)


def find_places(article: Article, gazetteer: Gazetteer) -> list[Found]:
    """Every mention of the article in reading order, resolved; venues and unclear names have no place."""
    year = year_of(article)
    names = [n for i, p in enumerate(article.paragraphs) for n in find_names(p.text, gazetteer, year, i)]
    publisher = publisher_place(article, gazetteer)
    found = resolve(names, [*heading_places(article, gazetteer), *([publisher] if publisher else [])])
    found = _with_familiar(article, found)
    found = _with_familiar(article, with_visited(article, _with_townships(article, found)))
    found = _with_sights(article, _with_familiar(article, _with_villages_of_that(article, found)))
    return sorted(_with_abbreviations(article, found), key=lambda name: (name.paragraph, name.start, name.end))


def _taken(found: list[Found]) -> dict[int, set[int]]:
    taken: dict[int, set[int]] = {}
    for name in found:
        if name.place or not name.senses:
            taken.setdefault(name.paragraph, set()).update(range(name.start, name.end))
    return taken


def _with_townships(article: Article, found: list[Found]) -> list[Found]:
    """Townships with no county before them lie in the last county of the sentence, else in the first of all.

    In a text that names neither county nor city they lie in the one county that has several of them.
    """
    counties = [held for name in found if (held := _in_county(name))]
    cities = [name for name in found if name.place and name.place.region.level is Level.CITY]
    holders = counties or cities
    if not holders:
        county = county_of_all("\n".join(paragraph.text for paragraph in article.paragraphs))
        holders = [_local(0, 0, 0, "", county, "")] if county else []
        counties = holders
    if not holders:
        return found
    taken, more = _taken(found), []
    outer = _outer([*counties, *cities])
    table = townships_in([place for place in outer if place.region.level is Level.COUNTY])
    for number, paragraph in enumerate(article.paragraphs):
        busy, text = taken.get(number, set()), paragraph.text
        known_here = _listed(text, number, table, busy)
        busy = _and(busy, known_here)
        in_rows = _in_rows(text, number, holders, outer, busy)
        busy = _and(busy, in_rows)
        more += [*known_here, *in_rows]
        for one in townships.free(text):
            if busy.isdisjoint(range(one.start, one.end)):
                last = _holder(holders, text, number, one.start)
                known = county_of(text[one.start : one.end], [last, *outer])
                if known or (one.held and townships.is_like_a_name(text[one.start : one.end])):
                    more.append(_township(text, number, one, known or last))
        for start, end in townships.loose_villages(paragraph.text):
            if busy.isdisjoint(range(start, end)) and not any(
                m.paragraph == number and m.end >= end > m.start for m in more
            ):
                holder = _holder(holders, paragraph.text, number, start)
                place = townships.below_of(holder, paragraph.text[start:end], Level.VILLAGE)
                more.append(
                    _local(
                        number, start, end, paragraph.text[start:end], place, f"村名，所属按上文{holder.region.name}"
                    )
                )
    return _without_covered(found, more)


def _and(busy: set[int], found: list[Found]) -> set[int]:
    """The offsets that are taken, with those of the names found."""
    return busy | {offset for one in found for offset in range(one.start, one.end)}


def _in_county(name: Found) -> Found | None:
    """A mention of a county, or of a township or village as one of the county that its path names."""
    if name.place is None or name.place.region.level is Level.COUNTY:
        return name if name.place else None
    if name.place.region.level not in _LOCAL:
        return None
    above = (load_gazetteer().place(path) for path in reversed(name.place.ancestors))
    county = next((place for place in above if place and place.region.level is Level.COUNTY), None)
    return replace(name, place=county) if county else None


def _listed(text: str, number: int, table: dict[str, Place], busy: set[int]) -> list[Found]:
    """Townships of the counties spoken of that no other name covers."""
    spans = townships.listed(text, table) if table else []
    return [
        _township(text, number, townships.Free(start, end, townships.village_after(text, end), held=True), table[name])
        for start, end in spans
        for name in (text[start:end],)
        if busy.isdisjoint(range(start, end))
    ]


def _in_rows(text: str, number: int, holders: list[Found], outer: list[Place], busy: set[int]) -> list[Found]:
    """The townships of a row that says their kind at its end (甲、乙、丙镇), in the county that has most of them."""
    found = []
    for row in townships.rows(text):
        counties = [one for one in (_holder(holders, text, number, row[0][0]), *outer) if one.region.level is _COUNTY]
        known = [_called(text, row, county) for county in counties]
        best = max(known, key=len, default=[])
        if len(best) >= _ROW:
            county = counties[known.index(best)]
            found += [
                _local(number, start, end, text[start:end], townships.below_of(county, name, Level.TOWNSHIP), _IN_ROW)
                for start, end, name in best
                if busy.isdisjoint(range(start, end)) and text[start:end] != name
            ]
    return found


def _called(text: str, row: list[tuple[int, int]], county: Place) -> list[tuple[int, int, str]]:
    """The items of a row that are townships of a county: where their names stand and the names in full."""
    said = [(start, end, township_called(text[start:end], county)) for start, end in row]
    first = row[0][0]
    return [
        (start + named[0], end, named[1]) for start, end, named in said if named and (start == first or not named[0])
    ]


_COUNTY, _ROW, _IN_ROW = Level.COUNTY, 2, "并列的乡镇名"


def _outer(found: list[Found]) -> list[Place]:
    """The counties of the article, then the cities named or implied, in the order of their first mention."""
    counties = [name.place for name in found if name.place and name.place.region.level is Level.COUNTY]
    cities = [name.place for name in found if name.place and name.place.region.level is Level.CITY]
    gazetteer = load_gazetteer()
    above = [gazetteer.place(county.ancestors[-1]) for county in counties if len(county.ancestors) > 1]
    return [*counties, *cities, *(place for place in above if place)]


def _township(text: str, number: int, one: townships.Free, holder: Place) -> Found:
    place = townships.below_of(holder, text[one.start : one.end], Level.TOWNSHIP)
    if one.village:
        place = townships.below_of(place, text[one.end : one.village], Level.VILLAGE)
    last = one.village or one.end
    return _local(number, one.start, last, text[one.start : last], place, f"乡镇名，所属{holder.region.name}")


def _local(number: int, start: int, end: int, text: str, place: Place, reason: str) -> Found:
    return Found(number, start, end, text, (Sense(place, False, False),), place, reason)


def _holder(holders: list[Found], text: str, number: int, start: int) -> Place:
    sentence = text.rfind("。", 0, start)
    before = [name for name in holders if name.paragraph == number and sentence < name.start < start]
    place = (before[-1] if before else holders[0]).place
    assert place is not None  # noqa: S101 - holders are resolved names
    return place


def _without_covered(found: list[Found], more: list[Found]) -> list[Found]:
    covered = _taken(more)
    kept = [n for n in found if covered.get(n.paragraph, set()).isdisjoint(range(n.start, n.end))]
    return [*kept, *more]


def _with_familiar(article: Article, found: list[Found]) -> list[Found]:
    """An article that has named 菱塘回族乡 calls it 菱塘; the name then no longer means anything else here."""
    local: dict[str, Place] = {}
    for name in found:
        if name.place and name.place.region.level in _LOCAL:
            for place in filter(None, (name.place, _township_of(name.place))):
                local.setdefault(place.region.name, place)
                short = townships.familiar(place.region.name)
                if short:
                    local.setdefault(short, place)
    if not local:
        return found
    pattern = re.compile("|".join(sorted(map(re.escape, local), key=lambda said: (-len(said), said))))
    named, more = [n for n in found if n.place and n.place.region.level in _LOCAL], []
    taken = _taken(named)
    for number, paragraph in enumerate(article.paragraphs):
        busy = taken.get(number, set())
        more += [
            _local(number, *match.span(), match.group(), local[match.group()], "上文已有全称")
            for match in pattern.finditer(paragraph.text)
            if busy.isdisjoint(range(*match.span()))
        ]
    return _without_covered(found, more)


def _township_of(village: Place) -> Place | None:
    """The township that a village's path names (某县某镇某村)."""
    if village.region.level is not Level.VILLAGE or len(village.ancestors) < _DEEP:
        return None
    outer, path = village.ancestors[-2:]
    parent = load_gazetteer().place(outer)
    return townships.below_of(parent, path[len(outer) :], Level.TOWNSHIP) if parent else None


_DEEP = 3  # province, county, township: what a village's path holds at least when it names its township
_THAT_TOWN = re.compile(rf"[该本](?:镇|乡|街道)(?P<name>{townships.VILLAGE.pattern})")


def _with_villages_of_that(article: Article, found: list[Found]) -> list[Found]:
    """该镇某村: a village of the township spoken of last."""
    towns = sorted(
        ((name.paragraph, name.start, town) for name in found if (town := _town(name))), key=lambda row: row[:2]
    )
    if not towns:
        return found
    more = []
    for number, paragraph in enumerate(article.paragraphs):
        for match in _THAT_TOWN.finditer(paragraph.text):
            before = [town for row, start, town in towns if (row, start) < (number, match.start())]
            if before:
                village = townships.below_of(before[-1], match["name"], Level.VILLAGE)
                more.append(_local(number, *match.span("name"), match["name"], village, "“该镇”之下的村"))
    return _without_covered(found, more)


def _town(name: Found) -> Place | None:
    if name.place and name.place.region.level is Level.TOWNSHIP:
        return name.place
    return _township_of(name.place) if name.place else None


_SIGHT = re.compile(
    r"(?P<name>(?![^，。；：、“”]{0,2}[的在和与及将把])[\u4e00-\u9fff]{2,5}?)"
    r"(?:风景名胜区|风景区|景区|旅游区|古镇|古城|大峡谷|溶洞|湿地|水利风景区|茶园|牧场|产业园)"
)


def _with_sights(article: Article, found: list[Found]) -> list[Found]:
    """A sight that was named with its county (某县某某景区) tells of that county where it is named alone."""
    sights: dict[str, Place] = {}
    for name in found:
        if name.place and name.place.region.level in (Level.COUNTY, Level.TOWNSHIP):
            match = _SIGHT.match(article.paragraphs[name.paragraph].text, name.end)
            if match:
                sights.setdefault(match["name"], name.place)
    if not sights:
        return found
    pattern = re.compile("|".join(sorted(map(re.escape, sights), key=lambda said: (-len(said), said))))
    taken, more = _taken(found), []
    behind = {(name.paragraph, name.end) for name in found}
    for number, paragraph in enumerate(article.paragraphs):
        busy = taken.get(number, set())
        for match in pattern.finditer(paragraph.text):
            if busy.isdisjoint(range(*match.span())) and (number, match.start()) not in behind:
                place = sights[match.group()]
                more.append(_local(number, *match.span(), match.group(), place, f"上文说在{place.region.name}"))
    return [*found, *more]


def _with_abbreviations(article: Article, found: list[Found]) -> list[Found]:
    taken, more = _taken(found), []
    for number, paragraph in enumerate(article.paragraphs):
        for start, end, places in find_abbreviations(paragraph.text, taken.get(number, set())):
            said = paragraph.text[start:end]
            reason = "简称合称，逐一展开" if len(places) > 1 else "一字简称"
            more += [_local(number, start, end, said, place, reason) for place in places]
    return _without_covered(found, []) + more
