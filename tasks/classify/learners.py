"""Who the learner is where a sentence names a benchmark, and which words state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tasks.classify.learned_from import Sentence, benchmarks_of
from tasks.classify.learning import ROLLED_OUT, VISIT, WORTH, Learning, Mark, load_patterns
from tasks.classify.offices import speaker_place
from tasks.classify.places import visits
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.home import is_own, is_unnamed
from tasks.classify.places.references import Reference
from tasks.classify.standing import stands
from tasks.classify.visitors import Journey
from tasks.models import Level

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse

_WE = re.compile(r"我们|我[市县区省州镇]")
_JOINT = re.compile("[、和与及同]")
_PAIR = 2


def find_learnings(discourse: Discourse) -> list[Learning]:
    """All relations of learning that an article states, in the order of its text; of two towards each other last."""
    sentences = list(_sentences(discourse))
    marked = [(sentence, marks) for sentence in sentences if (marks := benchmarks_of(discourse, sentence))]
    journey = Journey(discourse, [(sentence, mark) for sentence, marks in marked for mark in marks])
    one_way: list[Learning] = []
    for sentence, marks in marked:
        for mark in marks:
            one_way += _learned(journey, sentence, mark, marks, one_way)
    return _most_exact([*one_way, *(learning for sentence in sentences for learning in _mutual(sentence))])


def _sentences(discourse: Discourse) -> Iterator[Sentence]:
    for number, paragraph in enumerate(discourse.article.paragraphs):
        for start, end in discourse.sentences[number]:
            row = discourse.references[number]
            inside = [r for r in row if start <= r.start < end and r.kind != "class"]
            yield Sentence(number, paragraph.text, start, end, inside)


def _learned(
    journey: Journey, sentence: Sentence, mark: Mark, marks: Sequence[Mark], before: Sequence[Learning]
) -> list[Learning]:
    """What one mark states, if somebody learns there; who learnt there ``before`` does so still."""
    return [
        Learning(sentence.paragraph, *_evidence(sentence, mark, learner), learner, place, mark.pattern)
        for learner in _learners(journey, sentence, mark, marks, before)
        if not _is_benchmark(learner, mark, marks)
        for place in _meant(mark.reference)
        if _can_learn(learner, place, mark.pattern, journey.discourse)
        if learner.path not in place.ancestors or _is_named(learner, sentence, journey.discourse)
    ]


def _meant(reference: Reference) -> list[Place]:
    """The places of a reference, without one that only begins the name of a firm (甲县|乙市某公司)."""
    places = reference.places
    joined = not _JOINT.search(reference.text)
    return [one for at, one in enumerate(places) if not (joined and any(one.path in p.ancestors for p in places[:at]))]


def _is_named(learner: Place, sentence: Sentence, discourse: Discourse) -> bool:
    """Whether a sentence names its learner, or the article whose people come.

    A city is not supposed to learn from its own county unless it is said.
    """
    text = discourse.article.paragraphs
    named = [one for row in discourse.references[:1] for one in row if learner.path in one.key and one.kind == "name"]
    acts = any(visits.load_patterns().acting.match(text[one.paragraph].text, one.end) for one in named)
    return acts or any(learner.path in one.key for one in sentence.inside)


def _is_benchmark(learner: Place, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether the learner found for one benchmark is itself another benchmark of the sentence."""
    return any(learner.path == place.path for one in marks if one is not mark for place in one.reference.places)


def _mutual(sentence: Sentence) -> list[Learning]:
    """两地互学互鉴, 互派干部: each of two learns from the other."""
    match = load_patterns().mutual.search(sentence.text, sentence.start, sentence.end)
    both = _two(sentence, match.start()) if match else ()
    if not both:
        return []
    span = (sentence.start, _trim(sentence.text, sentence.end))
    return [Learning(sentence.paragraph, *span, one, other, "互学") for one, other in (both, both[::-1])]


def _two(sentence: Sentence, offset: int) -> tuple[Place, ...]:
    """The two places of a sentence: named together, else the only two named before an offset, apart from each other."""
    together = next((r.places for r in sentence.inside if len(r.places) == 2), ())
    before = {r.places[0].path: r.places[0] for r in sentence.inside if r.start < offset and len(r.places) == 1}
    places = tuple(before.values())
    if together or len(places) != _PAIR or len(before) != len([r for r in sentence.inside if r.start < offset]):
        return together
    one, other = places
    return () if one.path in other.ancestors or other.path in one.ancestors else places


