"""Classify: which region each clause is about, what role it plays, on which topics, and what kind of article it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tasks.classify import roles
from tasks.classify.attribution import attribute
from tasks.classify.broken_off import without_broken_end
from tasks.classify.discourse import read, stated_learnings
from tasks.classify.genre import tell_genre
from tasks.classify.lines import without_role
from tasks.classify.relevance import why_aside
from tasks.classify.relevance_model import load, tell_relevance
from tasks.classify.reports import of_its_own
from tasks.classify.second_look import look_again
from tasks.models import Article, ClassifiedArticle, Clause, Level, Region, SetAside, Topic

__all__ = ["classify"]

MAIN_TOPICS = 3
"""An article is listed under at most this many topics."""


def classify(article: Article) -> ClassifiedArticle:
    """What is understood of an article.

    One that is not about the work of regions keeps no clause with a role: by its words, or because nothing it states is
    about a place below the nation and nobody learns from one. Topics and regions are of all that it tells, though what
    went on at a visit or a meeting is no finding.
    """
    genre = tell_genre(article)
    discourse = read(article)
    reading = roles.read(article)
    mentions, home, clauses = attribute(article, reading.clauses(), genre, discourse)
    clauses = roles.decide(reading, of_its_own(article, clauses, home, genre), home, genre)
    clauses = without_broken_end(article, clauses)
    relevance = tell_relevance(reading.encoded, load())
    learnings = stated_learnings(discourse)
    aside = why_aside(article, relevance) or (None if learnings or _is_of_regions(clauses) else SetAside.NO_PLACE)
    if aside:
        clauses = tuple(without_role(clause) for clause in clauses)
    return ClassifiedArticle(
        article=article,
        genre=genre,
        relevant=aside is None,
        topics=_main_topics(clauses),
        regions=_regions(clauses),
        home=home,
        mentions=mentions,
        clauses=look_again(article, clauses, discourse),
        learnings=learnings,
        set_aside=aside,
        relevance=relevance,
    )


def _is_of_regions(clauses: Iterable[Clause]) -> bool:
    return any(region.level is not Level.NATION for region in _regions(clauses))


def _main_topics(clauses: Iterable[Clause]) -> tuple[Topic, ...]:
    """The topics with most characters, each at least a fifth of the first."""
    weights: Counter[Topic] = Counter()
    for clause in clauses:
        for topic in clause.topics if clause.role else ():
            weights[topic] += clause.end - clause.start
    ranked = sorted(weights.items(), key=lambda item: (-item[1], list(Topic).index(item[0])))
    return tuple(topic for topic, weight in ranked[:MAIN_TOPICS] if weight * 5 >= ranked[0][1])


def _regions(clauses: Iterable[Clause]) -> tuple[Region, ...]:
    """The regions that clauses with a role are about, in the order of their first."""
    return tuple({region.full_name: region for clause in clauses if clause.role for region in clause.regions}.values())
