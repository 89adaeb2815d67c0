"""The gazetteer: divisions with their years, zones, groups and familiar names, and every way each is said."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter

from tasks.classify.places.lists import word_lists
from tasks.classify.places.names import middle_names, short_name
from tasks.models import Level, Region

DATA = Path(__file__).parent
ALWAYS, NEVER = 0, 9999
SHORTEST = 2
BEFORE_NAMES = "和从与及同"  # function words that short names begin with too
Row = TypeVar("Row", bound=BaseModel)


class DivisionRow(BaseModel):
    """A row of ``divisions.tsv``."""

    code: str
    province: str
    city: str
    county: str
    since: int
    until: int | None


class ZoneRow(BaseModel):
    """A row of ``zones.tsv``."""

    name: str
    parent: str
    official: str
    since: int
    until: int | None
    aliases: str


class GroupRow(BaseModel):
    """A row of ``groups.tsv``."""

    name: str
    parent: str
    members: str
    aliases: str
    around: str = ""


class AliasRow(BaseModel):
    """A row of ``aliases.tsv``."""

    alias: str
    full_name: str
    since: int | None
    until: int | None


class AbbreviationRow(BaseModel):
    """A row of ``abbreviations.tsv``."""

    name: str
    full_name: str


class CountryRow(BaseModel):
    """A row of ``countries.tsv``."""

    name: str
    full_name: str
    aliases: str


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A region with the years in which it is valid; ``members`` of a group that stands for each of them."""

    region: Region
    since: int = ALWAYS
    until: int = NEVER
    ancestors: tuple[str, ...] = ()
    members: tuple[Place, ...] = ()
    official: str = ""
    former: str = ""

    @property
    def path(self) -> str:
        """The full name."""
        return self.region.full_name

    def valid(self, year: int | None) -> bool:
        """Whether it exists in this year; without a year every place may be meant."""
        return year is None or self.since <= year <= self.until


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a name: the place, and whether the name is its short form and an ordinary word besides."""

    place: Place
    short: bool
    ordinary: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names and what they may mean.

    ``names`` maps a name to its senses; ``lengths`` maps the first two characters of names to their lengths, longest
    first, which is all that a scan needs; ``paths`` maps full names to places, newest first.
    """

    names: dict[str, tuple[Sense, ...]]
    lengths: dict[str, tuple[int, ...]]
    paths: dict[str, tuple[Place, ...]]
    abbreviations: dict[str, Place]

    def scan(self, text: str, cut: Callable[[int, int], bool]) -> list[tuple[int, int]]:
        """Where names stand in a text: the longest at each place, from left to right, not overlapping.

        ``cut`` tells whether the words of the text cut a name in two: 从江苏 and 前来安吉 begin with a short name that
        is none where another name begins at its second character.
        """
        found: list[tuple[int, int]] = []
        lengths, free = self.lengths, 0
        pairs = map(str.__add__, text, text[1:])
        for start in [index for index, pair in enumerate(pairs) if pair in lengths]:
            length = self._longest(text, start) if start >= free else 0
            if length == SHORTEST and self._yields(text, start, cut):
                continue
            if length:
                free = start + length
                found.append((start, free))
        return found

    def _yields(self, text: str, start: int, cut: Callable[[int, int], bool]) -> bool:
        """Whether a short name gives way to one that begins at its second character: 和静海区 is 静海区."""
        inner = self._longest(text, start + 1)
        full = inner > SHORTEST and text[start] in BEFORE_NAMES
        return full or (inner > 0 and cut(start, start + SHORTEST))

    def _longest(self, text: str, start: int) -> int:
        """The length of the longest name that begins here; 0 where none does."""
        for length in self.lengths.get(text[start : start + 2], ()):
            if text[start : start + length] in self.names:
                return length
        return 0

    def today(self, place: Place) -> Place:
        """What a division that was abolished is called now where its name lives on (兖州市 is 兖州区), else itself."""
        if place.until == NEVER or place.region.level is not Level.COUNTY:
            return place
        short = short_name(place.region.name)
        for sense in self.names.get(short, ()):
            if sense.place.until == NEVER and sense.place.region.parent == place.region.parent:
                return replace(sense.place, former=place.region.name)
        return place

    def place(self, path: str, year: int | None = None) -> Place | None:
        """The place with this full name, the one valid in ``year`` first."""
        places = self.paths.get(path, ())
        return next((place for place in places if place.valid(year)), places[0] if places else None)


