"""Offsets: whatever is cut, replaced or joined, the way back to the raw text holds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.clean import clean
from tasks.clean.traced import Traced, join
from tasks.clean.width import fold_width
from tasks.models import RawDocument

TEXT = st.text(alphabet="甲乙丙丁ab12 ,.()\n", max_size=40)


def leads_back(traced: Traced, raw: str) -> bool:
    """Every character that stands in the raw text stands where its offset says."""
    return all(raw[traced.at(i)] == mark for i, mark in enumerate(traced.text) if mark in "甲乙丙丁ab12")


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_cut(raw: str, start: int, end: int) -> None:
    start, end = min(start, len(raw)), min(max(start, end), len(raw))
    part = Traced(raw).cut(start, end)
    assert part.text == raw[start:end]
    assert leads_back(part, raw)


@given(TEXT)
def test_removal_then_cut_then_join(raw: str) -> None:
    text = Traced(raw).sub(re.compile(r"\(|\d"), "")
    lines = text.lines()
    assert leads_back(text, raw)
    assert all(leads_back(line, raw) for line in lines)
    assert leads_back(join(lines, "\n"), raw)


@given(TEXT, st.integers(0, 40), st.integers(0, 3), st.text(alphabet="擔負", max_size=9))
def test_longer_text_leads_to_where_the_old_ended(raw: str, start: int, size: int, new: str) -> None:
    start = min(start, len(raw))
    end = min(start + size, len(raw))
    text = Traced(raw).replace([(start, end, new)])
    offsets = [text.at(index) for index in range(len(text.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(raw) for offset in offsets)
    assert leads_back(text, raw)


@given(TEXT)
def test_width_keeps_offsets_and_settles(raw: str) -> None:
    once = fold_width(Traced(raw))
    assert len(once.text) == len(raw)
    assert fold_width(once).text == once.text


def test_paragraphs_lead_back_to_the_markup() -> None:
    page = (
        "<html><head><title>学先进 促发展_某某网</title></head><body><ul><li><a href=/>首页</a></li></ul>"
        "<h1>学先进 促发展</h1><p>来源：某某日报　2024-05-06</p><div><p>各乡镇要<b>对标</b>先进&ldquo;找差距&rdquo;，"
        "把学习成果转化为工作实效，推动高质量发展。</p>"
        "<p>会议强调,要抓好落实,确保各项任务按时完成,群众得到实惠。</p></div></body></html>"
    )
    article = clean(RawDocument(source="a.html", sha256="0", markup="html", text=page, charset="utf-8"))
    assert article.paragraphs
    for paragraph in article.paragraphs:
        traced = Traced(paragraph.text, paragraph.origin)
        for index, mark in enumerate(paragraph.text):
            if "\u4e00" <= mark <= "\u9fff":
                assert page[traced.at(index)] == mark
