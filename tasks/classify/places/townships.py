"""Townships, villages and zones, which no table of ours lists: recognised by their endings under a known place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.lists import word_lists
from tasks.classify.places.names import short_name
from tasks.models import Level, Region

_WORDS = word_lists(Path(__file__).with_suffix(".txt"))
_PUNCTUATION = "，。、；：！？“”（）《》"
_STOP = "的在和与及是有为将把被让从到对各全这那个帮企两三等大小新老就也都了上下中内外以由其该本市省县区"
_CHAR = f"[^{_PUNCTUATION}{_STOP}一先\\s\\da-zA-Z]"
_HAN = "[\u4e00-\u9fff]"
_PEOPLES = "(?:民族|[回苗瑶侗土畲满蒙藏彝白傣壮]族)"
_NO_TOWN = "(?<![小强名重城集古乡城村市特型业圩])"  # 小镇, 强镇, 城镇, 重镇… are kinds, no names
_NO_RURAL = "(?<![城水下家故返离强名大侨])"  # 城乡, 水乡, 家乡…
_RURAL = "乡(?!村|镇|土|亲|情|愁|贤|音|风|级|政|邻)"
_NO_VILLAGE = "(?<![乡农渔全美富强新古空示范中])"  # 乡村, 农村, 示范村…
_NO_VILLAGER = "(?!庄|寨|民|镇|级|落|容|貌|域|务|口|集体|居|干|两委)"
_NO_VERB = f"(?!{'|'.join(_WORDS['verbs'])})"
_TOWN = rf"{_NO_VERB}{_CHAR}{{1,6}}?(?:{_PEOPLES}乡|{_NO_TOWN}镇(?!区|级|街|域)|{_NO_RURAL}{_RURAL}|街道(?!路))"
_VILLAGE = rf"{_NO_VERB}{_CHAR}{{1,5}}?(?:{_NO_VILLAGE}村{_NO_VILLAGER}|社区(?!居民自治|治理|服务))"
_GOES_ON = re.compile(rf"镇(?!区|级|街|域)|{_RURAL}|街道|村(?!庄|民|镇|级|落)|社区")
_ENDING = re.compile(rf"(?:{_PEOPLES}乡|镇|乡|街道|村|社区)$")
LOCAL = (Level.TOWNSHIP, Level.VILLAGE)
TOWN = re.compile(_TOWN)
VILLAGE = re.compile(_VILLAGE)
_HOLDS = re.compile("|".join((*_WORDS["holds"], _VILLAGE)))
_FREE = re.compile(rf"(?:(?<=[，。；：、“（\s和与及在到赴从由习的])|^)(?P<name>{_NO_VERB}{_CHAR}(?:{_TOWN}))")
_LOOSE = re.compile(
    rf"(?:(?<=[，。；：、“（\s和与及在到赴从由])|^)(?P<name>{_CHAR}{{1,3}}村(?=党|支部|书记|第一书记|村委))"
)
_ZONES = "|".join(_WORDS["zones"])
_ZONE = re.compile(rf"(?:[东西南北中]部|空港|临空|临港|滨江|滨海|滨湖|{_CHAR}{{0,2}}?)(?:{_ZONES})(?!域|别|分|块)")
_OFFICIAL = (("高新区", "高新技术产业开发区"), ("经开区", "经济技术开发区"), ("自贸区", "自由贸易试验区"))


def zone_after(text: str, end: int) -> int | None:
    """Where the zone ends whose name starts with the place that ends at ``end`` (苏州|工业园区, 成都|东部新区)."""
    match = _ZONE.match(text, end)
    return match.end() if match else None


def zone_of(parent: Place, said: str) -> Place:
    """The zone said after or with its place; familiar endings are written out (高新区 is 高新技术产业开发区).

    德州市天衢新区 and 德州天衢新区 are one zone.
    """
    if said.startswith(parent.region.name):
        said = short_name(parent.region.name) + said[len(parent.region.name) :]
    for familiar, official in _OFFICIAL:
        if said.endswith(familiar):
            said = said[: -len(familiar)] + official
    return _under(parent, said, Level.ZONE)


def continues(text: str, end: int) -> bool:
    """Whether the name goes on as a township's (青山镇, 海南镇), so that no division is meant."""
    return bool(_GOES_ON.match(text, end))


