"""The place an article is written from: publisher, title and author tell it, else how it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tasks.classify.places.gazetteer import Gazetteer, Place
from tasks.classify.places.references import Reference
from tasks.models import Article, Level, Region

_OPENING, _LEARNER, _SELF = 2.0, 5.0, 5.0  # what the opening, a learner and 我市-words of its level count for
_PUBLISHED = 3.0  # what lying above the publisher's place counts for
_ABOVE = (0.7, 0.3)  # what each place inside counts for its city and its province
_MANY_PROVINCES = 4  # a round-up of so many provinces with no clear centre has no home
_CLEAR = 0.4  # the share of the leader that the runner-up of another province must not reach in a round-up
_OUTER = (Level.NATION, Level.GROUP)
_SELF_WORDS = re.compile(
    r"[我本]([省市县区州旗镇乡])(?!场|民|域|面|身|来)|(?<![\u4e00-\u9fff])([省市县区州旗])(?:委|政府)"
    r"|全([市县区州旗镇乡])(?!场|民|域|面|身|来)"
)
_MINE = re.compile(r"[我本]([省市县区州旗镇乡])(?!场|民|域|面|身|来|里的人)")
_SCATTERED = "多地综述，无主体地区"
_WEAK = 0.4  # 全市 may be said of any city, 我市 and 市委 only of one's own
_ENDINGS = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "县": ("县",),
    "区": ("区",),
    "州": ("州",),
    "旗": ("旗",),
    "镇": ("镇",),
    "乡": ("乡",),
}


def find_home(
    article: Article,
    headings: Sequence[Place],
    publisher: Place | None,
    references: Mapping[int, Sequence[Reference]],
    learners: Sequence[Place],
    benchmarks: Sequence[Place],
    gazetteer: Gazetteer,
) -> tuple[Place | None, str]:
    """Home and why. Null for round-ups over many provinces and for texts that name no place."""
    if headings:
        return _own_of(headings, publisher), "标题或作者单位"
    if publisher and _speaks_of(publisher, article, references) and not _tells_of_one_inside(publisher, references):
        return publisher, "发布单位"
    best, reason = _most_said(article, publisher, references, learners, benchmarks, gazetteer)
    unnamed = _unnamed(article, best, reason, references)
    return (unnamed, NOT_NAMED) if unnamed else (best, reason)


NOT_NAMED = "文中只自称，未写明是哪里"
_NAME = "本地（来源未具名）"
_LEVELS = {"省": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP}
_OFTEN = 2  # so often an article must say 我县 before the place that it tells most of is not believed


def is_unnamed(place: Place | None) -> bool:
    """Whether a place is the writer's own that no word of the article names."""
    return place is not None and place.region.full_name == _NAME


def _unnamed(
    article: Article, best: Place | None, reason: str, references: Mapping[int, Sequence[Reference]]
) -> Place | None:
    """A place without name where an article says 我县 and no county it tells of can be meant, else null."""
    mine = Counter(match.group(1) for p in article.paragraphs for match in _MINE.finditer(p.text))
    if reason == _SCATTERED or not mine:
        return None
    if best:
        told = [one for row in references.values() for one in row if _inside(one, best)]
        again = len(told) > 1
        names = (best.region.name, best.former, *(best.ancestors if again else ()))
        fitting = any(name.endswith(_ENDINGS[level]) for name in names if name for level in mine)
        if (fitting and (again or not any(_is_goal(article, one) for one in told))) or (
            again and mine.total() < _OFTEN
        ):
            return None
    level = mine.most_common(1)[0][0]
    region = Region(name=_NAME, full_name=_NAME, code=None, level=_LEVELS.get(level, Level.COUNTY), parent=None)
    return Place(region, former=f"本{level}")


_GOAL = re.compile(r"(?:赴|到|前往|来到|走进|走访|参观|考察|学习|对标|与|和|同|紧邻|毗邻|邻近|靠近|来自|发源于|流经)$")


def _is_goal(article: Article, reference: Reference) -> bool:
    """Whether one goes there or lies beside it: what is named once, and so, is hardly where one writes."""
    return bool(_GOAL.search(article.paragraphs[reference.paragraph].text, 0, reference.start))


def _inside(reference: Reference, place: Place) -> bool:
    return any(place.path == one.path or place.path in one.ancestors for one in reference.places)


