"""What keeps a sound finding off paper, what a region's file prints, and that no source goes unheard without a word."""

from __future__ import annotations

import pytest

from tasks.models import Briefing, Composition, Finding, Point, ProvinceSection, Role
from tasks.render.regions import region_briefings
from tasks.summarise import compose, summarise
from tasks.summarise.content import lacks, says_something
from tasks.summarise.gate import Gate
from tasks.summarise.gate_checks import (
    ends_in_praise,
    is_half_hollow,
    is_of_the_world,
    is_of_totals,
    is_of_two_sentences,
    is_subject,
    lacks_its_subjects,
)
from tasks.summarise.sections import HELD_BACK, NOT_COVERED, OFF_PAPER
from tasks.summarise.statements import Statement
from tests.summarise.building import ISSUE, MASTHEAD, article

WORKS = [f"[经|甲县|建成第{n}片区冷链物流园，新增冷库{n + 1}座，带动就业{n + 20}人。]" for n in range(9)]


def _finding(line: str) -> Finding:
    return summarise(article(line)).findings[0]


def _issue(*sources: tuple[str, ...]) -> Composition:
    read = [article(*lines, title=f"题{n}") for n, lines in enumerate(sources)]
    return compose(read, [summarise(one) for one in read], ISSUE, MASTHEAD)


def _points(part: tuple[ProvinceSection, ...]) -> list[Point]:
    return [
        point for section in part for region in section.regions for role in region.sections for point in role.points
    ]


def _file(issue: Composition, name: str) -> Briefing:
    return dict(region_briefings(issue, (), [name]))[name]


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("[经|甲县|地区生产总值增长6.2%，规上工业增加值增长7.1%，固定资产投资增长9%]", is_of_totals),
        ("[举|甲县|推进园区标准化厂房建设，为跨越发展奠定坚实基础]", ends_in_praise),
        ("[举|甲县|推进政务服务改革，持续提升服务效能]", is_half_hollow),
        ("[经|甲县|营业收入实现8.4亿元，分别增长47%和19%]", lacks_its_subjects),
        ("[差|甲县|世界经济增长放缓，外部需求不足]", is_of_the_world),
    ],
)
def test_what_keeps_a_finding_off_paper(line: str, check: object) -> None:
    assert callable(check)
    assert check(_finding(line))
    assert not check(_finding("[经|甲县|建成冷链物流园，新增冷库12座，带动就业60人]"))


def test_a_figure_is_no_theme_of_the_next_sentence() -> None:
    found = _finding("[经|甲县|新办企业8家，带动就业60人]")
    text = f"专利授权36件。{found.summary}"
    proof = found.evidence[0].model_copy(update={"quote": text})
    assert is_of_two_sentences(found.model_copy(update={"summary": text, "evidence": (proof,)}))
    assert not is_of_two_sentences(found)


def test_a_place_named_in_passing_is_not_the_subject() -> None:
    lines = ("建成甲县客运站", "甲县、乙县建成客运站", "甲县建成客运站", "甲县建成客运站，全市通车里程达90公里")
    told = [_finding(f"[经|甲县|{line}]") for line in lines]
    assert [is_subject(finding, finding.region) for finding in told] == [False, False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "打响“安逸甲县”城市品牌",
        "擦亮山水名片",
        "塑造现代化旅游形象",
        "城市知名度和美誉度持续提升",
        "对改善民生具有重要意义",
        "有利于促进区域协调",
    ],
)
def test_slogans_and_reasoning_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["培育“甲县脐橙”区域公用品牌，认证企业12家", "建成城市形象展示馆"])
def test_named_products_and_works_say_something(text: str) -> None:
    assert says_something(text)


def test_a_regions_file_prints_no_slogan() -> None:
    issue = _issue((*WORKS, "[经|甲县|打响“安逸甲县”城市品牌。]", "[举|甲县|有利于促进区域协调。]"))
    name = issue.findings[0].region.full_name
    made = _file(issue, name)
    texts = [point.text for point in _points(made.body)]
    assert texts
    assert not [text for text in texts if "安逸" in text or "有利于" in text]
    assert OFF_PAPER in made.note


