"""What speaks for a clause's role besides its own words: a row of numbers a clause, each column with a name.

What the two readings hold of the clause, of its neighbours, sentence, paragraph and text; the section it stands in;
words of time, aim and lack in its sentence (``circumstances.yaml``); whom it is about, who says it, in what kind of
text. A plan of the home and a benchmark's practice may be worded alike: 实行“链长制” is 经验 where it is another's,
举措 where it is the learner's own (DESIGN.md, Words). Training and use share this module.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.classify.features import POLARITY, Encoded
from tasks.classify.network import Prediction
from tasks.classify.sections import sections
from tasks.knowledge import knowledge
from tasks.models import Article, Clause, Genre, Level, Region, Role

_WORDS = Path(__file__).with_suffix(".yaml")
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Column = tuple[str, Floats | Flags]
ROLES: tuple[Role | None, ...] = (Role.EXPERIENCE, Role.GAP, Role.MEASURE, None)
NONE = ROLES.index(None)
_FAINT = 1e-3
"""Added to a probability before its logarithm."""
_NEIGHBOURS = (1, 2, -1, -2)
_LENGTHS = (4, 8, 14, 22)
_END, _BREAK = re.compile("[。！？]"), re.compile("\n")
_STRUCTURE = {"，": 0, "；": 1, "：": 2, "。": 3, "title": 36}
"""Marks of ``features`` that help here, by their place there: what ends the clause, and whether it is a title."""
_IN_CLAUSE = ("lack", "seek", "cope", "relief", "compare", "will")
_BEFORE = ("duty", "frame", "compare")
_IN_SENTENCE = ("ahead", "done", "to_learn", "lack", "relief")
RELATIONS = ("none", "noplace", "nation", "homeless", "home", "above", "inside", "shared", "other")
"""How the places of a clause stand to the article's home."""
_WHY = {
    "named as subject": "分句主语",
    "named in clause": "分句内点名",
    "subject of sentence": "本句主语",
    "sentence before": "上一句",
    "heading names": "小标题",
    "speaker's place": "说话人",
    "visited place": "所学习",
    "learner": "学习方",
    "we": "自称",
    "home by default": "文章所属",
    "most spoken of": "全文主要",
}
"""Grounds of attribution, by the words in which it gives them."""


class Told(NamedTuple):
    """What is known of a text before its roles are judged: the two readings, their mean, and the clauses attributed."""

    article: Article
    encoded: Encoded
    network: Prediction
    lexical: Prediction
    both: Prediction
    clauses: Sequence[Clause]
    home: Region | None
    genre: Genre


def circumstances(told: Told) -> tuple[tuple[str, ...], Floats]:
    """The columns' names, and (clauses, columns) of their values."""
    places = _Places(told)
    times = dict(_times(told))
    columns = [
        *_readings(told),
        *_around(told.both.roles, places),
        *_means(told.both.roles, places),
        *_structure(told),
        *times.items(),
        *_whom(told, times),
        *_shape(told, places),
    ]
    names = tuple(name for name, _ in columns)
    return names, np.stack([np.asarray(values, dtype=np.float32) for _, values in columns], axis=1)


class _Places:
    """Where each clause stands: its paragraph, its sentence (numbered through the text), and what lies around it."""

    def __init__(self, told: Told) -> None:
        self.count = len(told.encoded.spans)
        self.paragraph = told.encoded.paragraphs
        own = told.encoded.paragraphs.astype(np.int64) * 4096 + [span.sentence for span in told.encoded.spans]
        self.first = np.append(True, own[1:] != own[:-1])
        self.last = np.append(own[1:] != own[:-1], True)
        self.sentence = np.cumsum(self.first) - 1

    def neighbour(self, distance: int) -> tuple[NDArray[np.int64], Flags]:
        """For each clause the one so far before it (after it, if negative), and whether it is of the same sentence."""
        at = np.arange(self.count) - distance
        there = (at >= 0) & (at < self.count)
        at = np.where(there, at, 0)
        return at, there & (self.sentence[at] == self.sentence)


def _readings(told: Told) -> Iterator[Column]:
    """How much likelier each role is than none, by either reading."""
    for name, prediction in (("network", told.network), ("lexical", told.lexical)):
        logs = np.log(prediction.roles + _FAINT)
        for index, role in enumerate(ROLES[:NONE]):
            yield f"{name} {role}", logs[:, index] - logs[:, NONE]


def _around(roles: Floats, places: _Places) -> Iterator[Column]:
    """What the clauses beside it in its sentence are held for."""
    for distance in _NEIGHBOURS:
        at, same = places.neighbour(distance)
        for index, role in enumerate(ROLES):
            yield f"{distance} before {role}", roles[at, index] * same
        yield f"nothing {distance} before", ~same


def _means(roles: Floats, places: _Places) -> Iterator[Column]:
    """What the sentence, the one before it, the paragraph and the text are held for, on the whole."""
    sentences = _mean(roles, places.sentence)
    earlier = np.vstack([np.zeros((1, len(ROLES)), np.float32), sentences[:-1]])
    paragraphs = _mean(roles, places.paragraph)[places.paragraph]
    whole = np.broadcast_to(roles.mean(axis=0), roles.shape)
    for index, role in enumerate(ROLES):
        yield f"sentence {role}", sentences[places.sentence, index]
        yield f"sentence before {role}", earlier[places.sentence, index]
        yield f"paragraph {role}", paragraphs[:, index]
        yield f"text {role}", whole[:, index]


def _mean(values: Floats, groups: NDArray[np.integer]) -> Floats:
    sums = np.zeros((int(groups.max()) + 1, values.shape[1]), np.float32)
    np.add.at(sums, groups, values)
    counts = np.bincount(groups, minlength=len(sums)).astype(np.float32)
    return np.asarray(sums / np.maximum(counts, 1)[:, None], dtype=np.float32)


