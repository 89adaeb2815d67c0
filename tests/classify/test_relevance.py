"""What is about the work of regions, and what is set aside with its reason."""

from __future__ import annotations

import pytest

from tasks.classify import classify
from tasks.classify.relevance import why_aside
from tasks.models import Article, Dropped, Paragraph, SetAside


def article(*paragraphs: str, title: str | None = None, dropped: tuple[str, ...] = ()) -> Article:
    return Article(
        article_id="a",
        source="a",
        title=title,
        paragraphs=tuple(Paragraph(paragraph_id=f"p{i}", text=text) for i, text in enumerate(paragraphs)),
        dropped=tuple(Dropped(text=text, reason="navigation") for text in dropped),
    )


AFFAIRS = "全市推进产业发展和城市建设，政府服务企业，群众就业改善。"


def test_public_affairs_are_read():
    assert why_aside(article(AFFAIRS), 0.0) is None


@pytest.mark.parametrize(
    ("text", "stated", "reason"),
    [
        ("XX市政府高度重视产业发展，XX县、XX区、XX镇推进项目建设，群众满意。", 0.8, SetAside.FORM),
        ("玩家在游戏里组建球队，比赛门票和明星搭配的裤子一样时尚。", 0.5, SetAside.STRANGE),
        ("今天晴，最高气温十度，夜里转阴。", 0.0, SetAside.FEW),
        (
            (
                "本公司新推出三款水泵，性能稳定，型号齐全。去年全球水泵市场规模增长一成，国内厂家出货量占一半，"
                "高端整机的市场份额仍由外国品牌占据，零部件国产化不足。欢迎客户询价选型。"
            ),
            0.6,
            SetAside.TRADE,
        ),
    ],
)
def test_what_is_set_aside_has_its_reason(text, stated, reason):
    assert why_aside(article(text), stated) is reason


def test_a_report_that_hides_its_place_is_no_form():
    told = "近年来全县培育主导产业，新建标准厂房，引进企业三十家，带动群众就业，集体经济收入逐年增加。" * 6
    assert why_aside(article(f"XX县地处山区，XX镇、XX乡产业薄弱。{told}"), 0.5) is None


SCENE = (
    "老秦推开门，愣了一下。",
    "“你怎么来了？”他压低声音道：“县里不是说下周才下来考察吗？”",
    "“等不了了。”小孟摇了摇头，目光落在墙上那张规划图上，“园区的项目再不定，群众要骂娘的。”",
    "老秦叹了口气，掏出一支烟，没说话。",
    "“甲县那边已经动手了。”小孟盯着他，“我们还在开会呢。”",
    "窗外下着雨。老秦心里一沉，嘴角动了动。",
)


def test_a_scene_with_gestures_and_talk_is_fiction_whatever_affairs_it_names():
    assert why_aside(article(*SCENE), 0.5) is SetAside.FICTION


def test_a_chapter_with_a_readers_buttons_is_fiction():
    told = "甲县的园区建设推进很快，政府引进了项目，群众都很高兴，乡镇干部也有了干劲。"
    assert why_aside(article("第四十一章 下乡", told, dropped=("上一章 加入书签",)), 0.5) is SetAside.FICTION
    assert why_aside(article("第四章 发展目标", told), 0.5) is None


def test_a_feature_that_lets_people_speak_is_read():
    told = (
        "“以前下雨天出不了门。”村民指着新修的路说。乡党委书记介绍，全乡三年修路六十公里，通了客车。",
        "“产业有了，年轻人就回来了。”合作社负责人笑着说，去年社员人均分红五千元。",
        "记者在村口看到，游客三三两两，民宿门前停满了车。县文旅局说，将再建两条步道。",
    )
    assert why_aside(article(*told), 0.4) is None


def test_what_is_set_aside_states_nothing():
    classified = classify(article(*SCENE, title="雨夜"))
    assert not classified.relevant
    assert classified.set_aside is SetAside.FICTION
    assert not any(clause.role for clause in classified.clauses)
