"""Clauses: where they begin and end, what stays whole, and offsets that always hold."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tasks.classify.clauses import split

CHARACTERS = "我市要发展产业，。；：！？、“”‘’（）《》—…,.1 2亿元一是二、(a)\n"


def texts(paragraph: str) -> list[str]:
    return [paragraph[span.start : span.end] for span in split(paragraph)]


def test_a_sentence_is_cut_at_its_commas():
    assert texts("实现了增长，但基础不牢，必须补上。") == ["实现了增长", "但基础不牢", "必须补上"]


def test_a_term_in_quotation_marks_stays_whole():
    paragraph = "成立“打通断头路，畅通微循环”工作组，每周调度。"
    assert texts(paragraph) == ["成立“打通断头路，畅通微循环”工作组", "每周调度"]


def test_a_speech_is_cut_and_known_as_quoted():
    spans = split("局长说：“我们要补短板，也要强弱项。”")
    assert [span.quoted for span in spans] == [False, True, True]


def test_brackets_and_enumerations_stay_whole():
    assert texts("建成厂房（含仓库，冷库）三座，引进食品、纺织、机械企业。") == [
        "建成厂房（含仓库，冷库）三座",
        "引进食品、纺织、机械企业",
    ]


def test_a_number_that_leads_in_is_a_clause_of_its_own():
    spans = split("一是产业不强。二是人才不足。")
    assert [span.lead for span in spans] == [True, False, True, False]


def test_a_figure_with_a_comma_is_not_cut():
    assert texts("投资1,200万元，建成两座。") == ["投资1,200万元", "建成两座"]


@given(st.text(alphabet=CHARACTERS, max_size=120))
def test_clauses_are_in_order_apart_and_never_empty(paragraph: str):
    spans = split(paragraph)
    assert all(span.start < span.end <= len(paragraph) for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))


@given(st.text(alphabet=CHARACTERS, max_size=120))
def test_every_letter_and_digit_lies_in_a_clause(paragraph: str):
    covered = {place for span in split(paragraph) for place in range(span.start, span.end)}
    assert all(place in covered for place, character in enumerate(paragraph) if character.isalnum())