def _read(name: str, row: type[Row]) -> list[Row]:
    lines = [line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    keys = lines[0].split("\t")
    values = ([value or None if "|" not in value else value for value in line.split("\t")] for line in lines[1:])
    needed = {key for key, field in row.model_fields.items() if field.annotation is str}
    rows = (
        {k: v if v is not None else ("" if k in needed else None) for k, v in zip(keys, r, strict=False)}
        for r in values
    )
    return TypeAdapter(list[row]).validate_python(list(rows))  # type: ignore[valid-type]


def _level(row: DivisionRow) -> Level:
    if row.county:
        return Level.COUNTY
    return Level.CITY if row.city else Level.PROVINCE


def _division(row: DivisionRow) -> Place:
    name = row.county or row.city or row.province
    path = row.province + row.city + row.county
    parent = path[: -len(name)] or None
    ancestors = tuple(part for part in (row.province, row.province + row.city) if part != path)
    region = Region(name=name, full_name=path, code=row.code, level=_level(row), parent=parent)
    return Place(
        region, row.since if row.since > _FIRST_YEAR else ALWAYS, row.until or NEVER, tuple(dict.fromkeys(ancestors))
    )


_FIRST_YEAR = 1997


class _Builder:
    """Collects names; what it builds is frozen."""

    def __init__(self) -> None:
        self.senses: dict[str, list[Sense]] = {}
        self.paths: dict[str, list[Place]] = {}
        self.ordinary = frozenset(word_lists(DATA / "ordinary.txt")[""])

    def add(self, place: Place, says: Iterable[str]) -> None:
        """A place and the ways it is said; a way shorter than its name counts as its short form."""
        self.paths.setdefault(place.path, []).append(place)
        for said in dict.fromkeys(says):
            if len(said) >= SHORTEST:
                self.senses.setdefault(said, []).append(self.sense(place, said))

    def sense(self, place: Place, said: str) -> Sense:
        level = place.region.level
        short = len(said) < len(place.region.name) and level in (Level.PROVINCE, Level.CITY, Level.COUNTY)
        return Sense(place, short, level in (Level.CITY, Level.COUNTY) and said in self.ordinary)

    def find(self, path: str) -> Place:
        """The newest place of this path; KeyError when a data file names one that does not exist."""
        return max(self.paths[path], key=lambda place: place.until)

    def divisions(self) -> None:
        for row in _read("divisions.tsv", DivisionRow):
            place = _division(row)
            name = place.region.name
            self.add(place, (name, short_name(name), *middle_names(name)))

    def zones(self) -> None:
        for row in _read("zones.tsv", ZoneRow):
            parent = self.find(row.parent)
            path = row.parent + row.name
            region = Region(name=row.name, full_name=path, code=None, level=Level.ZONE, parent=row.parent)
            ancestors = (*parent.ancestors, row.parent)
            place = Place(region, row.since, row.until or NEVER, ancestors, official=row.official)
            self.add(place, (*row.aliases.split("|"),))

    def groups(self) -> None:
        for row in _read("groups.tsv", GroupRow):
            members = tuple(self.find(path) for path in row.members.split("|") if path)
            region = Region(
                name=row.name, full_name=row.parent + row.name, code=None, level=Level.GROUP, parent=row.parent or None
            )
            ancestors = tuple(path for path in (row.parent or row.around,) if path)
            self.add(Place(region, ancestors=ancestors, members=members), row.aliases.split("|"))

    def familiar(self) -> None:
        for row in _read("aliases.tsv", AliasRow):
            place = self.find(row.full_name)
            self.senses.setdefault(row.alias, []).append(Sense(place, short=False, ordinary=False))
        for country in _read("countries.tsv", CountryRow):
            region = Region(name=country.name, full_name=country.full_name, code=None, level=Level.NATION, parent=None)
            self.add(Place(region), (country.name, *country.aliases.split("|")))

    def gazetteer(self) -> Gazetteer:
        lengths: dict[str, set[int]] = {}
        for name in self.senses:
            lengths.setdefault(name[:2], set()).add(len(name))
        short = {row.name: self.find(row.full_name) for row in _read("abbreviations.tsv", AbbreviationRow)}
        return Gazetteer(
            names={name: tuple(senses) for name, senses in self.senses.items()},
            lengths={head: tuple(sorted(all_, reverse=True)) for head, all_ in lengths.items()},
            paths={path: tuple(sorted(places, key=lambda p: -p.until)) for path, places in self.paths.items()},
            abbreviations=short,
        )


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer from the files beside this module; read once.

    It stays as long as the process: the garbage collector need not walk its thousands of places again and again.
    """
    builder = _Builder()
    builder.divisions()
    builder.zones()
    builder.groups()
    builder.familiar()
    gazetteer = builder.gazetteer()
    gc.freeze()
    return gazetteer
