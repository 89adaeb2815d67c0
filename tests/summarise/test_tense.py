from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Kind, Role
from tasks.summarise import summarise
from tasks.summarise.tense import as_told, looks_ahead
from tests.summarise.building import article


def _roles(*lines: str) -> list[Role | None]:
    return [clause.role for clause in as_told(article(*lines)).clauses]


@pytest.mark.parametrize(
    "lines",
    [
        ("#二、明年主要目标", "#1．产业", "[经|甲县|茶叶产值增长9%]"),
        ("明年，我们要紧扣总要求，实现以下目标：", "[经|甲县|茶叶产值增长9%]"),
        ("主要预期目标是：[经|甲县|茶叶产值增长9%]，游客明显增多。",),
        ("[经|甲县|确保茶叶产值增长9%]。",),
        ("[经|甲县|力争全年新办企业40家]，[经|甲县|茶叶产值增长9%]。",),
    ],
)
def test_what_is_aimed_at_is_no_achievement(lines: tuple[str, ...]) -> None:
    assert set(_roles(*lines)) == {Role.MEASURE}
    assert {row.kind for row in summarise(article(*lines)).indicators} <= {Kind.TARGET, Kind.PLAN}


@pytest.mark.parametrize(
    "lines",
    [
        ("#二、明年主要目标", "#三、今年工作回顾", "[经|甲县|茶叶产值增长9%]"),
        ("#去年目标完成情况", "[经|甲县|茶叶产值增长9%]"),
        ("#二、明年主要目标", "[经|甲县|去年茶叶产值已增长9%]"),
        ("茶叶产值突破新高，有力确保了增收。[经|甲县|茶叶产值增长9%]。",),
        ("各位来宾：", "[经|甲县|茶叶产值增长9%]"),
    ],
)
def test_a_review_stays_one(lines: tuple[str, ...]) -> None:
    assert set(_roles(*lines)) == {Role.EXPERIENCE}
    assert {row.kind for row in summarise(article(*lines)).indicators} == {Kind.ACTUAL}


def test_figures_outside_findings_under_aims_are_targets() -> None:
    one = article("#明年目标", "[经|甲县|茶叶产值增长9%]", "#今年回顾", "[经|甲县|茶叶产值增长8%]")
    unlabelled = tuple(clause.model_copy(update={"role": None}) for clause in one.clauses)
    rows = summarise(one.model_copy(update={"clauses": unlabelled})).indicators
    assert [(row.value, row.kind) for row in rows] == [(9, Kind.TARGET), (8, Kind.ACTUAL)]


def test_the_words_of_a_title_set_no_target() -> None:
    (row,) = summarise(article("[举|甲县|发放《防火目标确认书》900份]")).indicators
    assert row.kind is not Kind.TARGET


def test_what_was_done_and_counted_is_experience() -> None:
    assert set(_roles("[举|甲县|截至目前，已改造管网30公里]，铺设光缆。")) == {Role.EXPERIENCE}
    assert set(_roles("三年来，全县修路300公里。[举|甲县|新建冷库12座，将资金投向最需要的地方]。")) == {Role.EXPERIENCE}
    assert _roles("三年来，全县修路300公里。[举|甲县|下一步将新建冷库12座]。") == [Role.MEASURE]
    assert set(_roles("[举|甲县|已成立专班，正在改造12个小区]。")) == {Role.MEASURE}
    assert _roles("#明年计划目标", "[举|甲县|累计建成冷库12座]") == [Role.MEASURE]


def test_before_a_noun_jiang_marks_the_object() -> None:
    assert not looks_ahead("将资金投向山区")
    assert looks_ahead("将新建一座水厂")


@given(
    st.lists(
        st.sampled_from(["甲县", "确保", "《目标》", "增长", "9%", "目标是：", "已", "，", "。", "将"]), max_size=14
    )
)
def test_only_the_two_roles_change_places(parts: list[str]) -> None:
    one = article(f"[经|甲县|{''.join(parts) or '甲'}][举|甲县|建园][差|甲县|路窄]")
    told = as_told(one)
    assert [(c.start, c.end, c.regions) for c in told.clauses] == [(c.start, c.end, c.regions) for c in one.clauses]
    assert told.clauses[-1].role is Role.GAP
