"""What a paragraph speaks of, in order: names, enumerations, and words that point back (两地, 我市, 当地)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.classify.places import classes
from tasks.classify.places.gazetteer import Gazetteer, Place
from tasks.classify.places.kinds import all_of_kind, has_level, is_zone, of_kind
from tasks.classify.places.mentions import Found
from tasks.models import Level

_BETWEEN = re.compile(r"[”“]?(?:、|和|及|以及|)[“”]?$")
_WITH = re.compile(r"(?:与|同)$")
_TOGETHER = re.compile(
    r"(?:[^，。；、]{0,2}(?:共同|携手|联合|联手|牵手|互|之间|双方|协作|合作|结对|结成|缔结|签署|签订|签约|共建|共享|共推|毗邻)|[都均]"
    r"|(?:开展|建立|达成|深化)[^，。；]{0,16}(?:协作|合作|交流|互访|关系|协议|机制))"
)
"""溧水与当涂开展协作, 无锡与宿迁共建园区: what both do together."""
_TOWARDS = re.compile(r"(?:对标|学习|借鉴|看齐|对照|向|与)$")
_COUNT = {"两": 2, "二": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6, "2": 2, "3": 3, "4": 4}
_PLURAL = re.compile(
    r"这?(?P<count>[两三四五六])(?:个|座|家|大)?(?:国家级)?(?P<kind>省市|自治区|城市|省份|新区|市县|村子|镇子|省区|地区|县市|市区|市州|地新区|[地市省县区州城村镇家])"
    r"(?![级委校域一二三四五六七八九十\d])|双方"
)
STRUCK_OUT = "[xX×某○*＊]{1,4}"
"""What stands in a copy where a name was struck out (xx县)."""
_OWN = re.compile(
    rf"(?P<blank>我们{STRUCK_OUT}[省市县区州旗镇乡])|(?P<my>[我本])(?P<level>[省市县区州旗镇乡村])(?!场|民|庄|身|来|级|内|人)|全(?P<all>[省市县区州旗镇乡村])(?!域|面|场|民族|制)"
    r"|(?<![\u4e00-\u9fff])(?P<organ>[省市县区州旗镇])(?=委|政府|里|直|人大|党政|级|财政|发改|水利|局|中医院|医院)|(?<![两个家级])(?P<zone>园区|新区|开发区|高新区|经开区)"
)
_THAT = re.compile(
    r"该(?P<level>[省市县区州旗镇乡村])(?!怎)|当地|这里|此地|那里|这座[^，。]{0,6}?(?:城市|小城|港城|山城|县城|古城|城)|这个(?P<kind>[省市县区镇村])(?!场|民)|(?P<group>(?:该|本|整个|全)区域|区域(?:内|整体))"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that speak of places: where they stand, which places, and how they were understood."""

    paragraph: int
    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    kind: str  # name, group, own, that, plural, class
    reason: str = ""
    key: tuple[str, ...] = field(init=False)  # what identifies the places spoken of

    def __post_init__(self) -> None:
        """Join the full names once: they are asked for often."""
        object.__setattr__(self, "key", tuple(place.path for place in self.places))


def named(text: str, names: Sequence[Found]) -> list[Reference]:
    """The names of one paragraph; those side by side in an enumeration are one reference to all of them."""
    result: list[Reference] = []
    known = [name for name in names if name.place]
    for index, name in enumerate(known):
        assert name.place is not None  # noqa: S101 - filtered
        places = name.place.members or (name.place,)
        last = result[-1] if result else None
        end = _enumerated(text, known[index:])
        if last and (last.start == name.start or _joins(text, last, name, end)) and _alike(last, name):
            places = tuple(dict.fromkeys((*last.places, *places)))
            said = text[last.start : name.end]
            result[-1] = Reference(name.paragraph, last.start, name.end, said, places, "group", "并列的几地")
        else:
            result.append(Reference(name.paragraph, name.start, name.end, name.text, places, "name", name.reason))
    return result


def _enumerated(text: str, names: Sequence[Found]) -> int:
    """Where the enumeration ends that the first of these names begins."""
    end = names[0].end
    for name in names[1:]:
        if not _BETWEEN.fullmatch(text, end, name.start):
            break
        end = name.end
    return end


def _joins(text: str, last: Reference, name: Found, end: int) -> bool:
    """An enumeration up to ``end``, or two that open a clause of what they do together (甲与乙、丙共建)."""
    between = text[last.end : name.start]
    if _BETWEEN.fullmatch(between):
        return True
    opens = last.start == 0 or text[last.start - 1] in "，。；：！？“\n"
    return opens and bool(_WITH.fullmatch(between) and _TOGETHER.match(text, end))


