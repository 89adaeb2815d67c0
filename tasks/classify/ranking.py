"""What speaks for each region a clause may be about: features of the discourse, weighed by a small learned table."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from pathlib import Path

from tasks.classify.discourse import Discourse, speaker_place
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.classify.standing import is_scope, stands
from tasks.models import Level, Role

WEIGHTS = Path(__file__).parent / "places" / "ranking.tsv"
_WE = re.compile(r"我们|咱们|自己|自身|我[省市县区州旗镇乡村]|本[省市县区]|回头看|反观|对照先进|反思")
_MUTUAL = re.compile(
    r"双方|两地|互[学访派补利认通相联]|相互|共同|携手|联合|两家|两个新区|共建|共享|一体|合力|协同|两省|两市|三地|四地|都"
)
_LISTING = 3  # so many places inside home in one paragraph make it a round of them, each with its own clause
_FAR_BACK = 3  # sentences; further back is all the same
_REACH = 3  # paragraphs to look back
_BARE = re.compile(r"[^，。；：]{0,7}")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A reference with its sentence, where the part up to ； begins, how it stands, and whether it opens its clause."""

    reference: Reference
    sentence: int
    segment: int
    how: str
    opens: bool


def _standing(discourse: Discourse, paragraph: int, reference: Reference) -> Standing:
    text = discourse.article.paragraphs[paragraph].text
    how, opens = stands(text, reference)
    if is_scope(text, reference, discourse.home):
        how = "scope"
    segment = max(text.rfind(mark, 0, reference.start) for mark in "。！？；") + 1
    return Standing(reference, discourse.sentence(paragraph, reference.start), segment, how, opens)


@dataclass(slots=True)
class Candidate:
    """A set of places that a clause may be about, what speaks for it, and the weight of that."""

    places: tuple[Place, ...]
    key: Key
    features: set[str] = field(default_factory=set)
    words: str = ""
    score: float = 0.0


@dataclass(slots=True)
class Setting:
    """What every clause of an article shares: how references stand, learners, benchmarks, the place most spoken of."""

    discourse: Discourse
    standings: list[list[Standing]]
    learners: frozenset[str]
    benchmarks: frozenset[str]
    most: Reference | None
    listing: frozenset[int]
    parties: tuple[Place, ...]

    @classmethod
    def of(cls, discourse: Discourse) -> Setting:
        """Gather it once an article."""
        count: dict[Key, int] = {}
        first: dict[Key, Reference] = {}
        for row in discourse.references:
            for reference in row:
                count[reference.key] = count.get(reference.key, 0) + 1
                first.setdefault(reference.key, reference)
        most = max(count, key=lambda key: (count[key], key)) if count else None
        return cls(
            discourse,
            [[_standing(discourse, number, one) for one in row] for number, row in enumerate(discourse.references)],
            frozenset(link.learner.path for link in discourse.learnings),
            frozenset(link.benchmark.path for link in discourse.learnings),
            first[most] if most else None,
            frozenset(number for number, row in enumerate(discourse.references) if _lists(row, discourse.home)),
            tuple({p.path: p for link in discourse.learnings[:8] for p in (link.learner, link.benchmark)}.values()),
        )


def _lists(row: list[Reference], home: Place | None) -> bool:
    if home is None:
        return False
    inside = {place.path for reference in row for place in reference.places if home.path in place.ancestors}
    return len(inside) >= _LISTING


@dataclass(slots=True)
class Spot:
    """A clause to be attributed, and what the clause before it was about."""

    paragraph: int
    start: int
    end: int
    role: Role | None
    before: tuple[int, int, Key] | None = None  # paragraph, sentence and places of the clause before


def signature(setting: Setting, spot: Spot) -> tuple[object, ...]:
    """What the features of a clause depend on: clauses that agree in it have the same candidates."""
    discourse, row = setting.discourse, setting.standings[spot.paragraph]
    here = discourse.sentence(spot.paragraph, spot.start)
    speech = discourse.speech(spot.paragraph, spot.start)
    inside: tuple[object, ...] = ()
    before: tuple[object, ...] = ()
    if row:
        text, end = discourse.article.paragraphs[spot.paragraph].text, _widened(discourse, spot)
        part = max(text.rfind(mark, 0, spot.start) for mark in "。！？；") + 1
        far = tuple(min(_FAR_BACK, here - one.sentence) for one in row if one.sentence <= here)
        same = sum(one.segment == part for one in row)
        places = [one.reference.start for one in row]
        inside = (bisect_left(places, spot.start), bisect_left(places, end), far, same)
    if spot.before and spot.before[0] == spot.paragraph:
        before = (spot.before[1] == here, spot.before[2])
    said = speech.start if speech else None
    return spot.paragraph, spot.role, said, _speaks_of_us(discourse, spot), _mutual(discourse, spot), inside, before


