"""A work report tells of its own region."""

from __future__ import annotations

import pytest

from tasks.classify.reports import of_its_own
from tasks.models import Article, Clause, Genre, Level, Paragraph, Region, Role

HOME = Region(name="甲省", full_name="甲省", code=None, level=Level.PROVINCE, parent=None)
INSIDE = Region(name="乙市", full_name="甲省乙市", code=None, level=Level.CITY, parent="甲省")
OTHER = Region(name="丙市", full_name="丙市", code=None, level=Level.PROVINCE, parent=None)


def regions(
    *said: Region, genre: Genre = Genre.WORK_REPORT, home: Region | None = HOME, text: str = "丙市、乙市举办推介会"
) -> tuple[Region, ...]:
    article = Article(article_id="a", source="a", paragraphs=(Paragraph(paragraph_id="p", text=text),))
    start = max(text.rfind("。"), text.rfind("；")) + 1
    clause = Clause(
        paragraph_id="p",
        start=start,
        end=len(text),
        role=Role.EXPERIENCE,
        role_scores=(0.9, 0.0, 0.0, 0.1),
        regions=said,
    )
    return of_its_own(article, [clause], home, genre)[0].regions


@pytest.mark.parametrize(
    ("said", "own"),
    [((OTHER,), (HOME,)), ((INSIDE,), (INSIDE,)), ((INSIDE, OTHER), (INSIDE,)), ((HOME,), (HOME,)), ((), ())],
)
def test_other_places_in_a_work_report_own_nothing(said: tuple[Region, ...], own: tuple[Region, ...]) -> None:
    assert regions(*said) == own


def test_elsewhere_other_places_keep_what_is_theirs() -> None:
    assert regions(OTHER, genre=Genre.FEATURE) == (OTHER,)
    assert regions(OTHER, home=None) == (OTHER,)


def test_a_county_has_what_its_own_sentence_says() -> None:
    assert regions(INSIDE, text="乙市的园区建成投产；工业总产值增长一成") == (HOME,)
    assert regions(INSIDE, text="工业总产值增长一成；乙市的园区建成投产") == (INSIDE,)


def test_to_help_a_county_is_the_reporters_measure() -> None:
    assert regions(INSIDE, text="支持乙市打造产业基地") == (HOME,)
    assert regions(INSIDE, text="支持企业上市，乙市建成产业基地") == (INSIDE,)


@pytest.mark.parametrize("text", ["依托乙市园区扩大产能", "打造“乙市香菇”示范带", "在乙市建成水厂"])
def test_a_county_within_a_clause_only_tells_where(text: str) -> None:
    assert regions(INSIDE, text=text) == (HOME,)
