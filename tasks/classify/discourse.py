"""The discourse of an article: sentences, references in reading order, speeches, home, and who learns from whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from tasks.classify.learning import VISIT, WORTH, Learning, benchmarks_in, taken_over, worth_learner
from tasks.classify.places.articles import find_places, heading_places, publisher_place
from tasks.classify.places.gazetteer import Gazetteer, Place, load_gazetteer
from tasks.classify.places.home import find_home
from tasks.classify.places.mentions import Found
from tasks.classify.places.references import Memory, Reference, named, pointing
from tasks.classify.speakers import Speech, find_speeches
from tasks.models import Article, Level

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?[”’）]*")
_OUTER = (Level.NATION, Level.GROUP)


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

    def sentence(self, paragraph: int, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        starts = [start for start, _ in self.sentences[paragraph]]
        return max(0, bisect_right(starts, offset) - 1)

    def speech(self, paragraph: int, start: int) -> Speech | None:
        """The speech that an offset lies in; the innermost, which begins last."""
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
    learners = _subjects(sentences, names, benchmarks)
    marks = [reference.places for reference, _ in benchmarks]
    home, reason = find_home(
        article,
        heading_places(article, gazetteer),
        publisher_place(article, gazetteer),
        dict(enumerate(names)),
        learners,
        [place for places in marks for place in places],
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
    discourse.learnings = _learnings(discourse, texts)
    return discourse


def _benchmarks(
    texts: list[str], sentences: list[list[tuple[int, int]]], names: list[list[Reference]]
) -> list[tuple[Reference, str]]:
    found = []
    for number, text in enumerate(texts):
        for start, end in sentences[number]:
            inside = [reference for reference in names[number] if start <= reference.start < end]
            found += benchmarks_in(text, start, end, inside) if inside else []
    return found


def _subjects(
    sentences: list[list[tuple[int, int]]], names: list[list[Reference]], benchmarks: list[tuple[Reference, str]]
) -> list[Place]:
    """The place named before a benchmark in its sentence: most likely the learner."""
    subjects = []
    for mark, _ in benchmarks:
        for start, end in sentences[mark.paragraph]:
            if start <= mark.start < end:
                before = [r for r in names[mark.paragraph] if start <= r.start < mark.start and len(r.places) == 1]
                subjects += [r.places[0] for r in before[:1] if r.key != mark.key]
    return subjects


def _pair(home: Place | None, marks: list[tuple[Place, ...]]) -> tuple[Place, ...]:
    """Home and its one benchmark, which 两地 and 双方 mean where nothing nearer does."""
    others = [places[0] for places in marks if len(places) == 1 and home and places[0].path != home.path]
    return (home, others[0]) if home and others else ()


def _learnings(discourse: Discourse, texts: list[str]) -> list[Learning]:
    found: list[Learning] = []
    for number, text in enumerate(texts):
        for start, end in discourse.sentences[number]:
            inside = [r for r in discourse.references[number] if start <= r.start < end]
            for mark, pattern in _marks(discourse, text, (start, end), inside):
                learner = _learner(discourse, text, mark, inside, (start, end))
                found += [
                    Learning(number, start, end, learner, place, pattern)
                    for place in mark.places
                    if learner and _can_learn(learner, place, pattern, discourse)
                ]
    return found


def _marks(
    discourse: Discourse, text: str, sentence: tuple[int, int], inside: list[Reference]
) -> list[tuple[Reference, str]]:
    """The benchmarks of a sentence; of several that are worth learning from the first is meant, its subject."""
    marks = benchmarks_in(text, *sentence, inside)
    worth = [mark for mark in marks if mark[1] == WORTH]
    marks = [mark for mark in marks if mark[1] != WORTH or mark is worth[0]]
    if not marks and inside and taken_over(text, *sentence):
        number = inside[0].paragraph
        before = [r for r in discourse.references[number] if r.start < sentence[0] and r.key != inside[0].key]
        marks = [(before[-1], "经验带回")] if before else []
    return marks


def _can_learn(learner: Place, benchmark: Place, pattern: str, discourse: Discourse) -> bool:
    """Nobody learns from itself or the whole nation; who visits a place inside his own does not learn from it."""
    if benchmark.path == learner.path or benchmark.path == "全国":
        return False
    if pattern == VISIT and learner.path in benchmark.ancestors:
        return False
    return benchmark.path not in learner.ancestors or learner is not discourse.home


def _learner(
    discourse: Discourse, text: str, mark: Reference, inside: list[Reference], sentence: tuple[int, int]
) -> Place | None:
    """Who learns: the one said to (值得嘉定学习), the subject of the sentence, the speaker's place, home."""
    worth = worth_learner(text, mark, sentence[1])
    if worth:
        said = [r for r in inside if worth[0] <= r.start < worth[1]]
        return said[0].places[0] if said else discourse.home
    keys = set(mark.key)
    before = [r for r in inside if r.start < mark.start and len(r.places) == 1 and r.places[0].path not in keys]
    plain = [r for r in before if r.places[0].region.level not in _OUTER]
    if plain:
        return plain[0].places[0]
    speaker = speaker_place(discourse, mark.paragraph, mark.start)
    if speaker and speaker.path not in keys:
        return speaker
    return discourse.home if discourse.home and discourse.home.path not in keys else None


def speaker_place(discourse: Discourse, paragraph: int, offset: int) -> Place | None:
    """The place whose office the speaker at this offset holds."""
    speech = discourse.speech(paragraph, offset)
    if speech is None:
        return None
    return office_place(discourse, speech)


def office_place(discourse: Discourse, speech: Speech) -> Place | None:
    """The place named in the words that introduce the speaker, or in the office given earlier."""
    start, end = speech.who
    named_here = [
        r for r in discourse.references[speech.paragraph] if start <= r.start and r.end <= end and len(r.places) == 1
    ]
    if named_here:
        return named_here[-1].places[0]
    office = speech.speaker.office or ""
    for row in discourse.references:
        for reference in row:
            if len(reference.places) == 1 and len(reference.text) > 1 and reference.text in office:
                return reference.places[0]
    return None
