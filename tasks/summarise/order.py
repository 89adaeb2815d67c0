"""The order and titles of regions in print: provinces by GB/T 2260, cities and counties, zones after these."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.classify.places import SortKey, printed_name, region_order
from tasks.knowledge import reader
from tasks.models import Level, Region
from tasks.summarise.lexicon import DATA, Lexicon

NATION, GROUPS = "全国", "跨省区域"


class Provinces(Lexicon):
    """``provinces.yaml``."""

    order: dict[str, int]
    municipalities: list[str]


provinces = reader(DATA / "provinces.yaml", Provinces)


def province_of(region: Region) -> str:
    """The province a region lies in, or the heading of those that lie in none."""
    if region.level is Level.NATION:
        return NATION
    return next((name for name in provinces().order if region.full_name.startswith(name)), GROUPS)


class RegionOrder:
    """The order of ``region_order`` with each key made once: an issue sorts the same regions many times."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._keys = {region: region_order(region) for region in regions}

    def key(self, region: Region) -> SortKey:
        """The sort key of a region."""
        if region not in self._keys:
            self._keys[region] = region_order(region)
        return self._keys[region]


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
