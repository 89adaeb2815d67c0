"""How likely a run of Chinese is: the quick walk that compares candidates finds what the split is worth."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.restore.lexicon import LONGEST_WORD, MARKS, STOP, UNKNOWN, count, counts, rough, split

WORDS = sorted(word for word in counts() if len(word) <= LONGEST_WORD)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.sampled_from("aZ7，镕堃\u3400"),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=3),
)


def worth(words: list[str]) -> float:
    total = math.log(sum(counts().values()))
    return math.fsum(STOP if word in MARKS else math.log(count(word) or UNKNOWN) - total for word in words)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_quick_walk_finds_the_worth_of_the_best_split(text: str) -> None:
    words = split(text)
    assert "".join(words) == text
    assert rough(text) == pytest.approx(worth(words))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_no_other_split_is_better(words: list[str]) -> None:
    assert rough("".join(words)) >= worth(words) - 1e-9
