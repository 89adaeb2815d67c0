"""What an article calls the townships and villages that it has named: 菱塘, 该镇某村."""

from __future__ import annotations

import re

from tasks.classify.places import townships
from tasks.classify.places.covering import local, taken, without_covered
from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.places.mentions import Found
from tasks.models import Article, Level


def with_familiar(article: Article, found: list[Found]) -> list[Found]:
    """An article that has named 菱塘回族乡 calls it 菱塘; the name then no longer means anything else here."""
    known: dict[str, Place] = {}
    for name in found:
        if name.place and name.place.region.level in townships.LOCAL:
            for place in filter(None, (name.place, _township_of(name.place))):
                known.setdefault(place.region.name, place)
                short = townships.familiar(place.region.name)
                if short:
                    known.setdefault(short, place)
    if not known:
        return found
    pattern = re.compile("|".join(sorted(map(re.escape, known), key=lambda said: (-len(said), said))))
    named, more = [n for n in found if n.place and n.place.region.level in townships.LOCAL], []
    covered = taken(named)
    for number, paragraph in enumerate(article.paragraphs):
        busy = covered.get(number, set())
        more += [
            local(number, *match.span(), match.group(), known[match.group()], "上文已有全称")
            for match in pattern.finditer(paragraph.text)
            if busy.isdisjoint(range(*match.span()))
        ]
    return without_covered(found, more)


def _township_of(village: Place) -> Place | None:
    """The township that a village's path names (某县某镇某村)."""
    if village.region.level is not Level.VILLAGE or len(village.ancestors) < _DEEP:
        return None
    outer, path = village.ancestors[-2:]
    parent = load_gazetteer().place(outer)
    return townships.below_of(parent, path[len(outer) :], Level.TOWNSHIP) if parent else None


_DEEP = 3  # province, county, township: what a village's path holds at least when it names its township
_THAT_TOWN = re.compile(rf"[该本](?:镇|乡|街道)(?P<name>{townships.VILLAGE.pattern})")


def with_villages_of_that(article: Article, found: list[Found]) -> list[Found]:
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
                more.append(local(number, *match.span("name"), match["name"], village, "“该镇”之下的村"))
    return without_covered(found, more)


_LIES = re.compile(r"(?:^|(?<=[，。；：、“\s]))(?P<name>[\u4e00-\u9fff]{1,3}村)(?:是|位于|地处|坐落[于在]|隶属于?)$")
_LAST = frozenset("是于处在属")  # what such words end in
_REACH = 12  # characters before a place that are looked at


def with_villages_that_lie(article: Article, found: list[Found]) -> list[Found]:
    """余村是某县某镇的一个山村: a village lies in the county or township that is named where it is introduced."""
    more = []
    for name in found:
        if name.place and name.place.region.level in (Level.COUNTY, Level.TOWNSHIP):
            text = article.paragraphs[name.paragraph].text
            told = text[name.start - 1 : name.start] in _LAST
            match = _LIES.search(text, max(0, name.start - _REACH), name.start) if told else None
            if match:
                village = townships.below_of(name.place, match["name"], Level.VILLAGE)
                more.append(local(name.paragraph, *match.span("name"), match["name"], village, "村名，下文说所在"))
    return without_covered(found, more) if more else found


def _town(name: Found) -> Place | None:
    if name.place and name.place.region.level is Level.TOWNSHIP:
        return name.place
    return _township_of(name.place) if name.place else None
