"""Who the learner is where a sentence names a benchmark, and which words state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.classify.learning import (
    ROLLED_OUT,
    TAKEN,
    VISIT,
    Learning,
    Mark,
    benchmarks_in,
    load_patterns,
    taken_over,
)
from tasks.classify.offices import speaker_place
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.home import is_unnamed
from tasks.classify.places.references import Reference
from tasks.classify.standing import stands
from tasks.models import Level

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse

_OUTER = (Level.NATION, Level.GROUP)
_WE = re.compile(r"我们|我[市县区省州镇]")
_PAIR = 2
_CLOSING = 2  # characters from the end of a sentence at which it is still being spoken
_FURTHEST = 2  # paragraphs back in which 他们 is looked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (``text[start:end]`` of a paragraph) and the references in it."""

    paragraph: int
    text: str
    start: int
    end: int
    inside: Sequence[Reference]


def find_learnings(discourse: Discourse) -> list[Learning]:
    """All relations of learning that an article states, in the order of its text; of two towards each other last."""
    sentences = list(_sentences(discourse))
    one_way = [
        learning
        for sentence in sentences
        for marks in [_marks(discourse, sentence)]
        for mark in marks
        for learning in _learned(discourse, sentence, mark, marks)
    ]
    return _most_exact([*one_way, *(learning for sentence in sentences for learning in _mutual(sentence))])


def _sentences(discourse: Discourse) -> Iterator[Sentence]:
    for number, paragraph in enumerate(discourse.article.paragraphs):
        for start, end in discourse.sentences[number]:
            inside = [r for r in discourse.references[number] if start <= r.start < end]
            yield Sentence(number, paragraph.text, start, end, inside)


def _learned(discourse: Discourse, sentence: Sentence, mark: Mark, marks: Sequence[Mark]) -> list[Learning]:
    """What one mark states, if somebody learns there."""
    return [
        Learning(sentence.paragraph, *_evidence(sentence, mark, learner), learner, place, mark.pattern)
        for learner in _learners(discourse, sentence, mark)
        if not _is_benchmark(learner, mark, marks)
        for place in mark.reference.places
        if _can_learn(learner, place, mark.pattern, discourse)
    ]


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

    A city is left out where a place inside it is visited (南京, 南京市建邺区), a province not, to which the journey goes;
    a town or village is only a stop on the way where its county is a benchmark itself.
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
    """The clauses that state it: from learner or benchmark, whichever is first, to the words of learning."""
    text = sentence.text
    if mark.reference.start < sentence.start:
        return sentence.start, _trim(text, sentence.end)
    begin = min([r.start for r in sentence.inside if learner.path in r.key] + [mark.reference.start])
    start = max(sentence.start, max(text.rfind(stop, 0, begin) for stop in "，；：") + 1)
    stops = [at for at in (text.find(stop, mark.end, sentence.end) for stop in "，；") if at >= 0]
    return start, _trim(text, min(stops, default=sentence.end))


def _trim(text: str, end: int) -> int:
    while end and text[end - 1] in "。！？；，”\n":
        end -= 1
    return end


def _marks(discourse: Discourse, sentence: Sentence) -> list[Mark]:
    """The benchmarks of a sentence."""
    text, start, end, inside = sentence.text, sentence.start, sentence.end, sentence.inside
    if inside and taken_over(text, start, end):
        before = [r for r in discourse.references[sentence.paragraph] if r.start < start and r.key != inside[0].key]
        return [Mark(before[-1], TAKEN, before[-1].end)] if before else []
    speaking = speaker_place(discourse, sentence.paragraph, max(start, end - _CLOSING))
    own = [place.path for place in (speaking or discourse.home,) if place]
    marks = benchmarks_in(text, start, end, [one for one in inside if one.kind not in ("that", "own")], own)
    marks += [one for one in benchmarks_in(text, start, end, inside) if _pointing(discourse, sentence, one)]
    if _on_business(discourse) and not load_patterns().lessons.search(text, start, end):
        marks = [one for one in marks if one.pattern != VISIT]
    return marks or _told_of_before(discourse, sentence) or _gone_there(discourse, sentence)


def _on_business(discourse: Discourse) -> bool:
    """Whether title or opening say that the party comes to trade (经贸考察团); then to look round is not to learn."""
    opening = discourse.article.paragraphs[:1]
    said = (discourse.article.title, *(paragraph.text for paragraph in opening))
    return any(text and load_patterns().traders.search(text) for text in said)


def _pointing(discourse: Discourse, sentence: Sentence, mark: Mark) -> bool:
    """Whether words that point name a benchmark: 当地 where it is not home, 来我县考察学习 where others come."""
    home, one = discourse.home, mark.reference
    if home is None or one.kind not in ("that", "own"):
        return False
    if one.kind == "that":
        return home.path not in one.key
    if one.text.startswith("全"):
        return False
    ours = {*one.key, *(path for place in one.places for path in place.ancestors)}
    guests = any(r.start < one.start and r.kind == "name" and ours.isdisjoint(r.key) for r in sentence.inside)
    return mark.pattern == VISIT and guests