def _most_said(
    article: Article,
    publisher: Place | None,
    references: Mapping[int, Sequence[Reference]],
    learners: Sequence[Place],
    benchmarks: Sequence[Place],
    gazetteer: Gazetteer,
) -> tuple[Place | None, str]:
    """The place that the text tells most of."""
    scores: dict[str, float] = defaultdict(float)
    places: dict[str, Place] = {}
    said = {number: _without_offices(article, number, row) for number, row in references.items()}
    first = next((row[0] for _, row in sorted(said.items()) if row), None)
    opening = 0.0 if first and _is_goal(article, first) else _OPENING
    _count_names(said, scores, places, {one.path for one in benchmarks}, gazetteer, opening)
    if not places:
        return publisher, "发布单位" if publisher else ""
    implied = places.keys() - {place.path for row in references.values() for one in row for place in one.places}
    any_, strong = _self_levels(article, weak=_WEAK), _self_levels(article, weak=0.0)
    learning, visited = {one.path for one in learners}, {one.path for one in benchmarks}
    for path, place in list(places.items()):
        if (path in visited and path not in learning) or scores[path] <= _ABOVE[0]:
            del places[path]  # a place to learn from, or one that a single name inside it implies
            continue
        own = strong if path in implied else any_
        scores[path] += _PUBLISHED * (publisher is not None and path in (publisher.path, *publisher.ancestors))
        scores[path] += _LEARNER * (path in learning) + _SELF * _said_of_itself(place, own)
    if not places:
        return None, "只说到所学之地"
    best = max(places, key=lambda path: (scores[path], -len(path)))
    if not learning and _scattered(best, scores, places):
        return None, _SCATTERED
    return places[best], "全文主要所说"


_SECOND = re.compile(r"[^，。；：、]{0,6}(?:常委|副省长|副州长|副市长|副区长|副县长|副主席|副主任)、")


def _without_offices(article: Article, number: int, row: Sequence[Reference]) -> list[Reference]:
    """The references but those of a second office: 某市委常委、某县委书记 tells of the county."""
    text = article.paragraphs[number].text
    return [one for one in row if not _SECOND.match(text, one.end)] or list(row)


def _speaks_of(place: Place, article: Article, references: Mapping[int, Sequence[Reference]]) -> bool:
    """Whether the text names the publisher's place or what lies in it, or says 我县 where the place is a county."""
    paths = {one.path for row in references.values() for reference in row for one in reference.places}
    inside = {path for row in references.values() for r in row for one in r.places for path in one.ancestors}
    return place.path in paths | inside or _said_of_itself(place, _self_levels(article, weak=_WEAK)) > 0


def _tells_of_one_inside(publisher: Place, references: Mapping[int, Sequence[Reference]]) -> bool:
    """Whether a paper of a province tells of one of its cities or counties and of no other, more than once."""
    if publisher.region.level is not Level.PROVINCE:
        return False
    inside = [
        (*place.ancestors, place.path)
        for row in references.values()
        for one in row
        for place in one.places
        if publisher.path in place.ancestors
    ]
    return len(inside) >= _OFTEN and len({path[path.index(publisher.path) + 1] for path in inside}) == 1


def _scattered(best: str, scores: dict[str, float], places: Mapping[str, Place]) -> bool:
    """Whether the text ranges over many provinces with no clear centre."""
    provinces = {place.ancestors[0] if place.ancestors else path for path, place in places.items()}
    centre = places[best].ancestors[0] if places[best].ancestors else best
    others = [score for path, score in scores.items() if path in places and not path.startswith(centre)]
    return len(provinces) >= _MANY_PROVINCES and max(others, default=0.0) >= _CLEAR * scores[best]


def _own_of(headings: Sequence[Place], publisher: Place | None) -> Place:
    """The publisher's place where the title names it beside others (某县考察团到我县), else the first of the title."""
    if publisher and any(place.path == publisher.path for place in headings):
        return _deepest([publisher, *headings])
    return _deepest(headings)


def _deepest(places: Sequence[Place]) -> Place:
    """Of the places in title, author's office and publisher the first, or one inside it that is named more exactly."""
    first = places[0]
    inner = [place for place in places if first.path in place.ancestors]
    return inner[0] if inner else first


def _count_names(
    references: Mapping[int, Sequence[Reference]],
    scores: dict[str, float],
    places: dict[str, Place],
    visited: set[str],
    gazetteer: Gazetteer,
    first: float,
) -> None:
    """A name counts once, the first one more; each different place counts a little for what it lies in."""
    for number in sorted(references):
        for reference in references[number]:
            for place in reference.places:
                if place.region.level in _OUTER:
                    continue
                if place.path not in places:
                    places[place.path] = place
                    if place.path not in visited:
                        _count_above(place, scores, places, gazetteer)
                scores[place.path] += (1.0 if len(reference.places) == 1 else 0.4) + first
                first = 0.0


def _count_above(place: Place, scores: dict[str, float], places: dict[str, Place], gazetteer: Gazetteer) -> None:
    for weight, path in zip(_ABOVE, reversed(place.ancestors), strict=False):
        above = gazetteer.place(path)
        if above:
            places.setdefault(path, above)
            scores[path] += weight


def _self_levels(article: Article, weak: float) -> dict[str, float]:
    """How often the text says 我市, 县委, 全县…: the level of the place that speaks."""
    found: dict[str, float] = defaultdict(float)
    for paragraph in article.paragraphs:
        for match in _SELF_WORDS.finditer(paragraph.text):
            found[match.group(1) or match.group(2) or match.group(3)] += weak if match.group(3) else 1.0
    return found


def _said_of_itself(place: Place, own: dict[str, float]) -> float:
    total = sum(own.values())
    if not total:
        return 0.0
    hits = sum(count for level, count in own.items() if place.region.name.endswith(_ENDINGS[level]))
    return hits / max(total, 1.0)
