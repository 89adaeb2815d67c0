"""Sections by their headings."""

from __future__ import annotations

from tasks.classify.sections import sections
from tasks.models import Role

TEXT = "各项工作平稳推进，年初确定的事情一件一件办了下来。"


def told(*paragraphs: str) -> list[Role | None]:
    return sections(paragraphs, [False] * len(paragraphs))


def test_a_report_tells_its_sections() -> None:
    assert told("一、2024年工作回顾", TEXT, "二、2025年重点工作", TEXT) == [None, Role.EXPERIENCE, None, Role.MEASURE]


def test_a_heading_without_a_kind_shares_that_above_it() -> None:
    report = told(
        "一、过去五年工作回顾", "（一）产业升级步伐加快", TEXT, "（二）城乡面貌焕然一新", TEXT, "二、其他事项", TEXT
    )
    assert report == [None, None, Role.EXPERIENCE, None, Role.EXPERIENCE, None, None]


def test_a_research_report_tells_problems_and_suggestions() -> None:
    assert told("一、存在的问题", TEXT, "二、对策建议", "（一）延长链条", TEXT)[1::3] == [Role.GAP, Role.MEASURE]


def test_a_review_may_turn_to_what_is_lacking() -> None:
    admission = "同时，我们也清醒认识到，发展中还存在不少困难和问题：" + TEXT * 3
    assert told("一、工作回顾", TEXT, admission)[1:] == [Role.EXPERIENCE, Role.GAP]


def test_without_headings_nothing_is_told() -> None:
    assert told(TEXT, TEXT) == [None, None]
