"""What a lead phrase may not do: cut a compound or a negation, say only how, when, how often or in which place."""

from __future__ import annotations

import pytest

from tasks.summarise.lead import lead_for


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("建立村组间“结对互助”的对接机制", "对接机制"),
        ("完善社区志愿者队伍职业化体系", "社区志愿者队伍"),
        ("某学院管理体制改革顺利完成", "学院管理体制改革"),
        ("打造各乡镇教育和医疗资源", "教育和医疗资源"),
        ("形成人人争先的鲜明导向，出台人才评价办法", "人才评价办法"),
        ("稳定外贸增长的基础尚不牢固", "外贸增长的基础"),
    ],
)
def test_a_lead_keeps_words_and_compounds_whole(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead or lead_for(text).lead in lead


@pytest.mark.parametrize(
    "text", ["不稳定不确定因素仍然较多", "产业结构不优、产业规模偏小、链条偏短", "科技攻关与产业关联度不高"]
)
def test_what_a_lead_leaves_still_reads(text: str) -> None:
    made = lead_for(text)
    assert made.text == text
    assert made.lead != "确定因素"


def test_a_lead_is_not_the_status_a_clause_begins_with() -> None:
    assert "贫困" not in lead_for("某县作为一个贫困县，创造出农村电商模式").lead
