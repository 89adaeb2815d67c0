"""The sets of places that a clause may be about, each with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference

Key = tuple[str, ...]


@dataclass(slots=True)
class Candidate:
    """A set of places that a clause may be about, what speaks for it, and the weight of that."""

    places: tuple[Place, ...]
    key: Key
    features: set[str] = field(default_factory=set)
    words: str = ""
    score: float = 0.0


def at(found: dict[Key, Candidate], places: tuple[Place, ...]) -> Candidate:
    """The candidate for these places, made if it is new."""
    key = tuple(place.path for place in places)
    return found.setdefault(key, Candidate(places, key))


def mark(found: dict[Key, Candidate], reference: Reference, *names: str) -> None:
    """Note features for the places that a reference speaks of."""
    candidate = found.get(reference.key)
    if candidate is None:
        candidate = found[reference.key] = Candidate(reference.places, reference.key)
    candidate.words = candidate.words or reference.text
    candidate.features.update(names)
