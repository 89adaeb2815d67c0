from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tasks.models import Briefing, Composition, Point, RegionBrief, Role, SetAside
from tasks.summarise import compose, summarise
from tasks.summarise.chain_rows import HELD_BACK
from tasks.summarise.grounding import grounded
from tasks.summarise.highlights import takes_a_subject
from tasks.summarise.statements import sentence
from tests.summarise.building import ISSUE, MASTHEAD, article

CHAIN = (
    "[经|丙市|丙市引进龙头企业12家，建成产业园3个。]对标丙市产业发展，[差|甲县|甲县大项目少、链条短，]"
    "[举|甲县|必须加快招大引强，完善园区配套设施。]"
)


def _issue(*articles: object, **kwargs: object) -> Composition:
    return compose(articles, [summarise(one) for one in articles], ISSUE, MASTHEAD, **kwargs)  # type: ignore[arg-type]


def _regions(briefing: Briefing) -> Iterator[RegionBrief]:
    for section in (*briefing.body, *briefing.annex):
        yield from section.regions


def _points(briefing: Briefing) -> Iterator[Point]:
    for region in _regions(briefing):
        for section in region.sections:
            yield from section.points


@pytest.fixture(scope="module")
def issue() -> Composition:
    first = article(CHAIN, "[经|甲县+乙县|两县互设办事机构，联合执法8次。]", title="一")
    second = article(
        "[经|丁区|丁区建成养老驿站25个。]", "[差|丁区|丁区专业护理人员短缺。]", home="丁区", title="二", published=None
    )
    return _issue(first, second)


def test_every_printed_point_is_grounded(issue: Composition) -> None:
    by_id = {finding.finding_id: finding for finding in issue.findings}
    points = list(_points(issue.briefing))
    assert points
    for point in points:
        finding = by_id[point.finding_id]
        assert point.text == sentence(finding.summary)
        assert grounded(finding.summary, finding.evidence[0].quote)
        assert point.contexts[0].text[point.contexts[0].start : point.contexts[0].end] == finding.evidence[0].quote


def test_regions_come_by_code_with_three_sections_each(issue: Composition) -> None:
    titles = [region.title for region in _regions(issue.briefing)]
    assert titles == ["丙市", "丙市丁区", "甲市甲县", "甲市乙县"]
    for region in _regions(issue.briefing):
        assert [section.role for section in region.sections] == list(Role)


def test_a_shared_statement_is_printed_once_and_counted_once(issue: Composition) -> None:
    texts = [point.text for point in _points(issue.briefing)]
    assert sum("互设办事机构" in text for text in texts) == 1
    guest = next(region for region in _regions(issue.briefing) if region.title == "甲市乙县")
    assert guest.elsewhere == ("与甲市甲县共有的经验1条，见甲市甲县。",)
    assert sum(row.total for row in issue.briefing.counts) == len(texts) == 6
    assert sum(row.total for row in issue.briefing.matrix) == len(texts) + 1


def test_a_stated_chain_joins_benchmark_gap_and_measure(issue: Composition) -> None:
    (chain,) = issue.chains
    assert chain.stated
    assert [region.name for region in chain.benchmarks] == ["丙市"]
    (row,) = issue.briefing.chains
    assert (row.learner, len(row.experiences), len(row.gaps), len(row.measures)) == ("甲市甲县", 1, 1, 1)


def test_a_chain_is_not_silent_on_what_is_held_back() -> None:
    source = article(CHAIN, title="一")
    summary = summarise(source)
    held = tuple(f.model_copy(update={"status": "review"}) if f.role is Role.MEASURE else f for f in summary.findings)
    made = compose([source], [summary.model_copy(update={"findings": held})], ISSUE, MASTHEAD)
    (row,) = made.briefing.chains
    assert [cell.text for cell in row.measures] == [HELD_BACK]
    assert [cell.text for cell in row.gaps] != [HELD_BACK]


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("推进绿色发展，建成公园9处", True),
        ("茶园面积突破3万亩", True),
        ("按照统一标准建成冷库12座", True),
        ("落后的原因，包括无人外出招商", False),
        ("山东与甘肃组建联盟", False),
        ("县长来到甲公司走访，年产值达15亿元", False),
    ],
)
def test_a_place_is_the_subject_only_of_words_that_take_one(text: str, takes: bool) -> None:
    assert takes_a_subject(text) is takes


def test_highlights_stand_alone(issue: Composition) -> None:
    assert issue.briefing.highlights
    names = ("丙市", "甲县", "乙县", "丁区")
    for line in issue.briefing.highlights:
        assert any(name in line.text for name in names)
        assert line.sources