def _structure(told: Told) -> Iterator[Column]:
    """The section that a clause stands in, and the words that tell how a plain fact is meant."""
    texts = [paragraph.text for paragraph in told.article.paragraphs]
    under = sections(texts, [paragraph.kind == "heading" for paragraph in told.article.paragraphs])
    owners = told.encoded.paragraphs.tolist()
    for role in ROLES[:NONE]:
        yield f"section {role}", np.array([under[owner] is role for owner in owners])
    for index, name in enumerate(POLARITY):
        yield name, told.encoded.marks[:, index - len(POLARITY)]
    for name, index in _STRUCTURE.items():
        yield name, told.encoded.marks[:, index]


def _times(told: Told) -> Iterator[Column]:
    """Words of time, aim and lack in the clause, before it and anywhere in its sentence."""
    for name in _IN_CLAUSE:
        yield f"{name} in clause", _holding(name, told.encoded.clauses)
    before, whole = zip(*_sentences(told), strict=True)
    for name in _BEFORE:
        yield f"{name} before", _holding(name, before)
    sentences = {text: number for number, text in enumerate(dict.fromkeys(whole))}  # its clauses share a sentence
    places = [sentences[text] for text in whole]
    for name in _IN_SENTENCE:
        yield f"{name} in sentence", _holding(name, list(sentences))[places]
    frames = [_frames(paragraph.text) for paragraph in told.article.paragraphs]
    owners = told.encoded.paragraphs.tolist()
    yield (
        "frame in paragraph",
        np.array([frames[owner] < span.start for owner, span in zip(owners, told.encoded.spans, strict=True)]),
    )


def _frames(paragraph: str) -> float:
    """Where the first frame of future time in a paragraph ends."""
    found = _pattern("frame").search(paragraph)
    return found.end() if found else float("inf")


def _sentences(told: Told) -> Iterator[tuple[str, str]]:
    """For each clause its sentence up to the clause's end, and the whole of it."""
    texts = [paragraph.text.replace("\n", " ") for paragraph in told.article.paragraphs]
    ends = [[-1, *(match.start() for match in _END.finditer(text)), len(text)] for text in texts]
    for owner, span in zip(told.encoded.paragraphs.tolist(), told.encoded.spans, strict=True):
        start = ends[owner][bisect_left(ends[owner], span.start) - 1] + 1
        end = ends[owner][bisect_left(ends[owner], span.end)]
        yield texts[owner][start : span.end], texts[owner][start:end]


def _whom(told: Told, times: dict[str, Floats | Flags]) -> Iterator[Column]:
    """Whom a clause is about, why, who says it, and whether tense makes another's present of it."""
    relation = [_relation(clause, told.home) for clause in told.clauses]
    for name in RELATIONS:
        yield f"about {name}", np.array([one == name for one in relation])
    spoken = np.array([clause.speaker is not None for clause in told.clauses])
    yield "has speaker", spoken
    reasons = ["\n".join(clause.reasons) for clause in told.clauses]
    for name, words in _WHY.items():
        yield name, np.array([words in reason for reason in reasons])
    yield "sure of place", np.array([clause.region_score if clause.regions else 0.0 for clause in told.clauses])
    present = ~(spoken | np.asarray(times["ahead in sentence"], dtype=bool))
    done = np.asarray(times["done in sentence"]) & ~np.asarray(times["ahead in sentence"], dtype=bool)
    yield "done, nothing ahead", done & ~np.asarray(times["to_learn in sentence"], dtype=bool)
    yield "another's present", present & [one == "other" for one in relation]
    inside = np.array([one == "inside" for one in relation])
    yield "an example's present", present & inside & (told.genre is Genre.COMMENTARY)


def _relation(clause: Clause, home: Region | None) -> str:
    if not clause.regions:
        return "none" if clause.role is None else "noplace"
    if any(region.level is Level.NATION for region in clause.regions):
        return "nation"
    if home is None:
        return "homeless"
    own, paths = home.full_name, [region.full_name for region in clause.regions]
    if all(path == own for path in paths):
        return "home"
    if all(own.startswith(path) for path in paths):
        return "above"
    if all(path.startswith(own) for path in paths):
        return "inside"
    return "shared" if own in paths else "other"


def _shape(told: Told, places: _Places) -> Iterator[Column]:
    """The kind of text, and the clause's length and place in its sentence."""
    for genre in Genre:
        yield f"genre {genre}", np.full(places.count, told.genre is genre)
    spans = told.encoded.spans
    yield "quoted", np.array([span.quoted for span in spans])
    yield "lead", np.array([span.lead for span in spans])
    sizes = np.array([span.end - span.start for span in spans])
    for length in _LENGTHS:
        yield f"longer than {length}", sizes > length
    yield "first", places.first
    yield "last", places.last
    yield "alone", places.first & places.last


def _holding(name: str, lines: Sequence[str]) -> Flags:
    """Which lines hold a word of a list; they are looked through as one text, for no word goes on over a line break."""
    text = "\n".join(lines)
    if name == "ahead":
        text = _pattern("not_ahead").sub("", text)
    breaks = [match.start() for match in _BREAK.finditer(text)]
    held = np.zeros(len(lines), dtype=bool)
    held[np.searchsorted(breaks, [match.start() for match in _pattern(name).finditer(text)])] = True
    return held


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Any word of a list; ``$`` in it is the end of a line."""
    return re.compile("|".join(knowledge(_WORDS, dict[str, list[str]])[name]), re.MULTILINE)
