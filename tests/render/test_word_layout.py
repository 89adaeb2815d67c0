"""The Word document as LibreOffice sets it: 22 lines of 28 characters, every statement, as many pages as the PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from tasks.models import Briefing
from tasks.render.check.pdf_geometry import NO_END, NO_START
from tasks.render.check.pdf_lines import Line, continued, of_size, page_lines
from tasks.render.documents import on_paper
from tasks.render.fonts import find_fonts
from tasks.render.layout import load_layout
from tasks.render.pdf import render_pdf
from tasks.render.pdf.markup import print_markup
from tasks.render.templates import TEMPLATES, load_template
from tasks.render.word import render_docx

EPOCH = 1_793_577_600
LAYOUT = load_layout()
LEFT, PITCH = LAYOUT.points("margin_left"), LAYOUT.points("line_pitch")
PAGE_HEIGHT = LAYOUT.points("paper_height")

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")


def converted(content: bytes, folder: Path) -> Path:
    """The document as PDF by LibreOffice, with a profile of its own so that conversions do not wait on each other."""
    (folder / "t.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "t.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "t.pdf"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def pdf(briefing: Briefing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    printed = on_paper(briefing)
    return converted(render_docx(printed, TEMPLATES / "综合简报", epoch=EPOCH), tmp_path_factory.mktemp("word"))


@pytest.fixture(scope="module")
def lines(pdf: Path) -> list[Line]:
    with pdfplumber.open(pdf) as document:
        return [line for number, page in enumerate(document.pages, 1) for line in page_lines(number, page)]


@pytest.fixture(scope="module")
def body(lines: list[Line]) -> list[Line]:
    return of_size(lines, LAYOUT.number("body_size"))


def test_a_page_holds_22_lines_and_the_full_ones_exactly(body: list[Line]) -> None:
    per_page = Counter(line.page for line in body)
    assert max(per_page.values()) == LAYOUT.number("lines")
    full = [page for page in per_page if per_page[page] == LAYOUT.number("lines")]
    assert len(full) > len(per_page) / 3
    for before, after in pairwise(line for line in body if line.page == full[0]):
        assert after.baseline - before.baseline == pytest.approx(PITCH, abs=0.1)


def test_pure_chinese_lines_hold_28_characters_or_one_or_two_less_by_the_rules_of_line_ends(body: list[Line]) -> None:
    pure = [line for line, _ in continued(body, LEFT, PITCH) if line.pure_chinese]
    lengths = Counter(len(line.text) + round((line.left - LEFT) / line.size) for line in pure)
    assert max(lengths) == LAYOUT.number("characters")
    assert lengths[28] / len(pure) >= 0.85
    # LibreOffice takes a character and its full stop along where a figure follows them.
    assert sum(lengths[count] for count in lengths if count < 26) / len(pure) < 0.01


def test_no_line_begins_or_ends_against_the_rules(body: list[Line], lines: list[Line]) -> None:
    raised = [line for line in lines if line.size < LAYOUT.number("body_size") and line.text.startswith("］")]
    assert not [line.text for line in body if line.text[0] in NO_START or line.text[-1] in NO_END]
    assert not raised


def test_the_text_keeps_to_the_type_area(body: list[Line]) -> None:
    right = LAYOUT.points("paper_width") - LAYOUT.points("margin_right")
    bottom = PAGE_HEIGHT - LAYOUT.points("margin_bottom")
    assert min(line.left for line in body) >= LEFT - 1
    assert max(line.right for line in body) <= right + 3
    assert max(line.baseline for line in body) < bottom


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages(lines: list[Line]) -> None:
    numbers = {line.page: line for line in lines if re.fullmatch(r"— ?\d+ ?—", line.text)}
    assert sorted(numbers) == sorted({line.page for line in lines})
    assert all((line.left > 300) == (page % 2 == 1) for page, line in numbers.items())
    assert {line.size for line in numbers.values()} == {LAYOUT.number("page_number_size")}


def test_every_statement_of_the_briefing_is_there_in_order(briefing: Briefing, body: list[Line]) -> None:
    text, place = squeezed("".join(line.text for line in body)), 0
    for province in briefing.body:
        for region in province.regions:
            for section in region.sections:
                for point in section.points:
                    place = text.find(squeezed(point.text), place)
                    assert place >= 0, point.text


def test_it_has_as_many_pages_as_the_pdf_or_one_more_or_less(briefing: Briefing, pdf: Path) -> None:
    template = load_template("综合简报")
    markup = print_markup(on_paper(briefing), template)
    made = render_pdf(markup, folders=template.folders, fonts=find_fonts(), epoch=EPOCH)
    with pikepdf.open(io.BytesIO(made.content)) as ours, pikepdf.open(pdf) as theirs:
        assert abs(len(ours.pages) - len(theirs.pages)) <= 1


def test_the_colophon_ends_at_the_foot_of_the_last_page(pdf: Path) -> None:
    with pdfplumber.open(pdf) as document:
        page = document.pages[-1]
        rules = [shape["bottom"] for shape in (*page.rects, *page.lines) if shape["width"] > page.width / 2]
    assert max(rules) == pytest.approx(PAGE_HEIGHT - LAYOUT.points("margin_bottom"), abs=4)
