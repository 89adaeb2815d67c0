"""交往记录: visits, agreements, meetings and mechanisms between regions, each with its date and sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tasks.models import ClassifiedArticle, Evidence, Exchange, Level, Paragraph, Region
from tasks.summarise.learning.matters import load
from tasks.summarise.lexicon import Lexicon

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]*")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<near>今年|去年|前年|同年|当年))"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?|(?<![\d月年])(?P<own_month>\d{1,2})月(?P<own_day>\d{1,2})日"
)
_BACK = {"今年": 0, "去年": 1, "前年": 2}
_PLACELESS = (Level.NATION,)


class ExchangeLexicon(Lexicon):
    """The patterns of ``exchanges.yaml``."""

    kinds: dict[str, re.Pattern[str]]
    planned: re.Pattern[str]


@cache
def _lexicon() -> ExchangeLexicon:
    return ExchangeLexicon.model_validate(load("exchanges"))


def find_exchanges(classified: ClassifiedArticle) -> tuple[Exchange, ...]:
    """The exchanges of an article in the order of its text.

    A sentence counts where it names one and is about two regions of which neither lies in the other. A year said by the
    article's date (今年) needs that date; without a date in the sentence ``date`` is empty and ``said`` 未注明.
    """
    return tuple(
        exchange
        for paragraph in classified.article.paragraphs
        for match in _SENTENCE.finditer(paragraph.text)
        if (exchange := _exchange(classified, paragraph, *match.span()))
    )


def _exchange(classified: ClassifiedArticle, paragraph: Paragraph, start: int, end: int) -> Exchange | None:
    text = paragraph.text[start:end]
    lexicon = _lexicon()
    kind = next((name for name, pattern in lexicon.kinds.items() if pattern.search(text)), None)
    if kind is None or lexicon.planned.search(text):
        return None
    regions = _parties(_regions(classified, paragraph.paragraph_id, start, end))
    if len(regions) < 2:
        return None
    date, said = date_in(text, classified.article.published)
    stop = start + len(text.rstrip("。！？；”’"))
    return Exchange.model_validate(
        {
            "date": date,
            "said": said,
            "kind": kind,
            "regions": regions,
            "evidence": Evidence(
                article_id=classified.article.article_id,
                paragraph_id=paragraph.paragraph_id,
                start=start,
                end=stop,
                quote=paragraph.text[start:stop],
            ),
        }
    )


def _regions(classified: ClassifiedArticle, paragraph_id: str, start: int, end: int) -> Iterator[Region]:
    """The places named in a sentence, and those that its clauses are about."""
    for mention in classified.mentions:
        if mention.paragraph_id == paragraph_id and start <= mention.start < end and mention.region:
            yield mention.region
    for clause in classified.clauses:
        if clause.paragraph_id == paragraph_id and clause.start < end and start < clause.end:
            yield from clause.regions


def _parties(regions: Iterator[Region]) -> tuple[Region, ...]:
    """Distinct places; one that only holds another named here is left out."""
    found = {one.full_name: one for one in regions if one.level not in _PLACELESS}
    return tuple(
        one
        for name, one in found.items()
        if not any(other != name and other.startswith(name) for other in found)
        and not (one.level is Level.GROUP and len(found) > 2)
    )


def date_in(text: str, published: str | None) -> tuple[str, str]:
    """The first date of a text, ISO and as said; a near year (今年) counts from ``published``."""
    match = _DATE.search(text)
    if match is None:
        return "", "未注明"
    year = match["year"] or _near_year(match["near"] or "今年", published)
    if not year:
        return "", match.group()
    month, day = match["month"] or match["own_month"], match["day"] or match["own_day"]
    iso = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return iso, match.group() if match["year"] else _written(year, month, day)


def _near_year(word: str, published: str | None) -> str:
    return str(int(published[:4]) - _BACK[word]) if published and word in _BACK else ""


def _written(year: str, month: str | None, day: str | None) -> str:
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def in_order(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """By date, the undated last."""
    return sorted(exchanges, key=lambda one: (not one.date, one.date))
