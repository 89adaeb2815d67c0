"""Exchanges, named practices, stages, targets, benchmark sets and coverage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.classify import classify
from tasks.clean import clean
from tasks.ingest import Limits, discover, read
from tasks.models import Article, Indicator, Kind, Paragraph, Source
from tasks.summarise import compose, summarise
from tasks.summarise.learning.exchanges import date_in, find_exchanges, in_order
from tasks.summarise.learning.practices import find_practices, names_in
from tasks.summarise.learning.stages import check_targets, find_stages
from tests.summarise.building import ISSUE, MASTHEAD, article
from tests.summarise.gold import SEEDS, gold_article


def test_an_exchange_has_its_date_its_kind_and_both_places() -> None:
    told = article("[经|甲县+丙市|今年3月2日，两地签订合作协议。]", "[经|甲县|去年，甲县成立招商专班。]")
    (found,) = find_exchanges(told)
    assert (found.date, found.said, found.kind) == ("2024-03-02", "2024年3月2日", "协议")
    assert [region.name for region in found.regions] == ["甲县", "丙市"]


@pytest.mark.parametrize("text", ["两地将于明年签订协议。", "两地计划建立联席会议机制。", "两地经济都在增长。"])
def test_plans_and_mere_mentions_are_no_exchange(text: str) -> None:
    assert find_exchanges(article(f"[举|甲县+丙市|{text}]")) == ()


def test_near_years_need_the_articles_date() -> None:
    assert date_in("去年8月", "2021-01-05") == ("2020-08", "2020年8月")
    assert date_in("去年8月", None) == ("", "去年8月")
    assert date_in("两地互访", "2021-01-05") == ("", "未注明")


def test_the_dated_exchanges_of_a_feature_stand_in_order() -> None:
    dates = [one.date for one in in_order(find_exchanges(gold_article("001"))) if one.date]
    assert dates == sorted(dates)
    assert {"2014-10", "2015-05-21", "2020-06-19"} <= set(dates)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推广“枫桥经验”。", ["枫桥经验"]),
        ("采用“甲+乙”模式，推行河长制。", ["甲+乙模式", "河长制"]),
        ("深化体制机制改革，实行“三项制度”。", []),
        ("创新“企业安静期”制度，企业受检次数减半。", ["企业安静期制度"]),
        ("亚洲“四小龙”制造业外迁，“某某”品牌进店。", []),
        ("坚持“以产业融合为路径”，采取“集中授课+实地考察”方式。", []),
    ],
)
def test_names_of_practices(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


def test_a_practice_is_held_by_some_and_planned_by_others() -> None:
    told = article("[经|丙市|推行河长制，水质达标率100%。]", "[举|甲县|将全面推行河长制。]")
    found = find_practices(summarise(told).findings)
    assert [(one.name, one.region.name, one.role.value) for one in found] == [
        ("河长制", "丙市", "经验"),
        ("河长制", "甲县", "举措"),
    ]


def test_stages_of_a_plan() -> None:
    told = article("[举|甲县|坚持一年见成效、三年大变样、五年上台阶。]", "[经|甲县|两年来增长两成，三年间任务完成。]")
    assert [(one.span, one.aim) for one in find_stages(told)] == [
        ("一年", "见成效"),
        ("三年", "大变样"),
        ("五年", "上台阶"),
    ]


def _figure(kind: Kind, year: int, value: float, name: str = "粮食产量") -> Indicator:
    base = summarise(article("[经|甲县|粮食产量达到30万吨。]")).indicators[0]
    return base.model_copy(update={"kind": kind, "year": year, "value": value, "name": name, "unit": "万吨"})


@pytest.mark.parametrize(
    ("later", "name", "verdict"),
    [
        ([_figure(Kind.ACTUAL, 2023, 31)], "粮食产量", "达到"),
        ([_figure(Kind.ACTUAL, 2023, 29)], "粮食产量", "未到"),
        ([_figure(Kind.ACTUAL, 2021, 31)], "粮食产量", "无数据"),
        ([_figure(Kind.ACTUAL, 2023, 29, "能耗总量")], "能耗总量", "达到"),
    ],
)
def test_later_figures_judge_an_aim(later: list[Indicator], name: str, verdict: str) -> None:
    (target,) = check_targets([_figure(Kind.TARGET, 2022, 30, name), *later])
    assert target.verdict == verdict


def test_an_issue_has_its_benchmark_sets_and_coverage() -> None:
    articles = [gold_article(number) for number in SEEDS]
    made = compose(articles, [summarise(one) for one in articles], ISSUE, MASTHEAD)
    dimensions = {pair.benchmark.name: pair.dimension for pair in made.learned.benchmarks if pair.dimension}
    assert set(dimensions.values()) == {"综合实力", "优势特色"}
    tables = {table.key: table for table in made.briefing.tables}
    assert {"对接建议", "清单", "交往记录", "模式名录", "对标目标集", "阶段目标", "覆盖", "学习专题"} <= tables.keys()
    assert len(tables["经验清单"].rows) == 10


def test_a_meetings_measures_stand_under_its_headings_by_unit(seeds: Path) -> None:
    source = next(one for one in discover([str(next(seeds.glob("004*")))], Limits()) if isinstance(one, Source))
    told = classify(clean(read(source, Limits())))
    made = compose([told], [summarise(told)], ISSUE, MASTHEAD)
    (table,) = (one for one in made.briefing.tables if one.key == "分题举措")
    headings = dict.fromkeys(row.cells[0][0].text for row in table.rows)
    assert len([one for one in headings if "着眼增强" in one]) == 5
    units = {row.cells[1][0].text for row in table.rows}
    assert len(units) >= 8


def test_the_office_sets_benchmarks_of_its_own() -> None:
    told = article("[经|甲县|2023年粮食产量达到30万吨。]", "[经|丙市|2023年粮食产量达到50万吨。]")
    made = compose([told], [summarise(told)], ISSUE, MASTHEAD, benchmarks={"甲县": ["丙市", "无此地"]})
    (pair,) = made.learned.benchmarks
    assert (pair.learner.name, pair.benchmark.name, pair.evidence) == ("甲县", "丙市", None)
    (table,) = (one for one in made.briefing.tables if one.key == "对标目标集")
    assert table.rows[0].cells[2][0].text == "本单位设定"
    assert "相差20万吨" in table.rows[0].cells[3][0].text


def _exchanges(*texts: str, **metadata: str) -> list[tuple[str, str, list[str]]]:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    article = Article.model_validate({"article_id": "a", "source": "a", "paragraphs": paragraphs, **metadata})
    found = find_exchanges(classify(article))
    return [(one.kind, one.date, [region.full_name for region in one.regions]) for one in found]


def test_the_parties_of_a_visit_are_who_goes_and_where_to() -> None:
    text = (
        "6月4日至5日，镇平县党政代表团赴晋江市考察。晋江市地处泉州湾畔，东邻石狮市，南望金门县，代表团考察了鞋服企业。"
    )
    visit = _exchanges(text, title="镇平县党政代表团赴晋江市考察", published="2022-06-07")
    assert visit[0] == ("互访", "2022-06-04", ["河南省南阳市镇平县", "福建省泉州市晋江市"])
    assert all("金门" not in place for _, _, places in visit for place in places)


def test_what_two_found_together_names_only_the_two() -> None:
    text = "2021年3月，福建省与宁夏回族自治区签署协议，帮助固原市、中卫市发展葡萄和枸杞。"
    assert _exchanges(text) == [("协议", "2021-03", ["福建省", "宁夏回族自治区"])]


def test_the_visitors_are_a_party_though_only_the_hosts_are_named_where_they_go() -> None:
    text = "5月6日，我县组织党政考察团赴长兴县、安吉县考察学习，并召开座谈会。"
    assert _exchanges(text, title="考察团归来")[0][2] == [
        "本地（来源未具名）",
        "浙江省湖州市长兴县",
        "浙江省湖州市安吉县",
    ]


@pytest.mark.parametrize("text", ["泾县为何到安吉县学习考察？", "xx月xx日，泾县党政代表团赴安吉县考察。"])
def test_what_is_asked_or_not_filled_in_is_no_exchange(text: str) -> None:
    assert _exchanges(text, title="泾县党政代表团赴安吉县考察") == []


def test_an_inspection_of_ones_own_townships_is_no_exchange() -> None:
    text = "3月8日，泾县县长赴泾县桃花潭镇、茂林镇调研防火工作。"
    assert _exchanges(text, title="泾县县长调研防火工作") == []
