"""A benchmark's present is 经验, the learner's own is 举措."""

from __future__ import annotations

import pytest

from tasks.classify.tense import settle, speaks_of_what_is_to_come
from tasks.models import Article, Clause, Genre, Level, Paragraph, Region, Role, Speaker

HOME = Region(name="甲市", full_name="乙省甲市", code=None, level=Level.CITY, parent="乙省")
INSIDE = Region(name="丙县", full_name="乙省甲市丙县", code=None, level=Level.COUNTY, parent="乙省甲市")
OTHER = Region(name="丁市", full_name="戊省丁市", code=None, level=Level.CITY, parent="戊省")


def told(
    text: str,
    region: Region,
    *,
    genre: Genre = Genre.FEATURE,
    speaker: Speaker | None = None,
    home: Region | None = HOME,
) -> Role | None:
    article = Article(article_id="a", source="a", paragraphs=(Paragraph(paragraph_id="p", text=text),))
    clause = Clause(
        paragraph_id="p",
        start=0,
        end=text.index("，"),
        role=Role.MEASURE,
        role_scores=(0.2, 0.0, 0.7, 0.1),
        regions=(region,),
        speaker=speaker,
    )
    return settle(article, (clause,), home, genre)[0].role


def test_what_another_region_does_is_its_experience() -> None:
    assert told("推行首席服务员制度，项目审批提速一半。", OTHER) is Role.EXPERIENCE


def test_the_home_region_is_doing_it() -> None:
    assert told("推行首席服务员制度，项目审批提速一半。", HOME) is Role.MEASURE


@pytest.mark.parametrize("genre", [Genre.FEATURE, Genre.WORK_REPORT, Genre.COMMENTARY])
def test_a_county_of_the_home_is_an_example_in_a_commentary_only(genre: Genre) -> None:
    wanted = Role.EXPERIENCE if genre is Genre.COMMENTARY else Role.MEASURE
    assert told("深耕电商直播，卖出一县好货。", INSIDE, genre=genre) is wanted


def test_plans_stay_plans() -> None:
    assert told("推行首席服务员制度，下一步还要延伸到乡镇。", OTHER) is Role.MEASURE


def test_officials_speak_of_what_their_region_is_doing() -> None:
    someone = Speaker(name="某", office=None)
    assert told("推行首席服务员制度，项目审批提速一半。", OTHER, speaker=someone) is Role.MEASURE


def test_without_a_home_nothing_is_another_place() -> None:
    assert told("推行首席服务员制度，项目审批提速一半。", OTHER, home=None) is Role.MEASURE


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("将新建三座水厂", True),
        ("要把链条拉长", True),
        ("主要做法有三条", False),
        ("满足群众需求", False),
        ("广泛应用", False),
    ],
)
def test_words_of_what_is_to_come(sentence: str, ahead: bool) -> None:
    assert speaks_of_what_is_to_come(sentence) is ahead


def due(text: str, quote: str, scores: tuple[float, float, float, float] = (0.7, 0.0, 0.2, 0.1)) -> Role | None:
    article = Article(article_id="a", source="a", paragraphs=(Paragraph(paragraph_id="p", text=text),))
    start = text.index(quote)
    clause = Clause(
        paragraph_id="p",
        start=start,
        end=start + len(quote),
        role=Role.EXPERIENCE,
        role_scores=scores,
        regions=(HOME,),
    )
    return settle(article, (clause,), HOME, Genre.SIGNED)[0].role


def test_what_follows_a_word_of_duty_is_to_be_done() -> None:
    text = "我们必须立足自身，在延链强链上求突破。去年引进企业三十家。"
    assert due(text, "在延链强链上求突破") is Role.MEASURE
    assert due(text, "去年引进企业三十家") is Role.EXPERIENCE


def test_what_was_done_before_the_word_stays_done() -> None:
    text = "园区建成标准厂房二十万平方米，下一步引进配套企业。"
    assert due(text, "园区建成标准厂房二十万平方米") is Role.EXPERIENCE


def test_a_reading_without_doubt_stands() -> None:
    assert (
        due("今后的底气在于去年引进了三十家企业。", "去年引进了三十家企业", (0.99, 0.0, 0.005, 0.005))
        is Role.EXPERIENCE
    )


def doing(text: str, quote: str) -> Role | None:
    article = Article(article_id="a", source="a", paragraphs=(Paragraph(paragraph_id="p", text=text),))
    start = text.index(quote)
    scores = (0.05, 0.0, 0.9, 0.05)
    clause = Clause(
        paragraph_id="p", start=start, end=start + len(quote), role=Role.MEASURE, role_scores=scores, regions=(HOME,)
    )
    return settle(article, (clause,), HOME, Genre.FEATURE)[0].role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("累计选派干部三百名，组织群众外出务工。", Role.EXPERIENCE),
        ("引进了两条生产线，支持农户扩种。", Role.EXPERIENCE),
        ("先后出台四个文件，推动项目落地。", Role.EXPERIENCE),
        ("推动项目落地，支持农户扩种。", Role.MEASURE),
        ("选出了十名干部，赴外省跟班学习。", Role.MEASURE),
        ("引进了两条生产线，下一步支持农户扩种。", Role.MEASURE),
        ("深入了解农户所需，推动项目落地。", Role.MEASURE),
    ],
)
def test_what_is_done_is_experience(text: str, role: Role) -> None:
    assert doing(text, text.rstrip("。").split("，")[-1]) is role
