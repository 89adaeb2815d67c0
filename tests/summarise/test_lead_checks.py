"""Whether a lead names the matter of its text, seen from where it stands there."""

from __future__ import annotations

import pytest

from tasks.summarise import summarise
from tasks.summarise.lead import lead_for
from tasks.summarise.lead_checks import leads_badly
from tasks.summarise.lead_cut import is_cut_out
from tests.summarise.building import article


@pytest.mark.parametrize(
    ("lead", "clause"),
    [
        ("供应链对接", "加强产业链与供应链对接"),
        ("焦化企业", "电解铝、碳素、焦化企业全部达标"),
        ("城乡教育", "城乡教育、医疗等公共服务水平较低"),
        ("智慧冷链物流", "建设投资26亿元的智慧冷链物流园"),
        ("市场标准化升级", "推动5个农贸市场标准化升级改造试点"),
        ("经济增长", "经济增长的基础不牢"),
        ("机制省级试点", "入选价值实现机制省级试点"),
        ("政协提案", "87件人大建议和130件政协提案全部办结"),
        ("安全生产", "落实安全生产十五条措施"),
        ("高新区突破", "某高新区突破500亿元"),
        ("揭榜挂帅", "推行“揭榜挂帅赛马”机制"),
        ("药材品牌", "提升“甲红”茶叶、“乙山”药材品牌知名度"),
        ("“三纵三横”", "谋划“三纵三横”6条骨干道路"),
    ],
)
def test_what_is_cut_out_of_something_longer(lead: str, clause: str) -> None:
    assert is_cut_out(lead, clause)


@pytest.mark.parametrize(
    ("lead", "clause"),
    [
        ("“揭榜挂帅”机制", "推行“揭榜挂帅”机制"),
        ("农业现代化示范区", "入选国家农业现代化示范区"),
        ("养老服务体系", "完善养老服务体系"),
        ("产业链与供应链对接", "加强产业链与供应链对接"),
        ("水利建设", "水利建设持续推进"),
    ],
)
def test_what_is_whole(lead: str, clause: str) -> None:
    assert not is_cut_out(lead, clause)


@pytest.mark.parametrize("lead", ["冷链物流园", "“路长制”管护"])
def test_a_lead_from_deep_within_is_no_lead_even_where_it_is_a_name(lead: str) -> None:
    text = "[经|甲县|新建农村公路60公里，改造危桥6座，建成冷链物流园2个，推行“路长制”管护]"
    assert leads_badly(summarise(article(text)).findings[0].model_copy(update={"lead": lead}))


def test_an_honour_is_not_the_matter_and_a_figure_before_a_lead_is_another_matter() -> None:
    honour = summarise(article("[经|甲县|重点交通项目列入全省交通规划]")).findings[0]
    assert leads_badly(honour.model_copy(update={"lead": "交通规划"}))
    assert not leads_badly(honour.model_copy(update={"lead": "重点交通项目"}))
    second = summarise(article("[经|甲县|新建高标准农田8万亩，绿色食品认证面积达到10万亩]")).findings[0]
    assert leads_badly(second.model_copy(update={"lead": "绿色食品认证面积"}))


@pytest.mark.parametrize(
    ("theme", "lead"),
    [
        ("加快数字经济发展", "数字经济发展"),
        ("全力以赴抓项目扩投资", "抓项目扩投资"),
        ("提升招商质效", "提升招商质效"),
        ("推进改革", "推进改革"),
    ],
)
def test_a_theme_leads_without_its_words_of_zeal(theme: str, lead: str) -> None:
    assert lead_for(f"{theme}。引进龙头企业5家，入园企业超过80家").lead == lead


def test_a_text_without_a_lead_is_badly_led() -> None:
    assert leads_badly(summarise(article("[经|甲县|坚持政府引导市场主导]")).findings[0])


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("加强产业链与供应链对接，复工率达到91.2%", "产业链与供应链对接"),
        ("扶持小微企业和个体工商户发展，推动320家企业上规模", "小微企业和个体工商户"),
        ("生态保护、安全生产领域风险隐患较多", "生态保护、安全生产"),
        ("科技创新成果丰硕。落实研发费用加计扣除政策，受益企业619家", "科技创新"),
    ],
)
def test_of_two_that_are_joined_both_lead(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead


@pytest.mark.parametrize(
    ("lead", "clause"),
    [
        ("干部能力作风", "干部能力作风与高质量发展要求不相适应"),
        ("茶产业体系", "茶产业体系仍有短板"),
        ("公共服务", "公共服务短板有待补齐"),
    ],
)
def test_what_a_matter_lacks_and_is_set_against_is_no_part_of_its_name(lead: str, clause: str) -> None:
    assert not is_cut_out(lead, clause)
