"""Say for each clause whether it is 经验, 差距, 举措 or no finding, and on which topics it is."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import numpy as np

from tasks.classify import lexical, network
from tasks.classify.enumerations import announced
from tasks.classify.features import POLARITY, Encoded, encode
from tasks.classify.network import Prediction
from tasks.classify.sections import sections
from tasks.models import Article, Clause, Role, Topic

MODEL = Path(__file__).parent / "model" / "clauses.npz"
LEXICAL = Path(__file__).parent / "model" / "lexical.npz"
ROLES: tuple[Role | None, ...] = (Role.EXPERIENCE, Role.GAP, Role.MEASURE, None)
TOPICS = tuple(Topic)
NONE, GAP = ROLES.index(None), ROLES.index(Role.GAP)
TOPIC_CHANCE = 0.3
"""A topic is said from this probability on; the likeliest is said anyhow."""
NETWORK_SHARE = 0.45
"""How much the network counts against the lexical reading."""
FLOOR = 1e-4
"""Added to a probability before its logarithm, so that neither reading can veto the other."""
TITLE_SHARE = 0.75
"""How much the title of an announced list counts against the words of an item."""
SECTION_LIFT, SECTION_DOUBT = 2.0, 4.0
"""Under a heading such as 工作回顾 its role is so much likelier, and the other roles so many times less likely."""
GAP_FACTORS = {"behind": 4.0, "scant": 3.0}
"""A clause with such a word is so many times likelier to tell what is lacking; the models learned too few of them."""
JOINING = 10.0
"""A clause without a role takes that of the clause beside it in its sentence unless no role is so many times likelier:
findings come in runs of clauses, and the links between them (其中, 在此基础上) have no words of a role."""
_SAID = re.compile(r"(?:表示|认为|看来|介绍|说|指出|强调|坦言|透露|谈到|提出|讲到|告诉[^，]{0,6})(?:说|道)?$")
_BRINGS_ABOUT = re.compile("(?:致使|导致|造成|以致|加之|加上)")
LEANING = np.array([2.0, 2.3, 2.0, 1.0], dtype=np.float32)
"""A role is preferred to none by these factors: misses cost more than they look, for labels come in runs of clauses."""


def label(article: Article) -> tuple[Clause, ...]:
    """Every clause of the article with its role, the roles' probabilities and its topics; regions are left open."""
    encoded = encode(
        [paragraph.text for paragraph in article.paragraphs],
        [paragraph.kind == "heading" for paragraph in article.paragraphs],
    )
    prediction = _joined(network.predict(encoded, network.load(MODEL)), lexical.read(encoded, lexical.load(LEXICAL)))
    prediction = _with_polarity(encoded, _with_structure(article, encoded, prediction))
    best, topics = _runs(encoded, prediction)
    return _clauses(article, encoded, prediction.roles.tolist(), best, topics)


def _with_structure(article: Article, encoded: Encoded, prediction: Prediction) -> Prediction:
    """The prediction with what headings and the titles of lists say of the clauses under them."""
    texts = [paragraph.text for paragraph in article.paragraphs]
    told = sections(texts, [paragraph.kind == "heading" for paragraph in article.paragraphs])
    items = announced(texts)
    roles = prediction.roles.copy()
    for index, owner in enumerate(encoded.paragraphs.tolist()):
        if owner in items:
            roles[index] *= 1 - TITLE_SHARE
            roles[index, ROLES.index(items[owner])] += TITLE_SHARE
        elif section := told[owner]:
            roles[index, :NONE] /= SECTION_DOUBT
            roles[index, ROLES.index(section)] *= SECTION_DOUBT * SECTION_LIFT
    return Prediction(roles / roles.sum(axis=1, keepdims=True), prediction.topics)


def _with_polarity(encoded: Encoded, prediction: Prediction) -> Prediction:
    """The prediction with more for 差距 where words make an amount scant or set a place behind others."""
    roles = prediction.roles.copy()
    polarity = encoded.marks[:, -len(POLARITY) :]
    for name, factor in GAP_FACTORS.items():
        roles[polarity[:, POLARITY.index(name)] > 0, GAP] *= factor
    return Prediction(roles / roles.sum(axis=1, keepdims=True), prediction.topics)


def _runs(encoded: Encoded, prediction: Prediction) -> tuple[list[int], list[int]]:
    """Each clause's role and topics, after those between or beside clauses of a role have joined them."""
    alone = (prediction.roles * LEANING).argmax(axis=1).tolist()
    for index, clause in enumerate(encoded.clauses):  # what a shortcoming brings about is part of it
        if _BRINGS_ABOUT.match(clause) and _same_sentence(encoded, index, index - 1) and alone[index - 1] == GAP:
            alone[index] = GAP
    topics = _topics(prediction)
    best, said = list(alone), list(topics)
    for index in (
        number for number, role in enumerate(alone) if role == NONE and not _SAID.search(encoded.clauses[number])
    ):
        for other in (index - 1, index + 1):
            if _same_sentence(encoded, index, other) and alone[other] != NONE:
                if prediction.roles[index, alone[other]] * JOINING > prediction.roles[index, NONE]:
                    best[index], said[index] = alone[other], topics[other]
                break
    return best, said


def _same_sentence(encoded: Encoded, one: int, other: int) -> bool:
    return (
        0 <= other < len(encoded.spans)
        and encoded.paragraphs[one] == encoded.paragraphs[other]
        and encoded.spans[one].sentence == encoded.spans[other].sentence
    )


def _joined(one: Prediction, other: Prediction) -> Prediction:
    """The two readings' mean: geometric for the roles, which exclude each other, arithmetic for the topics."""
    share = NETWORK_SHARE
    roles = np.exp(share * np.log(one.roles + FLOOR) + (1 - share) * np.log(other.roles + FLOOR))
    roles /= roles.sum(axis=1, keepdims=True)
    return Prediction(roles, share * one.topics + (1 - share) * other.topics)


def _clauses(
    article: Article, encoded: Encoded, scores: list[list[float]], best: list[int], topics: list[int]
) -> tuple[Clause, ...]:
    owners = encoded.paragraphs.tolist()
    clauses = []
    for index, span in enumerate(encoded.spans):
        role = None if span.lead else ROLES[best[index]]
        one, two, three, four = scores[index]
        clauses.append(
            Clause(
                paragraph_id=article.paragraphs[owners[index]].paragraph_id,
                start=span.start,
                end=span.end,
                role=role,
                role_scores=(one, two, three, four),
                topics=_named(topics[index]) if role else (),
            )
        )
    return tuple(clauses)


def _topics(prediction: Prediction) -> list[int]:
    """Each clause's topics as a number with one bit a topic."""
    chances = prediction.topics
    said = (chances >= TOPIC_CHANCE) | (chances == chances.max(axis=1, keepdims=True, initial=0))
    bits: list[int] = (said @ (1 << np.arange(len(TOPICS)))).tolist()
    return bits


@lru_cache(maxsize=4096)
def _named(bits: int) -> tuple[Topic, ...]:
    return tuple(topic for number, topic in enumerate(TOPICS) if bits >> number & 1)
