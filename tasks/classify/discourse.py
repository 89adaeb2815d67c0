"""The discourse of an article: sentences, references in reading order, speeches, home, and who learns from whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.classify.learning import (
    MUTUAL,
    VISIT,
    WORTH,
    Learning,
    Mark,
    benchmarks_in,
    received,
    taken_over,
    worth_learner,
)
from tasks.classify.places.articles import find_places, heading_places, publisher_place
from tasks.classify.places.gazetteer import Gazetteer, Place, load_gazetteer
from tasks.classify.places.home import find_home
from tasks.classify.places.mentions import Found
from tasks.classify.places.references import Memory, Reference, named, pointing
from tasks.classify.speakers import Speech, find_speeches
from tasks.classify.standing import stands
from tasks.models import Article, Level

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?[”’）]*")
_OUTER = (Level.NATION, Level.GROUP)
_FAR = 1 << 60


@dataclass(slots=True)
class Discourse:
    """What is known of an article before its clauses are looked at."""

    article: Article
    found: list[Found]
    home: Place | None
    home_reason: str
    sentences: list[list[tuple[int, int]]]
    references: list[list[Reference]]
    speeches: list[list[Speech]]
    learnings: list[Learning] = field(default_factory=list)
    pair: tuple[Place, ...] = ()
    offices: dict[tuple[int, int], Place | None] = field(default_factory=dict)

    def sentence(self, paragraph: int, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self.sentences[paragraph], (offset, _FAR)) - 1)

    def speech(self, paragraph: int, start: int) -> Speech | None:
        """The speech that an offset lies in; the innermost, which begins last."""
        if not self.speeches[paragraph]:
            return None
        holding = [s for s in self.speeches[paragraph] if s.start <= start + 1 and start < s.end]
        return holding[-1] if holding else None


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where sentences stand."""
    return [match.span() for match in _SENTENCE.finditer(text)] or [(0, len(text))]


def read(article: Article, gazetteer: Gazetteer | None = None) -> Discourse:
    """The discourse of an article."""
    gazetteer = gazetteer or load_gazetteer()
    found = find_places(article, gazetteer)
    texts = [paragraph.text for paragraph in article.paragraphs]
    by_paragraph: list[list[Found]] = [[] for _ in texts]
    for name in found:
        by_paragraph[name.paragraph].append(name)
    names = [named(text, by_paragraph[number]) for number, text in enumerate(texts)]
    sentences = [sentences_of(text) for text in texts]
    benchmarks = _benchmarks(texts, sentences, names)
    hosts = _hosts(texts, sentences, names)
    learners = _subjects(sentences, names, benchmarks)
    marks = [mark.reference.places for mark in benchmarks]
    home, reason = find_home(
        article,
        heading_places(article, gazetteer),
        publisher_place(article, gazetteer),
        dict(enumerate(names)),
        learners,
        [place for places in (*marks, *hosts) for place in places],
        gazetteer,
    )
    pair = _pair(home, marks)
    memory = Memory(home, gazetteer, [], pair)
    references = [pointing(text, number, memory, names[number]) for number, text in enumerate(texts)]
    speeches: list[list[Speech]] = [[] for _ in texts]
    for speech in find_speeches(article):
        speeches[speech.paragraph].append(speech)
    discourse = Discourse(article, found, home, reason, sentences, references, speeches)
    discourse.pair = pair
    discourse.learnings = _most_exact([*_learnings(discourse, texts), *_mutual(discourse, texts)])
    return discourse


def _benchmarks(texts: list[str], sentences: list[list[tuple[int, int]]], names: list[list[Reference]]) -> list[Mark]:
    found: list[Mark] = []
    for number, text in enumerate(texts):
        for start, end in sentences[number]:
            inside = [reference for reference in names[number] if start <= reference.start < end]
            found += benchmarks_in(text, start, end, inside) if inside else []
    return found


def _hosts(
    texts: list[str], sentences: list[list[tuple[int, int]]], names: list[list[Reference]]
) -> list[tuple[Place, ...]]:
    return [
        reference.places
        for number, text in enumerate(texts)
        for start, end in sentences[number]
        for reference in names[number]
        if start <= reference.start < end and received(text, start, reference)
    ]