def _most_exact(found: list[Learning]) -> list[Learning]:
    """Of benchmarks of one learner that lie in one another the one that is meant.

    A city is left out where a place inside it is visited (南京, 南京市建邺区), a province, where the journey goes, is
    not; a town or village is only a stop on the way where its county is a benchmark itself.
    """
    whole = {(one.learner.path, one.benchmark.path) for one in found if one.benchmark.region.level is Level.COUNTY}
    found = [
        one
        for one in found
        if one.benchmark.region.level not in (Level.TOWNSHIP, Level.VILLAGE)
        or not any((one.learner.path, above) in whole for above in one.benchmark.ancestors)
    ]
    visits = [one for one in found if one.pattern == VISIT]
    exact = {(one.learner.path, path): (one.paragraph, one.start) for one in visits for path in one.benchmark.ancestors}
    return [
        one
        for one in found
        if one.pattern != VISIT
        or one.benchmark.region.level is Level.PROVINCE
        or exact.get((one.learner.path, one.benchmark.path), (one.paragraph, one.start)) == (one.paragraph, one.start)
    ]


def _evidence(sentence: Sentence, mark: Mark, learner: Place) -> tuple[int, int]:
    """The clauses that state it: from learner or benchmark, whichever is first, to the words of learning.

    Where these follow only after the stations of a journey, up to their clause (先后赴甲市，乙省丙县，就……考察学习).
    """
    text = sentence.text
    if mark.reference.start < sentence.start:
        return sentence.start, _trim(text, sentence.end)
    begin = min([r.start for r in sentence.inside if learner.path in r.key] + [mark.reference.start])
    start = max(sentence.start, max(text.rfind(stop, 0, begin) for stop in "，；：") + 1)
    end = _clause_end(text, mark.end, sentence.end)
    if not load_patterns().shown.search(text, start, end):
        said = load_patterns().shown.search(text, end, sentence.end)
        end = _clause_end(text, said.end(), sentence.end) if said else end
    return start, _trim(text, end)


def _clause_end(text: str, at: int, end: int) -> int:
    """Where the clause ends that holds an offset, at most ``end``."""
    return min((stop for mark in "，；" if (stop := text.find(mark, at, end)) >= 0), default=end)


def _trim(text: str, end: int) -> int:
    while end and text[end - 1] in "。！？；，”\n":
        end -= 1
    return end


def _can_learn(learner: Place, benchmark: Place, pattern: str, discourse: Discourse) -> bool:
    """Nobody learns from itself or the whole nation, and of a village nobody knows where nothing can be said.

    Who visits a place inside his own, or has its practice taken up all over, does not learn from it; nor does what lies
    above the place that the article is written from learn from that.
    """
    if benchmark.path == learner.path or benchmark.region.full_name == "中国":
        return False
    if is_unnamed(learner) and not is_own(learner):
        return False
    above = learner.path in benchmark.ancestors
    if above and (pattern in (VISIT, ROLLED_OUT) or benchmark is discourse.home):
        return False
    return benchmark.path not in learner.ancestors or learner is not discourse.home


def _learners(
    journey: Journey, sentence: Sentence, mark: Mark, marks: Sequence[Mark], told: Sequence[Learning]
) -> tuple[Place, ...]:
    """Who learns: those said to (值得嘉定学习), the subject nearest before, the speaker's place, whose the party is."""
    discourse = journey.discourse
    if mark.who and load_patterns().nobody.search(sentence.text, *mark.who):
        return ()
    said = _said_to_learn(sentence, mark)
    if said:
        return said
    keys = set(mark.reference.key)
    candidates = _candidates(discourse, sentence, mark, marks)
    subject = _nearest_subject(sentence, candidates, mark)
    party = journey.party(sentence, mark)
    own = (party,) if party and party.path not in keys else ()
    we = _we(sentence, mark.reference)
    if subject and subject.start > we:
        return own if own and _own_party(discourse, sentence, subject) else subject.places
    if we >= 0 and own:
        return own
    speaker = speaker_place(discourse, sentence.paragraph, max(sentence.start, mark.reference.start))
    if speaker and speaker.path not in keys:
        return (speaker,)
    inner = next((one.learner for one in told if one.benchmark.path in keys and _is_closer(one.learner, own)), None)
    if inner and mark.pattern != WORTH:
        return (inner,)
    return _guests(discourse, mark) or own or next((r.places for r in candidates), ())


