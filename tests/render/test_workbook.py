"""The workbook: three sheets to follow up with, texts that are never formulas, the same bytes twice."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from seed_briefing import seed_composition

from tasks.models import Composition, Role
from tasks.render.word.markup import NOT_XML
from tasks.render.workbook import DEADLINE, render_xlsx

SEEDS = seed_composition()
FORMULAS = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "#N/A")


def opened(composition: Composition) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(composition)))


def with_summary(text: str) -> Composition:
    finding = SEEDS.findings[0].model_copy(update={"role": Role.MEASURE, "summary": text})
    return SEEDS.model_copy(update={"findings": (finding,)})


@pytest.fixture(scope="module")
def workbook(composition: Composition) -> Workbook:
    return opened(composition)


def test_the_same_composition_gives_the_same_bytes(composition: Composition) -> None:
    first = render_xlsx(composition)
    time.sleep(1.1)
    assert render_xlsx(composition) == first


def test_the_sheets_and_their_heads(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["要点", "举措台账", "指标表"]
    heads = [cell.value for cell in workbook["举措台账"][1]]
    assert heads == ["序号", "地区/责任单位", "配合单位", "专题", "举措", "时限", "进展", "佐证", "来源"]


def test_every_finding_and_indicator_has_its_row(workbook: Workbook, composition: Composition) -> None:
    assert workbook["要点"].max_row == 1 + len(composition.findings)
    assert workbook["指标表"].max_row == 1 + len(composition.indicators)
    measures = [f for f in composition.findings if f.role is Role.MEASURE and f.status == "body"]
    ledger = list(workbook["举措台账"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in ledger] == [finding.summary for finding in measures]
    assert [row[0] for row in ledger] == list(range(1, len(measures) + 1))


def test_regions_that_share_a_measure_work_together(workbook: Workbook) -> None:
    shared = [row for row in workbook["举措台账"].iter_rows(min_row=2, values_only=True) if row[2]]
    assert shared
    assert all(row[1] not in row[2].split("、") for row in shared)


def test_figures_are_numbers(workbook: Workbook) -> None:
    assert all(isinstance(row[4], int | float) for row in workbook["指标表"].iter_rows(min_row=2, values_only=True))


def test_sheets_are_filtered_frozen_and_printable(workbook: Workbook) -> None:
    for sheet in workbook:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "C2"
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    cell = opened(with_summary(text))["举措台账"]["E2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


@settings(max_examples=30, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
def test_any_text_survives(text: str) -> None:
    kept = opened(with_summary(text))["举措台账"]["E2"].value
    assert kept == NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def test_what_looks_like_a_character_code_stays_text() -> None:
    """ECMA-376 22.9.2.19: _x0041_ in a cell is the letter A unless its first underscore is written as a code itself."""
    with zipfile.ZipFile(io.BytesIO(render_xlsx(with_summary("_x0041_")))) as archive:
        assert b"_x005F_x0041_" in archive.read("xl/worksheets/sheet2.xml")


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("到2025年，建成三个园区", ["到2025年"]),
        ("力争2027年底前完成改造", ["2027年底前"]),
        ("2020年农民收入达到新高", []),
        ("今年年底前全部开工", ["今年年底前"]),
        ("“十四五”期间实现全覆盖", ["“十四五”期间"]),
        ("年内建成投用", ["年内"]),
    ],
)
def test_time_limits_are_those_the_measure_states(text: str, limit: list[str]) -> None:
    assert DEADLINE.findall(text) == limit


def test_a_composition_without_findings_still_opens(composition: Composition) -> None:
    empty = opened(composition.model_copy(update={"findings": (), "indicators": ()}))
    assert all(sheet.max_row == 1 for sheet in empty)
