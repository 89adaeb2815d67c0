"""Successes told in small or multiplied numbers, and what only sounds like one."""

from __future__ import annotations

import pytest

from tasks.classify.lines import lines
from tasks.classify.successes import succeeds, successes
from tasks.models import Article, Clause, Paragraph, Role


@pytest.mark.parametrize(
    "text",
    [
        "新品种亩产达到四吨，是原来的2倍，而且没有病害",
        "过去留在本县读高中的只有十几人，而去年这个数翻了几倍，到一百多人",
        "办照只用了3天",
        "企业开办时间压缩到0.5个工作日",
        "群众最多跑一趟就能办好",
        "贫困发生率降至2%",
        "雨天的巷子再也不会积水",
        "全年没有发生一起安全事故",
        "民宿客房翻了一番，床位增加到原来的3倍",
    ],
)
def test_a_success_in_small_or_multiplied_numbers_is_no_gap(text):
    assert succeeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "用工成本是原来的2倍",
        "房价翻了一番",
        "产量是原来的3倍，但深加工仍然不足",
        "留在本县读高中的只有十几人",
        "全县高新技术企业只有3家",
        "电力及县属企业仅占10%，增长空间有限",
        "如果审批时间压缩到3天，项目早就开工了",
        "群众办事要跑十几趟",
        "负债率降至60%，却没有新的项目接上",
        "PM2.5浓度超过标准的2倍",
        "亩均税收不到全省平均的一半",
    ],
)
def test_a_lack_stays_a_gap(text):
    assert not succeeds(text)


def test_all_gaps_of_the_sentence_are_meant_and_no_others():
    text = "过去种一茬只收一吨，换了新种，亩产是原来的3倍。深加工企业只有一家。"
    article = Article(article_id="a", source="a", paragraphs=(Paragraph(paragraph_id="p", text=text),))
    edges = [0, 10, 15, 24, 34]
    clauses = tuple(
        Clause(paragraph_id="p", start=start, end=end, role=role, role_scores=(0.2, 0.6, 0.1, 0.1))
        for start, end, role in zip(edges[:-1], edges[1:], (Role.GAP, Role.EXPERIENCE, Role.GAP, Role.GAP), strict=True)
    )
    assert list(successes(lines(article, clauses))) == [0, 2]
