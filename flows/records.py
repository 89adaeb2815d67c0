"""The files of an issue that machines read: JSON Lines with the keys that the README lists, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tasks.models import Article, ClassifiedArticle, Composition, Indicator, Quarantined

UNDERSTOOD = {"genre", "relevant", "set_aside", "topics", "regions", "home"}
"""What is understood of an article as a whole."""


def write_records(
    folder: Path, articles: Sequence[ClassifiedArticle], composition: Composition, quarantined: Sequence[Quarantined]
) -> None:
    """Write all JSON Lines files of an issue into ``folder``."""
    write_lines(folder / "articles.jsonl", (article_row(article) for article in articles))
    write_lines(folder / "findings.jsonl", (finding.model_dump(mode="json") for finding in composition.findings))
    write_lines(folder / "indicators.jsonl", (indicator_row(indicator) for indicator in composition.indicators))
    write_lines(folder / "links.jsonl", (link.model_dump(mode="json") for link in composition.links))
    write_lines(folder / "chains.jsonl", (chain.model_dump(mode="json") for chain in composition.chains))
    for name in ("suggestions", "lists", "exchanges", "practices", "targets"):
        rows = getattr(composition.learned, name)
        write_lines(folder / f"{name}.jsonl", (row.model_dump(mode="json") for row in rows))
    write_lines(folder / "quarantine.jsonl", (row.model_dump(mode="json") for row in quarantined))


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line, UTF-8, keys in the order of the models."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def article_row(classified: ClassifiedArticle) -> dict[str, Any]:
    """An article with what is understood of it as a whole."""
    article = classified.article.model_dump(mode="json")
    understood = classified.model_dump(mode="json", include=UNDERSTOOD)
    return {**article, **understood}


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of such a row, without what is understood of it."""
    return Article.model_validate({name: value for name, value in row.items() if name in Article.model_fields})


def indicator_row(indicator: Indicator) -> dict[str, Any]:
    """An indicator; a whole number is written without a decimal point."""
    row = indicator.model_dump(mode="json")
    if indicator.value.is_integer():
        row["value"] = int(indicator.value)
    return row


def duplicate(article: Article, original: ClassifiedArticle) -> ClassifiedArticle:
    """A duplicate shares what is understood of the article it repeats, and states nothing of its own."""
    return original.model_copy(update={"article": article, "mentions": (), "clauses": ()})
