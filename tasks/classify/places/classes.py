"""Subjects that are no single place: the nation (国内), a side of it (东部8个省市), a class of places (县域, 各地)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tasks.classify.places.gazetteer import Gazetteer, Place
from tasks.knowledge import reader
from tasks.models.base import Model

NATION = "中国"
_REACH = 12  # characters before a subject that are looked at
_EDGE = "，。；：！？“\n"


class Patterns(Model):
    """``classes.yaml``, which says what each is for."""

    head: re.Pattern[str]
    nation: re.Pattern[str]
    any: re.Pattern[str]
    at_large: re.Pattern[str]
    side: re.Pattern[str]
    sides: dict[str, tuple[str, ...]]


load_patterns = reader(Path(__file__).with_suffix(".yaml"), Patterns)


def subjects(text: str, at_home: bool, gazetteer: Gazetteer) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    """Where such subjects open a clause and what they stand for.

    ``at_home`` tells that the article is one place's own: then 各地 and 县域 are those of that place, which
    needs no word for it.
    """
    known = load_patterns()
    for match in known.side.finditer(text):
        yield *match.span(), _places(known.sides[match["side"]], gazetteer)
    for pattern in (known.nation,) if at_home else (known.nation, known.any):
        for match in pattern.finditer(text):
            if _opens(text, match.start()):
                yield *match.span(), _places((NATION,), gazetteer)


def _opens(text: str, start: int) -> bool:
    """Whether nothing but words that lead in stands between the beginning of a clause and an offset."""
    begin = start
    while begin and start - begin < _REACH and text[begin - 1] not in _EDGE:
        begin -= 1
    return bool(load_patterns().head.fullmatch(text, begin, start))


def _places(paths: tuple[str, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(place for path in paths if (place := gazetteer.place(path)))
