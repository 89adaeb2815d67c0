"""对接建议: for a gap, experiences elsewhere that meet it. The editors' own, kept apart from what sources state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from tasks.models import Finding, Region, Role, Suggestion
from tasks.summarise.content import is_empty_gap
from tasks.summarise.learning.likeness import Corpus, Reading, regions_alike, same_object, words_alike
from tasks.summarise.learning.matters import is_wide, matters_of
from tasks.summarise.learning.practice import (
    bound_to,
    of_one_field,
    says_by_what_means,
    says_what_is_lacking,
    states_a_practice,
    tells_of_visits,
    what_was_done,
)
from tasks.summarise.weighing import substance

MOST = 3
"""A gap gets at most so many suggestions."""
FITTING = 0.57
"""The score from which a suggestion is made, set by reading first suggestions one by one; below it nothing fits."""
_MATTERS, _WORDS, _TOPICS, _REGIONS, _STRENGTH = 0.38, 0.16, 0.16, 0.08, 0.22
"""What each likeness adds at its best; together 1."""
_OBJECT = 0.08
"""What it adds that both name the same thing in the same words, longer than a word of the matter."""
_WORDS_FULL = 0.25
"""The cosine of character pairs from which on two short statements are as alike as they get without being the same."""
_SUBSTANCE_FULL = 5.0
_FIGURES_ALONE = 0.2
"""What it counts that figures say what was done and nothing says how."""
_OFTEN = 2
"""For so many gaps one sentence is suggested at most; the gaps it fits best have it."""
_MET = 0.08
"""How much a suggestion gives way that meets only what those before it meet."""
_LEARNT_BY_VISITS = frozenset(("干部队伍", "干部能力", "思想观念", "区域协同"))
_CANDIDATES, _SHELF = 40, 200
"""How many answers of a matter are looked at for a gap, and how many of these more closely."""
_SURE = 0.45
"""The confidence from which an experience is suggested: about even chances that role, region and extent are right."""


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
    needs = [need for need in corpus.readings if _needs(need.finding)]
    fitting = [_for(need, corpus, shelf, owners, stated.get(need.finding.finding_id, frozenset())) for need in needs]
    return tuple(
        _suggestion(need.finding, one)
        for need, chosen in zip(needs, _shared_out(fitting), strict=True)
        for one in chosen
    )


def _suggestion(gap: Finding, one: _Joined) -> Suggestion:
    answer = one.answer.finding
    return Suggestion(
        gap_id=gap.finding_id,
        finding_id=answer.finding_id,
        role=answer.role,
        score=round(one.score, 3),
        reasons=one.reasons,
    )


def _needs(finding: Finding) -> bool:
    """Whether a finding is a gap of a place that can learn, with contents."""
    return (
        finding.role is Role.GAP
        and not finding.region.level.is_outer
        and not is_empty_gap(finding.summary)
        and says_what_is_lacking(finding.evidence[0].quote)
    )


def _owners(findings: Iterable[Finding]) -> dict[tuple[str, str, int], set[str]]:
    """The regions that share each evidence."""
    owners: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for finding in findings:
        owners[finding.evidence[0].place].add(finding.region.full_name)
    return owners


def _shelf(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """The usable answers by the matters of what was done, the strongest of them where there are many."""
    shelf: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if _usable(reading.finding):
            answer = replace(reading, matters=matters_of(what_was_done(reading.finding), "answer"))
            for matter in answer.matters:
                shelf[matter].append(answer)
    return {
        matter: sorted(row, key=lambda r: (-_strength(r), r.finding.finding_id))[:_SHELF]
        for matter, row in shelf.items()
    }


def _usable(finding: Finding) -> bool:
    return (
        finding.role is Role.EXPERIENCE
        and finding.confidence >= _SURE
        and not finding.region.level.is_outer
        and states_a_practice(finding)
    )


def _for(
    need: Reading,
    corpus: Corpus,
    shelf: Mapping[str, list[Reading]],
    owners: Mapping[tuple[str, str, int], set[str]],
    stated: frozenset[str],
) -> list[_Joined]:
    """The experiences that fit a gap, the best first."""
    learner = need.finding.region
    near = {answer.finding.finding_id: answer for matter in need.matters for answer in shelf.get(matter, ())}
    others = [
        answer
        for name, answer in near.items()
        if name not in stated
        and apart(learner, answer.finding.region)
        and learner.full_name not in owners[answer.finding.evidence[0].place]
        and _answers(need, answer)
    ]
    likely = nlargest(_CANDIDATES, others, key=lambda a: (corpus.shared(need, a)[0], a.finding.finding_id))
    joined = [one for answer in likely if (one := _join(need, answer, corpus))]
    return sorted(
        (one for one in joined if one.score >= FITTING), key=lambda one: (-one.score, one.answer.finding.finding_id)
    )


def _answers(need: Reading, answer: Reading) -> bool:
    """Whether an experience may answer a gap.

    One tied to a port, a mine, an epidemic, or to town or countryside, only where the gap names it; one that tells of
    learning itself only where that is asked for.
    """
    if not (bound_to(answer.text) <= bound_to(need.text) and of_one_field(need.text, answer.text)):
        return False
    return not tells_of_visits(answer.text) or bool(_LEARNT_BY_VISITS & need.matters.keys() & answer.matters.keys())


def apart(one: Region, other: Region) -> bool:
    """Whether two places are neither the same nor one inside the other."""
    return not one.full_name.startswith(other.full_name) and not other.full_name.startswith(one.full_name)


def _join(need: Reading, answer: Reading, corpus: Corpus) -> _Joined | None:
    share, matters = corpus.shared(need, answer)
    first = _of_lead(need)
    if first and first.isdisjoint(matters):
        return None
    if all(map(is_wide, matters)) and len(need.matters) > len(matters):
        return None  # the field alone is shared, and the gap says what in it is lacking
    topics = _topics_alike(need.finding, answer.finding)
    if not matters or not topics:
        return None
    words = min(1.0, words_alike(need, answer) / _WORDS_FULL)
    near = regions_alike(need.finding.region, answer.finding.region)
    score = _MATTERS * share + _WORDS * words + _TOPICS * topics + _REGIONS * near + _STRENGTH * _strength(answer)
    named = same_object(need, answer, matters)
    reasons = _reasons(need.finding, answer.finding, matters, named)
    return _Joined(answer, min(1.0, score + _OBJECT * bool(named)), frozenset(matters), reasons)


def _of_lead(need: Reading) -> frozenset[str]:
    """The matters that the gap's lead names, which an answer must meet; none where the lead names no single matter."""
    named = matters_of(need.finding.lead, "need")
    return frozenset(one for one in named if one in need.matters and not is_wide(one))


