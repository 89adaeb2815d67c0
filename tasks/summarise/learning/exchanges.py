"""交往记录: visits, agreements, meetings and mechanisms between regions, each with its date and sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.knowledge import reader
from tasks.models import ClassifiedArticle, Evidence, Exchange, Level, Paragraph, Region, StatedLearning
from tasks.summarise.learning.matters import DATA
from tasks.summarise.lexicon import Lexicon

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]*")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<near>今年|去年|前年|同年|当年))"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?|(?<![\d月年])(?P<own_month>\d{1,2})月(?P<own_day>\d{1,2})(?:[-—－~至到]+\d{1,2})?日"
)
_BACK = {"今年": 0, "去年": 1, "前年": 2}
_PLACELESS = (Level.NATION,)
_TWO, _LONG = 2, 120


class ExchangeLexicon(Lexicon):
    """The patterns of ``exchanges.yaml``."""

    kinds: dict[str, re.Pattern[str]]
    planned: re.Pattern[str]
    asked: re.Pattern[str]
    goes: re.Pattern[str]


_lexicon = reader(DATA / "exchanges.yaml", ExchangeLexicon)


def find_exchanges(classified: ClassifiedArticle) -> tuple[Exchange, ...]:
    """The exchanges of an article in the order of its text.

    A sentence counts where it names one between two regions of which neither lies in the other: places that it names
    besides (neighbours, where a firm was founded) are no parties; one visit told in several sentences is one. A year
    said by the article's date (今年) needs that date; without a date in the sentence ``date`` is empty and ``said`` is
    未注明.
    """
    return _once(
        [
            exchange
            for paragraph in classified.article.paragraphs
            for match in _SENTENCE.finditer(paragraph.text)
            if (exchange := _exchange(classified, paragraph, *match.span()))
        ]
    )


def _once(exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The exchanges without those that only go on about one: undated, of its kind, with no party more."""
    kept: list[Exchange] = []
    for one in sorted(exchanges, key=lambda one: not one.date):
        parties = {region.full_name for region in one.regions}
        if one.date or not any(
            other.kind == one.kind and parties <= {region.full_name for region in other.regions} for other in kept
        ):
            kept.append(one)
    return tuple(one for one in exchanges if one in kept)


@dataclass(frozen=True, slots=True)
class _Act:
    """What happens, where its words stand (``start`` to ``end``), in which sentence (``begin`` to ``stop``)."""

    kind: str
    start: int
    end: int
    begin: int
    stop: int


def _act(text: str, begin: int, stop: int) -> _Act | None:
    lexicon = _lexicon()
    if lexicon.planned.search(text, begin, stop) or lexicon.asked.search(text, begin, stop):
        return None
    for kind, pattern in lexicon.kinds.items():
        match = pattern.search(text, begin, stop)
        if match:
            return _Act(kind, *match.span(), begin, stop)
    return None


def _exchange(classified: ClassifiedArticle, paragraph: Paragraph, start: int, end: int) -> Exchange | None:
    act = _act(paragraph.text, start, end)
    if act is None:
        return None
    regions = _parties(classified, paragraph, act)
    if len(regions) < _TWO:
        return None
    first, last = _evidence(paragraph.text, act)
    quote = paragraph.text[first:last]
    date, said = date_in(quote, classified.article.published)
    return Exchange.model_validate(
        {
            "date": date,
            "said": said,
            "kind": act.kind,
            "regions": regions,
            "evidence": Evidence(
                article_id=classified.article.article_id,
                paragraph_id=paragraph.paragraph_id,
                start=first,
                end=last,
                quote=quote,
            ),
        }
    )


def _evidence(text: str, act: _Act) -> tuple[int, int]:
    """The sentence; of a very long one what stands around the act."""
    end = act.begin + len(text[act.begin : act.stop].rstrip("。！？；”’"))
    if end - act.begin <= _LONG:
        return act.begin, end
    first = max(text.rfind(mark, act.begin, max(act.begin, act.end - _LONG // 2)) for mark in "，：。") + 1
    return max(first, act.begin), _clause_end(text, act)


def _clause_begin(text: str, act: _Act) -> int:
    """Where the clause begins in which the act is said."""
    return max(act.begin, *(text.rfind(mark, act.begin, act.start) + 1 for mark in "，；："))


def _clause_end(text: str, act: _Act) -> int:
    """Where the clause ends in which the act is said."""
    stops = [at for at in (text.find(mark, act.end, act.stop) for mark in "，；。！？") if at >= 0]
    return min(stops, default=act.stop)


def _parties(classified: ClassifiedArticle, paragraph: Paragraph, act: _Act) -> tuple[Region, ...]:
    """Whose act it is: who learns from whom, or who goes and where to; of what two do together those named up to it."""
    learned = _learned(classified, paragraph, act)
    if learned:
        here, there = (_distinct([getattr(one, side) for one in learned]) for side in ("learner", "benchmark"))
        return _apart(here, there)
    if act.kind == "互访" and _lexicon().goes.match(paragraph.text, act.start):
        here, there = _visit(classified, paragraph, act)
        return _apart(here, there)
    first = _clause_begin(paragraph.text, act) if act.kind == "互访" else act.begin
    named = _named(classified, paragraph.paragraph_id, first, _clause_end(paragraph.text, act))
    told = [
        region
        for clause in classified.clauses
        if clause.paragraph_id == paragraph.paragraph_id and clause.start < act.end and act.start < clause.end
        for region in clause.regions
    ]
    parties = _distinct([*named, *told])
    return parties if len(parties) > 1 else ()


def _visit(
    classified: ClassifiedArticle, paragraph: Paragraph, act: _Act
) -> tuple[tuple[Region, ...], tuple[Region, ...]]:
    """Who goes, and where to, as the clauses around the act name them.

    Where they are not named (我市, 一行) it is home.
    """
    text, key = paragraph.text, paragraph.paragraph_id
    home = (classified.home,) if classified.home else ()
    there = _distinct(_named(classified, key, act.start, _clause_end(text, act))) or home
    here = _distinct(_named(classified, key, _clause_begin(text, act), act.start))
    here = here or _distinct(_named(classified, key, act.begin, act.start)) or home
    return here, there


def _learned(classified: ClassifiedArticle, paragraph: Paragraph, act: _Act) -> list[StatedLearning]:
    """Who learns from whom in a sentence of a visit, or of a meeting on one."""
    if act.kind not in ("互访", "会议"):
        return []
    return [
        one
        for one in classified.learnings or ()
        if one.paragraph_id == paragraph.paragraph_id and one.start < act.stop and act.begin < one.end
    ]


def _apart(here: Sequence[Region], there: Sequence[Region]) -> tuple[Region, ...]:
    """Both sides where neither lies in the other: who inspects his own townships exchanges nothing."""
    there = [one for one in there if not any(_near(one, other) for other in here)]
    return (*here, *there) if here and there else ()


def _near(one: Region, other: Region) -> bool:
    return one.full_name.startswith(other.full_name) or other.full_name.startswith(one.full_name)


def _named(classified: ClassifiedArticle, paragraph_id: str, start: int, end: int) -> list[Region]:
    """The places named between two offsets."""
    return [
        mention.region
        for mention in classified.mentions
        if mention.paragraph_id == paragraph_id and start <= mention.start < end and mention.region
    ]


def _distinct(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Distinct places; one that only holds another named here is left out."""
    found = {one.full_name: one for one in regions if one.level not in _PLACELESS}
    return tuple(
        one
        for name, one in found.items()
        if not any(other != name and other.startswith(name) for other in found)
        and not (one.level is Level.GROUP and len(found) > _TWO)
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