def _subjects(
    sentences: list[list[tuple[int, int]]], names: list[list[Reference]], benchmarks: list[Mark]
) -> list[Place]:
    """The place named before a benchmark in its sentence: most likely the learner."""
    subjects = []
    for mark in benchmarks:
        reference = mark.reference
        for start, end in sentences[reference.paragraph]:
            if start <= reference.start < end:
                row = names[reference.paragraph]
                before = [r for r in row if start <= r.start < reference.start and len(r.places) == 1]
                above = {path for place in reference.places for path in (place.path, *place.ancestors)}
                subjects += [r.places[0] for r in before[:1] if r.places[0].path not in above]
    return subjects


def _pair(home: Place | None, marks: list[tuple[Place, ...]]) -> tuple[Place, ...]:
    """Home and its one benchmark, which 两地 and 双方 mean where nothing nearer does."""
    others = [places[0] for places in marks if len(places) == 1 and home and places[0].path != home.path]
    return (home, others[0]) if home and others else ()


def _learnings(discourse: Discourse, texts: list[str]) -> list[Learning]:
    found: list[Learning] = []
    for number, text in enumerate(texts):
        for sentence in discourse.sentences[number]:
            inside = [r for r in discourse.references[number] if sentence[0] <= r.start < sentence[1]]
            marks = _marks(discourse, text, sentence, inside)
            for mark in marks:
                learner = _learner(discourse, text, mark, inside, sentence)
                if learner and _is_benchmark(learner, mark, marks):
                    continue
                where = _evidence(text, sentence, mark, inside, learner)
                found += [
                    Learning(number, *where, learner, place, mark.pattern)
                    for place in mark.reference.places
                    if learner and _can_learn(learner, place, mark.pattern, discourse)
                ]
    return found


