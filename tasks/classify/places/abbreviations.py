"""One-character names of places: only in company (沪浙, 鄂沪浙) or where a place must stand (赴沪考察, 在川落地)."""

from __future__ import annotations

import re
from functools import cache

from tasks.classify.places.gazetteer import DATA, Gazetteer, Place, load_gazetteer
from tasks.classify.places.lists import word_lists

_PLAIN = "京津冀晋沪浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇陕陇蓉甬"  # hardly ever anything but a place
_SHY = "蒙辽吉黑苏贵云藏秦甘青宁新港澳台杭穗深汉锡"  # ordinary characters: only beside a plain one
_NOT_AFTER = "高铁|铁路|高速|公路|大桥|剧|菜|商|线|江|藏|派|A|B|股|语|酒|茶|绣|中[^心西部央国]|东|西|南|北"
_FIRM = r"[\u4e00-\u9fff]{1,8}有限(?:责任)?公司"
_RUN = re.compile(rf"(?<![{_PLAIN}{_SHY}])[{_PLAIN}{_SHY}]{{2,4}}(?![{_PLAIN}{_SHY}]|{_NOT_AFTER}|{_FIRM})")
_LONE = re.compile(rf"(?<=[赴来入在到访驻返离全])(?<![电气煤水油粮]入)[{_PLAIN}](?!{_NOT_AFTER}|[{_PLAIN}{_SHY}])")


def find_abbreviations(text: str, taken: set[int]) -> list[tuple[int, int, tuple[Place, ...]]]:
    """Where abbreviations stand and the places they name, one each, outside the offsets already ``taken``."""
    gazetteer = load_gazetteer()
    found = []
    for match in _either().finditer(text):
        start, end = match.span()
        said = match.group()
        if taken.isdisjoint(range(start, end)) and _plausible(said):
            found.append((start, end, _places(said, gazetteer)))
    return found


@cache
def _either() -> re.Pattern[str]:
    return re.compile(f"{_RUN.pattern}|{_LONE.pattern}")


def _plausible(said: str) -> bool:
    """Whether only unmistakable characters or a combination in use: 鄂沪浙 and 云贵川, but not 新晋."""
    return said in _combinations() or (len(set(said)) == len(said) and all(character in _PLAIN for character in said))


@cache
def _combinations() -> frozenset[str]:
    return frozenset(word_lists(DATA / "combinations.txt")[""])


def _places(said: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(gazetteer.abbreviations[character] for character in said)
