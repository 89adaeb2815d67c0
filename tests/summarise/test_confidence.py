from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Clause, Genre, Role
from tasks.summarise.confidence import Signs, calibrated, doubted, is_doubted, signs
from tasks.summarise.thresholds import BODY_CONFIDENCE

SHARE = st.floats(0, 1)


def clause(start: int, end: int, role: float, region: float) -> Clause:
    scores = (role, 0.0, 0.0, 1 - role)
    return Clause(paragraph_id="p", start=start, end=end, role=Role.EXPERIENCE, role_scores=scores, region_score=region)


@given(SHARE, SHARE, SHARE, st.booleans())
def test_confidence_rises_with_what_the_classifier_says_and_stays_a_share(
    one: float, other: float, role: float, report: bool
) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(Signs(low, role, report)) <= calibrated(Signs(high, role, report)) <= 1
    assert calibrated(Signs(role, low, report)) <= calibrated(Signs(role, high, report))


def test_a_work_report_says_plainly_what_is_what() -> None:
    assert calibrated(Signs(0.6, 0.7, True)) > calibrated(Signs(0.6, 0.7, False))


def test_longer_clauses_count_more() -> None:
    told = signs((clause(0, 30, 0.9, 0.5), clause(30, 40, 0.5, 1.0)), Genre.FEATURE)
    assert (round(told.role, 4), round(told.both, 4), told.report) == (0.8, 0.4625, False)
    assert signs((clause(0, 0, 0.9, 1.0),), Genre.WORK_REPORT) == (0.0, 0.0, True)


@given(st.floats(0, 1), st.floats(-4, 4), st.floats(-4, 4))
def test_the_less_a_text_is_about_places_the_less_its_findings_are_trusted(
    right: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= doubted(right, low) <= doubted(right, high) + 1e-9 <= right + 2e-9


def test_texts_about_places_and_texts_that_were_not_read_for_it_are_not_doubted() -> None:
    assert doubted(0.7, None) == doubted(0.7, 2.0) == 0.7
    assert not is_doubted(None)
    assert is_doubted(-0.5)


def test_a_likely_finding_of_a_doubted_text_falls_below_the_body_and_a_sure_one_stays() -> None:
    assert doubted(0.66, -0.7) < BODY_CONFIDENCE < doubted(0.95, -0.7)
