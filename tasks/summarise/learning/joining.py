"""互鉴链 that no text states: a gap, an experience elsewhere that meets it, and the own measure that answers it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from tasks.models import Finding, LearningChain, Role, Suggestion, Topic
from tasks.summarise.learning.likeness import Corpus, Reading, words_alike
from tasks.summarise.learning.matters import family, is_broad, matters_of
from tasks.summarise.learning.practice import says_what_is_done, says_what_was_done
from tasks.summarise.thresholds import SURE_ENOUGH
from tasks.summarise.weighing import substance

FITS_WELL = 0.6
"""The score from which a suggestion may stand in a chain: a chain says more than a suggestion. Read one
by one over ten work reports: of 5 so joined 5 were right, over ten others 2 of 3."""
_ANSWERS = 0.6
"""How well a measure's matters must meet the gap's."""
_OF_EACH, _OF_LEARNER = 2, 3
_FEW = 2
"""A gap that names more matters is about each only where its lead says so."""
_LEAST_SUBSTANCE = 0.5
_OF_EVERY_PLACE = "干部队伍"


def joined_chains(
    findings: Sequence[Finding], suggestions: Sequence[Suggestion], taken: Collection[tuple[str, Topic]]
) -> tuple[LearningChain, ...]:
    """At most three chains of a learner, one a topic, the best first; ``taken`` are those that have one already.

    Only where a suggestion fits well, gap and measure are sure enough, and the measure is concrete and about the same
    matter as both; the gap must be about that matter first of all. Chains about cadres' bearing would say the same of
    every place.
    """
    by_id = {finding.finding_id: finding for finding in findings}
    by_gap: dict[str, list[Suggestion]] = defaultdict(list)
    for one in suggestions:
        if one.score >= FITS_WELL and by_id[one.gap_id].confidence >= SURE_ENOUGH:
            by_gap[one.gap_id].append(one)
    learners = {by_id[name].region.full_name for name in by_gap}
    own = [f for f in findings if f.status == "body" and f.region.full_name in learners]
    corpus = Corpus(f for f in own if f.role is not Role.EXPERIENCE)
    readings = {reading.finding.finding_id: reading for reading in corpus.readings}
    measures: dict[str, list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.finding.role is Role.MEASURE and reading.finding.confidence >= SURE_ENOUGH:
            measures[reading.finding.region.full_name].append(reading)
    made: list[LearningChain] = []
    count: Counter[str] = Counter()
    done = set(taken)
    for name, found in sorted(by_gap.items(), key=lambda pair: (-pair[1][0].score, pair[0])):
        chain = _chain(readings[name], found, measures[by_id[name].region.full_name], by_id, corpus)
        slot = (by_id[name].region.full_name, chain.topic) if chain else None
        if chain and slot and slot not in done and count[slot[0]] < _OF_LEARNER:
            done.add(slot)
            count[slot[0]] += 1
            made.append(chain)
    return tuple(made)


def _chain(
    gap: Reading, found: Sequence[Suggestion], measures: Sequence[Reading], by_id: dict[str, Finding], corpus: Corpus
) -> LearningChain | None:
    usable = [one for one in found if _tells_something(by_id[one.finding_id])]
    shared = [
        name
        for name in gap.matters
        if usable and name in usable[0].reasons[0] and family(name) != _OF_EVERY_PLACE and _is_meant(gap, name)
    ]
    of_it = [one for one in usable if any(name in one.reasons[0] for name in shared)]
    experiences = [by_id[one.finding_id] for one in of_it[:_OF_EACH]]
    fitting = [
        (corpus.shared(gap, one)[0] + words_alike(gap, one), one)
        for one in measures
        if any(name in one.matters for name in shared)
        and corpus.shared(gap, one)[0] >= _ANSWERS
        and says_what_is_done(one.finding.summary)
        and substance(one.text) >= _LEAST_SUBSTANCE
    ]
    answers = [one.finding for _, one in sorted(fitting, key=lambda p: (-p[0], p[1].finding.finding_id))[:_OF_EACH]]
    if not answers or not experiences:
        return None
    common = [t for t in gap.finding.topics if t in answers[0].topics and t in experiences[0].topics]
    return LearningChain(
        learner=gap.finding.region,
        topic=(common or gap.finding.topics or (Topic.STRATEGY,))[0],
        benchmarks=tuple({f.region.full_name: f.region for f in experiences}.values()),
        experience_ids=tuple(f.finding_id for f in experiences),
        gap_ids=(gap.finding.finding_id,),
        measure_ids=tuple(f.finding_id for f in answers),
        stated=False,
        reason=f"来源未写明对标，由编者按事项对应：{'、'.join(shared[:2])}",
    )


def _is_meant(gap: Reading, matter: str) -> bool:
    """Whether a gap is about a matter: its lead names it, or it is one of two at most. A long list is about none."""
    if is_broad(matter):
        return False
    own = [name for name in gap.matters if not is_broad(name)]
    return matter in matters_of(gap.finding.lead, "need") or len(own) <= _FEW


def _tells_something(finding: Finding) -> bool:
    """Whether an experience says what was done and enough of it to stand in a chain."""
    return says_what_was_done(finding.summary) and substance(finding.summary) >= _LEAST_SUBSTANCE
