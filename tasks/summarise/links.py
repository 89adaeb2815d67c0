"""Who learns from whom, as the text states it."""

from __future__ import annotations

from tasks.classify.discourse import read
from tasks.classify.learning import Learning
from tasks.models import Article, ClassifiedArticle, Evidence, LearningLink, Topic


def find_links(article: ClassifiedArticle) -> tuple[LearningLink, ...]:
    """The learning links of an article, in the order in which the text first states them.

    A pair stated several times is one link with all its evidence. A mention of cooperation or of comparison alone is no
    link. Topics are those of the clauses that the evidence holds.
    """
    stated: dict[tuple[str, str], list[Learning]] = {}
    for learning in read(article.article).learnings:
        stated.setdefault((learning.learner.path, learning.benchmark.path), []).append(learning)
    return tuple(_link(article, row) for row in stated.values())


def _link(article: ClassifiedArticle, row: list[Learning]) -> LearningLink:
    evidence = {(one.paragraph, one.start): _evidence(article.article, one) for one in row}
    return LearningLink(
        learner=row[0].learner.region,
        benchmark=row[0].benchmark.region,
        topics=_topics(article, row),
        evidence=tuple(evidence.values()),
    )


def _evidence(article: Article, learning: Learning) -> Evidence:
    paragraph = article.paragraphs[learning.paragraph]
    return Evidence(
        article_id=article.article_id,
        paragraph_id=paragraph.paragraph_id,
        start=learning.start,
        end=learning.end,
        quote=paragraph.text[learning.start : learning.end],
    )


def _topics(article: ClassifiedArticle, row: list[Learning]) -> tuple[Topic, ...]:
    """The topics of the clauses inside the evidence, in the order of the twelve."""
    said = {
        topic
        for one in row
        for clause in article.clauses
        if clause.paragraph_id == article.article.paragraphs[one.paragraph].paragraph_id
        and clause.start < one.end
        and one.start < clause.end
        for topic in clause.topics
    }
    return tuple(topic for topic in Topic if topic in said)