def _speaks_of_us(discourse: Discourse, spot: Spot) -> bool:
    begin = discourse.sentences[spot.paragraph][discourse.sentence(spot.paragraph, spot.start)][0]
    return bool(_WE.search(discourse.article.paragraphs[spot.paragraph].text, begin, spot.end))


def _mutual(discourse: Discourse, spot: Spot) -> bool:
    return bool(_MUTUAL.search(discourse.article.paragraphs[spot.paragraph].text, spot.start, spot.end))


def candidates(setting: Setting, spot: Spot) -> list[Candidate]:
    """Every set of places that a clause may be about, with its features, in a stable order."""
    found: dict[Key, Candidate] = {}
    spoken = _from_paragraph(setting, found, spot)
    _from_before(setting, found, spot.paragraph)
    _from_article(setting, found, spot)
    _from_clause_before(setting, found, spot)
    shared = _shared(setting, spot, spoken)
    for candidate in found.values():
        _describe(setting, candidate, shared)
    return list(found.values())


def _at(found: dict[Key, Candidate], places: tuple[Place, ...]) -> Candidate:
    key = tuple(place.path for place in places)
    return found.setdefault(key, Candidate(places, key))


def _mark(found: dict[Key, Candidate], reference: Reference, *names: str) -> None:
    candidate = found.get(reference.key)
    if candidate is None:
        candidate = found[reference.key] = Candidate(reference.places, reference.key)
    candidate.words = candidate.words or reference.text
    candidate.features.update(names)


