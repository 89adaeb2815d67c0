"""Marks of polarity: words that tell how a plain fact is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classify.features import MARKS, POLARITY, encode


def marks(clause: str) -> set[str]:
    (row,) = encode([clause], [False]).marks
    return {name for name, value in zip(POLARITY, row[-len(POLARITY) :], strict=True) if value}


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("两条支流水质恶化", {"adverse", "adverse unmended"}),
        ("着力化解断头路难题", {"adverse", "mending"}),
        ("入园企业仅为6家", {"scant", "behind"}),
        ("增速低于全省平均水平", {"behind"}),
        ("综合排名稳居前列", {"favourable"}),
        ("参观人员合影留念", set()),
    ],
)
def test_words_tell_how_a_fact_is_meant(clause: str, said: set[str]) -> None:
    assert marks(clause) == said


def test_a_word_does_not_reach_over_the_edge_of_its_clause() -> None:
    rows = encode(["城区污，染整企业三家。"], [False]).marks[:, -len(POLARITY) :]
    assert not rows.any()


@given(st.lists(st.text(alphabet="污染仅为，。领先A1", max_size=30), max_size=4))
def test_every_clause_has_all_marks(paragraphs: list[str]) -> None:
    encoded = encode(paragraphs, [False] * len(paragraphs))
    assert encoded.marks.shape == (len(encoded.spans), MARKS)
