"""对接建议: for a gap, experiences elsewhere that meet it. The editors' own, kept apart from what sources state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from tasks.models import Finding, Level, Region, Role, Suggestion
from tasks.summarise.learning.likeness import Corpus, Reading, regions_alike, words_alike
from tasks.summarise.learning.practice import (
    can_be_followed,
    says_what_is_lacking,
    says_what_was_done,
    tells_of_visits,
)
from tasks.summarise.reviewing import is_empty_gap
from tasks.summarise.weighing import substance

MOST = 3
"""A gap gets at most so many suggestions."""
FITTING = 0.48
"""The score from which a suggestion is made. Set by reading the first suggestion for every gap of 19 texts: above it 29
of 36 were worth following up (21 of 24 on machine labels), between 0.40 and it fewer than half."""
_MATTERS, _WORDS, _TOPICS, _REGIONS, _STRENGTH = 0.38, 0.16, 0.16, 0.08, 0.22
"""What each likeness adds at its best; together 1."""
_WORDS_FULL = 0.25
"""The cosine of character pairs from which on two short statements are as alike as they get without being the same."""
_SUBSTANCE_FULL = 5.0
_MET = 0.08
"""How much a suggestion gives way that meets only what those before it meet."""
_LEARNT_BY_VISITS = frozenset(("干部队伍", "区域协同"))
_CANDIDATES, _SHELF = 40, 200
"""How many answers of a matter are looked at for a gap, and how many of these more closely."""
_SURE = 0.45
"""The confidence from which an experience is suggested: about even chances that role, region and extent are right."""
_OUTER = (Level.NATION, Level.GROUP)


@dataclass(frozen=True)
class _Joined:
    answer: Reading
    score: float
    matters: frozenset[str]
    reasons: tuple[str, ...]


def suggestions(findings: Sequence[Finding], stated: Mapping[str, frozenset[str]]) -> tuple[Suggestion, ...]:
    """The suggestions for all printable gaps, gap by gap in the order given, the best first.

    Only 经验 of other places; a place inside or around the learner is none. ``stated`` are, by gap, the experiences
    that a source itself sets beside it, which are not suggested again. A gap without contents gets nothing, and so does
    one that nothing fits.
    """
    printable = [one for one in findings if one.status == "body"]
    corpus = Corpus(one for one in printable if one.role is not Role.MEASURE)
    shelf = _shelf(corpus.readings)
    owners = _owners(printable)
    made: list[Suggestion] = []
    for need in corpus.readings:
        if _needs(need.finding):
            made += _for(need, corpus, shelf, owners, stated.get(need.finding.finding_id, frozenset()))
    return tuple(made)


def _needs(finding: Finding) -> bool:
    """Whether a finding is a gap of a place that can learn, with contents."""
    return (
        finding.role is Role.GAP
        and finding.region.level not in _OUTER
        and not is_empty_gap(finding.summary)
        and says_what_is_lacking(finding.evidence[0].quote)
    )


def _owners(findings: Iterable[Finding]) -> dict[tuple[str, str, int], set[str]]:
    """The regions that share each evidence."""
    owners: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for finding in findings:
        owners[_place(finding)].add(finding.region.full_name)
    return owners


def _place(finding: Finding) -> tuple[str, str, int]:
    proof = finding.evidence[0]
    return proof.article_id, proof.paragraph_id, proof.start


def _shelf(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """The usable answers by matter, the strongest of them where there are many."""
    shelf: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if _usable(reading.finding):
            for matter in reading.matters:
                shelf[matter].append(reading)
    return {
        matter: sorted(row, key=lambda r: (-_strength(r), r.finding.finding_id))[:_SHELF]
        for matter, row in shelf.items()
    }


def _usable(finding: Finding) -> bool:
    return (
        finding.role is Role.EXPERIENCE
        and finding.confidence >= _SURE
        and finding.region.level not in _OUTER
        and can_be_followed(finding)
    )


def _for(
    need: Reading,
    corpus: Corpus,
    shelf: Mapping[str, list[Reading]],
    owners: Mapping[tuple[str, str, int], set[str]],
    stated: frozenset[str],
) -> list[Suggestion]:
    learner = need.finding.region
    near = {answer.finding.finding_id: answer for matter in need.matters for answer in shelf.get(matter, ())}
    others = [
        answer
        for name, answer in near.items()
        if name not in stated
        and apart(learner, answer.finding.region)
        and learner.full_name not in owners[_place(answer.finding)]
        and _answers(need, answer)
    ]
    likely = nlargest(_CANDIDATES, others, key=lambda a: (corpus.shared(need, a)[0], a.finding.finding_id))
    joined = [one for answer in likely if (one := _join(need, answer, corpus))]
    joined.sort(key=lambda one: (-one.score, one.answer.finding.finding_id))
    return [
        Suggestion(
            gap_id=need.finding.finding_id,
            finding_id=one.answer.finding.finding_id,
            role=one.answer.finding.role,
            score=round(one.score, 3),
            reasons=one.reasons,
        )
        for one in _varied(joined)
    ]


def _answers(need: Reading, answer: Reading) -> bool:
    """Whether an experience that tells of learning itself is asked for; all others may answer."""
    return not tells_of_visits(answer.text) or bool(_LEARNT_BY_VISITS & need.matters.keys() & answer.matters.keys())


def apart(one: Region, other: Region) -> bool:
    """Whether two places are neither the same nor one inside the other."""
    return not one.full_name.startswith(other.full_name) and not other.full_name.startswith(one.full_name)


def _join(need: Reading, answer: Reading, corpus: Corpus) -> _Joined | None:
    share, matters = corpus.shared(need, answer)
    if not matters:
        return None
    words = min(1.0, words_alike(need, answer) / _WORDS_FULL)
    near = regions_alike(need.finding.region, answer.finding.region)
    topics = _topics_alike(need.finding, answer.finding)
    score = _MATTERS * share + _WORDS * words + _TOPICS * topics + _REGIONS * near + _STRENGTH * _strength(answer)
    return _Joined(answer, score, frozenset(matters), _reasons(need.finding, answer.finding, matters))


def _topics_alike(one: Finding, other: Finding) -> float:
    """1 for the same topics, less where only some are shared."""
    mine, theirs = set(one.topics), set(other.topics)
    if not mine & theirs:
        return 0.0
    return 0.6 + 0.4 * len(mine & theirs) / len(mine | theirs)


def _strength(answer: Reading) -> float:
    """How much the experience shows: that it says what was done, its substance, how sure and how often it is told."""
    shown = min(1.0, max(0.0, substance(answer.text)) / _SUBSTANCE_FULL)
    told = min(1.0, len({evidence.article_id for evidence in answer.finding.evidence}) / 2)
    return 0.4 * says_what_was_done(answer.text) + 0.3 * shown + 0.2 * answer.finding.confidence + 0.1 * told


def _reasons(need: Finding, answer: Finding, matters: Sequence[str]) -> tuple[str, ...]:
    reasons = [f"同为{'、'.join(matters[:2])}"]
    common = next((topic for topic in need.topics if topic in answer.topics), None)
    if common:
        reasons.append(f"同属{common}")
    if need.region.level is answer.region.level:
        reasons.append("两地层级相同")
    return tuple(reasons)


def _varied(joined: Sequence[_Joined]) -> list[_Joined]:
    """The best above the threshold, of different places and words; one that meets another part of the need goes first.

    The same words of two places are one suggestion.
    """
    left = [one for one in joined if one.score >= FITTING]
    chosen: list[_Joined] = []
    met: set[str] = set()
    while left and len(chosen) < MOST:
        best = max(left, key=lambda one: one.score - (_MET if one.matters <= met else 0.0))
        chosen.append(best)
        met |= best.matters
        place, said = best.answer.finding.region.full_name, best.answer.finding.summary
        left = [o for o in left if o.answer.finding.region.full_name != place and o.answer.finding.summary != said]
    return chosen