def below(text: str, end: int, village: bool) -> list[tuple[Level, int]]:
    """The township and the village that follow directly: their levels and where each ends."""
    found: list[tuple[Level, int]] = []
    for level, pattern in ((Level.TOWNSHIP, TOWN), (Level.VILLAGE, VILLAGE)):
        match = pattern.match(text, end) if level is Level.TOWNSHIP or village or found else None
        if match:
            end = match.end()
            found.append((level, end))
    return found


def is_like_a_name(township: str) -> bool:
    """Whether a township that the table lacks may be one: it is short, no verb or kind of township begins it."""
    stem = _ENDING.sub("", township)
    return len(stem) <= _LONGEST_UNKNOWN and not stem.startswith((*_WORDS["kinds"], *_WORDS["verbs"]))


_LONGEST_UNKNOWN = (
    3  # characters; longer names are found in the table (nearly all of the longer ones are of minorities)
)


def below_of(parent: Place, name: str, level: Level) -> Place:
    """The township or village of this name under a place."""
    return _under(parent, name, level)


@dataclass(frozen=True, slots=True)
class Free:
    """A township with no place before it; ``held`` says that what follows or precedes shows it to be one."""

    start: int
    end: int
    village: int | None
    held: bool


def free(text: str) -> list[Free]:
    """Townships that open a clause or follow a preposition; a village after one belongs to it."""
    found = []
    for match in _FREE.finditer(text):
        village = village_after(text, match.end())
        offices = text.startswith(("党", "书记", "乡长", "政府", "干部"), match.end())
        shown = village is not None or offices or not match["name"].endswith("乡")
        held = (
            shown
            and bool(_HOLDS.match(text, match.end()))
            and text[match.start("name") - 1 : match.start("name")] != "的"
        )
        found.append(Free(match.start("name"), match.end(), village, held))
    return found


def village_after(text: str, end: int) -> int | None:
    """Where the village ends that follows a township directly; null where none does."""
    match = VILLAGE.match(text, end)
    return match.end() if match else None


_ENDS = re.compile("[镇乡]|街道")
_LONGEST = 9


def listed(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Where townships stand whose names are known, the longest at each place (新华镇 of a county spoken of)."""
    found = []
    for match in _ENDS.finditer(text):
        end = match.end()
        starts = range(max(0, end - _LONGEST), end - 2)
        start = next((start for start in starts if text[start:end] in names), None)
        if start is not None:
            found.append((start, end))
    return found


_ROW = re.compile(
    rf"{_HAN}{{2,8}}(?:[、和]{_HAN}{{2,6}}?)+?"
    r"(?=等?(?:[两二三四五六七八九十]|[1-9]\d?)?个?(?:乡镇|镇街|镇|乡|街道)(?!村|级|域|区|长))"
)


def rows(text: str) -> list[list[tuple[int, int]]]:
    """Enumerations that end as townships do (甲、乙、丙镇; 甲、乙等镇; 甲、乙两镇): where the items of each stand.

    The first item may hold what stands before its name.
    """
    return [
        [(match.start() + item.start(), match.start() + item.end()) for item in _ITEM.finditer(match.group())]
        for match in _ROW.finditer(text)
    ]


_ITEM = re.compile("[^、和]+")


def loose_villages(text: str) -> list[tuple[int, int]]:
    """Villages named by their branch or secretary (姚沟村党支部书记) with nothing before them."""
    return [match.span("name") for match in _LOOSE.finditer(text)]


def familiar(name: str) -> str | None:
    """What an article calls a township or village once it has named it (菱塘回族乡: 菱塘); null if too short."""
    short = _ENDING.sub("", name)
    return short if len(short) >= 2 and short != name else None


def _under(parent: Place, name: str, level: Level) -> Place:
    path = parent.path + name
    region = Region(name=name, full_name=path, code=None, level=level, parent=parent.path)
    return Place(region, parent.since, parent.until, (*parent.ancestors, parent.path))
