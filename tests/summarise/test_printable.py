"""Who passes to paper: points with content under a lead that names the matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Finding, Level, Role
from tasks.summarise import summarise
from tasks.summarise.condense import condense
from tasks.summarise.gate import stands
from tasks.summarise.gate_checks import names_its_place
from tasks.summarise.lead import lead_for
from tasks.summarise.printable import content_signs, lead_signs, printable
from tasks.summarise.statements import Statement
from tests.summarise.building import article

QUOTE = "建成县城污水处理厂二期，新增日处理能力2万吨，铺设管网36公里"


def _finding(line: str) -> Finding:
    return summarise(article(line)).findings[0]


def _led(finding: Finding, lead: str) -> float:
    return printable(finding.model_copy(update={"lead": lead}))


def test_work_with_figures_is_fitter_than_a_slogan() -> None:
    work = _finding(f"[经|甲县|{QUOTE}。]")
    slogan = work.model_copy(update={"summary": "全面加强自身建设，不断提升治理能力和服务水平"})
    assert printable(work, led=False) > 0.7 > 0.5 > printable(slogan, led=False)


def test_a_lead_that_cuts_a_word_or_names_nothing_is_unfit() -> None:
    work = _finding(f"[经|甲县|{QUOTE}。]")
    assert _led(work, "污水处理厂") > max(_led(work, "水处理厂"), _led(work, "新增日处理"), _led(work, "建成县城"))


def test_where_a_lead_stands_is_seen() -> None:
    signs = lead_signs("处理能力", QUOTE)
    assert signs["cut"] == 0
    assert lead_signs("理能力", QUOTE)["cut"] == 1
    assert lead_signs("雨水管网", QUOTE)["cut"] == 0


@pytest.mark.parametrize("role", list(Role))
@given(text=st.text(max_size=60))
def test_any_text_can_be_weighed(role: Role, text: str) -> None:
    assert all(-6 <= value <= 8 for value in content_signs(text, role).values())


def test_a_figure_that_fell_is_no_gap_by_itself() -> None:
    fell, lacking = (
        Statement((_finding(f"[差|甲县|{text}。]"),), 1.0)
        for text in ("社会消费品零售总额36亿元，下降4.3%", "主导产业规模小，规上工业增加值下降4.3%")
    )
    assert not stands(fell)
    assert stands(lacking)


def test_who_sees_a_lack_is_not_said() -> None:
    assert condense("我们也清醒地认识到，县域工业规模还不够大") == "县域工业规模还不够大"


def test_a_sentence_with_a_figure_leads_no_other() -> None:
    text = "专利授权36件。健全招商引资奖励办法，落实到位资金9亿元"
    assert "专利授权36件" in lead_for(text).text


def test_a_village_is_named_in_what_is_printed_under_it() -> None:
    work = _finding(f"[经|甲县|{QUOTE}。]")
    village = work.region.model_copy(
        update={"name": "荷塘沟村", "full_name": "某省某市甲县荷塘沟村", "level": Level.VILLAGE}
    )
    named = work.evidence[0].model_copy(update={"quote": f"荷塘沟村{QUOTE}"})
    assert not names_its_place(work.model_copy(update={"region": village}))
    assert names_its_place(work.model_copy(update={"region": village, "evidence": (named,)}))
    assert names_its_place(work)
    common = village.model_copy(update={"name": "重点镇", "level": Level.TOWNSHIP})
    listed = work.evidence[0].model_copy(update={"quote": f"重点镇{QUOTE}"})
    assert not names_its_place(work.model_copy(update={"region": common, "evidence": (listed,)}))
