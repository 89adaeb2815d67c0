"""Where an article is written from: a heading may name only guests, or only where one goes."""

from __future__ import annotations

import pytest

from tasks.classify.discourse import read
from tasks.models import Article, Paragraph

HOST = "湖南省株洲市醴陵市"


def home_of(
    title: str, *texts: str, publisher: str | None = None, office: str | None = None, local: str | None = None
) -> str | None:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    home = read(
        Article(
            article_id="a",
            source="a",
            title=title,
            paragraphs=paragraphs,
            publisher=publisher,
            author_office=office,
            local=local,
        )
    ).home
    return home.path if home else None


@pytest.mark.parametrize(
    "title", ["江西省景德镇市考察团来我市学习考察", "我市干部赴江西省景德镇市学习考察", "学景德镇 比担当"]
)
def test_neither_a_guest_nor_a_goal_is_home(title: str) -> None:
    texts = ("3月5日，景德镇市与醴陵市座谈交流。", "醴陵市委书记说，醴陵市的陶瓷产业要延长链条。")
    assert home_of(title, *texts) == HOST
    assert home_of(title, texts[0], publisher="醴陵市人民政府网") == HOST


def test_a_place_named_otherwise_in_the_heading_is_home() -> None:
    assert home_of("醴陵市党政代表团赴江西省景德镇市学习考察", "代表团走访了三家企业。") == HOST
    office = "中共醴陵市委宣传部"
    assert home_of("赴江西省景德镇市学习考察的体会", "景德镇市的办法好。", office=office) == HOST


def test_where_nothing_else_is_told_of_the_guest_stays_home() -> None:
    assert home_of("江西省景德镇市考察团来我市学习考察", "座谈会上大家交流了做法。") == "江西省景德镇市"


def test_the_level_that_the_text_speaks_of_as_its_own_decides() -> None:
    text = "我县陶瓷企业多，景德镇市客人看了三家。株洲市也派人参加，株洲市近邻攸县的企业同行，攸县县委作了介绍。"
    assert home_of("江西省景德镇市考察团来我县学习考察", text) == "湖南省株洲市攸县"


def test_both_sides_of_a_visit_are_meant_by_two_places() -> None:
    paragraphs = (
        Paragraph(paragraph_id="p0", text="3月5日，景德镇市考察团到醴陵市学习陶瓷产业的做法。"),
        Paragraph(paragraph_id="p1", text="两地签订了合作协议。"),
    )
    found = read(Article(article_id="a", source="a", title="江西省景德镇市考察团来我市学习", paragraphs=paragraphs))
    (pointing,) = found.references[1]
    assert set(pointing.key) == {HOST, "江西省景德镇市"}
    assert [place.path for place in found.guests] == ["江西省景德镇市"]


@pytest.mark.parametrize(
    "text",
    [
        "县委、县政府组织考察组外出取经。考察组回来后，全县召开大会谈差距。",
        "昨天，县委副书记一行下乡查看茶园。他要求，全县要把茶产业做强。",
    ],
)
def test_offices_without_a_place_speak_for_one_that_is_not_named(text: str) -> None:
    assert home_of("外出考察报告", text) == "本地（来源未具名）"


def test_a_word_of_extent_alone_speaks_for_no_place() -> None:
    assert home_of("茶叶怎样喝", "好茶全县难找，喝时用开水。") is None


def test_townships_that_lie_together_in_one_county_only_tell_it() -> None:
    text = "县长到洪蓝街道检查防汛，随后察看了石湫街道和白马镇的圩堤。他要求，全县不留死角。"
    assert home_of("县长检查防汛", text) == "江苏省南京市溧水区"
    assert home_of("县长检查防汛", "县长到城关镇检查防汛。全县不留死角。") == "本地（来源未具名）"


def test_a_local_medium_tells_its_place_though_it_is_called_like_a_word() -> None:
    text = "昨天，省检查组来我县检查粮食仓储。我县新建粮库两座。"
    assert home_of("省检查组来我县", text, publisher="南部县新闻网") == "四川省南充市南部县"
    assert home_of("省检查组来我县", text, publisher="石泉新闻网") == "陕西省安康市石泉县"
    assert home_of("省检查组来我县", text, publisher="新华网") == "本地（来源未具名）"


def test_the_opening_says_who_has_come() -> None:
    texts = ("6月3日，吉林省敦化市市委书记率敦化市党政考察团来潍考察。", "潍坊市的园区建设令人印象深刻。我市领导陪同。")
    assert home_of("两地共谋发展", *texts) == "山东省潍坊市"


def test_a_text_about_the_nation_has_no_home() -> None:
    """One that names a place once, at its head, is not written from there."""
    nation = "我国粮食产量稳定。中国的饭碗端得更牢，各地春耕有序，我国良种覆盖面扩大。"
    assert home_of("", "在河南滑县，麦苗返青。", nation) is None
    assert home_of("滑县春耕忙", "在河南滑县，麦苗返青。", nation) == "河南省安阳市滑县"


def test_a_goal_is_never_home() -> None:
    """A report without its letterhead is its writer's own; one whose heading names the party is that party's."""
    own = "本地（来源未具名）"
    assert home_of("关于赴江西省、湖南省学习考察的报告", "3月，市人大常委会主任带队，赴江西省、湖南省学习。") == own
    assert home_of("学习“婺源经验”，湘乡党政考察团赴江西考察学习", "考察团来到婺源县。") == "湖南省湘潭市湘乡市"
    assert home_of("攸县学江浙归来", "江浙的办法好。攸县要找差距。") == "湖南省株洲市攸县"


def test_where_guests_come_to_is_home() -> None:
    text = "南丰县考察团一行来我县学习脐橙产业。"
    assert home_of("南丰县考察团到信丰县考察", text, publisher="信丰县融媒体中心") == "江西省赣州市信丰县"


def test_a_set_phrase_is_no_home() -> None:
    """镇 and 县委 speak of a place that a province named in passing is not."""
    text = "镇党委深入学习来湘视察重要指示精神，落实县委部署。全镇粮食面积4.5万亩，镇党委抓得紧。"
    assert home_of("镇2023年工作总结", text) == "本地（来源未具名）"


def test_a_plan_that_speaks_of_its_county_is_written_from_there() -> None:
    text = "在全省县域率先跃上新台阶，对接合肥。《肥东县发展规划》提出，推进以县城为载体的城镇化，壮大县域经济。"
    assert home_of("", text) == "安徽省合肥市肥东县"


def test_a_paper_without_a_name_is_of_the_offices_own_place_where_the_settings_tell_it() -> None:
    text, own = "我区养老机构总量不足，全区床位缺口大。", "四川省遂宁市安居区"
    assert home_of("养老工作调研", text, local=own) == own
    assert home_of("养老工作调研", text.replace("区", "县"), local=own) == "本地（来源未具名）"
    assert home_of("养老工作调研", text.replace("我区", "岳麓区"), local=own) == "湖南省长沙市岳麓区"


def test_a_name_struck_out_is_the_writers_own() -> None:
    texts = ("随团赴浙江省德清县考察，浙江省的改革走在前面。浙江省办事快，我们xx县还要努力。",)
    assert home_of("", *texts) == "本地（来源未具名）"
