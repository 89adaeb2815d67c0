"""Learning links on passages of our own: study tours, benchmarks, models taken over, and what is none of these."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.models import Article, ClassifiedArticle, Genre, Paragraph
from tasks.summarise.links import find_links

PASSAGES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).with_name("learning_passages.yaml")).read_text("utf-8"))


def texts(passage: dict[str, Any]) -> list[str]:
    return [passage["text"]] if isinstance(passage["text"], str) else passage["text"]


def links_of(passage: dict[str, Any]) -> set[tuple[str, str]]:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts(passage)))
    article = Article(
        article_id="a",
        source="a",
        paragraphs=paragraphs,
        title=passage.get("title"),
        publisher=passage.get("publisher"),
    )
    classified = ClassifiedArticle(article=article, genre=Genre.OTHER, relevant=True, topics=(), regions=(), home=None)
    return {(link.learner.name, link.benchmark.name) for link in find_links(classified)}


@pytest.mark.parametrize("passage", [p for p in PASSAGES if "skip" not in p], ids=lambda p: texts(p)[0][:24])
def test_links_of_a_passage(passage: dict[str, Any]) -> None:
    assert links_of(passage) == {(learner, benchmark) for learner, benchmark in passage["links"]}
