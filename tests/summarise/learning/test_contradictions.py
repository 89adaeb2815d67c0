"""A comparison that the figures of both places contradict is held for review."""

from __future__ import annotations

import pytest

from tasks.classify import classify
from tasks.models import Article, Paragraph
from tasks.summarise import compose, summarise
from tests.summarise.building import ISSUE, MASTHEAD


def _held(*texts: str) -> list[tuple[str, str]]:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    article = classify(Article.model_validate({"article_id": "a", "source": "a", "paragraphs": paragraphs}))
    made = compose([article], [summarise(article)], ISSUE, MASTHEAD)
    return [
        (finding.region.name, reason)
        for finding in made.findings
        if finding.status == "review"
        for reason in finding.reasons
        if "与所列数字不符" in reason
    ]


OTHER = "岳阳市工业基础好，2023年GDP达4841亿元，产业链条完整。"


@pytest.mark.parametrize(
    ("own", "held"),
    [
        ("常德市受制于传统产业比重大，经济增速放缓，2023年GDP为4900亿元，仍低于岳阳，差距明显。", True),
        ("常德市受制于传统产业比重大，经济增速放缓，2023年GDP为4700亿元，仍低于岳阳，差距明显。", False),
        ("常德市受制于传统产业比重大，经济增速放缓，2022年GDP为4900亿元，仍低于岳阳，差距明显。", False),
    ],
)
def test_figures_that_contradict_what_is_said(own: str, held: bool) -> None:
    found = _held(OTHER, own)
    assert bool(found) is held
    if held:
        region, reason = found[0]
        assert region == "常德市"
        assert "4900亿元" in reason
        assert "4841亿元" in reason
