"""What speaks for each region a clause may be about: features of the discourse, weighed by a small learned table."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

from tasks.classify import wording
from tasks.classify.candidates import Candidate, Key
from tasks.classify.evidence import FAR_BACK, NAMED, gather
from tasks.classify.offices import speaker_place
from tasks.classify.setting import Setting, Spot

WEIGHTS = Path(__file__).parent / "places" / "ranking.tsv"


def signature(setting: Setting, spot: Spot) -> tuple[object, ...]:
    """What the features of a clause depend on: clauses that agree in it have the same candidates."""
    discourse, row = setting.discourse, setting.standings[spot.paragraph]
    here = discourse.sentence(spot.paragraph, spot.start)
    speech = discourse.speech(spot.paragraph, spot.start)
    inside: tuple[object, ...] = ()
    before: tuple[object, ...] = ()
    if row:
        text, end = setting.texts[spot.paragraph], wording.widened(discourse, spot)
        part = setting.part(spot.paragraph, spot.start)
        starts = setting.starts[spot.paragraph]
        first, last = bisect_left(starts, spot.start), bisect_left(starts, end)
        told = last and here - row[last - 1].sentence < FAR_BACK
        next_tells = last < len(row) and row[last].sentence == here + 1
        inside = (first, last, here if told or next_tells else -1, part if told else text[part : part + 2])
    if spot.before and spot.before[0] == spot.paragraph:
        before = (spot.before[1] == here, spot.before[2])
    spoke = None if speech else discourse.spoke_before(spot.paragraph, spot.start)
    said = (speech.start if speech else None, spoke.start if spoke else None)
    asked = (*wording.ALWAYS, *(wording.ON_VISITS if setting.visitors else ()))
    clause = wording.said(discourse, spot)
    words = tuple(says(clause) for says in asked)
    return spot.paragraph, spot.role, said, words, inside, before


def candidates(setting: Setting, spot: Spot) -> list[Candidate]:
    """Every set of places that a clause may be about, with its features, in a stable order."""
    found, spoken = gather(setting, spot)
    shared = _shared(setting, spot, spoken)
    for candidate in found.values():
        _describe(setting, candidate, shared)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the candidates of one clause share."""

    label: str
    spoken: str
    speech: str
    speaker: str
    we: bool
    mutual: bool
    looking: bool
    wishing: bool
    visitors_act: bool
    listing: str


def _shared(setting: Setting, spot: Spot, spoken: tuple[bool, bool, bool]) -> _Shared:
    discourse = setting.discourse
    speaker = speaker_place(discourse, spot.paragraph, spot.start)
    clause = wording.said(discourse, spot)
    return _Shared(
        label=spot.role.value if spot.role else "none",
        spoken="sentence speaks" if spoken[0] else "paragraph speaks" if spoken[1] else "paragraph silent",
        speech="speech names a place" if spoken[2] else "speech names none",
        speaker=speaker.path if speaker else "",
        mutual=wording.mutual(clause),
        we=wording.speaks_of_us(clause),
        looking=bool(setting.visitors) and wording.looking(clause),
        wishing=wording.wishing(clause),
        visitors_act=bool(setting.visitors) and wording.visitors_act(clause),
        listing=", listing" if spot.paragraph in setting.listing else "",
    )


def _describe(setting: Setting, candidate: Candidate, shared: _Shared) -> None:
    """Features of the candidate itself, crossed with the clause's role where the language joins them."""
    features = candidate.features
    named = features & NAMED
    if candidate.places[0].region.level.is_outer and candidate.places[0] is not setting.discourse.nation:
        features.add(f"level {candidate.places[0].region.level.value}")
        features.update(f"outer {name}" for name in named if name.endswith(("opens", "subject")))
    _describe_number(candidate, shared)
    _describe_part(setting, candidate, shared, bool(named))
    home = setting.discourse.home
    if home and home.path not in candidate.key:
        below = home.path in candidate.places[0].ancestors
        above = candidate.places[0].path in home.ancestors
        features.add("below home" if below else "above home" if above else "not home")
        if below:
            features.update(f"below home, {n}{shared.listing}" for n in named & _CROSSED)


def _describe_number(candidate: Candidate, shared: _Shared) -> None:
    """Whether it is one place or several, and whether the clause speaks of several (双方, 共同)."""
    features = candidate.features
    if len(candidate.places) == 1:
        features.update(("single, mutual words",) if shared.mutual else ())
        return
    features.update(("several", f"several {shared.label}"))
    mutual = "mutual words" if shared.mutual else "no mutual words"
    features.add(f"several, {mutual}")
    if "pair" in features:
        features.update((f"pair, {mutual}", f"pair, {shared.spoken}"))


def _describe_part(setting: Setting, candidate: Candidate, shared: _Shared, named: bool) -> None:
    """What part it plays in the article: learner, benchmark, home, the speaker's place."""
    features, paths = candidate.features, set(candidate.key)
    learner, benchmark = paths & setting.learners, paths & setting.benchmarks
    for name, is_so in (("learner", learner and not benchmark), ("benchmark", benchmark and not learner)):
        if is_so:
            features.update((name, f"{name} {shared.label}", f"{name} {shared.label}, named {named}"))
    if shared.looking and setting.visitors:
        visitor = paths <= setting.visitors
        features.update(("looking, visitor",) if visitor else ("looking, visited",) if benchmark else ())
    if shared.visitors_act and not shared.looking and paths <= setting.visitors:
        features.add("visitors act")
    if "home" in features:
        features.update((f"home {shared.label}", f"home, {shared.spoken}{shared.listing}"))
    if shared.speaker and shared.speaker not in paths:
        features.add("home, another speaks" if "home" in features else "other, another speaks")
    if "speaker" in features:
        features.update((f"speaker {shared.label}", f"speaker, {shared.speech}"))
        features.update(("speaker, mutual words",) if shared.mutual else ())
        features.update(("speaker wishes",) if shared.wishing else ())
    if shared.we:
        us = "speaker" if shared.speaker else "home"
        features.add(f"we {us}" if us in features else "we other")


_CROSSED = frozenset(
    f"{name} subject"
    for name in (
        "in opens",
        "in",
        "in first",
        "sentence opens",
        "sentence last",
        "sentence first",
        "before last",
        "paragraph first",
    )
)


@cache
def load_weights() -> dict[str, float]:
    """The learned weights, one a feature; see make_ranking.py."""
    rows = (line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows if name != "feature"}


def score(row: Iterable[Candidate], weights: dict[str, float]) -> list[Candidate]:
    """The candidates with their scores, best first; ties keep their order."""
    ranked = list(row)
    for candidate in ranked:
        candidate.score = round(math.fsum(map(weights.get, candidate.features, repeat(0.0))), 9)
    return sorted(ranked, key=lambda candidate: -candidate.score)


__all__ = ["WEIGHTS", "Candidate", "Key", "Setting", "Spot", "candidates", "load_weights", "score", "signature"]
