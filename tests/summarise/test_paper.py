"""What paper leaves out: resolve, ceremony, headings and settings without a statement."""

from __future__ import annotations

import pytest

from tasks.summarise.condense import condense
from tasks.summarise.content import says_something, says_what_is_lacking


@pytest.mark.parametrize(
    "text",
    [
        "采取有力措施，切实加以解决",
        "加强区域协调联动",
        "通过政府培育、能人带动",
        "紧盯未脱贫人口，针对偏远地区群众的特殊困难",
        "要牢固树立开放发展理念",
        "风险挑战前所未有",
        "攻坚克难解难题",
        "聚力打造幸福甲市",
        "坚持农业农村优先发展，努力走出具有甲市特色的乡村振兴路子",
        "来自于全市上下的拼搏奋斗",
        "五年来，我们坚持人民至上、发展为民，民生福祉持续增进",
        "统筹推进档案、气象等工作取得新进展",
        "全面贯彻上级会议精神，奋力谱写新篇章",
        "综合竞争力不断提高，为全面振兴奠定坚实基础",
        "增强“四个意识”、坚定“四个自信”",
        "承诺的事一诺千金，部署的事一抓到底",
        "抓住关键环节，打好改革组合拳",
        "狠抓项目建设，促进转型升级",
        "自觉接受人大监督，强化审计、统计监督",
    ],
)
def test_a_text_without_content_says_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "通过国家卫生城市复审",
        "构建了五级防控体系",
        "坚持政府引导市场主导",
        "产业结构不优",
        "建成冷库12座",
        "围绕产业招展办展",
        "“一河两岸”治理持续推进",
        "公共服务能力不断提升，新建医院2家",
        "综合服务平台建设稳步推进",
        "坚持分级诊疗，推行检查结果互认",
        "推动甲钢等企业转型升级，建设绿色工厂",
    ],
)
def test_a_text_with_content_says_something(text: str) -> None:
    assert says_something(text)


def test_difference_is_no_lack() -> None:
    assert not says_what_is_lacking("发展定位不同，市场需求不同")
    assert says_what_is_lacking("发展不同步")


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("营商环境仍需优化，等等", "营商环境仍需优化"),
        ("干部作风与要求还有差距等", "干部作风与要求还有差距"),
        ("建成学校、医院等", "建成学校、医院等"),
        ("“四清四无”[13]目标如期实现", "“四清四无”目标如期实现"),
        ("投资200亿元，其中工业120亿元", "投资200亿元，其中工业120亿元"),
    ],
)
def test_what_goes_and_what_stays_at_the_end(quote: str, printed: str) -> None:
    assert condense(quote) == printed
