"""创新扩散: which experience was taken up where, over time and over the issues of a series.

Three ways join an experience to what another place does. A source states the chain from the one to the other itself.
A source states that the one place learns from the other, and the learner's later 举措 or 经验 is about the same matter.
Or a named practice of one place is named later in what another does or has. Which way it was is said of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.models import Evidence, LearningLink, Region, Role, Uptake
from tasks.summarise.learning.likeness import Corpus, Reading, words_alike
from tasks.summarise.learning.matters import is_broad
from tasks.summarise.learning.practice import can_be_followed, tells_of_visits
from tasks.summarise.learning.practices import is_common, is_taken_over
from tasks.summarise.learning.series import Moment, Series, Told
from tasks.summarise.learning.suggestions import apart
from tasks.summarise.thresholds import SURE_ENOUGH

_FITS = 0.42
"""How alike an experience and what may take it up must be: matters and words, each at most a half."""
_WORDS_FULL = 0.25
_MANY_AT_ONCE = 2
"""A model that more places than this have from the first day on is common to all: who had it first is not known."""
_BROUGHT, _STEM = 2, 2
"""A model that so many say they took over is its namesake's (某某经验 is 某某's), told by so many first characters."""
CHAINED = "来源载明经验与举措"
STATED, BY_NAME = "来源载明对标关系，做法按事项对应", "同名做法，来源未载明对标关系"


@dataclass(frozen=True)
class _Shelf:
    """The statements of a series with what they are compared by."""

    told: dict[str, Told]
    corpus: Corpus
    owners: Mapping[tuple[str, str, int], frozenset[str]]

    @classmethod
    def of(cls, series: Series) -> _Shelf:
        usable = [one for one in series.told if one.finding.role is not Role.GAP]
        owners: dict[tuple[str, str, int], frozenset[str]] = {}
        for one in usable:
            place = one.finding.evidence[0].place
            owners[place] = owners.get(place, frozenset()) | {one.finding.region.full_name}
        return cls({one.finding.finding_id: one for one in usable}, Corpus(one.finding for one in usable), owners)

    def about(self, place: Region, roles: Sequence[Role], within: bool) -> Iterator[Reading]:
        """The sure statements of these roles about a place (and, ``within``, about places inside it)."""
        for reading in self.corpus.readings:
            path = reading.finding.region.full_name
            here = path == place.full_name or (within and path.startswith(place.full_name))
            if here and reading.finding.role in roles and reading.finding.confidence >= SURE_ENOUGH:
                yield reading

    def of_reading(self, reading: Reading) -> Told:
        """The statement that was read."""
        return self.told[reading.finding.finding_id]

    def shared_by(self, reading: Reading) -> frozenset[str]:
        """The places that the same words are about."""
        return self.owners[reading.finding.evidence[0].place]


def find_uptakes(series: Series) -> tuple[Uptake, ...]:
    """All that was taken up, in the order of time; of several ways to join the same two statements the surest."""
    shelf = _Shelf.of(series)
    links = list(series.first_links())
    found = [
        *_chained(series, shelf, {(one.learner.full_name, one.benchmark.full_name): (p, m) for one, p, m in links}),
        *(one for link, proof, when in links for one in _learned(series, shelf, link, proof, when)),
        *_named(series),
    ]
    once: dict[tuple[str, str], Uptake] = {}
    for one in found:
        once.setdefault((one.experience_id, one.finding_id), one)
    return tuple(sorted(once.values(), key=lambda one: (one.taken, one.name, one.experience_id, one.finding_id)))


def _chained(
    series: Series, shelf: _Shelf, links: Mapping[tuple[str, str], tuple[Evidence, Moment]]
) -> Iterator[Uptake]:
    """Each experience of a chain that a source states, with the measure of the chain that fits it best."""
    readings = {reading.finding.finding_id: reading for reading in shelf.corpus.readings}
    for chain in (one for recorded in series.issues for one in recorded.chains if one.stated):
        measures = [readings[name] for name in chain.measure_ids if name in readings]
        for one in (readings[name] for name in chain.experience_ids if name in readings and measures):
            score, best = max(
                ((_alike(shelf.corpus, one, other), other) for other in measures),
                key=lambda pair: (pair[0][0], pair[1].finding.finding_id),
            )
            proof, when = links.get((chain.learner.full_name, one.finding.region.full_name), (None, None))
            update = {"link": proof, "learned": when.date if when else "", "reason": CHAINED}
            yield _uptake(
                series, score[1] or chain.topic.value, shelf.of_reading(one), shelf.of_reading(best)
            ).model_copy(update=update)


def _learned(series: Series, shelf: _Shelf, link: LearningLink, proof: Evidence, when: Moment) -> Iterator[Uptake]:
    """What a learner did after it is said to learn, each with the experience of the benchmark that fits it best."""
    experiences = [
        reading
        for reading in shelf.about(link.benchmark, (Role.EXPERIENCE,), within=False)
        if can_be_followed(reading.finding) and not tells_of_visits(reading.text)
    ]
    taken: set[str] = set()
    pairs = [
        (score, matter, one, other)
        for other in shelf.about(link.learner, (Role.MEASURE, Role.EXPERIENCE), within=True)
        if apart(link.benchmark, other.finding.region)
        and shelf.of_reading(other).moment.follows(when)
        and link.benchmark.full_name not in shelf.shared_by(other)
        and not tells_of_visits(other.text)
        for one in experiences
        for score, matter in [_alike(shelf.corpus, one, other)]
        if score >= _FITS
    ]
    for _, matter, one, other in sorted(pairs, key=lambda p: (-p[0], p[2].finding.finding_id, p[3].finding.finding_id)):
        if not taken & {one.finding.finding_id, other.finding.finding_id}:
            taken |= {one.finding.finding_id, other.finding.finding_id}
            joined = _uptake(series, matter, shelf.of_reading(one), shelf.of_reading(other))
            yield joined.model_copy(update={"learned": when.date, "link": proof, "reason": STATED})


def _alike(corpus: Corpus, one: Reading, other: Reading) -> tuple[float, str]:
    """How alike two statements are, and the weightiest narrow matter that both are about; 0 where none is."""
    share, matters = corpus.shared(other, one)
    narrow = [name for name in matters if not is_broad(name)]
    if not narrow:
        return 0.0, ""
    return 0.5 * share + 0.5 * min(1.0, words_alike(one, other) / _WORDS_FULL), narrow[0]


def _named(series: Series) -> Iterator[Uptake]:
    """A named practice that one place has, named later in what other places do or have."""
    told = {one.finding.finding_id: one for one in series.told}
    by_name: dict[str, dict[str, Told]] = {}
    for recorded in series.issues:
        for practice in recorded.practices:
            if practice.finding_id in told:
                by_name.setdefault(practice.name, {}).setdefault(practice.finding_id, told[practice.finding_id])
    for name, row in sorted(by_name.items()):
        if is_common(name):
            continue
        yield from _spread(series, name, list(row.values()))


def _spread(series: Series, name: str, row: Sequence[Told]) -> Iterator[Uptake]:
    brought = [one for one in row if is_taken_over(name, one.finding.evidence[0].quote)]
    own = [one for one in row if one.finding.role is Role.EXPERIENCE and one not in brought]
    had = [one for one in own if not one.finding.region.level.is_outer]
    if len(brought) >= _BROUGHT:
        had = [one for one in had if name[:_STEM] in one.finding.region.full_name]
    if not had:
        return
    origin = min(had, key=lambda one: (one.moment.date, one.moment.issue, one.moment.offset))
    if len({one.finding.region.full_name for one in had if one.moment.date == origin.moment.date}) > _MANY_AT_ONCE:
        return
    reached = {origin.finding.region.full_name}
    for one in sorted(row, key=lambda one: (one.moment.date, one.moment.issue, one.moment.offset)):
        place = one.finding.region
        later = one.moment.follows(origin.moment) and apart(origin.finding.region, place)
        if later and place.full_name not in reached and not place.level.is_outer:
            reached.add(place.full_name)
            yield _uptake(series, name, origin, one)


def _uptake(series: Series, name: str, origin: Told, taken: Told) -> Uptake:
    return Uptake(
        name=name,
        origin=origin.finding.region,
        learner=taken.finding.region,
        experience_id=origin.finding.finding_id,
        finding_id=taken.finding.finding_id,
        role=taken.finding.role,
        told=origin.moment.date,
        taken=taken.moment.date,
        issue=series.label(taken.moment.issue),
        reason=BY_NAME,
    )