def test_sources_without_a_date_say_so(issue: Composition) -> None:
    assert "1篇未载明日期" in issue.briefing.note
    assert issue.briefing.sources[1].published is None
    assert any(item.category == "缺来源项" for item in issue.briefing.review)


def test_the_body_stays_within_what_a_leader_reads() -> None:
    lines = [f"[举|甲县|推进第{n}片区路网改造工程，新建道路{n + 1}条，改造管网{n + 2}公里。]" for n in range(90)]
    briefing = _issue(article(*lines)).briefing
    (body,) = briefing.body
    (annex,) = briefing.annex
    assert 0 < len(body.regions[0].sections[2].points) < len(annex.regions[0].sections[2].points)
    assert body.regions[0].elsewhere
    assert body.regions[0].sections[0].silent == "本期来源未涉及"
    rest = sum(len(section.points) for section in briefing.rest[0].regions[0].sections)
    assert rest > 0
    assert len(list(_points(briefing))) + rest == 90
    assert f"其余{rest}条见工作底稿" in briefing.note
    assert sum(row.printed for row in briefing.indicators) < len(briefing.indicators)


def test_the_same_statement_of_two_articles_is_one_point_with_both_sources() -> None:
    first = article("[经|甲县|建成冷链物流中心12座，带动农户3000余户]", title="一")
    second = article("[经|甲县|全县建成冷链物流中心12座，带动农户3000余户增收]", title="二")
    issue = _issue(first, second)
    (finding,) = issue.findings
    assert len(finding.evidence) == 2
    assert next(_points(issue.briefing)).sources == (1, 2)
    assert {row.finding_id for row in issue.indicators} == {finding.finding_id}


def test_conflicting_figures_stand_side_by_side() -> None:
    first = article("[经|甲县|2023年茶叶产量1200吨]", title="一")
    second = article("[经|甲县|2023年茶叶产量1500吨]", title="二")
    briefing = _issue(first, second).briefing
    assert {(row.value, row.kind) for row in briefing.indicators} == {
        ("1200吨", "实绩（口径不一）"),
        ("1500吨", "实绩（口径不一）"),
    }
    assert any(item.category == "口径不一" for item in briefing.review)


def test_duplicates_and_irrelevant_articles_stay_out() -> None:
    one = article("[经|甲县|建成冷库12座]", title="一")
    copy = one.model_copy(
        update={"article": one.article.model_copy(update={"article_id": "b", "duplicate_of": "a-一"})}
    )
    other = article("[经|乙县|建成市场3个]", title="三").model_copy(update={"relevant": False})
    assert [source.article_id for source in _issue(one, copy, other).briefing.sources] == ["a-一"]


def test_articles_left_out_are_listed_with_their_reason() -> None:
    used = article("[经|甲县|建成冷库12座]", title="一")
    aside = article("[经|乙县|建成市场3个]", title="二").model_copy(
        update={"relevant": False, "set_aside": SetAside.FICTION}
    )
    empty = article("今天天气好。", title="三")
    copy = used.model_copy(update={"article": used.article.model_copy(update={"duplicate_of": "a-一"})})
    items = [item for item in _issue(used, aside, empty, copy).briefing.review if item.category == "未采用的来源"]
    assert [item.text for item in items] == ["《二》小说一类的虚构文字", "《三》没有读出要点、指标或学习关系"]


def test_an_issue_of_one_region() -> None:
    issue = _issue(article("[经|甲县|建成冷库12座。][经|丙市|建成市场3个。]"), regions=("甲县",))
    assert [finding.region.name for finding in issue.findings] == ["甲县"]


def test_nothing_found_is_a_legal_issue() -> None:
    briefing = _issue(article("今天天气好。")).briefing
    assert (briefing.highlights, briefing.body, briefing.annex) == ((), (), ())


def test_composing_twice_gives_the_same(issue: Composition) -> None:
    first = article(CHAIN, "[经|甲县+乙县|两县互设办事机构，联合执法8次。]", title="一")
    second = article(
        "[经|丁区|丁区建成养老驿站25个。]", "[差|丁区|丁区专业护理人员短缺。]", home="丁区", title="二", published=None
    )
    assert _issue(first, second).model_dump_json() == issue.model_dump_json()


def test_the_title_says_how_many_regions_and_what_about() -> None:
    several = _issue(article(CHAIN, "[经|甲县+乙县|两县互设办事机构，联合执法8次。]")).briefing.title
    assert re.fullmatch(r"\d+个地区产业发展互鉴要点", several)
    assert (
        _issue(article("[经|甲县|建成冷库12座，带动农户3000余户]")).briefing.title == "四川省甲市甲县产业发展互鉴要点"
    )
