"""Townships and villages of an article that stand without their county: they lie in one that the text speaks of."""

from __future__ import annotations

from dataclasses import replace

from tasks.classify.places import townships
from tasks.classify.places.covering import local, taken, without_covered
from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.places.mentions import Found
from tasks.classify.places.township_table import county_of, county_of_all, township_called, townships_in
from tasks.models import Article, Level


def with_townships(article: Article, found: list[Found]) -> list[Found]:
    """Townships with no county before them lie in the last county of the sentence, else in the first of all.

    In a text that names neither county nor city they lie in the one county that has several of them.
    """
    counties = [held for name in found if (held := _in_county(name))]
    cities = [name for name in found if name.place and name.place.region.level is Level.CITY]
    holders = counties or cities
    if not holders:
        county = county_of_all("\n".join(paragraph.text for paragraph in article.paragraphs))
        holders = counties = [local(0, 0, 0, "", county, "")] if county else []
    if not holders:
        return found
    outer = _outer([*counties, *cities])
    table = townships_in([place for place in outer if place.region.level is Level.COUNTY])
    covered, more = taken(found), []
    for number, paragraph in enumerate(article.paragraphs):
        busy, text = covered.get(number, set()), paragraph.text
        known = _listed(text, number, table, busy)
        busy = _and(busy, known)
        in_rows = _in_rows(text, number, holders, outer, busy)
        busy = _and(busy, in_rows)
        here = [*known, *in_rows, *_free(text, number, holders, outer, busy)]
        more += [*here, *_villages(text, number, holders, busy, here)]
    return without_covered(found, more)


def _free(text: str, number: int, holders: list[Found], outer: list[Place], busy: set[int]) -> list[Found]:
    """Townships that open a clause or follow a preposition and are in the table or like a name."""
    found = []
    for one in townships.free(text):
        if busy.isdisjoint(range(one.start, one.end)):
            said = text[one.start : one.end]
            last = _holder(holders, text, number, one.start)
            known = county_of(said, [last, *outer])
            if known or (one.held and townships.is_like_a_name(said)):
                found.append(_township(text, number, one, known or last))
    return found


def _villages(text: str, number: int, holders: list[Found], busy: set[int], here: list[Found]) -> list[Found]:
    """Villages named by their branch or secretary that no township found ``here`` holds already."""
    found = []
    for start, end in townships.loose_villages(text):
        if busy.isdisjoint(range(start, end)) and not any(one.end >= end > one.start for one in here):
            holder = _holder(holders, text, number, start)
            place = townships.below_of(holder, text[start:end], Level.VILLAGE)
            reason = f"村名，所属按上文{holder.region.name}"
            found.append(local(number, start, end, text[start:end], place, reason))
    return found


def _and(busy: set[int], found: list[Found]) -> set[int]:
    """The offsets that are taken, with those of the names found."""
    return busy | {offset for one in found for offset in range(one.start, one.end)}


def _in_county(name: Found) -> Found | None:
    """A mention of a county, or of a township or village as one of the county that its path names."""
    if name.place is None or name.place.region.level is Level.COUNTY:
        return name if name.place else None
    if name.place.region.level not in townships.LOCAL:
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
                local(number, start, end, text[start:end], townships.below_of(county, name, Level.TOWNSHIP), _IN_ROW)
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
    return local(number, one.start, last, text[one.start : last], place, f"乡镇名，所属{holder.region.name}")


def _holder(holders: list[Found], text: str, number: int, start: int) -> Place:
    sentence = text.rfind("。", 0, start)
    before = [name for name in holders if name.paragraph == number and sentence < name.start < start]
    place = (before[-1] if before else holders[0]).place
    assert place is not None  # noqa: S101 - holders are resolved names
    return place
