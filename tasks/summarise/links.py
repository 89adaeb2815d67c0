"""Who learns from whom, as the text states it."""

from __future__ import annotations

from tasks.classify.discourse import read, stated_learnings
from tasks.models import Article, ClassifiedArticle, Evidence, LearningLink, StatedLearning, Topic


def find_links(article: ClassifiedArticle) -> tuple[LearningLink, ...]:
    """The learning links of an article, in the order in which the text first states them.

    A pair stated several times is one link with all its evidence. A mention of cooperation or of comparison alone is no
    link. Topics are those of the clauses that the evidence holds.
    """
    learnings = article.learnings if article.learnings is not None else stated_learnings(read(article.article))
    stated: dict[tuple[str, str], list[StatedLearning]] = {}
    for learning in learnings:
        stated.setdefault((learning.learner.full_name, learning.benchmark.full_name), []).append(learning)
    return tuple(_link(article, row) for row in stated.values())


def _link(article: ClassifiedArticle, row: list[StatedLearning]) -> LearningLink:
    evidence = {(one.paragraph_id, one.start): _evidence(article.article, one) for one in row}
    return LearningLink(
        learner=row[0].learner,
        benchmark=row[0].benchmark,
        topics=_topics(article, row),
        evidence=tuple(evidence.values()),
    )


def _evidence(article: Article, learning: StatedLearning) -> Evidence:
    return Evidence(
        article_id=article.article_id,
        paragraph_id=learning.paragraph_id,
        start=learning.start,
        end=learning.end,
        quote=article.paragraph(learning.paragraph_id).text[learning.start : learning.end],
    )


def _topics(article: ClassifiedArticle, row: list[StatedLearning]) -> tuple[Topic, ...]:
    """The topics of the clauses inside the evidence, in the order of the twelve."""
    said = {
        topic
        for one in row
        for clause in article.clauses
        if clause.paragraph_id == one.paragraph_id and clause.start < one.end and one.start < clause.end
        for topic in clause.topics
    }
    return tuple(topic for topic in Topic if topic in said)
