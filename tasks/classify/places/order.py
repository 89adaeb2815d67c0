"""The order in which a briefing lists regions, by GB/T 2260, and the name it prints for them."""

from __future__ import annotations

from tasks.classify.places.gazetteer import Gazetteer, load_gazetteer
from tasks.models import Level, Region

SortKey = tuple[str, str, int, str, int, str]
_NATION, _ACROSS, _ABROAD = "00", "90", "99"  # before all provinces, after them, last of all
_HOME_NATION = ("中国", "全国")


def region_order(region: Region) -> SortKey:
    """A sort key: the nation, then by code province, city, county, townships; zones after their city's counties.

    Groups inside a province follow the province, groups over several follow all provinces, other nations are last.
    """
    if region.level is Level.NATION:
        return (_NATION if region.full_name in _HOME_NATION else _ABROAD, "", 0, "", 0, region.full_name)
    code = region.code or _code_above(region, load_gazetteer())
    if not code:
        return (_ACROSS, "", 0, "", 0, region.full_name)
    province, city = code[:2], code[2:4]
    if region.level is Level.ZONE:
        return (province, "99" if city == "00" else city, 1, "", 0, region.full_name)
    if region.level is Level.GROUP:
        return (province, "00", 1, "", 0, region.full_name)
    return (province, city, 0, code, 0 if region.code else 1, region.full_name)


def printed_name(region: Region) -> str:
    """What a heading prints: a zone's own official name (陕西西咸新区), else the full name."""
    for place in load_gazetteer().paths.get(region.full_name, ()):
        if place.official and region.code is None:
            return place.official
    return region.full_name if region.level is not Level.NATION else region.name


def _code_above(region: Region, gazetteer: Gazetteer) -> str | None:
    """The code of the nearest place above that has one."""
    path = region.parent or ""
    while path:
        place = gazetteer.place(path)
        if place and place.region.code:
            return place.region.code
        above = place.region.parent if place else None
        path = above or _shorter(path, gazetteer)
    return None


def _shorter(path: str, gazetteer: Gazetteer) -> str:
    """The longest known place that the path of an unknown one begins with (a village's township)."""
    return next((path[:size] for size in range(len(path) - 1, 1, -1) if path[:size] in gazetteer.paths), "")