def _topics_alike(one: Finding, other: Finding) -> float:
    """1 for the same topics, less where only some are shared."""
    mine, theirs = set(one.topics), set(other.topics)
    if not mine & theirs:
        return 0.0
    return 0.6 + 0.4 * len(mine & theirs) / len(mine | theirs)


def _strength(answer: Reading) -> float:
    """How much the experience shows: that it says how it was done, its substance, how sure and how often it is told."""
    shown = min(1.0, max(0.0, substance(answer.text)) / _SUBSTANCE_FULL)
    told = min(1.0, len({evidence.article_id for evidence in answer.finding.evidence}) / 2)
    return (
        0.4 * (1.0 if says_by_what_means(answer.finding) else _FIGURES_ALONE)
        + 0.3 * shown
        + 0.2 * answer.finding.confidence
        + 0.1 * told
    )


def _reasons(need: Finding, answer: Finding, matters: Sequence[str], named: str) -> tuple[str, ...]:
    reasons = [f"同为{'、'.join(matters[:2])}"]
    if named:
        reasons.append(f"两处原文同说“{named}”")
    common = next((topic for topic in need.topics if topic in answer.topics), None)
    if common:
        reasons.append(f"同属{common}")
    if need.region.level is answer.region.level:
        reasons.append("两地层级相同")
    return tuple(reasons)


def _shared_out(fitting: Sequence[Sequence[_Joined]]) -> list[list[_Joined]]:
    """For each gap its suggestions: first the best of every gap, then the second of every gap, then the third.

    One sentence goes to the gaps it fits best and the others get their next best. For one gap they are of different
    places and words, and one that meets another part of the need goes first.
    """
    chosen: list[list[_Joined]] = [[] for _ in fitting]
    used: Counter[str] = Counter()
    for turn in range(MOST):
        offers = [(_worth(one, chosen[gap]), gap, one) for gap, row in enumerate(fitting) for one in row]
        for _, gap, one in sorted(offers, key=lambda offer: (-offer[0], offer[1], offer[2].answer.finding.finding_id)):
            said = one.answer.finding.evidence[0].quote
            if len(chosen[gap]) == turn and used[said] < _OFTEN and _is_new(one, chosen[gap]):
                chosen[gap].append(one)
                used[said] += 1
    return chosen


def _worth(one: _Joined, before: Sequence[_Joined]) -> float:
    met = {matter for other in before for matter in other.matters}
    return one.score - (_MET if one.matters <= met else 0.0)


def _is_new(one: _Joined, before: Iterable[_Joined]) -> bool:
    """Whether a suggestion has neither the place nor the words of one before it."""
    mine = one.answer.finding
    return all(
        mine.region.full_name != other.answer.finding.region.full_name and mine.summary != other.answer.finding.summary
        for other in before
    )
