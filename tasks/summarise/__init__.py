"""From classified articles to findings, indicators and links, and from these to a briefing."""

from tasks.models import ArticleSummary, ClassifiedArticle
from tasks.summarise.chains import stated_chains
from tasks.summarise.compose import compose
from tasks.summarise.findings import findings
from tasks.summarise.indicators import indicators
from tasks.summarise.links import find_links

__all__ = ["compose", "summarise"]


def summarise(article: ClassifiedArticle) -> ArticleSummary:
    """The findings, indicators, learning links and stated chains of one article, in the order of its text."""
    found = findings(article) if article.relevant else ()
    return ArticleSummary(
        article_id=article.article.article_id,
        findings=found,
        indicators=indicators(article, found),
        links=find_links(article) if article.relevant else (),
        chains=stated_chains(found, article.article),
    )
