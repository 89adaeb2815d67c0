"""All places of an article: names, abbreviations, townships, and the familiar names it gives to those it has named."""

from __future__ import annotations

from tasks.classify.places.abbreviations import find_abbreviations
from tasks.classify.places.covering import local, taken, without_covered
from tasks.classify.places.familiar import with_familiar, with_villages_of_that, with_villages_that_lie
from tasks.classify.places.gazetteer import Gazetteer
from tasks.classify.places.headings import heading_places, publisher_place, year_of
from tasks.classify.places.mentions import Found, find_names
from tasks.classify.places.resolution import resolve
from tasks.classify.places.sights import with_sights
from tasks.classify.places.townships_said import with_townships
from tasks.classify.places.visited import with_visited
from tasks.models import Article


def find_places(article: Article, gazetteer: Gazetteer) -> list[Found]:
    """Every mention of the article in reading order, resolved; venues and unclear names have no place."""
    year = year_of(article)
    names = [n for i, p in enumerate(article.paragraphs) for n in find_names(p.text, gazetteer, year, i)]
    publisher = publisher_place(article, gazetteer)
    found = resolve(names, [*heading_places(article, gazetteer), *([publisher] if publisher else [])])
    found = with_familiar(article, found)
    found = with_villages_that_lie(article, with_visited(article, with_townships(article, found)))
    found = with_familiar(article, found)
    found = with_sights(article, with_familiar(article, with_villages_of_that(article, found)))
    return sorted(_with_abbreviations(article, found), key=lambda name: (name.paragraph, name.start, name.end))


def _with_abbreviations(article: Article, found: list[Found]) -> list[Found]:
    covered, more = taken(found), []
    for number, paragraph in enumerate(article.paragraphs):
        for start, end, places in find_abbreviations(paragraph.text, covered.get(number, set())):
            said = paragraph.text[start:end]
            reason = "简称合称，逐一展开" if len(places) > 1 else "一字简称"
            more += [local(number, start, end, said, place, reason) for place in places]
    return without_covered(found, []) + more
