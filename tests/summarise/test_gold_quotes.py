"""The quotes that a person chose from the seeds are printed grounded, under leads of their own words, with figures."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tasks.summarise.condense import LIMIT, condense
from tasks.summarise.figures import figures
from tasks.summarise.grounding import grounded, is_subsequence
from tasks.summarise.lead import lead_for
from tasks.summarise.lead_shape import LONGEST, SHORTEST

GOLD = Path(__file__).resolve().parents[1] / "gold"


def _rows(kind: str) -> list[dict[str, Any]]:
    return [row for path in sorted(GOLD.glob(f"*.{kind}.json")) for row in json.loads(path.read_text("utf-8"))]


QUOTES = sorted({row["quote"] for row in _rows("findings")})


@pytest.mark.parametrize("quote", QUOTES)
def test_each_quote_is_printed_grounded(quote: str) -> None:
    text = condense(quote)
    assert grounded(text, quote)
    lead = lead_for(text)
    assert lead.text == text or is_subsequence(lead.text, text)
    assert set(lead.lead) <= set(quote)


def test_leads_have_four_to_ten_characters() -> None:
    sizes = [len(re.sub(r"\W", "", lead_for(condense(quote)).lead)) for quote in QUOTES]
    assert sum(SHORTEST <= size <= LONGEST for size in sizes) >= 0.97 * len(sizes)


def test_most_texts_stay_within_what_is_read_at_a_glance() -> None:
    sizes = [len(condense(quote)) for quote in QUOTES]
    assert sum(size <= LIMIT for size in sizes) >= 0.92 * len(sizes)


def test_the_figures_of_the_hand_made_indicators_are_found() -> None:
    rows = [row for row in _rows("indicators") if not row.get("borderline")]
    missed = [
        row["quote"]
        for row in rows
        if (float(row["value"]), row["unit"]) not in {(figure.value, figure.unit) for figure in figures(row["quote"])}
    ]
    assert len(missed) <= 0.1 * len(rows), missed
