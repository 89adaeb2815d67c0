"""What cannot stand by itself on paper: what leans on words left out, tales of visits, lacks of the past."""

from __future__ import annotations

import pytest

from tasks.models import Role
from tasks.summarise.alone import stands_alone
from tasks.summarise.condense import condense
from tasks.summarise.gate import Gate, stands
from tasks.summarise.statements import Statement
from tests.summarise.test_lead_scope import _finding


@pytest.mark.parametrize(
    "text",
    [
        "这既有外部原因，也有产业结构不优等内在原因",
        "剩余12家茶企年产值不足百万元",
        "该茶市已有商户320家",
        "近年来虽加大茶园投入",
        "甲县只有既注重质量又兼顾速度，针对实际情况",
        "考察团先后参观了茶叶交易市场",
        "参观了茶园，听取了合作社介绍",
        "某某书记一行来到茶园察看春茶采摘",
        "学员们感受到了茶乡的变化",
        "制定采摘方案的全过程",
        "茶叶产值达到xx亿元",
        "位于省境西部，幅员面积1200平方公里",
    ],
)
def test_what_leans_or_tells_a_visit_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(text, Role.EXPERIENCE)


@pytest.mark.parametrize(
    "text",
    [
        "其中小学学位新增2000个",
        "茶叶交易市场入驻商户320家",
        "走访茶企1200家，解决用工问题86个",
        "派出考察团3批，引进茶企12家",
        "虽然起步较晚，但茶产业链条完整",
        "此外还建成烘房12座",
        "城镇化率由31%提高到45%",
    ],
)
def test_what_says_all_it_needs_stands_alone(text: str) -> None:
    assert stands_alone(text, Role.EXPERIENCE)


def test_a_lack_of_the_past_is_none_now() -> None:
    assert not stands_alone("曾面临茶园荒芜、人口外流", Role.GAP)
    assert stands_alone("茶园荒芜问题曾经突出，目前仍有三成抛荒", Role.GAP)


@pytest.mark.parametrize(
    "line",
    [
        "[差|甲县|大家围绕茶产业找差距、谈不足]",
        "[差|甲县|茶产业发展还存在一些不容忽视的问题和不足]",
        "[差|甲县|全年融资担保平均费率仅为0.32%]",
    ],
)
def test_what_only_names_lacks_is_none(line: str) -> None:
    finding = _finding(line).model_copy(update={"confidence": 0.9})
    statement = Statement((finding,), 1.0)
    assert not (stands(statement) and Gate.of([statement]).passes(statement))


def test_a_gap_begins_behind_its_announcement() -> None:
    line = "[差|甲县|当前还存在不少困难和问题：茶园管护粗放，茶叶加工链条短]"
    assert _finding(line).evidence[0].quote == "茶园管护粗放，茶叶加工链条短"


def test_blanks_beside_marks_figures_and_single_characters_are_closed_up() -> None:
    text = condense("打造胶东、鲁 中两大茶区，茶叶产量2.7 万吨，创新实施 “一茶一策”，引进 New Tea 公司")
    assert text == "打造胶东、鲁中两大茶区，茶叶产量2.7万吨，创新实施“一茶一策”，引进 New Tea 公司"


@pytest.mark.parametrize("text", ["甲市区多为山地和丘陵，平原有限", "甲市委制定茶园用地办法12条"])
def test_the_name_of_a_place_is_not_taken_off_where_it_goes_on(text: str) -> None:
    assert condense(text, subject=("甲市", "甲")) == text


def test_a_change_without_what_changed_does_not_stand_alone() -> None:
    assert not stands_alone("同比减少28.9%", Role.EXPERIENCE)
