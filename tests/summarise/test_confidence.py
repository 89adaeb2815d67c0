from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.summarise.confidence import calibrated, calibration, doubted, is_doubted
from tasks.summarise.thresholds import BODY_CONFIDENCE


def test_knots_rise_from_nothing_to_all() -> None:
    knots = calibration().knots
    assert (knots[0].raw, knots[-1].raw) == (0.0, 1.0)
    assert [knot.right for knot in knots] == sorted(knot.right for knot in knots)


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_rises_with_the_score_and_stays_a_share(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) <= 1


@given(st.floats(0, 1), st.floats(-4, 4), st.floats(-4, 4))
def test_the_less_a_text_is_about_places_the_less_its_findings_are_trusted(
    right: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= doubted(right, low) <= doubted(right, high) <= right + 1e-9


def test_texts_about_places_and_texts_that_were_not_read_for_it_are_not_doubted() -> None:
    assert doubted(0.7, None) == doubted(0.7, 2.0) == 0.7
    assert not is_doubted(None)
    assert is_doubted(-0.5)


def test_a_likely_finding_of_a_doubted_text_falls_below_the_body_and_a_sure_one_stays() -> None:
    assert doubted(0.66, -0.7) < BODY_CONFIDENCE < doubted(0.95, -0.7)
