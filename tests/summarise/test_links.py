"""Learning links: learner and benchmark as the text states them; cooperation alone is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.models import Article, ClassifiedArticle, Genre, Paragraph
from tasks.summarise.links import find_links


def classified(*texts: str, **metadata: object) -> ClassifiedArticle:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    article = Article.model_validate({"article_id": "a", "source": "a", "paragraphs": paragraphs, **metadata})
    return ClassifiedArticle(article=article, genre=Genre.OTHER, relevant=True, topics=(), regions=(), home=None)


def pairs(*texts: str, **metadata: object) -> set[tuple[str, str]]:
    return {(link.learner.full_name, link.benchmark.full_name) for link in find_links(classified(*texts, **metadata))}


@pytest.mark.parametrize(
    ("text", "learner", "benchmark"),
    [
        ("浙江省桐乡市党政代表团赴江苏省昆山市学习考察。", "浙江省嘉兴市桐乡市", "江苏省苏州市昆山市"),
        ("芜湖市对标合肥市，加快建设创新平台。", "安徽省芜湖市", "安徽省合肥市"),
        ("洛阳市以西安市为标杆，提升城市能级。", "河南省洛阳市", "陕西省西安市"),
        ("岳阳市要向长沙市学习，优化营商环境。", "湖南省岳阳市", "湖南省长沙市"),
        ("苏州市的做法值得盐城市学习借鉴。", "江苏省盐城市", "江苏省苏州市"),
        ("赣州市选派干部到深圳市跟班学习。", "江西省赣州市", "广东省深圳市"),
        ("代表团要把温州市的经验带回去。", "福建省宁德市", "浙江省温州市"),
    ],
)
def test_stated_links(text: str, learner: str, benchmark: str) -> None:
    assert (learner, benchmark) in pairs(text, title="宁德市政府工作报告" if "代表团要" in text else None)


def test_each_of_two_learns_from_the_other() -> None:
    found = pairs("泰州市和扬州市互学互鉴，共同推进产业发展。")
    assert found == {("江苏省泰州市", "江苏省扬州市"), ("江苏省扬州市", "江苏省泰州市")}


@pytest.mark.parametrize(
    "text",
    [
        "泰州市与扬州市签署合作协议，共建产业园。",
        "泰州市的经济总量高于扬州市。",
        "扬州市企业家到泰州市考察投资环境。",
        "全市自然保护区占比全国最高。",
    ],
)
def test_cooperation_comparison_and_trade_are_no_learning(text: str) -> None:
    assert pairs(text) == set()


def test_evidence_is_verbatim_and_pairs_are_joined() -> None:
    said = classified("芜湖市对标合肥市抓创新。", "芜湖市要学习合肥市的办法，引进科研院所。")
    (link,) = find_links(said)
    assert len(link.evidence) == 2
    for one in link.evidence:
        assert said.article.paragraph(one.paragraph_id).text[one.start : one.end] == one.quote


@pytest.mark.shared
def test_f1_on_labelled_texts(shared: Path) -> None:
    """A floor that only rises; learner and benchmark as full paths."""
    right = said = owed = 0
    for line in (shared / "data/train/train.jsonl").read_text("utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        gold = {(link["learner"], link["benchmark"]) for link in row["links"]}
        mine = pairs(*row["paragraphs"], published=row["published"])
        right, said, owed = right + len(gold & mine), said + len(mine), owed + len(gold)
    assert 2 * right / (said + owed) >= 0.80