def _alike(last: Reference, name: Found) -> bool:
    """A nation beside a city is no enumeration; a province beside its own city neither."""
    assert name.place is not None  # noqa: S101 - callers pass resolved names
    levels = {place.region.level for place in last.places} | {name.place.region.level}
    if Level.NATION in levels:
        return False
    if name.place.path in last.key:
        return False
    return name.start > last.end or all(place.path not in name.place.ancestors for place in last.places)


_BORDERS = re.compile("[^，。；与和同及]{0,16}?(?:毗邻|毗连|相接|接壤|接界|连界|相连|交界|相邻|为邻|相望)")
_SIDE = re.compile("(?:^|[，。；、])[东南西北]{1,2}[^，。；]{0,20}$")


def _is_neighbour(text: str, reference: Reference) -> bool:
    """东与某镇毗邻: words that point back (全镇, 当地) do not mean what only lies on one side."""
    return bool(_BORDERS.match(text, reference.end) and _SIDE.search(text[: reference.start]))


@dataclass(slots=True)
class Memory:
    """What was spoken of so far: references in reading order, and the place the article is written from.

    ``of_one_place`` tells that the article is that place's own.
    """

    home: Place | None
    gazetteer: Gazetteer
    said: list[Reference]
    pair: tuple[Place, ...] = ()
    paragraph: int = -1
    of_one_place: bool = True

    def topic(self) -> Reference | None:
        """The last reference to one place or an enumeration."""
        return self.said[-1] if self.said else None

    def several(self, count: int, kind: str, near: int, others: bool) -> tuple[Place, ...]:
        """Which ``count`` places are meant: those just spoken of together, the article's pair, the last different ones.

        ``near`` is where the sentence before begins; what stands further back yields to the article's pair. ``others``
        leaves out home (对标两地 are two others).
        """
        own = {self.home.path} if self.home and others else set()
        said = [r for r in self.said[-16:] if own.isdisjoint(r.key)]
        fitting = [r for r in said if len(r.places) == count and all_of_kind(r.places, kind)]
        close = [r for r in fitting if r.paragraph == self.paragraph and r.start >= near]
        if close:
            return close[-1].places
        if count == len(self.pair) and not others and all_of_kind(self.pair, kind):
            return self.pair
        if fitting:
            return fitting[-1].places
        among = [part for r in reversed(said) if len(part := of_kind(r.places, kind)) == count]
        if among:
            return among[0]
        recent: dict[str, Place] = {}
        for reference in reversed(said[-8:]):
            place = reference.places[0]
            if reference.paragraph < self.paragraph - 1 and not kind:
                break  # 双方 may be two of any kind, persons or firms
            if len(reference.places) == 1 and not place.region.level.is_outer and all_of_kind((place,), kind):
                recent.setdefault(place.path, place)
        places = tuple(reversed(list(recent.values())[:count]))
        return places if len(places) == count else ()

    def own(self, level: str, mine: bool) -> Place | None:
        """The place of this level that 我市 or 全市 means: home or above it; 全市 first what is spoken of."""
        recent = [reference for reference in reversed(self.said[-6:]) if len(reference.places) == 1]
        here = [r.places[0] for r in recent if r.paragraph == self.paragraph]
        inside = self.home.path if self.home and has_level(self.home, level) else ""  # 全市 is home, not a city in it
        spoken = [place for place in here if has_level(place, level) and inside not in place.ancestors]
        here = [place for place in here if inside not in place.ancestors]
        earlier = [r.places[0] for r in recent if has_level(r.places[0], level)]
        order = (self.home, *spoken, *earlier) if mine else (*spoken[:1], *here[:1], self.home, *earlier)
        for place in order:
            for candidate in self._chain(place):
                if has_level(candidate, level):
                    return candidate
        return None

    def _chain(self, place: Place | None) -> list[Place]:
        if place is None:
            return []
        above = (self.gazetteer.place(path) for path in reversed(place.ancestors))
        return [place, *(one for one in above if one)]

    def zone(self) -> Place | None:
        """The zone spoken of last, or home if it is one."""
        for reference in reversed(self.said[-8:]):
            if len(reference.places) == 1 and is_zone(reference.places[0]):
                return reference.places[0]
        return self.home if self.home and is_zone(self.home) else None