def _told_of_before(discourse: Discourse, sentence: Sentence) -> list[Mark]:
    """The benchmark that 他们, 人家 or 对方 mean: the places named last that are not home, nor in or around it."""
    for match in load_patterns().them.finditer(sentence.text, sentence.start, sentence.end):
        places = _last_elsewhere(discourse, sentence.paragraph, match.start(), discourse.home)
        if places:
            pointing = Reference(sentence.paragraph, *match.span(), match.group(), places, "that", "指上文的地方")
            return benchmarks_in(sentence.text, sentence.start, sentence.end, [pointing])
    return []


def _gone_there(discourse: Discourse, sentence: Sentence) -> list[Mark]:
    """甲的实践引起注意，乙派人前去取经: the benchmark of the one in the clause is the place told of before."""
    text = sentence.text
    for match in load_patterns().gone.finditer(text, sentence.start, sentence.end):
        clause = max(text.rfind(stop, sentence.start, match.start()) for stop in "，；：")
        going = [r for r in sentence.inside if clause < r.start < match.start() and len(r.places) == 1]
        places = _last_elsewhere(discourse, sentence.paragraph, going[0].start, going[0].places[0]) if going else ()
        if places:
            there = Reference(sentence.paragraph, *match.span(), match.group(), places, "that", "指上文的地方")
            return [Mark(there, VISIT, match.end())]
    return []


def _last_elsewhere(discourse: Discourse, number: int, offset: int, own: Place | None) -> tuple[Place, ...]:
    """The places named last before an offset that are not the learner's own, nor in or around it."""
    near = {own.path, *own.ancestors} if own else set()
    rows = discourse.references
    told = [one for one in rows[number] if one.start < offset]
    for row in (told, *(rows[n] for n in range(number - 1, max(-1, number - _FURTHEST - 1), -1))):
        for one in reversed(row):
            inside = own and any(own.path in place.ancestors for place in one.places)
            if near.isdisjoint(one.key) and not inside and one.places[0].region.level is not Level.NATION:
                return one.places
    return ()


def _can_learn(learner: Place, benchmark: Place, pattern: str, discourse: Discourse) -> bool:
    """Nobody learns from itself or the whole nation, and of a learner that the text does not name nothing can be said.

    Who visits a place inside his own, or has its practice taken up all over, does not learn from it; nor does what lies
    above the place that the article is written from learn from that.
    """
    if benchmark.path == learner.path or benchmark.region.full_name == "中国" or is_unnamed(learner):
        return False
    above = learner.path in benchmark.ancestors
    if above and (pattern in (VISIT, ROLLED_OUT) or benchmark is discourse.home):
        return False
    return benchmark.path not in learner.ancestors or learner is not discourse.home


def _learners(discourse: Discourse, sentence: Sentence, mark: Mark) -> tuple[Place, ...]:
    """Who learns: those said to (值得嘉定学习), the subject nearest before, the speaker's place, home."""
    if mark.who and load_patterns().nobody.search(sentence.text, *mark.who):
        return ()
    said = _said_to_learn(sentence, mark)
    if said:
        return said
    keys = set(mark.reference.key)
    candidates = [r for r in _before(sentence, mark.reference) if _can_be_learner(r, keys)]
    subject = _nearest_subject(sentence, candidates, mark)
    we = _we(sentence, mark.reference)
    home = (discourse.home,) if discourse.home and discourse.home.path not in keys else ()
    if subject and subject.start > we:
        return home if home and _own_party(discourse, sentence, subject) else subject.places
    if we >= 0 and home:
        return home
    speaker = speaker_place(discourse, sentence.paragraph, max(sentence.start, mark.reference.start))
    if speaker and speaker.path not in keys:
        return (speaker,)
    return home or next((r.places for r in candidates), ())


def _own_party(discourse: Discourse, sentence: Sentence, subject: Reference) -> bool:
    """区党政代表团 is the writer's own, whichever district was named last, where home is a district."""
    if subject.kind != "own" or discourse.home is None or subject.text.startswith("全"):
        return False
    level = subject.text[-1]
    party = load_patterns().party.match(sentence.text, subject.end)
    return bool(party) and level in (discourse.home.region.name[-1], (discourse.home.former or level)[-1])


def _nearest_subject(sentence: Sentence, candidates: Sequence[Reference], mark: Mark) -> Reference | None:
    """The last reference that opens its clause as its subject; where none does, the last subject of the same clause."""
    hows = [(r, *stands(sentence.text, r)) for r in candidates]
    subjects = [(r, opens) for r, how, opens in hows if how == "subject"]
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
    return all(place.region.level not in _OUTER and keys.isdisjoint(place.ancestors) for place in reference.places)


def _said_to_learn(sentence: Sentence, mark: Mark) -> tuple[Place, ...]:
    """The learner named after the benchmark: 值得嘉定学习, 对通城很有借鉴意义, 拿深圳当标尺的青岛."""
    if mark.who:
        start, end = mark.who
        return next((r.places for r in sentence.inside if start <= r.start < end), ())
    for reference in sentence.inside:
        if reference.start == mark.end + 1 and sentence.text[mark.end] == "的" and len(reference.places) == 1:
            return reference.places
    return ()
