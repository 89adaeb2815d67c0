"""Places named in a text: names joined to paths, extended to townships, villages and zones, venues set aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

import rjieba

from tasks.classify.places import townships
from tasks.classify.places.gazetteer import BEFORE_NAMES, DATA, NEVER, SHORTEST, Gazetteer, Place, Sense, load_gazetteer
from tasks.classify.places.lists import word_lists
from tasks.classify.places.names import short_name
from tasks.classify.places.namesakes import PERSON, clue
from tasks.classify.places.township_table import county_of
from tasks.models import Level

_GAP = "[^\\d，。、；：！？“”（）的与在和到是将把为对向从有了等及以正又提围守市县委\\s]"
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a paragraph with what it may mean; ``place`` once resolved, null for a venue or an unclear name."""

    paragraph: int
    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    place: Place | None = None
    reason: str = ""
    before: str = ""
    after: str = ""
    clue: str = ""

    @property
    def full(self) -> bool:
        """Whether the text gives the generic ending or a longer path, so that no ordinary word can be meant."""
        return any(not sense.short and not sense.ordinary for sense in self.senses)

    @property
    def sure(self) -> bool:
        """Whether there is one reading only and the name is no ordinary word."""
        return len({sense.place.path for sense in self.senses}) == 1 and not self.senses[0].ordinary

    def resolved(self, place: Place | None, reason: str) -> Found:
        """The mention with its place chosen."""
        return replace(self, place=place, reason=reason)


@cache
def _venue_patterns() -> tuple[re.Pattern[str], frozenset[str]]:
    parts = word_lists(DATA / "venues.txt")
    direct, near = "|".join(parts["direct"]), "|".join(parts["near"])
    acts, others = "|".join(parts["acts"]), "|".join(parts["other words"])
    after = rf"[东南西北中]?(?:{direct})|(?!{acts}){_GAP}{{0,{_NEAR}}}?(?:{near})"
    return re.compile(rf"(?!{others})(?:{after})"), frozenset(parts["left"])


_WIRE_BEFORE = re.compile(r"(?:本报|新华社|中新社|中新网|人民网|新华网|[^，。；：\s]{2}社)(?:记者)?$")
_WIRE_AFTER = re.compile(r"\s*(?:\d{1,2}月)?\d{1,2}日(?:电|讯)")


def _is_dateline(text: str, start: int, end: int) -> bool:
    """本报北京1月3日电: the capital, where the papers of the nation are written, says nothing of what they tell of."""
    return text.startswith("北京", start) and bool(
        _WIRE_AFTER.match(text, end) and _WIRE_BEFORE.search(text, max(0, start - _NEAR), start)
    )


def _is_venue(text: str, start: int, end: int) -> bool:
    after, left = _venue_patterns()
    if after.match(text, end):
        return True
    return start > 0 and text[start - 1] in left and text[start] in "东南西北江河"


@cache
def ordinary_words() -> frozenset[str]:
    """Short names that are ordinary words too."""
    return frozenset(word_lists(DATA / "ordinary.txt")[""])


_SMALL = (Level.CITY, Level.COUNTY)
_AFTER_NAME = ("人", "市", "省", "区", "县", "委", "地区")


class _Words:
    """The words of a paragraph, cut only when asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends: list[int] | None = None

    def swallow(self, start: int, end: int, lenient: bool = False) -> bool:
        """Whether the words do not agree with a name.

        A longer word contains it (大同小异, 北京大学) or a word crosses one of its ends (黄河 over 河南).
        ``lenient`` lets a word begin inside the name (除上|海外): a province is hardly ever a part of two words.
        """
        self._cut()
        if self._edge(start) != start:
            return True
        right = self._edge(end)
        whole = self._edge(start + 1) == right
        return right > end and not (self.text.startswith(_AFTER_NAME, end) if whole else lenient)

    def parts(self, start: int, end: int) -> bool:
        """Whether a short name is cut in two words."""
        self._cut()
        return self._edge(start + 1) < end

    def _cut(self) -> None:
        if self.ends is None:
            self.ends = [0, *accumulate(map(len, rjieba.cut(self.text, False)))]

    def _edge(self, offset: int) -> int:
        """The first end of a word at or after an offset."""
        assert self.ends is not None  # noqa: S101 - callers cut first
        return self.ends[bisect_left(self.ends, offset)] if offset <= self.ends[-1] else offset


def _children(parents: tuple[Sense, ...], children: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Readings that lie in what stands before; an ordinary word must lie directly in it (山东资源 is no path)."""
    above = {sense.place.path for sense in parents}
    inner = (sense for sense in children if above.intersection(sense.place.ancestors))
    return tuple(sense for sense in inner if not sense.ordinary or sense.place.region.parent in above)


def _join(
    text: str, spans: list[tuple[int, int]], gazetteer: Gazetteer, year: int | None, paragraph: int
) -> list[Found]:
    """Names that touch and lie inside one another become one path (绵阳游仙, 浙江省金华市磐安县)."""
    joined: list[Found] = []
    for start, end in spans:
        senses = _valid(gazetteer.names[text[start:end]], year)
        if not senses:
            continue
        last = joined[-1] if joined else None
        inner = _children(last.senses, senses) if last and last.end == start else ()
        if last and inner:
            plain = tuple(Sense(sense.place, False, False) for sense in inner)
            joined[-1] = replace(last, end=end, text=text[last.start : end], senses=plain, reason="上级地名在前")
        else:
            joined.append(Found(paragraph, start, end, text[start:end], senses))
    return joined


