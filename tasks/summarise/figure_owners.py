"""Whose a figure is, and how its name reads beside the region it is told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.models import Level, Region, Role
from tasks.summarise.figure_names import names_of
from tasks.summarise.figures import Figure, figures
from tasks.summarise.phrases import phrases, words

_MANY = 3
_SHORT = 2
_TOTAL = re.compile(r"([^，。；：]*)等$")
_LISTED = re.compile("[、和与及]")
_FRAME = re.compile(r"(?:^|[，。；])从?([^，。；]{2,14}?)(?:来看|看|方面|上看)，[^。；]*$")
_OUTER = (Level.NATION, Level.GROUP)
_COUNTED = {
    "省": _OUTER,
    "市州盟": (*_OUTER, Level.PROVINCE),
    "县区旗": (*_OUTER, Level.PROVINCE, Level.CITY),
    "乡镇": (*_OUTER, Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ZONE),
}
"""What is counted in one character, and the levels of which some places hold it: a county has no 区."""


@dataclass(frozen=True)
class Owner:
    """Whose a figure is: the region, the role in which it is told, and the finding that tells it, if one does."""

    region: Region
    role: Role
    finding_id: str | None


def owners_of(
    text: str, clause: tuple[int, int], owners: tuple[Owner, ...], batch: Sequence[Figure], end: int
) -> list[tuple[Owner, ...]]:
    """Whose each figure is: as many figures as regions are told off in order; a lone one is everybody's.

    A lone figure told of more than three places counts the places themselves and is nobody's own; nor is the total of
    a list any of its places' (甲、乙、丙等|9个区), nor a number of districts that of a district.
    """
    if len(owners) > 1 and len(batch) == len(owners):
        ordered = sorted(owners, key=lambda owner: (text.rfind(owner.region.name[:2], 0, end), owner.region.full_name))
        return [(owner,) for owner in ordered]
    return [_of_one(text, clause, owners if len(owners) <= _MANY else (), figure) for figure in batch]


def _of_one(text: str, clause: tuple[int, int], owners: tuple[Owner, ...], figure: Figure) -> tuple[Owner, ...]:
    total = _TOTAL.search(text[clause[0] : figure.start])
    listed = total.group(1) if total else ""
    counted = _holders(text[figure.end : clause[1]]) if figure.unit == "个" else None
    return tuple(
        owner
        for owner in owners
        if not (listed and any(item.endswith(_names(owner.region)) for item in _LISTED.split(listed)))
        and (counted is None or owner.region.level in counted)
    )


def _holders(after: str) -> tuple[Level, ...] | None:
    """The levels that hold the places which a figure counts; None where it counts no places."""
    if not re.match(
        r"[省市州盟县区旗乡镇](?![\u4e00-\u9fff]?(?:级|直|域|场|政|长|委|属|内|外|民|容|际|间|位|块|块链))", after
    ):
        return None
    return next((levels for sorts, levels in _COUNTED.items() if after[0] in sorts), None)


def _names(region: Region) -> tuple[str, ...]:
    """How a region is called: with the last character of its name and, of longer names, without it."""
    short = region.name[:-1]
    return (region.name, short) if len(short) >= _SHORT else (region.name,)


def named_beside(
    name: str, text: str, clause: tuple[int, int], unit: str, regions: Sequence[Region], others: Sequence[Region]
) -> str:
    """The name without the region it is told of; where it is nothing but places, what the sentence measures.

    从亩均产值来看，甲县5000元、乙县4000元 are of its 亩均产值 each; in 甲市产值达30亿元；乙市20亿元 both are 产值.
    Empty where nothing says it. ``others`` are all regions of the article.
    """
    called = tuple(called for region in (*regions, *others) for called in _names(region))
    if not all(item in called for item in _LISTED.split(name)):
        return next((rest for region in regions if (rest := _without(region, name))), name)
    frame = _FRAME.search(text[: clause[0]])
    return frame.group(1) if frame else _measured_before(text, clause[0], unit, others)


def _without(region: Region, name: str) -> str:
    """What follows the region's name at the head of a name, where it says what is measured; else nothing."""
    rest = name.removeprefix(region.name).lstrip("的已以")
    told = rest != name and any(phrase.kind == "noun" for phrase in phrases(words(rest)))
    return rest if told and not _LISTED.match(rest) else ""


def _measured_before(text: str, start: int, unit: str, regions: Sequence[Region]) -> str:
    """What an earlier figure of the same unit in the sentence measures, whichever place it is of."""
    opening = max(text.rfind(mark, 0, start) for mark in "。！？") + 1
    said = text[opening:start]
    found = next((figure for figure in figures(said) if figure.unit == unit), None)
    if found is None:
        return ""
    head = re.split("[，。；：]", said[: found.start])[-1]
    name = names_of(
        head + found.said,
        (0, len(head + found.said)),
        [replace(found, start=len(head), end=len(head) + len(found.said))],
    )[0]
    places = sorted({called for region in regions for called in _names(region)}, key=len, reverse=True)
    return next((name.removeprefix(place) for place in places if name.startswith(place)), name)