def pointing(text: str, number: int, memory: Memory, names: Sequence[Reference]) -> list[Reference]:
    """All references of a paragraph, names and pointing words, each pointing word resolved by what stood before it."""
    spots: list[tuple[int, str, re.Match[str] | Reference]] = [(name.start, "name", name) for name in names]
    for kind, pattern in (("plural", _PLURAL), ("own", _OWN), ("that", _THAT)):
        spots += [(match.start(), kind, match) for match in pattern.finditer(text)]
    covered = {offset for name in names for offset in range(name.start, name.end)}
    spots += [(one.start, one.kind, one) for one in _classes(text, number, memory) if one.start not in covered]
    result: list[Reference] = []
    memory.paragraph = number
    free = 0
    for start, kind, spot in sorted(spots, key=lambda row: (row[0], row[1])):
        if start < free and not isinstance(spot, Reference):
            continue
        if isinstance(spot, Reference):
            reference: Reference | None = spot
        elif start in covered:
            continue
        else:
            reference = _resolve(kind, spot, number, memory)
        if reference and kind == "plural" and result and result[-1].end == start:
            name = result.pop()
            reference = _joined(name, reference)
            memory.said = [one for one in memory.said if one is not name]
        if reference:
            free = reference.end
            result.append(reference)
            if not _is_neighbour(text, reference):
                memory.said.append(reference)
    return result


def _classes(text: str, number: int, memory: Memory) -> list[Reference]:
    """The subjects of a paragraph that are no single place (国内, 东部8个省市, 县域)."""
    found = classes.subjects(text, memory.of_one_place, memory.gazetteer)
    return [
        Reference(number, start, end, text[start:end], places, "class", f"“{text[start:end]}”不指一地")
        for start, end, places in found
        if places
    ]


def _joined(name: Reference, plural: Reference) -> Reference:
    """川渝两地 and 长株潭三市 are those named; 苏北四地 are the four spoken of, if they lie in it."""
    kept = plural if _holds(name, plural) else name
    said = name.text + plural.text
    return Reference(name.paragraph, name.start, plural.end, said, kept.places, plural.kind, kept.reason)


def _holds(name: Reference, plural: Reference) -> bool:
    """Whether one name is that of a wider place in which all the places counted after it lie."""
    if len(name.places) > 1 or len(name.text) == len(plural.places) > _SHORTEST:
        return False
    outer = name.places[0]
    path = outer.ancestors[-1] if outer.region.level is Level.GROUP and outer.ancestors else outer.path
    return all(path in place.ancestors for place in plural.places)


_SHORTEST = 2  # 长株潭 and 京津冀 say each of the three that are counted; 苏北 says none


def _resolve(kind: str, match: re.Match[str], number: int, memory: Memory) -> Reference | None:
    places: tuple[Place, ...] = ()
    if kind == "plural":
        near = match.string.rfind("。", 0, max(0, match.string.rfind("。", 0, match.start()))) + 1
        others = bool(_TOWARDS.search(match.string, max(0, match.start() - 4), match.start()))
        places = memory.several(_COUNT[match["count"] or "双"], match["kind"] or "", near, others)
        reason = f"“{match.group()}”指上文几地"
    elif kind == "own" and match["blank"]:
        places, reason = (memory.home,) if memory.home else (), "隐去地名的自称"
    elif kind == "own":
        level = match["level"] or match["all"] or match["organ"]
        place = memory.own(level, mine=bool(match["my"])) if level else memory.zone()
        places = (place,) if place else ()
        reason = f"“{match.group()}”指{place.region.name if place else ''}"
    else:
        places, reason = _that(match, memory)
    return Reference(number, *match.span(), match.group(), places, kind, reason) if places else None


def _that(match: re.Match[str], memory: Memory) -> tuple[tuple[Place, ...], str]:
    if match["group"]:
        said = [one.places[0] for one in reversed(memory.said) if len(one.places) == 1]
        groups = [place for place in (*said, memory.home) if place and place.region.level is Level.GROUP]
        return tuple(groups[:1]), f"“{match.group()}”指上文所说的区域"
    level = match["level"] or match["kind"]
    if level:
        for reference in reversed(memory.said[-6:]):
            if len(reference.places) == 1 and has_level(reference.places[0], level):
                return reference.places, f"“{match.group()}”指上文所说"
        return (), ""
    for reference in reversed(memory.said[-6:]):
        if not reference.places[0].region.level.is_outer:
            return reference.places, f"“{match.group()}”指上文所说"
    return (), ""
