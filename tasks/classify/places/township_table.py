"""Which county a township lies in, by name: a table of today's townships, read only when a text needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from tasks.classify.places import townships
from tasks.classify.places.gazetteer import DATA, Place, load_gazetteer


@cache
def _counties_by_township() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (DATA / "townships.tsv").read_text("utf-8").splitlines():
        code, _, names = line.partition("\t")
        if code.isdigit():
            for name in names.split():
                found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _county_by_code() -> dict[str, Place]:
    places = (place for row in load_gazetteer().paths.values() for place in row)
    return {place.region.code: place for place in places if place.region.code and place.until > 9000}


def county_of(township: str, within: Sequence[Place]) -> Place | None:
    """The county that a township of this name lies in: the only one inside the first of ``within`` that holds any."""
    codes = _counties_by_township().get(township, ())
    counties = [_county_by_code()[code] for code in codes if code in _county_by_code()]
    for outer in within:
        inside = [county for county in counties if outer.path in (county.path, *county.ancestors)]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None


def county_of_all(text: str) -> Place | None:
    """The one county in which the townships lie that a text names together; null where fewer than two say so.

    A name alone says little (most counties have had a 城关镇); the county must hold more of them than any other.
    """
    named = {text[start:end] for start, end in townships.listed(text, _counties_by_township())}
    held = Counter(code for name in named for code in set(_counties_by_township()[name]))
    ranked = [*held.most_common(2), ("", 0), ("", 0)]
    (code, most), (_, second) = ranked[0], ranked[1]
    return _county_by_code().get(code) if most >= _TOGETHER and most > second else None


_TOGETHER = 2


@cache
def _townships_by_county() -> dict[str, tuple[str, ...]]:
    held: dict[str, list[str]] = {}
    for name, codes in _counties_by_township().items():
        for code in codes:
            held.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in held.items()}


def townships_in(counties: Sequence[Place]) -> dict[str, Place]:
    """The townships of these counties by name; of two of one name that of the first county."""
    found: dict[str, Place] = {}
    for county in counties:
        for name in _townships_by_county().get(county.region.code or "", ()):
            found.setdefault(name, county)
    return found


def township_called(said: str, county: Place) -> tuple[int, str] | None:
    """The township of a county that ends what is said (在横山 is 横山镇): where it begins, and its name in full."""
    names = _calls_by_county().get(county.region.code or "", {})
    return next(((start, names[said[start:]]) for start in range(len(said) - 1) if said[start:] in names), None)


@cache
def _calls_by_county() -> dict[str, dict[str, str]]:
    """By county what its townships are called, in full and without their ending."""
    return {
        code: {said: name for name in names for said in (name, _ENDING.sub("", name))}
        for code, names in _townships_by_county().items()
    }


_ENDING = re.compile("[镇乡]$|街道$")


def township_within(short: str, path: str) -> bool:
    """Whether a township of this short name lies in the place with this full name."""
    return any(
        path in (county.path, *county.ancestors)
        for ending in ("镇", "乡", "街道")
        for code in _counties_by_township().get(short + ending, ())
        if (county := _county_by_code().get(code))
    )
