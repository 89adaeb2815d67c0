"""Names for the placeholders of our own training texts that lie in one another as the texts say, chosen by lot.

``training/naming.py`` names each placeholder for itself, which is enough to learn roles; who a clause is about can only
be learned where a county lies in its city and a township in its county.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from tasks.classify.places.gazetteer import NEVER, Place, load_gazetteer
from tasks.classify.places.mentions import ordinary_words
from tasks.classify.places.names import short_name
from tasks.classify.places.township_table import townships_in
from tasks.classify.places.townships import below_of, zone_of
from tasks.classify.training.labels import Form, TrainingText
from tasks.classify.training.labels import Place as Placeholder
from tasks.models import Level

_ZONES = ("高新区", "经开区", "经济开发区")
_VILLAGES = ("柳林村", "石桥村", "双龙村", "清溪村", "大坪村", "金山村")
_LIKE_WORDS = 2  # a short name of so few characters that is a word too names nothing


@cache
def _divisions() -> dict[Level, tuple[Place, ...]]:
    """Today's divisions by level, without municipalities and those called by an ordinary word."""
    rows = [place for row in load_gazetteer().paths.values() for place in row if place.until == NEVER]
    cities = {place.region.parent for place in rows if place.region.level is Level.CITY}
    return {
        Level.PROVINCE: tuple(p for p in rows if p.region.level is Level.PROVINCE and p.path in cities),
        Level.CITY: tuple(p for p in rows if p.region.level is Level.CITY and _plain(p)),
        Level.COUNTY: tuple(p for p in rows if p.region.level is Level.COUNTY and _plain(p) and p.region.code),
        Level.ZONE: tuple(p for p in rows if p.region.level is Level.ZONE),
        Level.GROUP: tuple(p for p in rows if p.region.level is Level.GROUP and not p.members),
    }


def _plain(place: Place) -> bool:
    short = short_name(place.region.name)
    return short not in ordinary_words() and len(short) >= _LIKE_WORDS and short != place.region.name


@dataclass
class Dressing:
    """The names of one text; ``seed`` decides the lot."""

    text: TrainingText
    seed: str
    chosen: dict[str, Place] = field(default_factory=dict)

    def name(self, place: Placeholder, form: Form) -> str:
        """A ``Namer``: short, suffixed or full."""
        own = self.of(place)
        if form == "full":
            return own.path
        if own.region.level is Level.ZONE:
            return _said(own)
        return short_name(own.region.name) if form == "short" else own.region.name

    def of(self, place: Placeholder) -> Place:
        """The place that stands for a placeholder."""
        if place.key not in self.chosen:
            lot = random.Random(f"{self.seed} {place.key}")  # noqa: S311 - no secret
            parent = next((one for one in self.text.places if one.key == place.parent), None)
            pool = tuple(self._pool(place.level, self.of(parent) if parent else None))
            taken = {one.path for one in self.chosen.values()}
            free = [one for one in pool if one.path not in taken]
            self.chosen[place.key] = lot.choice(free or pool or _divisions()[Level.COUNTY])
        return self.chosen[place.key]

    def _pool(self, level: Level, parent: Place | None) -> Iterator[Place]:
        if level is Level.NATION:
            yield from load_gazetteer().paths["中国"]
        elif parent is None:
            yield from _divisions().get(level, ())
        elif level is Level.TOWNSHIP:
            yield from (below_of(parent, name, level) for name in _townships(parent))
        elif level is Level.VILLAGE:
            yield from (below_of(parent, name, level) for name in _VILLAGES)
        elif level is Level.ZONE:
            yield from (zone_of(parent, short_name(parent.region.name) + ending) for ending in _ZONES)
        else:
            yield from (place for place in _divisions().get(level, ()) if parent.path in place.ancestors)


def _said(zone: Place) -> str:
    """How a zone is called: 高新区, not 高新技术产业开发区."""
    return zone.region.name.replace("高新技术产业开发区", "高新区").replace("经济技术开发区", "经开区")


def _townships(county: Place) -> Sequence[str]:
    named = [name for name in townships_in([county]) if name.endswith("镇") and len(name) > 2]
    return sorted(named) or ["石桥镇", "柳林镇"]
