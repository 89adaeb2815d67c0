"""The 核稿单 asks what a person must decide, and cries no wolf."""

from __future__ import annotations

import pytest

from tasks.models import ClassifiedArticle, Composition
from tasks.summarise import compose, summarise
from tasks.summarise.reviewing import superlatives
from tests.summarise.building import ISSUE, MASTHEAD, article


def _issue(*articles: ClassifiedArticle) -> Composition:
    return compose(articles, [summarise(one) for one in articles], ISSUE, MASTHEAD)


def _asked(composition: Composition, category: str) -> list[str]:
    return [item.text for item in composition.briefing.review if item.category == category]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推行“最多”跑一次改革", []),
        ("推行最多跑一次改革", []),
        ("境内最高海拔5286米", []),
        ("建成全省最大的茶叶市场", ["最大"]),
    ],
)
def test_what_claims_to_be_the_most(text: str, found: list[str]) -> None:
    assert superlatives(text) == found


@pytest.mark.parametrize(("year", "asked"), [(2007, False), (2027, True)])
def test_a_year_that_is_over_is_no_aim(year: int, asked: bool) -> None:
    made = _issue(article(f"[经|甲县|甲县茶叶加工企业到{year}年增至26家，建成产业园3个。]"))
    assert bool(_asked(made, "目标勿作实绩")) is asked


@pytest.mark.parametrize("words", ["新建厂房xx万平方米", "农民收入增长x成", "201x年建成产业园3个", "建成*级产业园3个"])
def test_what_the_writer_left_to_be_filled_in_waits(words: str) -> None:
    (finding,) = summarise(article(f"[经|甲县|甲县{words}，引进龙头企业12家。]")).findings
    assert finding.status == "review"
    assert any("代替字" in reason for reason in finding.reasons)


def test_most_sources_without_a_name_are_not_counted_off() -> None:
    many = [article(f"[经|甲县|甲县建成产业园{n}个、茶园{n}万亩。]", title=f"题{n}") for n in range(3, 10)]
    signed = many[0].model_copy(update={"article": many[0].article.model_copy(update={"authors": ("张三",)})})
    assert "［1］署名，其余6篇未署名。" in _issue(signed, *many[1:]).briefing.notes
    assert "各来源均未署名。" in _issue(*many).briefing.notes
    assert "［1］［2］未署名。" in _issue(*many[:2]).briefing.notes
