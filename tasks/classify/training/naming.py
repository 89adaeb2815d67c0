"""Put real place names for the placeholders of our own training texts, chosen by lot with a fixed seed.

The names only dress the texts, so that the model meets names as it will in the press; no text is about the place.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tasks.classify.places.names import short_name
from tasks.classify.training.labels import Form, Namer, Place
from tasks.models.vocabulary import Level

DIVISIONS = Path(__file__).parents[1] / "places" / "divisions.tsv"
ZONES = Path(__file__).parents[1] / "places" / "zones.tsv"
_STEMS = (
    "东湖",
    "石桥",
    "清河",
    "柳林",
    "安平",
    "双龙",
    "金山",
    "白沙",
    "永兴",
    "太平",
    "新店",
    "龙泉",
    "大坪",
    "河口",
)
_FIXED = {Level.NATION: ("中国",), Level.GROUP: ("长三角地区", "京津冀地区", "粤港澳大湾区", "成渝地区")}


@lru_cache(maxsize=1)
def _pools() -> dict[Level, tuple[str, ...]]:
    pools: dict[Level, set[str]] = {Level.PROVINCE: set(), Level.CITY: set(), Level.COUNTY: set()}
    for row in _rows(DIVISIONS):
        if not row["until"]:
            pools[Level.PROVINCE].add(row["province"])
            pools[Level.CITY].add(row["city"] or "")
            pools[Level.COUNTY].add(row["county"] or "")
    zones = {row["name"] for row in _rows(ZONES)}
    made = {Level.TOWNSHIP: [f"{stem}镇" for stem in _STEMS], Level.VILLAGE: [f"{stem}村" for stem in _STEMS]}
    return {
        **{level: tuple(sorted(name for name in names if len(name) > 2)) for level, names in pools.items()},
        **{level: tuple(names) for level, names in made.items()},
        **_FIXED,
        Level.ZONE: tuple(sorted(zones)),
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    header = lines[0] if "\t" in lines[0] else path.read_text("utf-8").splitlines()[0].lstrip("# ")
    yield from csv.DictReader([header, *lines[1:]], delimiter="\t")


def namer(seed: str) -> Namer:
    """A namer for one text: the same place has the same name throughout, no two places share one."""
    chosen: dict[str, str] = {}

    def name(place: Place, form: Form) -> str:
        if place.key not in chosen:
            pool = [one for one in _pools()[place.level] if one not in chosen.values()]
            chosen[place.key] = random.Random(f"{seed} {place.key}").choice(pool or list(_pools()[place.level]))  # noqa: S311
        own = chosen[place.key]
        return short_name(own) if form == "short" else own

    return name
