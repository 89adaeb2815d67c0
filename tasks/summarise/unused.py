"""The articles that an issue does not use, each with its reason, for the 核稿单: nothing vanishes unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.models import ClassifiedArticle, ReviewItem

CATEGORY = "未采用的来源"
_NO_REASON = "判为与地区工作无关"
_NO_POINT = "没有读出要点、指标或学习关系"
_ADVICE = "确属无关的不必处理；应当采用的，对照原件补报"


def left_out(articles: Sequence[ClassifiedArticle], used: Sequence[ClassifiedArticle]) -> Iterator[ReviewItem]:
    """An item for every article, duplicates apart, that is not ``used``, in the order given."""
    taken = {one.article.article_id for one in used}
    for one in articles:
        article = one.article
        if article.duplicate_of is None and article.article_id not in taken:
            name = article.source.rpartition("/")[2]
            title = f"《{article.title}》" if article.title else "（无题）"
            yield ReviewItem(category=CATEGORY, place=name, text=f"{title}{_reason(one)}", advice=_ADVICE)


def _reason(one: ClassifiedArticle) -> str:
    return _NO_POINT if one.relevant else (one.set_aside or _NO_REASON)
