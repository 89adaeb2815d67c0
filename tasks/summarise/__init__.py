"""From classified articles to findings, indicators and links, and from these to a briefing."""

from tasks.models import ArticleSummary, ClassifiedArticle
from tasks.summarise.chains import stated_chains
from tasks.summarise.comparing import as_compared
from tasks.summarise.compose import compose
from tasks.summarise.findings import findings
from tasks.summarise.indicators import indicators
from tasks.summarise.links import find_links
from tasks.summarise.tense import as_told

__all__ = ["as_stated", "compose", "summarise"]


def summarise(article: ClassifiedArticle) -> ArticleSummary:
    """The findings, indicators, learning links and stated chains of one article, in the order of its text.

    An article that is not about the work of regions yields nothing.
    """
    name = article.article.article_id
    if not article.relevant:
        return ArticleSummary(article_id=name, findings=(), indicators=(), links=(), chains=())
    article = as_stated(article)
    found, links = findings(article), find_links(article)
    return ArticleSummary(
        article_id=name,
        findings=found,
        indicators=indicators(article, found),
        links=links,
        chains=stated_chains(found, article.article, links),
    )


def as_stated(article: ClassifiedArticle) -> ClassifiedArticle:
    """The article with its clauses as the findings take them: comparing sentences and tense say what is what."""
    return as_told(as_compared(article))
