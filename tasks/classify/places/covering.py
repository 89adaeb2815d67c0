"""What names already cover in an article, and mentions whose place is known when they are found."""

from __future__ import annotations

from tasks.classify.places.gazetteer import Place, Sense
from tasks.classify.places.mentions import Found


def taken(found: list[Found]) -> dict[int, set[int]]:
    """The offsets of each paragraph that names cover, those set aside not counted."""
    covered: dict[int, set[int]] = {}
    for name in found:
        if name.place or not name.senses:
            covered.setdefault(name.paragraph, set()).update(range(name.start, name.end))
    return covered


def without_covered(found: list[Found], more: list[Found]) -> list[Found]:
    """The names, those left out that one of ``more`` covers, and then these."""
    covered = taken(more)
    kept = [n for n in found if covered.get(n.paragraph, set()).isdisjoint(range(n.start, n.end))]
    return [*kept, *more]


def local(number: int, start: int, end: int, text: str, place: Place, reason: str) -> Found:
    """A mention of the one place that it can mean."""
    return Found(number, start, end, text, (Sense(place, False, False),), place, reason)
