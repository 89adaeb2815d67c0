"""What goes on paper and what stays in the files: by weight, within measure, gaps first, nothing twice."""

from __future__ import annotations

import pytest

from tasks.models import Briefing, Composition, Point, ProvinceSection, Role
from tasks.summarise import compose, summarise
from tasks.summarise.chain_rows import CHAIN_ROWS
from tasks.summarise.dividing import ANNEX_LINES, BODY_LINES, LINE
from tasks.summarise.tables import INDICATOR_ROWS
from tests.summarise.building import ISSUE, MASTHEAD, article

WORKS = [f"[举|甲县|推进第{n}片区路网改造工程，新建道路{n + 1}条，改造管网{n + 2}公里。]" for n in range(120)]


def _issue(*lines: str) -> Composition:
    one = article(*lines)
    return compose([one], [summarise(one)], ISSUE, MASTHEAD)


def _points(part: tuple[ProvinceSection, ...]) -> list[Point]:
    return [
        point for section in part for region in section.regions for role in region.sections for point in role.points
    ]


@pytest.fixture(scope="module")
def long() -> Briefing:
    return _issue(*WORKS, "[差|甲县|甲县专业技术人才短缺，园区配套不完善。]", "[举|甲县|要始终坚持实干为先。]").briefing


def test_paper_is_bounded_and_the_rest_is_told_of(long: Briefing) -> None:
    body, annex, rest = (_points(part) for part in (long.body, long.annex, long.rest))
    assert sum(-(-len(point.text) // LINE) for point in body) <= BODY_LINES
    assert len(annex) <= ANNEX_LINES
    assert len(body) + len(annex) + len(rest) == sum(row.total for row in long.counts)
    assert f"其余{len(rest)}条见工作底稿" in long.note
    assert sum(row.printed for row in long.indicators) == INDICATOR_ROWS < len(long.indicators)


def test_what_is_lacking_comes_first(long: Briefing) -> None:
    assert [point.role for point in _points(long.body)].count(Role.GAP) == 1
    assert "人才短缺" in long.highlights[0].text


def test_resolve_without_content_stays_off_paper(long: Briefing) -> None:
    assert not [point for point in (*_points(long.body), *_points(long.annex)) if "实干" in point.text]
    assert [point for point in _points(long.rest) if "实干" in point.text]


def test_a_gap_that_says_nothing_of_lack_stays_off_paper() -> None:
    issue = _issue("[差|甲县|甲县人才短缺]", "[差|甲县|推进一批项目落地]")
    briefing = issue.briefing
    assert [point.text for point in _points(briefing.body)] == ["甲县人才短缺。"]
    assert not _points(briefing.rest)
    assert [finding.status for finding in issue.findings] == ["body", "review"]


def test_a_region_says_once_where_its_other_points_are(long: Briefing) -> None:
    (region,) = long.body[0].regions
    assert sum(note.startswith("另有") for note in region.elsewhere) == 1
    assert "附件、工作底稿" in region.elsewhere[-1]


def test_a_part_of_several_regions_says_once_below_them_where_the_other_points_are() -> None:
    other = [line.replace("甲县", "乙县").replace("路网", "管线") for line in WORKS[:60]]
    briefing = _issue(*WORKS[:60], *other).briefing
    closing = [province.closing for province in briefing.body if province.closing]
    assert len(closing) == 1
    assert closing[0].startswith("以上各地区另有")
    assert not [note for province in briefing.body for region in province.regions for note in region.elsewhere]


def test_two_points_that_say_the_same_are_not_both_on_paper() -> None:
    same = (
        "[举|甲县|搭建茶产业招商平台，完善茶园配套设施。]",
        "[举|甲县|着眼长远搭建茶产业招商平台，完善茶园配套设施。]",
    )
    briefing = _issue(*WORKS[:60], *same).briefing
    shown = [point for point in (*_points(briefing.body), *_points(briefing.annex)) if "茶产业" in point.text]
    assert len(shown) <= 1


def test_a_text_that_is_its_lead_is_printed_once() -> None:
    (point,) = _points(_issue("[经|甲县|坚持政府引导市场主导]").briefing.body)
    assert (point.lead, point.text) == ("", "坚持政府引导市场主导。")


def test_words_that_touch_a_lost_character_are_never_printed() -> None:
    issue = _issue("[经|甲县|建成冷库12□，新办企业5家]", "[经|甲县|引进□目8个，投资3亿元]")
    assert [point.text for point in _points(issue.briefing.body)] == []
    assert {finding.status for finding in issue.findings} == {"review"}
    assert not issue.indicators
    assert any("无法辨认" in item.advice for item in issue.briefing.review)


def test_stated_chains_come_before_those_of_the_editors_on_paper(long: Briefing) -> None:
    printed = [row for row in long.chains if row.printed]
    assert len(printed) <= CHAIN_ROWS
    assert all(row.stated for row in printed) or not [r for r in long.chains if r.stated and not r.printed]


def test_a_lead_moved_out_of_its_text_is_printed() -> None:
    (point,) = _points(_issue("[经|甲县|全县森林覆盖率提高到23.5%]").briefing.body)
    assert "森林覆盖率" in point.lead + point.text
