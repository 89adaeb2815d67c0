"""Sights that an article names with their county tell of that county where they are named alone."""

from __future__ import annotations

import re

from tasks.classify.places.covering import local, taken
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.mentions import Found
from tasks.models import Article, Level

_SIGHT = re.compile(
    r"(?P<name>(?![^，。；：、“”]{0,2}[的在和与及将把])[\u4e00-\u9fff]{2,5}?)"
    r"(?:风景名胜区|风景区|景区|旅游区|古镇|古城|大峡谷|溶洞|湿地|水利风景区|茶园|牧场|产业园)"
)


def with_sights(article: Article, found: list[Found]) -> list[Found]:
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
    covered, more = taken(found), []
    behind = {(name.paragraph, name.end) for name in found}
    for number, paragraph in enumerate(article.paragraphs):
        busy = covered.get(number, set())
        for match in pattern.finditer(paragraph.text):
            if busy.isdisjoint(range(*match.span())) and (number, match.start()) not in behind:
                place = sights[match.group()]
                more.append(local(number, *match.span(), match.group(), place, f"上文说在{place.region.name}"))
    return [*found, *more]
