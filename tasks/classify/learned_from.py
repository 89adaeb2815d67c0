"""The benchmarks that a sentence names, or that its words point back to (他们, 当地, 前去取经)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.classify.learning import TAKEN, VISIT, Mark, benchmarks_in, load_patterns, taken_over
from tasks.classify.offices import speaker_place
from tasks.classify.places import visits
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.models import Level

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse

_CLOSING = 2  # characters from the end of a sentence at which it is still being spoken
_POINTS = ("that", "own")  # kinds of reference that point back instead of naming
_FURTHEST = 2  # paragraphs back in which 他们 is looked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (``text[start:end]`` of a paragraph) and the references in it."""

    paragraph: int
    text: str
    start: int
    end: int
    inside: Sequence[Reference]


def benchmarks_of(discourse: Discourse, sentence: Sentence) -> list[Mark]:
    """The benchmarks of a sentence."""
    text, start, end, inside = sentence.text, sentence.start, sentence.end, sentence.inside
    if inside and taken_over(text, start, end):
        before = [r for r in discourse.references[sentence.paragraph] if r.start < start and r.key != inside[0].key]
        return [Mark(before[-1], TAKEN, before[-1].end)] if before else []
    speaking = speaker_place(discourse, sentence.paragraph, max(start, end - _CLOSING))
    own = [place.path for place in discourse.guests or (speaking or discourse.home,) if place]
    naming = [one for one in inside if one.kind not in _POINTS]
    marks = benchmarks_in(text, start, end, naming, own)
    if len(naming) < len(inside):
        marks += [one for one in benchmarks_in(text, start, end, inside) if _pointing(discourse, sentence, one)]
    if not _to_learn(discourse, sentence):
        marks = [one for one in marks if one.pattern != VISIT]
    return (
        marks
        or _told_of_before(discourse, sentence)
        or _gone_there(discourse, sentence)
        or _come_here(discourse, sentence)
    )


def _to_learn(discourse: Discourse, sentence: Sentence) -> bool:
    """Whether to look round is to learn: not where title or opening say that the party trades or helps.

    Then a sentence must say itself that something is learned there.
    """
    words = load_patterns()
    opening = discourse.article.paragraphs[:1]
    said = [text for text in (discourse.article.title, *(one.text for one in opening)) if text]
    for purpose, learnt in ((words.traders, words.lessons), (words.aid, words.taught)):
        if any(purpose.search(text) for text in said) and not learnt.search(
            sentence.text, sentence.start, sentence.end
        ):
            return False
    return True


def _come_here(discourse: Discourse, sentence: Sentence) -> list[Mark]:
    """甲考察团来潍考察: home is the benchmark where its short name says that guests come to it."""
    home = discourse.home
    for one in sentence.inside if home and discourse.guests else ():
        match = visits.load_patterns().has_come.match(sentence.text, one.end, sentence.end)
        if match and home and match["here"] and match["here"] in home.region.name and home.path not in one.key:
            here = Reference(sentence.paragraph, *match.span("here"), match["here"], (home,), "that", "来此的简称")
            return [Mark(here, VISIT, match.end())]
    return []


def _pointing(discourse: Discourse, sentence: Sentence, mark: Mark) -> bool:
    """Whether words that point name a benchmark: 当地 where it is not home, 来我县考察学习 where others come."""
    home, one = discourse.home, mark.reference
    if home is None or one.kind not in _POINTS:
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
