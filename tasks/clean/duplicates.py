"""Duplicates."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.models import Article


def deduplicate(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same articles; a copy of another names it in ``duplicate_of``."""
    seen: dict[str, int] = {}
    result = []
    for article in articles:
        count = seen.get(article.article_id, 0)
        seen[article.article_id] = count + 1
        if count:
            original = article.article_id
            article = article.model_copy(update={"article_id": f"{original}-{count + 1}", "duplicate_of": original})
        result.append(article)
    return tuple(result)
