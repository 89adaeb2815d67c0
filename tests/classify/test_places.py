"""Names of places in text: paths, ambiguity, years, venues, townships, groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classify.places import load_gazetteer, printed_name, region_order
from tasks.classify.places.articles import find_places
from tasks.models import Article, Paragraph


def article(*texts: str, **metadata: object) -> Article:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    return Article.model_validate({"article_id": "a", "source": "a", "paragraphs": paragraphs, **metadata})


def places(*texts: str, **metadata: object) -> dict[str, str | None]:
    found = find_places(article(*texts, **metadata), load_gazetteer())
    return {name.text: name.place.path if name.place else None for name in found}


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("江苏省昆山市的做法", "江苏省昆山市", "江苏省苏州市昆山市"),
        ("赴绵阳江油考察", "绵阳江油", "四川省绵阳市江油市"),
        ("湘西州下辖的凤凰县", "湘西州", "湖南省湘西土家族苗族自治州"),
        ("彭水县的经验", "彭水县", "重庆市彭水苗族土家族自治县"),
        ("在广西柳州调研", "广西柳州", "广西壮族自治区柳州市"),
        ("浙江省湖州市安吉县天荒坪镇余村", "浙江省湖州市安吉县天荒坪镇余村", "浙江省湖州市安吉县天荒坪镇余村"),
        ("合肥高新区集聚企业", "合肥高新区", "安徽省合肥市合肥高新技术产业开发区"),
        ("长三角的协作", "长三角", "长三角地区"),
    ],
)
def test_full_paths(text: str, name: str, path: str) -> None:
    assert places(text)[name] == path


def test_ambiguous_names_follow_the_other_places() -> None:
    assert places("长春市近年变化很大。朝阳区建起新园区。")["朝阳区"] == "吉林省长春市朝阳区"
    assert places("北京市近年变化很大。朝阳区建起新园区。")["朝阳区"] == "北京市朝阳区"
    assert places("鼓楼区推进改革。", publisher="徐州日报")["鼓楼区"] == "江苏省徐州市鼓楼区"
    assert places("鼓楼区推进改革。", title="福州市政府工作报告")["鼓楼区"] == "福建省福州市鼓楼区"


def test_divisions_are_those_of_the_articles_date() -> None:
    assert places("南京市白下区办起园区。", published="2009-05-01")["南京市白下区"] == "江苏省南京市白下区"
    assert places("重庆市江北区发展金融业。", published="2017-10-11")["重庆市江北区"] == "重庆市江北区"
    assert places("徐州市铜山县", published="2008-01-01")["徐州市铜山县"] == "江苏省徐州市铜山县"
    assert places("徐州的铜山很有名，徐州市铜山区", published="2020-01-01")["铜山"] == "江苏省徐州市铜山区"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上海广东路的夜景", "广东"),
        ("启东市台湾风情街开街", "台湾"),
        ("四川职业技术学院招生", "四川"),
        ("他毕业于浙江大学", "浙江"),
        ("武汉钢铁集团投产", "武汉"),
        ("广东某某粮油有限公司投产", "广东"),
        ("京沪高铁通车", "京沪"),
        ("沪桂食品有限公司投产", "沪桂"),
    ],
)
def test_venues_and_companies_are_no_regions(text: str, name: str) -> None:
    assert places(text).get(name) is None


@pytest.mark.parametrize(
    "text", ["让群众安居乐业", "大同小异的做法", "推动乡村振兴", "黄河南岸的村庄", "新晋网红", "和平年代"]
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert not [path for path in places(text).values() if path]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山西省完善医疗和康复服务体系，推进疗养和康养产业。", "和康"),
        ("云南省沿边地区要抓住机遇，做大临海产业。", "临海"),
        ("湖北省支持企业做精慈利产业链。", "慈利"),
    ],
)
def test_a_short_name_far_from_home_needs_more_than_a_word_behind_it(text: str, name: str) -> None:
    assert places(text).get(name) is None


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("慈利产业结构偏重。", "慈利", "湖南省张家界市慈利县"),
        ("湖北省组织干部到慈利考察。", "慈利", "湖南省张家界市慈利县"),
        ("和田地区和康县揭牌。", "和田地区和康县", "新疆维吾尔自治区和田地区和康县"),
    ],
)
def test_a_short_name_that_the_text_shows_to_be_meant(text: str, name: str, path: str) -> None:
    assert places(text)[name] == path


def test_short_names_of_whole_provinces() -> None:
    assert places("宁夏与内蒙古携手治沙。")["内蒙古"] == "内蒙古自治区"


def test_a_province_is_meant_where_a_district_far_away_has_its_name() -> None:
    said = places("呼和浩特和包头提速，贵州、云南、海南设立了试验区。")
    assert said["海南"] == "海南省"
    assert places("内蒙古乌海市海南区转型，海南的园区变了样。")["海南"] == "内蒙古自治区乌海市海南区"


def test_firms_and_persons_are_no_places() -> None:
    assert places("镇江市引进阿里、腾讯设立的研发中心，发言人沈丹阳表示认可。").get("阿里") is None
    assert "丹阳" not in places("镇江市引进了研发中心，发言人沈丹阳表示认可。")


def test_an_institution_behind_a_verb_is_none_of_the_place() -> None:
    assert places("山东选派20家医院的骨干进山。")["山东"] == "山东省"
    assert places("上海帮助当地3所中学改善条件。")["上海"] == "上海市"
    assert places("山东第一医院接诊。")["山东"] is None


def test_abbreviations_in_company() -> None:
    found = find_places(article("鄂沪浙三地合作，干部赴沪学习。"), load_gazetteer())
    assert [n.place.path for n in found if n.place] == ["湖北省", "上海市", "浙江省", "上海市"]


def test_townships_take_their_county_and_familiar_name() -> None:
    text = "湖南省湘潭市湘潭县花石镇种湘莲。花石的路修好了。"
    found = places(text)
    assert found["湖南省湘潭市湘潭县花石镇"] == "湖南省湘潭市湘潭县花石镇"
    assert found["花石"] == "湖南省湘潭市湘潭县花石镇"


def test_a_path_down_to_a_village_makes_its_township_known() -> None:
    found = places("江苏省昆山市周庄镇复兴村办起作坊。", "古老的周庄镇处处有作坊，该镇云南村种起茶树。")
    assert found["周庄镇"] == "江苏省苏州市昆山市周庄镇"
    assert found["云南村"] == "江苏省苏州市昆山市周庄镇云南村"


@pytest.mark.parametrize(("text", "name"), [("沂水县开展村庄整治。", "沂水县"), ("桃源县实现镇村共治。", "桃源县")])
def test_a_verb_begins_no_village(text: str, name: str) -> None:
    assert list(places(text)) == [name]


def test_a_township_behind_a_zone() -> None:
    assert places("德州天衢新区赵虎镇建成园区。")["德州天衢新区赵虎镇"] == "山东省德州市德州天衢新区赵虎镇"


def test_power_sent_elsewhere_is_no_visit_there() -> None:
    assert "鲁" not in places("建成陇电入鲁配套工程。")
    assert places("考察团入鲁取经。")["鲁"] == "山东省"


def test_two_words_are_not_taken_for_a_place_without_support() -> None:
    assert places("要友好合作、共同富裕") == {} or not any(places("要友好合作、共同富裕").values())
    assert places("南京市的区县各有特色，鼓楼、玄武、秦淮都在行动。")["玄武"] == "江苏省南京市玄武区"


@given(st.text(alphabet="江苏省南京市鼓楼区朝阳北海安吉县镇村的、，。和在赴沪浙川渝高新", max_size=60))
def test_mentions_stand_where_they_say(text: str) -> None:
    for name in find_places(article(text), load_gazetteer()):
        assert text[name.start : name.end] == name.text
        assert name.place is None or name.reason


def test_codes_are_those_of_gb2260() -> None:
    place = load_gazetteer().place("浙江省湖州市安吉县")
    assert place is not None
    assert (place.region.code, place.region.level, place.region.parent) == ("330523", "county", "浙江省湖州市")


def test_regions_are_listed_by_code_and_zones_after_their_city() -> None:
    gazetteer = load_gazetteer()
    names = [
        "四川省成都市天府新区",
        "重庆市",
        "四川省成都市",
        "四川省绵阳市游仙区",
        "中国",
        "四川省",
        "重庆市綦江区",
        "四川省成都市青羊区",
        "长三角地区",
        "四川省川南地区",
    ]
    regions = [place.region for name in names if (place := gazetteer.place(name))]
    assert len(regions) == len(names)
    assert [region.full_name for region in sorted(regions, key=region_order)] == [
        "中国",
        "重庆市",
        "重庆市綦江区",
        "四川省",
        "四川省川南地区",
        "四川省成都市",
        "四川省成都市青羊区",
        "四川省成都市天府新区",
        "四川省绵阳市游仙区",
        "长三角地区",
    ]
    assert printed_name(regions[0]) == "四川天府新区"
