"""The order and titles of regions in print: provinces by GB/T 2260, cities and counties, zones after these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tasks.classify.places import load_gazetteer, printed_name
from tasks.models import Level, Region
from tasks.summarise.lexicon import Lexicon, load

NATION, GROUPS = "全国", "跨省区域"
_Key = tuple[int, str, int, str, str]


class Provinces(Lexicon):
    """``provinces.yaml``."""

    order: dict[str, int]
    municipalities: list[str]


@cache
def provinces() -> Provinces:
    """The provinces with their codes."""
    return Provinces.model_validate(load("provinces"))


def province_of(region: Region) -> str:
    """The province a region lies in, or the heading of those that lie in none."""
    if region.level is Level.NATION:
        return NATION
    return next((name for name in provinces().order if region.full_name.startswith(name)), GROUPS)


class RegionOrder:
    """Sort keys for regions; places without a code stand after the coded ones of the place above them."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._codes = {region.full_name: region.code for region in regions if region.code}

    def key(self, region: Region) -> _Key:
        """The sort key of a region."""
        province = province_of(region)
        rank = {NATION: 0, GROUPS: 99}.get(province, provinces().order.get(province, 98))
        code = region.code or self._above(region)
        zone = region.code is None and region.level is not Level.PROVINCE
        city = "" if region.level is Level.PROVINCE else (code or "99")[2:4]
        return rank, self._city(region, city), int(zone), code or "", region.full_name

    def _city(self, region: Region, city: str) -> str:
        """Zones of a municipality stand after all its counties, other zones after their city's."""
        alone = region.parent in provinces().order if region.parent else False
        return "99" if region.code is None and alone and region.level is not Level.PROVINCE else city

    def _above(self, region: Region) -> str | None:
        """The code of the nearest place above that has one."""
        parent = region.parent or ""
        if parent and parent not in self._codes and parent not in provinces().order:
            place = load_gazetteer().place(parent)
            self._codes[parent] = (place.region.code if place else None) or ""
        names = [name for name in self._codes if region.full_name.startswith(name)]
        return (self._codes[max(names, key=len)] or None) if names else None


def title(region: Region) -> str:
    """How a region is called in a heading: 江苏省昆山市, 苏州市吴江区, 重庆市渝中区."""
    printed = printed_name(region)
    if region.level is Level.ZONE and printed != region.full_name:
        return printed
    province = province_of(region)
    inner = region.full_name.removeprefix(province)
    if region.level is Level.ZONE and region.parent and region.name.startswith(_short(region.parent)):
        return region.name
    if not inner or province in provinces().municipalities or province in (NATION, GROUPS):
        return region.full_name
    return inner if inner != region.name or region.level is Level.CITY else region.full_name


def _short(parent: str) -> str:
    """The last place of a path by its first two characters: 四川省成都市 → 成都."""
    return re.sub("^.+(?:省|自治区)(?=.)", "", parent)[:2]


def level_title(region: Region, alone: bool) -> str:
    """The title under a province's heading; the province itself is marked 省级, 市级 or 区级 unless it stands alone."""
    if region.level is not Level.PROVINCE or alone:
        return title(region)
    return f"{region.full_name}（{'区' if region.full_name.endswith('区') else region.full_name[-1]}级）"
