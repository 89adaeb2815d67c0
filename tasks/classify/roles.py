"""Say for each clause whether it is 经验, 差距, 举措 or no finding, and on which topics it is.

In two steps, for whom a clause is about tells what role it plays: :func:`read` has the two models read the text and
says which clauses may be findings, attribution finds whom these are about, then :func:`decide` judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.classify import judgement, lexical, network
from tasks.classify.circumstances import NONE, ROLES, Floats, Told, circumstances
from tasks.classify.enumerations import announced
from tasks.classify.features import Encoded, encode
from tasks.classify.network import Prediction
from tasks.models import Article, Clause, Genre, Region, Topic

NETWORK = Path(__file__).parent / "model" / "clauses.npz"
LEXICAL = Path(__file__).parent / "model" / "lexical.npz"
TOPICS = tuple(Topic)
TOPIC_CHANCE = 0.3
"""A topic is said from this probability on; the likeliest is said anyhow."""
NETWORK_SHARE = 0.45
"""How much the network counts against the lexical reading."""
FLOOR = 1e-4
"""Added to a probability before its logarithm, so that neither reading can veto the other."""
TITLE_SHARE = 0.75
"""How much the title of an announced list counts against the words of an item."""
MAYBE = 0.05
"""A clause may be a finding when the readings give all roles together this probability."""


class Reading:
    """What the two models make of a text: the clauses, their predictions, and the mean of these."""

    def __init__(self, article: Article, net: network.Weights, tables: lexical.Tables) -> None:
        self.article = article
        self.encoded: Encoded = encode(
            [paragraph.text for paragraph in article.paragraphs],
            [paragraph.kind == "heading" for paragraph in article.paragraphs],
        )
        self.network = network.predict(self.encoded, net)
        self.lexical = lexical.read(self.encoded, tables)
        self.both = _joined(self.network, self.lexical)
        self.items = announced([paragraph.text for paragraph in article.paragraphs])

    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, with the likeliest role where it may be a finding."""
        identifiers = [paragraph.paragraph_id for paragraph in self.article.paragraphs]
        best = self.both.roles[:, :NONE].argmax(axis=1).tolist()
        maybe = [
            chance <= 1 - MAYBE or owner in self.items
            for chance, owner in zip(self.both.roles[:, NONE].tolist(), self.encoded.paragraphs.tolist(), strict=True)
        ]
        return tuple(
            Clause(
                paragraph_id=identifiers[owner],
                start=span.start,
                end=span.end,
                role=ROLES[role] if may and not span.lead else None,
                role_scores=(0.0, 0.0, 0.0, 1.0),
            )
            for owner, span, role, may in zip(
                self.encoded.paragraphs.tolist(), self.encoded.spans, best, maybe, strict=True
            )
        )

    def told(self, clauses: Sequence[Clause], home: Region | None, genre: Genre) -> Told:
        """Everything that a judge hears, once the clauses are attributed."""
        return Told(self.article, self.encoded, self.network, self.lexical, self.both, clauses, home, genre)


def read(article: Article) -> Reading:
    """The two models' reading of an article."""
    return Reading(article, network.load(NETWORK), lexical.load(LEXICAL))


def decide(reading: Reading, clauses: Sequence[Clause], home: Region | None, genre: Genre) -> tuple[Clause, ...]:
    """The attributed clauses with their roles, the roles' probabilities and their topics."""
    if not clauses:
        return ()
    names, values = circumstances(reading.told(clauses, home, genre))
    chances = judgement.judge(names, values, judgement.load(judgement.MODEL))
    _announce(reading, chances)
    best = chances.argmax(axis=1)
    best[[clause.role is None for clause in clauses]] = NONE
    topics = _topics(reading, best)
    return tuple(
        clause.model_copy(
            update={
                "role": ROLES[role],
                "role_scores": tuple(scores),
                "regions": clause.regions if role != NONE else (),
                "topics": _named(bits) if role != NONE else (),
            }
        )
        for clause, role, scores, bits in zip(clauses, best.tolist(), chances.tolist(), topics, strict=True)
    )


def _announce(reading: Reading, chances: Floats) -> None:
    """Let the title of a list (三条经验：) tell the role of its items, whose own words say little."""
    for index, owner in enumerate(reading.encoded.paragraphs.tolist() if reading.items else ()):
        if owner in reading.items:
            chances[index] *= 1 - TITLE_SHARE
            chances[index, ROLES.index(reading.items[owner])] += TITLE_SHARE


def _joined(one: Prediction, other: Prediction) -> Prediction:
    """The two readings' mean: geometric for the roles, which exclude each other, arithmetic for the topics."""
    share = NETWORK_SHARE
    roles = np.exp(share * np.log(one.roles + FLOOR) + (1 - share) * np.log(other.roles + FLOOR))
    roles /= roles.sum(axis=1, keepdims=True)
    return Prediction(roles, share * one.topics + (1 - share) * other.topics)


def _topics(reading: Reading, roles: NDArray[np.int64]) -> list[int]:
    """Each clause's topics as a number with one bit a topic.

    A clause that states nothing by its own words (其中, 在此基础上) is on what the clause beside it in its sentence is.
    """
    own = _bits(reading.both.topics)
    empty = reading.both.roles[:, NONE] > 0.5
    said = list(own)
    for index in np.flatnonzero(empty & (roles != NONE)).tolist():
        beside = (other for other in (index - 1, index + 1) if _same_sentence(reading.encoded, index, other))
        telling = (other for other in beside if not empty[other] and roles[other] == roles[index])
        said[index] = own[next(telling, index)]
    return said


def _same_sentence(encoded: Encoded, one: int, other: int) -> bool:
    return (
        0 <= other < len(encoded.spans)
        and bool(encoded.paragraphs[one] == encoded.paragraphs[other])
        and encoded.spans[one].sentence == encoded.spans[other].sentence
    )


def _bits(chances: Floats) -> list[int]:
    said = (chances >= TOPIC_CHANCE) | (chances == chances.max(axis=1, keepdims=True, initial=0))
    bits: list[int] = (said @ (1 << np.arange(len(TOPICS)))).tolist()
    return bits


@lru_cache(maxsize=4096)
def _named(bits: int) -> tuple[Topic, ...]:
    return tuple(topic for number, topic in enumerate(TOPICS) if bits >> number & 1)
