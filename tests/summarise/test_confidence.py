from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.summarise.confidence import calibrated, calibration


def test_knots_rise_from_nothing_to_all() -> None:
    knots = calibration().knots
    assert (knots[0].raw, knots[-1].raw) == (0.0, 1.0)
    assert [knot.right for knot in knots] == sorted(knot.right for knot in knots)


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_rises_with_the_score_and_stays_a_share(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) <= 1
