"""What words for kinds of places (两省, 三县, 我区) may mean."""

from __future__ import annotations

from tasks.classify.places.gazetteer import Place
from tasks.models import Level


def all_of_kind(places: tuple[Place, ...], kind: str) -> bool:
    """Whether 两省, 四市 or 两个新区 may mean these; 两地 and 双方 may mean any."""
    if "新区" in kind:
        return all(is_zone(place) for place in places)
    levels = _KINDS.get(kind[0] if kind else "")
    return levels is None or all(
        place.region.level in levels or place.region.name.endswith(kind[0]) for place in places
    )


def of_kind(places: tuple[Place, ...], kind: str) -> tuple[Place, ...]:
    """Those of several places that are called so: the 三县 among 某区与甲县、乙县、丙县."""
    return tuple(place for place in places if kind and place.region.name.endswith(kind[0]))


_KINDS = {
    "省": (Level.PROVINCE,),
    "市": (Level.CITY,),
    "县": (Level.COUNTY,),
    "州": (Level.CITY,),
    "村": (Level.VILLAGE,),
    "镇": (Level.TOWNSHIP,),
    "自": (Level.PROVINCE,),
}


def is_zone(place: Place) -> bool:
    """Whether it is a zone or a new area."""
    return place.region.level is Level.ZONE or place.region.name.endswith("新区")


def has_level(place: Place, level: str) -> bool:
    """Whether a word for a level (省, 区) fits a place, by what it is called now or was."""
    name = place.region.name
    if level == "省":
        return place.region.level is Level.PROVINCE and not name.endswith("市")
    if level == "区":
        return name.endswith("区") and place.region.level is not Level.PROVINCE
    return name.endswith(level) or place.former.endswith(level)
