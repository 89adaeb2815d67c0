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


AFFAIRS = (
    "去年，甲县引进企业三十家，新建标准厂房十万平方米，全县规模以上工业增加值增长百分之八。县政府把审批事项压减一半，"
    "企业办事平均少跑三次。县委书记说，项目落地慢、配套产业弱仍是短板，今年要把园区道路和污水处理厂建好。"
)
OTHERS = {
    "a match": (
        "第八十二分钟，替补上场的前锋接到传中，在禁区内抢点破门，把比分改写为二比一。主教练赛后说，全队下半场的跑动"
        "和逼抢都让人满意，下一轮客场面对榜首球队，希望后卫线少犯错误。球迷在看台上唱到终场哨响。"
    ),
    "a product": (
        "本公司新推出三款水泵，性能稳定，型号齐全，机封耐磨，噪声低。与同类产品相比省电两成，质保两年，现货供应。"
        "采购五台以上享受九折，免费提供选型和安装图纸。欢迎新老客户来电询价，扫码关注可以领取样册。"
    ),
    "a recipe": (
        "五花肉切成方块，凉水下锅焯出血沫。锅里放一点油，把冰糖炒化，下肉块翻炒上色，加酱油和料酒，倒热水没过肉，"
        "小火炖一个小时，最后大火收汁，撒上葱花就可以出锅了。喜欢甜口的可以多放两颗冰糖。"
    ),
    "foreign affairs": (
        "两国外长在电话里讨论了停火谈判的进展。美国国务院发言人随后表示，华盛顿将继续向盟友提供军事援助。"
        "分析人士认为，北约内部对于制裁的分歧还在扩大，短期内局势难以缓和，油价可能继续上涨。"
    ),
    "a private life": (
        "她离婚以后带着女儿回了娘家，白天在超市收银，晚上给人缝衣服。女儿发烧那天，她抱着孩子走了五里路，"
        "坐在医院的走廊里哭。后来她遇见了老陈，他不爱说话，只是每个星期送来一袋米。"
    ),
}


def told(*paragraphs: str) -> SetAside | None:
    return classify(article(*paragraphs)).set_aside


def test_public_affairs_are_read():
    assert told(AFFAIRS) is None


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_what_is_not_about_the_work_of_places_is_set_aside_with_its_reason(kind):
    classified = classify(article(OTHERS[kind], "甲县的人也这样说。"))
    assert classified.set_aside is SetAside.OTHER
    assert not any(clause.role for clause in classified.clauses)


def test_the_work_of_places_speaks_louder_than_other_things():
    odds = {kind: classify(article(text)).relevance for kind, text in {**OTHERS, "affairs": AFFAIRS}.items()}
    assert max(odds, key=lambda kind: odds[kind]) == "affairs"
    assert odds["affairs"] > 0 > max(odds[kind] for kind in OTHERS)


def test_a_form_to_fill_in_is_set_aside():
    text = "XX市政府高度重视产业发展，XX县、XX区、XX镇推进项目建设，群众满意。"
    assert why_aside(article(text), 2.0) is SetAside.FORM


def test_a_text_without_words_says_nothing():
    assert classify(article()).relevance == 0.0


def test_a_report_that_hides_its_place_is_no_form():
    report = "近年来全县培育主导产业，新建标准厂房，引进企业三十家，带动群众就业，集体经济收入逐年增加。" * 6
    assert why_aside(article(f"XX县地处山区，XX镇、XX乡产业薄弱。{report}"), 2.0) is None


SCENE = (
    "老秦推开门，愣了一下。",
    "“你怎么来了？”他压低声音道：“县里不是说下周才下来考察吗？”",
    "“等不了了。”小孟摇了摇头，目光落在墙上那张规划图上，“园区的项目再不定，群众要骂娘的。”",
    "老秦叹了口气，掏出一支烟，没说话。",
    "“甲县那边已经动手了。”小孟盯着他，“我们还在开会呢。”",
    "窗外下着雨。老秦心里一沉，嘴角动了动。",
)


def test_a_scene_with_gestures_and_talk_is_fiction_whatever_affairs_it_names():
    assert why_aside(article(*SCENE), 2.0) is SetAside.FICTION


def test_a_chapter_with_a_readers_buttons_is_fiction():
    told = "甲县的园区建设推进很快，政府引进了项目，群众都很高兴，乡镇干部也有了干劲。"
    assert why_aside(article("第四十一章 下乡", told, dropped=("上一章 加入书签",)), 2.0) is SetAside.FICTION
    assert why_aside(article("第四章 发展目标", told), 2.0) is None


def test_a_feature_that_lets_people_speak_is_read():
    told = (
        "“以前下雨天出不了门。”村民指着新修的路说。乡党委书记介绍，全乡三年修路六十公里，通了客车。",
        "“产业有了，年轻人就回来了。”合作社负责人笑着说，去年社员人均分红五千元。",
        "记者在村口看到，游客三三两两，民宿门前停满了车。县文旅局说，将再建两条步道。",
    )
    assert why_aside(article(*told), 2.0) is None


def test_what_is_set_aside_states_nothing():
    classified = classify(article(*SCENE, title="雨夜"))
    assert not classified.relevant
    assert classified.set_aside is SetAside.FICTION
    assert not any(clause.role for clause in classified.clauses)


def test_who_only_goes_to_learn_from_a_place_is_read():
    tour = "甲县副县长率县住建局、商务局赴江苏省苏州市张家港市考察学习城市建设和招商引资工作。"
    classified = classify(article(tour, "考察团一行参观了保税区和市民卡中心。", title="我县赴张家港市考察学习"))
    assert classified.set_aside is None
