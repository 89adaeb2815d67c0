"""互鉴链 that a paragraph states itself: the benchmarks' 经验, then the learner's own 差距 and 举措."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby

from tasks.classify.visitors import is_nameless
from tasks.knowledge import reader
from tasks.models import Article, Finding, LearningChain, LearningLink, Level, Region, Role, Topic
from tasks.summarise.learning.matters import is_wide, matters_of
from tasks.summarise.lexicon import DATA, Lexicon
from tasks.summarise.thresholds import SURE_ENOUGH

_COMPARES = re.compile("对标|对照|对比|相比|比照|学习|借鉴|看齐|找差距")
_OF_EACH = 2
_PARTS = (Level.ZONE, Level.TOWNSHIP, Level.VILLAGE)


def stated_chains(
    findings: Sequence[Finding], article: Article, links: Sequence[LearningLink] = ()
) -> tuple[LearningChain, ...]:
    """The chains of one article's findings, in the order of its text.

    A chain is stated where one paragraph tells experiences of other places, then sets the learner against them with a
    gap of its own (对标两地……某地……), then says what the learner must do. What is told of a place inside a benchmark
    that ``links`` state for the learner is that benchmark's.
    """
    chains: list[LearningChain] = []
    for paragraph_id, group in groupby(findings, key=lambda finding: finding.evidence[0].paragraph_id):
        row = list(group)
        learners = dict.fromkeys(
            finding.region.full_name
            for finding in row
            if finding.role is Role.GAP and not finding.region.level.is_outer
        )
        text = article.paragraph(paragraph_id).text
        chains.extend(chain for name in learners if (chain := _chain(row, name, text, links)))
    return tuple(chains)


def inferred_chains(
    findings: Sequence[Finding],
    links: Sequence[LearningLink],
    stated: Sequence[LearningChain],
    sound: Callable[[Finding], bool] = lambda _: True,
) -> tuple[LearningChain, ...]:
    """Chains joined over all articles: a link that a source states, and findings of one matter on both its ends.

    Only where the benchmark has 经验 and the learner both 差距 and 举措 on the matter, each sure and ``sound``
    enough for paper, and no text states a chain of the learner on the topic; the surest ``_OF_EACH`` of each. A
    topic alone joins nothing, and what places plan together is no matter.
    """
    shelf: dict[tuple[str, Role, Topic], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.status == "body" and finding.topics and finding.confidence >= SURE_ENOUGH:
            shelf[finding.region.full_name, finding.role, finding.topics[0]].append(finding)
    benchmarks: dict[str, dict[str, LearningLink]] = defaultdict(dict)
    for link in links:
        if not is_nameless(link.learner):
            benchmarks[link.learner.full_name].setdefault(link.benchmark.full_name, link)
    taken = {(chain.learner.full_name, chain.topic) for chain in stated}
    made = (
        _inferred(shelf, learner, list(found.values()), topic, sound)
        for learner, found in benchmarks.items()
        for topic in Topic
        if topic is not Topic.STRATEGY and (learner, topic) not in taken
    )
    return tuple(chain for chain in made if chain is not None)


def _inferred(
    shelf: Mapping[tuple[str, Role, Topic], Sequence[Finding]],
    learner: str,
    links: Sequence[LearningLink],
    topic: Topic,
    sound: Callable[[Finding], bool],
) -> LearningChain | None:
    """The chain of the surest gap whose matter both the learner's measures and the benchmarks' experiences meet."""
    for gap in _surest(shelf.get((learner, Role.GAP, topic), ())):
        needs = {name for name in matters_of(_told(gap), "need") if not is_wide(name)}
        measures = _surest(_about(needs, shelf.get((learner, Role.MEASURE, topic), ()), sound))
        told = [
            (link, found)
            for link in links
            if (
                found := _surest(
                    _about(needs, shelf.get((link.benchmark.full_name, Role.EXPERIENCE, topic), ()), sound)
                )
            )
        ]
        if measures and told and sound(gap):
            return LearningChain(
                learner=links[0].learner,
                topic=topic,
                benchmarks=tuple(link.benchmark for link, _ in told),
                experience_ids=tuple(finding.finding_id for _, found in told for finding in found),
                gap_ids=(gap.finding_id,),
                measure_ids=tuple(finding.finding_id for finding in measures),
                stated=False,
                reason=f"来源载明对标关系，两地同一事项的要点由编者对应：{'、'.join(sorted(needs)[:2])}",
            )
    return None


def _about(needs: Collection[str], findings: Iterable[Finding], sound: Callable[[Finding], bool]) -> list[Finding]:
    """The findings that meet one of the needs and may stand on paper."""
    return [one for one in findings if not matters_of(_told(one), "answer").keys().isdisjoint(needs) and sound(one)]


def _told(finding: Finding) -> str:
    return f"{finding.lead}，{finding.summary}"


def opening_chains(chains: Sequence[LearningChain], sound: Callable[[str], bool]) -> tuple[LearningChain, ...]:
    """The chains that may open the 提要, with those of their experiences and gaps that may stand on paper."""
    kept = (
        chain.model_copy(
            update={
                "experience_ids": tuple(filter(sound, chain.experience_ids)),
                "gap_ids": tuple(filter(sound, chain.gap_ids)),
            }
        )
        for chain in chains
    )
    return tuple(chain for chain in kept if chain.experience_ids and chain.gap_ids)


def _surest(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (-finding.confidence, finding.finding_id))[:_OF_EACH]


def _chain(row: Sequence[Finding], learner: str, text: str, links: Sequence[LearningLink]) -> LearningChain | None:
    own = [f for f in row if f.role is Role.GAP and f.region.full_name == learner]
    compared = next(((f, start) for f in own if (start := _comparing(f, text)) is not None), None)
    if compared is None:
        return None
    opening, sentence = compared[0].evidence[0].start, compared[1]
    gaps = [f for f in own if f.evidence[0].start >= opening]
    told = [f for f in row if f.role is Role.EXPERIENCE and _apart(f.region, learner) and f.evidence[0].end <= sentence]
    experiences = [f for f in told if not any(_holds(f.region, other.region) for other in told)]
    measures = [
        f for f in row if f.role is Role.MEASURE and f.region.full_name == learner and f.evidence[0].start > opening
    ]
    if not experiences or not measures:
        return None
    return LearningChain(
        learner=gaps[0].region,
        topic=_theme(text[sentence:opening]) or _topic([*gaps, *measures]) or _topic(experiences) or Topic.STRATEGY,
        benchmarks=tuple(
            {one.full_name: one for one in (_linked(f.region, learner, links) for f in experiences)}.values()
        ),
        experience_ids=tuple(f.finding_id for f in experiences),
        gap_ids=tuple(f.finding_id for f in gaps),
        measure_ids=tuple(f.finding_id for f in measures),
        stated=True,
        reason="同一段中先述对标地区经验，再述本地差距和举措",
    )


def _linked(region: Region, learner: str, links: Sequence[LearningLink]) -> Region:
    """The benchmark of the learner in which a zone, a town or a village lies, if a link says so; else the place."""
    if region.level not in _PARTS:
        return region
    stated = [one.benchmark for one in links if one.learner.full_name == learner]
    return next((one for one in stated if one.level not in _PARTS and _holds(one, region)), region)


def _comparing(gap: Finding, text: str) -> int | None:
    """Where the sentence of a gap begins, when it compares; else nothing."""
    start = max(text.rfind(mark, 0, gap.evidence[0].start) for mark in "。！？；") + 1
    return start if _COMPARES.search(text[start : gap.evidence[0].end]) else None


class Themes(Lexicon):
    """``themes.yaml``."""

    themes: dict[Topic, re.Pattern[str]]


_themes = reader(DATA / "themes.yaml", Themes)


def _theme(opening: str) -> Topic | None:
    """The topic that the words before a gap say is compared."""
    verb = _COMPARES.search(opening)
    said = opening[verb.end() :] if verb else ""
    return next((topic for topic, pattern in _themes().themes.items() if pattern.search(said)), None)


def _apart(region: Region, learner: str) -> bool:
    """Whether a benchmark is another place, neither the learner nor one inside or around it."""
    return not region.full_name.startswith(learner) and not learner.startswith(region.full_name)


def _holds(region: Region, other: Region) -> bool:
    """Whether a place is only the one around another that is named itself."""
    return region.full_name != other.full_name and other.full_name.startswith(region.full_name)


def _topic(findings: Sequence[Finding]) -> Topic | None:
    """The commonest topic; a finding's first topic weighs most."""
    weight: Counter[Topic] = Counter()
    for finding in findings:
        for place, topic in enumerate(finding.topics):
            weight[topic] += 3 - min(place, 2)
    order = list(Topic)
    return min(weight, key=lambda topic: (-weight[topic], order.index(topic)), default=None)
