"""The places that title, author's office and publisher name, each read as such a line is read."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from tasks.classify.places.gazetteer import DATA, NEVER, Gazetteer, Place, Sense
from tasks.classify.places.lists import word_lists
from tasks.classify.places.mentions import Found, find_names
from tasks.classify.places.resolution import resolve
from tasks.models import Article

_HEAD = -1  # the paragraph number of title, publisher and author's office


def year_of(article: Article) -> int | None:
    """The year whose divisions the article is read with; null when it bears no date."""
    match = re.match(r"(?:19|20)\d\d", article.published or "")
    return int(match.group()) if match else None


def heading_names(article: Article, gazetteer: Gazetteer) -> list[tuple[str, Found]]:
    """The resolved names of title, subtitle and author's office, each with the text that it stands in."""
    year = year_of(article)
    said = (article.title, article.subtitle, article.author_office)
    names = [(text, name) for text in said if text for name in find_names(text, gazetteer, year, _HEAD) if name.senses]
    resolved = resolve([name for _, name in names], ())
    return [(text, name) for (text, _), name in zip(names, resolved, strict=True)]


def heading_places(article: Article, gazetteer: Gazetteer) -> list[Place]:
    """Places of the title and the author's office: they say what the article is about and who writes."""
    return [name.place for _, name in heading_names(article, gazetteer) if name.place]


def publisher_place(article: Article, gazetteer: Gazetteer) -> Place | None:
    """The place in the publisher's name; a newspaper's name is a venue in prose, but here it tells the place."""
    year = year_of(article)
    said = article.publisher or ""
    names = find_names(said, gazetteer, year, _HEAD)
    names = [name if name.senses else replace(name, senses=_senses(gazetteer, name, year)) for name in names]
    found = resolve([name for name in names if name.senses], ())
    return next((name.place for name in found if name.place), None) or _local_medium(said, gazetteer)


def _local_medium(publisher: str, gazetteer: Gazetteer) -> Place | None:
    """The place of a local medium that is called like a word (江山新闻网); null for a national one (新华网)."""
    match = _medium().match(publisher)
    if not match:
        return None
    places = {
        sense.place.path: sense.place for sense in gazetteer.names.get(match["name"], ()) if sense.place.valid(None)
    }
    now = [place for place in places.values() if place.until == NEVER]
    return now[0] if len(now) == 1 else None


@cache
def _medium() -> re.Pattern[str]:
    words = word_lists(DATA / "media.txt")
    return re.compile(
        rf"(?!{'|'.join(words['national'])})(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:{'|'.join(words['local'])})"
    )


def _senses(gazetteer: Gazetteer, name: Found, year: int | None) -> tuple[Sense, ...]:
    """A newspaper's name is a venue in prose, but as the publisher it tells the place (邢台日报)."""
    return tuple(sense for sense in gazetteer.names.get(name.text, ()) if sense.place.valid(year))