def _is_benchmark(learner: Place, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether the learner found for one benchmark is itself another benchmark of the sentence."""
    return any(learner.path == place.path for one in marks if one is not mark for place in one.reference.places)


def _mutual(discourse: Discourse, texts: list[str]) -> list[Learning]:
    """两地互学互鉴, 互派干部: each of two learns from the other."""
    found: list[Learning] = []
    for number, text in enumerate(texts):
        for match in MUTUAL.finditer(text):
            start, end = discourse.sentences[number][discourse.sentence(number, match.start())]
            row = [r for r in discourse.references[number] if start <= r.start < end and len(r.places) == 2]
            if row:
                one, other = row[0].places
                span = (start, _trim(text, end))
                found += [Learning(number, *span, one, other, "互学"), Learning(number, *span, other, one, "互学")]
    return found


def _most_exact(found: list[Learning]) -> list[Learning]:
    """A city is left out where a place inside it is visited by the same learner (南京, 南京市建邺区)."""
    visits = [one for one in found if one.pattern == VISIT]
    exact = {(one.learner.path, path): (one.paragraph, one.start) for one in visits for path in one.benchmark.ancestors}
    return [
        one
        for one in found
        if one.pattern != VISIT
        or exact.get((one.learner.path, one.benchmark.path), (one.paragraph, one.start)) == (one.paragraph, one.start)
    ]


def _evidence(
    text: str, sentence: tuple[int, int], mark: Mark, inside: list[Reference], learner: Place | None
) -> tuple[int, int]:
    """The clauses that state it: from learner or benchmark, whichever is first, to the words of learning."""
    begin = min([r.start for r in inside if learner and learner.path in r.key] + [mark.reference.start])
    if mark.reference.start < sentence[0]:
        return sentence[0], _trim(text, sentence[1])
    start = max(sentence[0], max(text.rfind(stop, 0, begin) for stop in "，；：") + 1)
    stops = [at for at in (text.find(stop, mark.end, sentence[1]) for stop in "，；") if at >= 0]
    return start, _trim(text, min(stops, default=sentence[1]))


def _trim(text: str, end: int) -> int:
    while end and text[end - 1] in "。！？；，”\n":
        end -= 1
    return end


def _marks(discourse: Discourse, text: str, sentence: tuple[int, int], inside: list[Reference]) -> list[Mark]:
    """The benchmarks of a sentence; of several that are worth learning from the first is meant, its subject."""
    if inside and taken_over(text, *sentence):
        before = [
            r for r in discourse.references[inside[0].paragraph] if r.start < sentence[0] and r.key != inside[0].key
        ]
        return [Mark(before[-1], "经验带回", before[-1].end)] if before else []
    marks = benchmarks_in(text, *sentence, [one for one in inside if one.kind not in ("that", "own")])
    worth = [mark for mark in marks if mark.pattern == WORTH]
    return [mark for mark in marks if mark.pattern != WORTH or mark is worth[0]]


def _can_learn(learner: Place, benchmark: Place, pattern: str, discourse: Discourse) -> bool:
    """Nobody learns from itself or the whole nation; who visits a place inside his own does not learn from it."""
    if benchmark.path == learner.path or benchmark.region.full_name == "中国":
        return False
    if pattern == VISIT and learner.path in benchmark.ancestors:
        return False
    return benchmark.path not in learner.ancestors or learner is not discourse.home


def _learner(
    discourse: Discourse, text: str, mark: Mark, inside: list[Reference], sentence: tuple[int, int]
) -> Place | None:
    """Who learns: the one said to (值得嘉定学习), the subject nearest before, the speaker's place, home."""
    reference = mark.reference
    said = _said_to_learn(text, mark, inside, sentence)
    if said:
        return said
    keys = set(reference.key)
    earlier = reference.start < sentence[0]
    before = [r for r in inside if (earlier or r.start < reference.start) and _can_be_learner(r, keys)]
    hows = [(r, *stands(text, r)) for r in before]
    subjects = [r for r, how, opens in hows if opens and how == "subject"] or [
        r for r, how, _ in hows if how == "subject"
    ]
    we = max((m.start() for m in _WE.finditer(text, sentence[0], reference.start)), default=-1) if not earlier else -1
    home = discourse.home if discourse.home and discourse.home.path not in keys else None
    if subjects and subjects[-1].start > we:
        return subjects[-1].places[0]
    if we >= 0 and home:
        return home
    speaker = speaker_place(discourse, inside[0].paragraph, max(sentence[0], reference.start))
    if speaker and speaker.path not in keys:
        return speaker
    return home or next((r.places[0] for r in before), None)


_WE = re.compile(r"我们|我[市县区省州镇]")


def _can_be_learner(reference: Reference, keys: set[str]) -> bool:
    place = reference.places[0]
    return len(reference.places) == 1 and place.path not in keys and place.region.level not in _OUTER


def _said_to_learn(text: str, mark: Mark, inside: list[Reference], sentence: tuple[int, int]) -> Place | None:
    """The learner named after the benchmark: 值得嘉定学习, 对通城很有借鉴意义, 拿深圳当标尺的青岛."""
    worth = worth_learner(text, mark.reference, sentence[1]) if mark.pattern == WORTH else None
    if worth:
        named_there = [r for r in inside if worth[0] <= r.start < worth[1]]
        return named_there[0].places[0] if named_there else None
    for reference in inside:
        if reference.start == mark.end + 1 and text[mark.end] == "的" and len(reference.places) == 1:
            return reference.places[0]
    return None


def speaker_place(discourse: Discourse, paragraph: int, offset: int) -> Place | None:
    """The place whose office the speaker at this offset holds."""
    speech = discourse.speech(paragraph, offset)
    if speech is None:
        return None
    key = (paragraph, speech.start)
    if key not in discourse.offices:
        discourse.offices[key] = office_place(discourse, speech)
    return discourse.offices[key]


_CENTRAL = re.compile(r"国家[^省市县区]{0,8}(?:主任|局长|署长|司长)|国务院|全国人大|[^省市县区，]{2,5}部副?部长")


def office_place(discourse: Discourse, speech: Speech) -> Place | None:
    """The place named in the words that introduce the speaker, or in the office given earlier."""
    start, end = speech.who
    named_here = [
        r for r in discourse.references[speech.paragraph] if start <= r.start and r.end <= end and len(r.places) == 1
    ]
    if named_here:
        return named_here[-1].places[0]
    office = speech.speaker.office or ""
    if _CENTRAL.match(office):
        return load_gazetteer().place("中国")
    for row in discourse.references:
        for reference in row:
            if len(reference.places) == 1 and len(reference.text) > 1 and reference.text in office:
                return reference.places[0]
    return None