def test_a_role_of_which_nothing_is_sure_is_not_said_to_be_silent() -> None:
    source = article(*WORKS[:4], "[差|甲县|园区配套不足。]", "[举|甲县|推进园区道路建设，新建道路5公里。]")
    summary = summarise(source)
    held = tuple(f.model_copy(update={"status": "review"}) if f.role is Role.GAP else f for f in summary.findings)
    made = compose([source], [summary.model_copy(update={"findings": held})], ISSUE, MASTHEAD)
    name = made.findings[0].region.full_name
    for briefing in (made.briefing, _file(made, name)):
        (region,) = briefing.body[0].regions
        assert [section.silent for section in region.sections if section.role is Role.GAP] == [HELD_BACK]


def test_what_was_not_chosen_and_what_no_source_tells_are_told_apart() -> None:
    issue = _issue((*WORKS, "[举|甲县|打响“安逸甲县”城市品牌。]"))
    silent = {s.role: s.silent for s in _file(issue, issue.findings[0].region.full_name).body[0].regions[0].sections}
    assert silent[Role.MEASURE].endswith((OFF_PAPER, HELD_BACK))
    assert silent[Role.GAP] == NOT_COVERED


def test_a_source_without_a_fit_point_is_heard_by_its_best_or_named() -> None:
    plenty = tuple(f"[举|甲县|推进第{n}片区路网改造工程，新建道路{n + 1}条，改造管网{n + 2}公里。]" for n in range(120))
    weak = ("[经|丙市|地区生产总值增长6.2%，规上工业增加值增长7.1%。]", "[举|丙市|打响“安逸丙市”城市品牌。]")
    heard = _issue(plenty, weak).briefing
    assert [point for point in _points(heard.body) if 2 in point.sources]
    empty = _issue(plenty, weak[1:], WORKS[:1]).briefing
    assert not [point for point in _points(empty.body) if 2 in point.sources]
    assert "［2］的要点未选登，见工作底稿" in empty.note


def test_a_countys_file_takes_no_figure_of_its_city() -> None:
    lines = [f"[经|甲市|建成县城污水处理厂，新增日处理能力{n + 2}万吨，铺设管网36公里。]" for n in range(9)]
    own = ("[经|甲县|甲县建成冷链物流园2个。]", "[经|甲县|甲县建成客运站3座。]", "[经|甲县|甲县建成冷库12座。]")
    passing = "[经|甲县|启动甲县园区建设，全市园区产值达到90亿元。]"
    source = article(*lines, *own, passing, home="甲市")
    made = compose([source], [summarise(source)], ISSUE, MASTHEAD)
    county = next(f.region.full_name for f in made.findings if f.region.name == "甲县")
    assert not [row for row in _file(made, county).indicators if "90" in row.value]
    assert not [point for point in _points(_file(made, county).body) if "90亿元" in point.text]


def test_the_gate_knows_whose_a_source_is() -> None:
    lines = [f"[经|甲市|建成县城污水处理厂，新增日处理能力{n + 2}万吨，铺设管网36公里。]" for n in range(8)]
    found = summarise(article(*lines, "[经|甲县|建成甲县客运站，通车里程达90公里。]", home="甲市")).findings
    statements = [Statement((finding,), 1.0) for finding in found]
    gate = Gate.of(statements)
    assert gate.passes(statements[0])
    assert not gate.passes(statements[-1])


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("产业链条短", True),
        ("企业小散乱", True),
        ("推广无公害种植", False),
        ("事项无感续办", False),
        ("无龙头企业", True),
    ],
)
def test_a_lack_is_told_from_a_merit_that_sounds_like_one(text: str, lacking: bool) -> None:
    assert lacks(text) is lacking