@cache
def _valid(senses: tuple[Sense, ...], year: int | None) -> tuple[Sense, ...]:
    """Readings that exist in the year, all when none does (a former name); 淮安 is the city, not its district.

    An undated article is read with today's divisions: an abolished one is what its name lives on in.
    """
    gazetteer, paths = load_gazetteer(), {sense.place.path for sense in senses}
    senses = tuple(sense for sense in senses if not sense.short or not paths.intersection(sense.place.ancestors))
    if year is None:
        today = {sense.place.path: replace(sense, place=gazetteer.today(sense.place)) for sense in senses}
        now = {sense.place.path: sense for sense in today.values() if sense.place.until == NEVER or not sense.short}
        lasting = tuple(sense for sense in now.values() if sense.place.until == NEVER)
        return lasting or tuple(now.values())
    return tuple(sense for sense in senses if sense.place.valid(year)) or senses


def _swallowed(found: Found, words: _Words) -> bool:
    """Whether the words of the text have no room for a short name; 和康 of 养老和康养 is 和 and a part of another."""
    if len(found.text) > SHORTEST:
        return False
    if found.text[0] in BEFORE_NAMES and words.parts(found.start, found.end) and found.senses[0].short:
        return True
    return words.swallow(found.start, found.end, lenient=found.senses[0].place.region.level not in _SMALL)


def find_names(text: str, gazetteer: Gazetteer, year: int | None, paragraph: int = 0) -> list[Found]:
    """All names of one paragraph in order; venues keep no senses. Townships and zones after a name extend it."""
    words = _Words(text)
    found: list[Found] = []
    free = 0
    for here in _join(text, gazetteer.scan(text, words.swallow), gazetteer, year, paragraph):
        if here.start < free:
            continue
        shown = "" if here.full else clue(text, here.start, here.end)
        if shown == PERSON:
            continue
        if townships.continues(text, here.end) and not here.full:
            free = here.end + 1
            continue
        if _is_dateline(text, here.start, here.end) or _is_venue(text, here.start, here.end):
            found.append(replace(here, senses=(), reason="道路、机构、企业名或电头"))
        elif not _swallowed(here, words) and not _kind_of_places(text, here):
            extended = _extended(text, here)
            free = extended.end
            before = text[extended.start - 1] if extended.start else ""
            found.append(replace(extended, before=before, after=text[extended.end : extended.end + 1], clue=shown))
    return found


_KIND = re.compile("[区市](?![长委政])|[域城级乡]")


def _kind_of_places(text: str, found: Found) -> bool:
    """南部县区 and 中部县市 are kinds of places: an ordinary word and 县 that goes on."""
    name = found.text
    ordinary = any(sense.ordinary or short_name(sense.place.region.name) in ordinary_words() for sense in found.senses)
    return ordinary and name.endswith(("县", "区", "市")) and bool(_KIND.match(text, found.end))


def _extended(text: str, found: Found) -> Found:
    """The name with the zone, township or village that follows it."""
    if any(s.ordinary for s in found.senses):
        return found
    zone = townships.zone_after(text, found.end)
    if zone and _can_hold_zone(found):
        senses = tuple(_sense(townships.zone_of(s.place, text[_name_start(text, found) : zone])) for s in found.senses)
        found = replace(found, end=zone, text=text[found.start : zone], senses=senses, reason="开发区、新区等功能区")
    if not any(s.place.region.level in (Level.COUNTY, Level.CITY, Level.ZONE) for s in found.senses):
        return found
    for level, end in townships.below(text, found.end, village=_county(found)):
        name = text[found.end : end]
        if level is Level.TOWNSHIP and not _is_township(found, name):
            break
        senses = tuple(_sense(_below(s.place, name, level)) for s in found.senses if not _province(s))
        found = replace(found, end=end, text=text[found.start : end], senses=senses, reason="乡镇、村名")
    return found


def _name_start(text: str, found: Found) -> int:
    """Where the last name of a path begins: 浙江龙泉经济开发区 is 龙泉经济开发区 of 浙江."""
    last = found.senses[0].place.region.name
    for size in range(len(last), 1, -1):
        at = text.rfind(last[:size], found.start, found.end)
        if at >= 0:
            return at
    return found.start


def _can_hold_zone(found: Found) -> bool:
    return any(s.place.region.level in (Level.PROVINCE, Level.CITY, Level.COUNTY) for s in found.senses)


def _below(parent: Place, name: str, level: Level) -> Place:
    """The township under its place; one named right after its city lies in the county that the table tells."""
    if parent.region.level is Level.CITY and level is Level.TOWNSHIP:
        parent = county_of(name, [parent]) or parent
    return townships.below_of(parent, name, level)


def _is_township(found: Found, name: str) -> bool:
    """Whether the table knows a township of this name there, or it is like the name of one."""
    return any(county_of(name, [sense.place]) for sense in found.senses) or townships.is_like_a_name(name)


def _county(found: Found) -> bool:
    return any(s.place.region.level is Level.COUNTY for s in found.senses)


def _province(sense: Sense) -> bool:
    return sense.place.region.level not in (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.ZONE)


def _sense(place: Place) -> Sense:
    return Sense(place, short=False, ordinary=False)
