"""清单: enumerations that a text announces with title and number; items in its order and words, never mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.models import ClassifiedArticle, Evidence, NamedList, Paragraph, Region
from tasks.numerals import whole_number
from tasks.summarise.learning.list_items import FEWEST, Items, Title, items_of, list_lexicon

_NUMBER = "[一二三四五六七八九十]{1,3}|[1-9][0-9]?"
_QUOTED = re.compile(rf"“(?P<number>{_NUMBER})(?P<unit>条|项|大|个|点)(?P<noun>[^”，。；：]{{0,10}})”")
_COUNTED = re.compile(rf"等(?P<number>{_NUMBER})(?P<unit>项|条|大|个)(?P<noun>[^“”，。；：、的]{{2,10}})")
_ANNOUNCED = re.compile(
    rf"(?<![第“零一二三四五六七八九十\d])(?P<number>{_NUMBER})(?P<unit>条|项|大|个|点)(?P<noun>[^“”，。；：、\d]{{2,10}})[：:∶]"
)
_GOES_ON = re.compile("同时|此外|还|另外|与此同时|并")


def find_lists(classified: ClassifiedArticle) -> tuple[NamedList, ...]:
    """The lists of an article in the order of their titles; of several with the same items the first."""
    paragraphs = classified.article.paragraphs
    made: list[NamedList] = []
    taken: set[tuple[int, int]] = set()
    for title in _titles(paragraphs):
        items = items_of(title, paragraphs)
        if items and not _are_places(classified, items) and not taken & {(p, s) for p, s, _ in items}:
            taken |= {(p, s) for p, s, _ in items}
            made.append(_named(classified, title, items, made[-1].regions if made else ()))
    return tuple(made)


def _are_places(classified: ClassifiedArticle, items: Items) -> bool:
    """Whether the items are only places (甲、乙、丙等9个区): these are counted, not listed."""
    number = {paragraph.paragraph_id: at for at, paragraph in enumerate(classified.article.paragraphs)}
    places = {(number[one.paragraph_id], one.start) for one in classified.mentions}
    return all((place, start) in places for place, start, _ in items)


def _titles(paragraphs: Sequence[Paragraph]) -> Iterator[Title]:
    for place, paragraph in enumerate(paragraphs):
        found = [
            (match, pattern is _QUOTED)
            for pattern in (_QUOTED, _COUNTED, _ANNOUNCED)
            for match in pattern.finditer(paragraph.text)
            if pattern is not _COUNTED or list_lexicon().noun.search(match["noun"])
        ]
        for match, quoted in sorted(found, key=lambda pair: pair[0].start()):
            count = whole_number(match["number"])
            text = f"{match['number']}{match['unit']}{match['noun']}"
            start = match.start() + (match.group().startswith("等"))
            end = match.end() - (match.group()[-1] in "：:∶")
            if count >= FEWEST:
                yield Title(place, start, end, count, match["unit"], f"“{text}”" if quoted else text, quoted)


def _named(classified: ClassifiedArticle, title: Title, items: Items, before: tuple[Region, ...]) -> NamedList:
    paragraphs = classified.article.paragraphs
    spans = [(title.paragraph, title.start, title.end), *items]
    return NamedList(
        title=title.text,
        number=title.number,
        unit=title.unit,
        items=tuple(paragraphs[place].text[start:end].strip("　 ") for place, start, end in items),
        regions=_regions(classified, paragraphs[title.paragraph], title, before),
        evidence=tuple(
            Evidence(
                article_id=classified.article.article_id,
                paragraph_id=paragraphs[place].paragraph_id,
                start=start,
                end=end,
                quote=paragraphs[place].text[start:end],
            )
            for place, start, end in spans
        ),
    )


def _regions(
    classified: ClassifiedArticle, paragraph: Paragraph, title: Title, before: tuple[Region, ...]
) -> tuple[Region, ...]:
    """Whose list it is: the regions of the clause that announces it, else the place that opens a clause before it.

    A paragraph that goes on from a list before it (同时，还……) is about the same places; else it is the article's home.
    """
    for clause in classified.clauses:
        held = clause.paragraph_id == paragraph.paragraph_id and clause.start <= title.start < clause.end
        if held and clause.regions:
            return clause.regions
    subjects = [
        mention.region
        for mention in classified.mentions
        if mention.paragraph_id == paragraph.paragraph_id
        and mention.region
        and mention.start < title.start
        and (mention.start == 0 or paragraph.text[mention.start - 1] in "，。；：“")
    ]
    if subjects:
        return (subjects[-1],)
    if before and _GOES_ON.match(paragraph.text):
        return before
    return (classified.home,) if classified.home else ()