def _is_closer(learner: Place, own: Sequence[Place]) -> bool:
    """Whether who was said to learn there before tells more than whose the party seems to be (a zone of the city)."""
    return not own or is_own(own[0]) or own[0].path in learner.ancestors


def _candidates(discourse: Discourse, sentence: Sentence, mark: Mark, marks: Sequence[Mark]) -> list[Reference]:
    """The references that can name who learns from a benchmark: no other benchmark, nor who speaks of it."""
    keys = set(mark.reference.key)
    others = {one.reference.start for one in marks}
    speech = discourse.speech(sentence.paragraph, max(sentence.start, mark.reference.start))
    return [
        r
        for r in _before(sentence, mark.reference)
        if r.start not in others
        and not (speech and speech.names(r.paragraph, r.start))
        and not load_patterns().hosts.match(sentence.text, r.end)
        and _can_be_learner(r, keys)
    ]


def _guests(discourse: Discourse, mark: Mark) -> tuple[Place, ...]:
    """Who comes to home, where home or what lies in it is the benchmark: they learn there.

    Where home has no name, any place but the guests' own may be it.
    """
    home = discourse.home
    if discourse.guests and (home is None or is_own(home)):
        return tuple(one for one in discourse.guests if one.path not in mark.reference.key)
    here = home and any(home.path in (place.path, *place.ancestors) for place in mark.reference.places)
    return discourse.guests if here else ()


def _own_party(discourse: Discourse, sentence: Sentence, subject: Reference) -> bool:
    """区党政代表团 and 区委书记 are the writer's own, whichever district was named last, where home is a district."""
    if subject.kind != "own" or discourse.home is None or subject.text.startswith("全"):
        return False
    level = subject.text[-1]
    if level not in (discourse.home.region.name[-1], (discourse.home.former or level)[-1]):
        return False
    return len(subject.text) == 1 or bool(load_patterns().party.match(sentence.text, subject.end))


def _nearest_subject(sentence: Sentence, candidates: Sequence[Reference], mark: Mark) -> Reference | None:
    """The last reference that opens its clause as its subject; where none does, the last subject of the same clause."""
    hows = [(r, *stands(sentence.text, r)) for r in candidates]
    party = load_patterns().party
    subjects = [(r, opens) for r, how, opens in hows if how == "subject" or party.match(sentence.text, r.end)]
    opening = [r for r, opens in subjects if opens]
    clause = max(sentence.text.rfind(stop, 0, mark.reference.start) for stop in "，；")
    within = opening or [r for r, _ in subjects if r.start > clause or r.start > mark.reference.start]
    return within[-1] if within else None


def _before(sentence: Sentence, reference: Reference) -> list[Reference]:
    """The references before a benchmark; all of the sentence where the benchmark was named earlier."""
    earlier = reference.start < sentence.start
    return [r for r in sentence.inside if earlier or r.start < reference.start]


def _we(sentence: Sentence, reference: Reference) -> int:
    """Where the last 我们 before a benchmark stands; -1 where none does."""
    if reference.start < sentence.start:
        return -1
    return max((m.start() for m in _WE.finditer(sentence.text, sentence.start, reference.start)), default=-1)


def _can_be_learner(reference: Reference, keys: set[str]) -> bool:
    """Whether a reference can name who learns: no benchmark, nor a place in one (考察江苏南京等市，学习江苏…)."""
    if not keys.isdisjoint(reference.key):
        return False
    return all(not place.region.level.is_outer and keys.isdisjoint(place.ancestors) for place in reference.places)


def _said_to_learn(sentence: Sentence, mark: Mark) -> tuple[Place, ...]:
    """The learner named after the benchmark: 值得嘉定学习, 对通城很有借鉴意义, 拿深圳当标尺的青岛."""
    if mark.who:
        start, end = mark.who
        return next((r.places for r in sentence.inside if start <= r.start < end), ())
    for reference in sentence.inside:
        if reference.start == mark.end + 1 and sentence.text[mark.end] == "的" and len(reference.places) == 1:
            return reference.places
    return ()
