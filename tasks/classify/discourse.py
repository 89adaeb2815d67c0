"""The discourse of an article: sentences, references in reading order, speeches, home, and who learns from whom."""

from __future__ import annotations

import re

from tasks.classify.learners import find_learnings
from tasks.classify.learning import Mark, benchmarks_in, received
from tasks.classify.outline import Discourse
from tasks.classify.places.articles import find_places
from tasks.classify.places.classes import NATION
from tasks.classify.places.gazetteer import Gazetteer, Place, load_gazetteer
from tasks.classify.places.headings import heading_names, publisher_place
from tasks.classify.places.home import find_home, is_own, is_unnamed
from tasks.classify.places.mentions import Found
from tasks.classify.places.references import Memory, Reference, named, pointing
from tasks.classify.places.signs import Signs
from tasks.classify.places.visits import visits_in
from tasks.classify.speakers import Speech, find_speeches
from tasks.models import Article, Level, StatedLearning

__all__ = ["Discourse", "read", "sentences_of", "stated_learnings"]

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?[”’）]*")
_OPENING = 2  # paragraphs in which a report of a visit says who has come


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
    signs = _signs(article, names, sentences, benchmarks, gazetteer)
    home = find_home(signs, gazetteer)
    pair = _pair(home, [mark.reference.places for mark in benchmarks])
    memory = Memory(home, gazetteer, [], pair, of_one_place=signs.of_one_place(home))
    references = [pointing(text, number, memory, names[number]) for number, text in enumerate(texts)]
    speeches: list[list[Speech]] = [[] for _ in texts]
    for speech in find_speeches(article):
        speeches[speech.paragraph].append(speech)
    discourse = Discourse(article, found, home, sentences, references, speeches, guests=signs.visits.guests, pair=pair)
    if home is None and signs.of_nation:
        discourse.nation = gazetteer.place(NATION)
    discourse.learnings = find_learnings(discourse)
    return discourse


def stated_learnings(discourse: Discourse) -> tuple[StatedLearning, ...]:
    """Who learns from whom, in the order in which the article says so; one's own place may be without a name."""
    paragraphs = discourse.article.paragraphs
    return tuple(
        StatedLearning(
            learner=one.learner.region,
            benchmark=one.benchmark.region,
            paragraph_id=paragraphs[one.paragraph].paragraph_id,
            start=one.start,
            end=one.end,
        )
        for one in discourse.learnings
        if (is_own(one.learner) or not is_unnamed(one.learner)) and not is_own(one.benchmark)
    )


def _benchmarks(texts: list[str], sentences: list[list[tuple[int, int]]], names: list[list[Reference]]) -> list[Mark]:
    found: list[Mark] = []
    for number, text in enumerate(texts):
        for start, end in sentences[number]:
            inside = [reference for reference in names[number] if start <= reference.start < end]
            found += benchmarks_in(text, start, end, inside) if inside else []
    return found


def _signs(
    article: Article,
    names: list[list[Reference]],
    sentences: list[list[tuple[int, int]]],
    benchmarks: list[Mark],
    gazetteer: Gazetteer,
) -> Signs:
    """What tells where the article is written, and what its heading says of who comes and where one goes."""
    heading = heading_names(article, gazetteer)
    texts = [paragraph.text for paragraph in article.paragraphs]
    marked = [mark.reference.places for mark in benchmarks]
    return Signs(
        article=article,
        headings=[n.place for _, n in heading if n.place and _may_write(n.place)],
        visits=visits_in(
            heading, [(text, one) for text, row in list(zip(texts, names, strict=True))[:_OPENING] for one in row]
        ),
        publisher=publisher_place(article, gazetteer),
        names=names,
        learners=_subjects(sentences, names, benchmarks),
        benchmarks=[place for places in (*marked, *_hosts(texts, sentences, names)) for place in places],
    )


def _may_write(place: Place) -> bool:
    """Whether a place of the heading may be where an article is written: no nation, none that stands for several."""
    return place.region.level is not Level.NATION and not place.members


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
    """The place named before a benchmark in its sentence, itself none: most likely the learner."""
    subjects = []
    marked = {(mark.reference.paragraph, mark.reference.start) for mark in benchmarks}
    for mark in benchmarks:
        reference = mark.reference
        for start, end in sentences[reference.paragraph]:
            if start <= reference.start < end:
                row = names[reference.paragraph]
                ahead = [r for r in row if start <= r.start < reference.start and len(r.places) == 1]
                before = [r for r in ahead if (r.paragraph, r.start) not in marked]
                above = {path for place in reference.places for path in (place.path, *place.ancestors)}
                subjects += [r.places[0] for r in before[:1] if r.places[0].path not in above]
    return subjects


def _pair(home: Place | None, marks: list[tuple[Place, ...]]) -> tuple[Place, ...]:
    """Home and its one benchmark, which 两地 and 双方 mean where nothing nearer does."""
    others = [places[0] for places in marks if len(places) == 1 and home and places[0].path != home.path]
    return (home, others[0]) if home and others else ()