def _from_paragraph(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> tuple[bool, bool, bool]:
    """Mark what the clause, its sentence and the sentences before it speak of.

    Tells whether the sentence, the paragraph and the speech that holds the clause speak of any place as their subject.
    """
    discourse = setting.discourse
    here = discourse.sentence(spot.paragraph, spot.start)
    end = _widened(discourse, spot)
    speech = discourse.speech(spot.paragraph, spot.start)
    inside, sentence, before, ahead = [], [], [], []
    for one in setting.standings[spot.paragraph]:
        if one.sentence > here:
            break
        if one.reference.start >= end:
            ahead.append(one)
        elif one.reference.start >= spot.start:
            inside.append(one)
        elif one.sentence < here:
            before.append(one)
        elif not (speech and speech.who[0] <= one.reference.start < speech.who[1]):
            sentence.append(one)
    _mark_row(found, "in", inside)
    _mark_row(found, "sentence", sentence)
    _mark_segments(found, discourse.article.paragraphs[spot.paragraph].text, spot.start, sentence)
    _mark_before(found, here, before)
    if ahead and not inside and not sentence:
        _mark(found, ahead[0].reference, "ahead", f"ahead {ahead[0].how}")
    said = [one for one in (*sentence, *inside) if speech and one.reference.start >= speech.start]
    told = any(one.how == "subject" and one.reference.kind != "own" for one in said)
    return bool(inside or sentence), bool(inside or sentence or before), told


def _widened(discourse: Discourse, spot: Spot) -> int:
    """A clause of a few characters (在北京, 今年) only leads in: what follows in its sentence belongs to it."""
    text = discourse.article.paragraphs[spot.paragraph].text
    if spot.end - spot.start > 8 or spot.end >= len(text) or text[spot.end - 1] in "。！？；":
        return spot.end
    limit = discourse.sentences[spot.paragraph][discourse.sentence(spot.paragraph, spot.start)][1]
    stops = [at for at in (text.find(mark, spot.end + 1, limit) for mark in "，；") if at > 0]
    return min(stops, default=limit)


def _mark_row(found: dict[Key, Candidate], name: str, row: list[Standing]) -> None:
    for index, one in enumerate(row):
        names = [f"{name} {one.how}", f"{name} kind {one.reference.kind}"]
        if one.opens:
            names += [f"{name} opens", f"{name} opens {one.how}"]
        if not index:
            names += [f"{name} first", f"{name} first {one.how}"]
        if index == len(row) - 1:
            names += [f"{name} last", f"{name} last {one.how}"]
        _mark(found, one.reference, *names)


def _mark_segments(found: dict[Key, Candidate], text: str, start: int, row: list[Standing]) -> None:
    """After ； a new part begins, which often goes back to what opened the sentence."""
    segment = max(text.rfind(mark, 0, start) for mark in "。！？；") + 1
    for one in row:
        _mark(found, one.reference, "same part" if one.segment == segment else "earlier part")
    if row and all(one.segment != segment for one in row):
        _mark(found, row[0].reference, "opened the parts")


def _mark_before(found: dict[Key, Candidate], here: int, row: list[Standing]) -> None:
    for index, one in enumerate(row):
        names = [f"before {min(_FAR_BACK, here - one.sentence)}", f"before {one.how}"]
        if one.opens:
            names += ["before opens", f"before opens {min(_FAR_BACK, here - one.sentence)}"]
        if not index:
            names += ["paragraph first", f"paragraph first {one.how}"]
        if index == len(row) - 1:
            names += ["before last", f"before last {one.how}"]
        _mark(found, one.reference, *names)


def _from_before(setting: Setting, found: dict[Key, Candidate], paragraph: int) -> None:
    """What the paragraph before and the heading above speak of."""
    discourse = setting.discourse
    for number in range(paragraph - 1, max(-1, paragraph - 1 - _REACH), -1):
        row = discourse.references[number]
        if row:
            _mark(found, row[-1], "paragraph before last")
            _mark(found, row[0], "paragraph before first")
            break
    for number in range(paragraph - 1, -1, -1):
        if discourse.article.paragraphs[number].kind == "heading":
            for reference in discourse.references[number][:1]:
                _mark(found, reference, "heading")
            break


def _from_article(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> None:
    discourse = setting.discourse
    if discourse.home:
        _at(found, (discourse.home,)).features.add("home")
    speaker = speaker_place(discourse, spot.paragraph, spot.start)
    if speaker:
        _at(found, (speaker,)).features.add("speaker")
    for place in setting.parties:
        _at(found, (place,))
    if setting.most:
        _mark(found, setting.most, "most said")
    if len(discourse.pair) == 2:
        _at(found, discourse.pair).features.add("pair")


def _from_clause_before(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> None:
    """What the clause before was about tends to go on."""
    if spot.before is None or spot.before[0] != spot.paragraph or spot.before[2] not in found:
        return
    near = spot.before[1] == setting.discourse.sentence(spot.paragraph, spot.start)
    found[spot.before[2]].features.add("goes on in sentence" if near else "goes on in paragraph")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the candidates of one clause share."""

    label: str
    spoken: str
    speech: str
    speaker: str
    we: bool
    mutual: bool
    listing: str


def _shared(setting: Setting, spot: Spot, spoken: tuple[bool, bool, bool]) -> _Shared:
    discourse = setting.discourse
    speaker = speaker_place(discourse, spot.paragraph, spot.start)
    return _Shared(
        label=spot.role.value if spot.role else "none",
        spoken="sentence speaks" if spoken[0] else "paragraph speaks" if spoken[1] else "paragraph silent",
        speech="speech names a place" if spoken[2] else "speech names none",
        speaker=speaker.path if speaker else "",
        mutual=_mutual(discourse, spot),
        we=_speaks_of_us(discourse, spot),
        listing=", listing" if spot.paragraph in setting.listing else "",
    )


def _describe(setting: Setting, candidate: Candidate, shared: _Shared) -> None:
    """Features of the candidate itself, crossed with the clause's role where the language joins them."""
    features = candidate.features
    named = [name for name in features if name.startswith(("in ", "sentence ", "before ", "paragraph first"))]
    if candidate.places[0].region.level in (Level.NATION, Level.GROUP):
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
            features.update(f"below home, {n}{shared.listing}" for n in named if n in _CROSSED)


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
    if "home" in features:
        features.update((f"home {shared.label}", f"home, {shared.spoken}{shared.listing}"))
    if shared.speaker and shared.speaker not in paths:
        features.add("home, another speaks" if "home" in features else "other, another speaks")
    if "speaker" in features:
        features.update((f"speaker {shared.label}", f"speaker, {shared.speech}"))
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
