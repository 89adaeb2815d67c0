"""What of a run belongs on the 核稿单: inputs that were not used, and texts that no date could be held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tasks.models import Article, ClassifiedArticle, Composition, Quarantined, ReviewItem

NOT_USED, UNDATED = "未采用的来源", "未载明日期仍采用"


def not_before(since: str | None, article: Article) -> Article | Quarantined:
    """The article, unless it is older than ``since``; one without a date is kept."""
    published = article.published
    if since and published and published < since:
        return Quarantined(source=article.source, reason="before_since", detail=f"{published} 早于 {since}")
    return article


def with_doubts(
    composition: Composition,
    since: str | None,
    articles: Sequence[ClassifiedArticle],
    rows: Sequence[Quarantined],
    notify: Callable[[str], None],
) -> Composition:
    """The composition with the run's own items behind those of the texts; ``notify`` is told what users should know."""
    undated = _without_date(articles) if since else []
    if undated:
        notify(f"{len(undated)}篇来源没有日期，无从判断是否早于{since}，已照用（见核稿单）")
    briefing = composition.briefing
    numbers = {source.article_id: source.number for source in briefing.sources}
    items = (*briefing.review, *_undated(undated, numbers, since), *_not_used(rows))
    return composition.model_copy(update={"briefing": briefing.model_copy(update={"review": items})})


def _undated(kept: Sequence[str], numbers: Mapping[str, int], since: str | None) -> Iterator[ReviewItem]:
    if kept:
        yield ReviewItem(
            category=UNDATED,
            place=f"只用{since}以来",
            text=f"{len(kept)}篇没有日期，无从判断，已照用",
            advice="查明日期，过时的从来源中拿掉再编",
            sources=tuple(numbers[name] for name in kept if name in numbers),
        )


def _without_date(articles: Sequence[ClassifiedArticle]) -> list[str]:
    """The originals that speak in the issue and bear no date."""
    return [
        one.article.article_id
        for one in articles
        if one.relevant and one.article.duplicate_of is None and one.article.published is None
    ]


def _not_used(rows: Sequence[Quarantined]) -> Iterator[ReviewItem]:
    """Inputs that could not be read; not those that ``since`` was to keep out."""
    for row in rows:
        if row.reason != "before_since":
            yield ReviewItem(
                category=NOT_USED, place=row.source, text=row.detail, advice="未能读出；该用的换一种格式或改正后再编"
            )
