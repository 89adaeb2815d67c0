"""Pictures only compare what can be compared, and say in words what they show."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from tasks.models import Composition, Evidence, Indicator, Kind, Level, Region
from tasks.render.charts import Lane, comparable, draw_charts, draw_lanes, learning_pairs, plan_charts
from tasks.render.fonts import FontSet

PLACES = ("甲省", "乙省", "丙省")


def _indicator(
    place: str, value: float, name: str = "城镇新增就业", unit: str = "万人", year: int | None = 2024
) -> Indicator:
    region = Region(name=place, full_name=place, code=None, level=Level.PROVINCE, parent=None)
    evidence = Evidence(article_id="a", paragraph_id="p", start=0, end=1, quote="字")
    return Indicator(
        region=region, name=name, value=value, unit=unit, year=year, qualifier=None, kind=Kind.ACTUAL, evidence=evidence
    )


def test_same_name_unit_and_year_are_compared_in_the_order_of_regions() -> None:
    rows = [_indicator("丙省", 9), _indicator("甲省", 3), _indicator("乙省", 5)]
    (group,) = comparable(rows, PLACES)
    assert [row.region.name for row in group] == list(PLACES)


def test_other_units_years_and_undated_figures_are_not() -> None:
    rows = [
        _indicator("甲省", 3),
        _indicator("乙省", 5, unit="人"),
        _indicator("丙省", 4, year=2023),
        _indicator("乙省", 4, year=None),
        _indicator("丙省", 4, name="新增就业"),
    ]
    assert list(comparable(rows, PLACES)) == []


def test_a_region_with_two_values_is_left_out() -> None:
    rows = [_indicator("甲省", 3), _indicator("甲省", 4), _indicator("乙省", 5), _indicator("丙省", 6)]
    (group,) = comparable(rows, PLACES)
    assert [row.region.name for row in group] == ["乙省", "丙省"]


def test_one_figure_told_of_several_regions_is_not_compared() -> None:
    assert list(comparable([_indicator("甲省", 9), _indicator("乙省", 9), _indicator("丙省", 9)], PLACES)) == []


def test_pictures_say_their_content_and_are_the_same_each_time(composition: Composition, fonts: FontSet) -> None:
    rows = tuple(_indicator(place, value) for place, value in zip(PLACES, (3.5, 5, 9), strict=True))
    one = composition.model_copy(update={"indicators": rows})
    charts = draw_charts(plan_charts(one), fonts)
    assert charts == draw_charts(plan_charts(one), fonts)
    assert charts.indicators[0].words == "2024年城镇新增就业（实绩）：甲省3.5万人；乙省5万人；丙省9万人"
    assert charts.learning is not None
    assert all(f"{learner}学{other}" in charts.learning.words for learner, other in learning_pairs(one.briefing))
    for chart in (*charts.indicators, charts.learning):
        assert ElementTree.fromstring(chart.svg).tag.endswith("svg")  # noqa: S314 - our own picture
        assert b"<script" not in chart.svg


def test_nothing_to_compare_draws_nothing(composition: Composition, fonts: FontSet) -> None:
    bare = composition.model_copy(
        update={"indicators": (), "briefing": composition.briefing.model_copy(update={"links": ()})}
    )
    charts = draw_charts(plan_charts(bare), fonts)
    assert charts.indicators == ()
    assert charts.learning is None


def test_what_was_taken_up_where_is_drawn_and_said(fonts: FontSet) -> None:
    lanes = [
        Lane(name="田长制", origin="甲省", told="2026-01-10", stops=(("乙省", "2026-03-01"), ("丙省", "2026-01-10"))),
        Lane(name="养老", origin="乙省", told="2026-03-01", stops=(("丙省", "2026-08-08"),)),
    ]
    drawn = draw_lanes(lanes, fonts).diffusion
    assert drawn is not None
    assert "甲省田长制（2026-01-10）→乙省（2026-03-01）、丙省（2026-01-10）" in drawn.words
    assert ElementTree.fromstring(drawn.svg).tag.endswith("svg")  # noqa: S314 - our own
    again = draw_lanes(lanes, fonts).diffusion
    assert again is not None
    assert again.svg == drawn.svg
    assert draw_lanes([], fonts).diffusion is None


def test_paper_has_room_for_the_first_lanes(fonts: FontSet) -> None:
    lanes = [
        Lane(name=f"做法{n}", origin="甲省", told="2026-01-10", stops=(("乙省", "2026-03-01"),)) for n in range(40)
    ]
    drawn = draw_lanes(lanes, fonts).diffusion
    assert drawn is not None
    assert "做法13" in drawn.words
    assert "做法14" not in drawn.words
