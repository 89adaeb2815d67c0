"""清单: title, number and items of enumerations, in the text's order and never mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classify import classify
from tasks.models import Article, Paragraph
from tasks.numerals import whole_number
from tasks.summarise.learning.lists import find_lists
from tests.summarise.building import article
from tests.summarise.gold import gold_article


def test_items_before_their_number() -> None:
    (found,) = find_lists(article("甲县围绕土地、资金、人才、技术等方面梳理出“八条短板”。"))
    assert (found.title, found.number, found.items) == ("“八条短板”", 8, ("土地", "资金", "人才", "技术"))


@pytest.mark.parametrize(
    "text",
    [
        "实施“三大行动”：招商突破、项目攻坚、企业培育。",
        "实施“三大行动”，即招商突破、项目攻坚、企业培育，取得成效。",
        "抓好三项重点工作：一是招商突破，引进企业。二是项目攻坚。三是企业培育；",
    ],
)
def test_items_behind_their_title(text: str) -> None:
    (found,) = find_lists(article(text))
    assert [item[:4] for item in found.items] == ["招商突破", "项目攻坚", "企业培育"]


def test_items_in_the_paragraphs_below() -> None:
    told = article(
        "今年重点抓好三个方面工作：", "（一）招商突破。引进企业。", "要求不变。", "（二）项目攻坚。", "（三）企业培育。"
    )
    (found,) = find_lists(told)
    assert found.items == ("招商突破", "项目攻坚", "企业培育")


@pytest.mark.parametrize(
    "text",
    [
        "建成滨江路、学府路、大同街等38个项目。",
        "开展“五大行动”，成效明显。",
        "坚持“一个中心”：发展、改革。",
        "“三项制度”：甲、乙、丙、丁、戊。",
    ],
)
def test_projects_bare_titles_and_too_many_items_are_no_list(text: str) -> None:
    assert find_lists(article(text)) == ()


def test_places_that_are_counted_are_no_list() -> None:
    told = Article(
        article_id="a",
        source="a",
        paragraphs=(Paragraph(paragraph_id="p1", text="2024年，玄武区、秦淮区、建邺区等5个区提前完成改造任务。"),),
    )
    assert find_lists(classify(told)) == ()


def test_the_lists_of_a_feature() -> None:
    lists = {one.title: one for one in find_lists(gold_article("001"))}
    assert len(lists["“十条真经”"].items) == 10
    assert lists["“十条真经”"].items[0].startswith("坚持")
    assert lists["“十条差距”"].items == ("抢抓机遇", "产业能级", "城市品牌", "人才体制")
    assert len(lists["20项对上争取事项"].items) == 6
    assert lists["20项对上争取事项"].number == 20


def test_no_list_holds_an_item_of_another_and_every_word_is_the_texts() -> None:
    told = gold_article("001")
    lists = find_lists(told)
    spans = [(e.paragraph_id, e.start) for one in lists for e in one.evidence[1:]]
    assert len(spans) == len(set(spans))
    for one in lists:
        assert len(one.items) <= one.number
        for proof in one.evidence:
            assert told.article.paragraph(proof.paragraph_id).text[proof.start : proof.end] == proof.quote


@given(st.integers(1, 99))
def test_numbers(value: int) -> None:
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    written = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert whole_number(written) == whole_number(str(value)) == value
