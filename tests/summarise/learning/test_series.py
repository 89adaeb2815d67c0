"""What several issues tell together: what was taken up where, the rolling 台账, aims against later figures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import ClassifiedArticle, Issue, Kind, LearningLink, Role
from tasks.summarise import compose, summarise
from tasks.summarise.learning.deadlines import deadline_in
from tasks.summarise.learning.diffusion import BY_NAME, STATED, find_uptakes
from tasks.summarise.learning.rolling import longest_run, rolling_items, says_it_is_done
from tasks.summarise.learning.series import Recorded, Series
from tasks.summarise.learning.series_tables import change_table, ledger_table, spread_table, uptake_table
from tasks.summarise.learning.shelf import Shelf
from tasks.summarise.learning.stages import check_series, same_name
from tasks.summarise.statements import Library
from tests.summarise.building import MASTHEAD, article, place


def issue(number: int, *articles: ClassifiedArticle) -> Recorded:
    """Issue ``number``, a month after the one before it."""
    which = Issue(year=2026, number=number, total=None, date=f"2026-{number + 8:02d}-20")
    made = compose(articles, [summarise(one) for one in articles], which, MASTHEAD)
    return Recorded(
        issue=which,
        findings=made.findings,
        links=made.links,
        chains=made.chains,
        indicators=made.indicators,
        practices=made.learned.practices,
        lists=made.learned.lists,
        articles={one.article.article_id: one.article for one in articles},
    )


def shelf(series: Series) -> Shelf:
    articles = list(series.articles.values())
    return Shelf({one.finding_id: one for r in series.issues for one in r.findings}, Library.of(articles))


HAS = article(
    "[经|丙市|推行“田长制”，建成高标准农田12万亩，农业机械化率达到85%。]", published="2026-08-01", title="丙市经验"
)
PLANS = article(
    "[举|甲县|全面推行“田长制”，新建高标准农田3万亩，提高农业机械化水平。]", published="2026-10-02", title="甲县打算"
)


def test_a_named_model_that_is_named_elsewhere_later_has_spread() -> None:
    series = Series((issue(1, HAS), issue(2, PLANS)))
    (one,) = find_uptakes(series)
    assert (one.name, one.origin.name, one.learner.name, one.role) == ("田长制", "丙市", "甲县", Role.MEASURE)
    assert (one.told, one.taken, one.issue) == ("2026-08-01", "2026-10-02", "2026年第2期")
    assert (one.reason, one.link) == (BY_NAME, None)


def test_what_was_told_before_has_not_been_taken_over() -> None:
    early = PLANS.model_copy(update={"article": PLANS.article.model_copy(update={"published": "2026-07-01"})})
    assert find_uptakes(Series((issue(1, HAS), issue(2, early)))) == ()
    assert find_uptakes(Series((issue(1, HAS, PLANS),))) != ()


def test_a_stated_link_joins_what_is_about_the_same_matter() -> None:
    told = article(
        "[经|丙市|引进龙头企业8家，建成农产品精深加工园区2个，产值达到40亿元。]", published="2026-08-01", title="丙"
    )
    later = article("[举|甲县|引进龙头企业，建设农产品精深加工园区1个。]", published="2026-10-02", title="甲")
    first = issue(1, told)
    linked = Recorded(**{**first.__dict__, "links": (_link(told),)})
    (one,) = find_uptakes(Series((linked, issue(2, later))))
    assert one.reason == STATED
    assert one.link is not None
    assert find_uptakes(Series((first, issue(2, later)))) == ()
    rows = shelf(Series((linked, issue(2, later))))
    assert uptake_table([one], rows).rows[0].cells[0][0].text == "2026年10月2日"
    assert spread_table([one], rows).rows[0].cells[2][0].text == "1"


def _link(said: ClassifiedArticle) -> LearningLink:
    proof = summarise(said).findings[0].evidence[0]
    return LearningLink(learner=place("甲县"), benchmark=place("丙市"), topics=(), evidence=(proof,))


AIM = article("[举|甲县|2026年底前建成城东污水处理厂，新增日处理能力3万吨。]", published="2026-08-01", title="打算")
DONE = article("[经|甲县|城东污水处理厂建成投运，日处理能力达到3万吨。]", published="2026-10-02", title="结果")
UNDER_WAY = article("[经|甲县|城东污水处理厂完成主体工程，设备开始安装。]", published="2026-10-02", title="进度")
OTHER = article("[经|甲县|举办文化旅游节12场，接待游客20万人次。]", published="2026-10-02", title="别事")


@pytest.mark.parametrize(
    ("later", "status"), [(DONE, "已完成"), (UNDER_WAY, "有进展"), (OTHER, "续列"), (None, "新列")]
)
def test_an_item_stands_as_later_sources_say(later: ClassifiedArticle | None, status: str) -> None:
    series = Series((issue(1, AIM), *([issue(2, later)] if later else [])))
    (item,) = [one for one in rolling_items(series) if one.deadline]
    assert (item.status, item.deadline, item.due) == (status, "2026年底前", "2026-12-31")
    assert item.first == "2026年第1期"
    assert bool(item.progress) == (later in (DONE, UNDER_WAY))
    assert ledger_table([item], shelf(series)).rows[0].cells[4][0].text == status


def test_what_is_due_and_not_told_of_again_is_not_taken_for_done() -> None:
    due = article("[举|甲县|6月底前建成城东污水处理厂，新增日处理能力3万吨。]", published="2026-02-01", title="打算")
    (item,) = rolling_items(Series((issue(1, due), issue(2, OTHER))))
    assert item.status == "到期未见结果"


def test_what_another_place_did_is_no_progress() -> None:
    theirs = article("[经|丙市|城东污水处理厂建成投运，日处理能力达到3万吨。]", published="2026-10-02", title="丙市")
    (item,) = [one for one in rolling_items(Series((issue(1, AIM), issue(2, theirs)))) if one.deadline]
    assert item.status == "续列"


def test_a_unit_that_the_text_names() -> None:
    told = article("[举|甲县|由县水务局牵头建设城东污水处理厂，新增日处理能力3万吨。]", title="打算")
    (item,) = rolling_items(Series((issue(1, told),)))
    assert (item.unit, item.deadline) == ("县水务局", "")


@pytest.mark.parametrize(
    "words",
    [
        "对上半年招引大项目的园区和企业给予了通报表扬",
        "由县水务局牵头完成了城东污水处理厂扩建，新增日处理能力3万吨",
        "上半年城东污水处理厂改造管网12公里、泵站3座",
    ],
)
def test_what_was_done_is_no_item(words: str) -> None:
    told = article(f"[举|甲县|{words}。]", published="2026-08-01", title="已做")
    assert rolling_items(Series((issue(1, told),))) == ()


@pytest.mark.parametrize("words", ["下半年将改造城东管网12公里、泵站3座", "下半年前改造城东管网12公里、泵站3座"])
def test_a_half_year_beside_a_plan_is_a_deadline(words: str) -> None:
    told = article(f"[举|甲县|{words}。]", published="2026-08-01", title="打算")
    (item,) = rolling_items(Series((issue(1, told),)))
    assert item.due == "2026-12-31"


def test_entries_of_a_list_of_things_to_do_are_items() -> None:
    told = article(
        "今年抓好三项重点工作：",
        "一是建设城东污水处理厂；",
        "二是改造老城供水管网；",
        "三是修复南河湿地。",
        "[举|甲县|加强作风建设。]",
    )
    series = Series((issue(1, told), issue(2, DONE)))
    rows = rolling_items(series)
    assert [one.status for one in rows if "污水" in one.text] == ["已完成"]
    assert {one.status for one in rows if "污水" not in one.text} == {"续列"}


def test_what_the_latest_issue_changes() -> None:
    series = Series((issue(1, AIM), issue(2, AIM, DONE, OTHER)))
    table = change_table(series, rolling_items(series), shelf(series))
    ((region, new, on, again, told),) = [row.cells for row in table.rows]
    assert (region[0].text, new[0].text, on[0].text, again[0].text) == ("甲市甲县", "1", "1", "1")
    assert "污水处理厂" in told[0].text


def test_a_statement_printed_again_keeps_its_first_moment() -> None:
    series = Series((issue(1, AIM), issue(2, AIM)))
    (one,) = [told for told in series.told if told.finding.role is Role.MEASURE]
    assert one.issues == (0, 1)
    assert one.moment.issue == 0


def test_aims_against_the_figures_of_later_issues() -> None:
    aim = article("[举|甲县|力争2026年粮食产量达到30万吨。]", published="2026-02-01", title="打算")
    met = article("[经|甲县|2026年粮食产量达到31万吨。]", published="2026-10-02", title="结果")
    undated = article("[经|甲县|粮食产量达到29万吨。]", published=None, title="结果")
    (target,) = check_series(Series((issue(1, aim), issue(2, met))))
    assert (target.indicator.kind, target.verdict) == (Kind.TARGET, "达到")
    (target,) = check_series(Series((issue(1, aim), issue(2, undated))))
    assert target.verdict == "无数据"
    assert target.undated is not None
    (target,) = check_series(Series((issue(1, aim),)))
    assert (target.verdict, target.undated) == ("无数据", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("新建高标准农田", "建成高标准农田", True),
        ("规模以上工业增加值增长", "规上工业增加值增速", True),
        ("全市GDP增长", "地区生产总值增长", True),
        ("地区生产总值增长", "地区生产总值年均增长", False),
        ("开工老旧小区改造", "建成老旧小区改造", False),
    ],
)
def test_names_that_are_compared(one: str, other: str, same: bool) -> None:
    assert (same_name(one) == same_name(other)) is same


@pytest.mark.parametrize(
    ("text", "published", "said", "due"),
    [
        ("年内开工建设", "2026-02-11", "年内", "2026-12-31"),
        ("年内开工建设", None, "年内", ""),
        ("到2027年底前建成", None, "到2027年底前", "2027-12-31"),
        ("明年上半年投用", "2026-02-11", "明年上半年", "2027-06-30"),
        ("三年内实现翻番", "2026-02-11", "三年内", "2029-12-31"),
        ("“十五五”末全面达标", None, "“十五五”末", "2030-12-31"),
        ("6月底前完成", "2026-02-11", "6月底前", "2026-06-30"),
    ],
)
def test_deadlines(text: str, published: str | None, said: str, due: str) -> None:
    found = deadline_in(text, published, published or "2026-02-11")
    assert found is not None
    assert (found.said, found.due) == (said, due)


@pytest.mark.parametrize(
    "text", ["印发《2025年重点任务分工方案》", "落实“十四五”规划", "2000年前建成的小区", "夯实生态本底", "2019年获评"]
)
def test_no_deadlines(text: str) -> None:
    assert deadline_in(text, "2026-02-11", "2026-02-11") is None


@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), st.text(max_size=40))
def test_a_deadline_is_words_of_the_text_and_a_day(told: date, text: str) -> None:
    found = deadline_in(text, told.isoformat(), told.isoformat())
    if found:
        assert found.said in text
        assert not found.due or date.fromisoformat(found.due)


@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", max_size=12))
def test_the_longest_run_is_in_both(one: str, other: str) -> None:
    run = longest_run(one, other)
    assert run in one
    assert run in other
    assert len(run) == len(longest_run(other, one))


def test_done_is_said_of_the_thing_itself() -> None:
    assert says_it_is_done("城东污水处理厂建成投运", "城东污水处理厂")
    assert not says_it_is_done("城东污水处理厂加快推进，南河大桥建成通车", "城东污水处理厂")
    assert not says_it_is_done("力争建成城东污水处理厂", "城东污水处理厂")


def test_a_model_that_others_say_they_took_over_is_its_namesakes() -> None:
    one = article("[经|丙市|“清江经验”得到发展，矛盾化解率达到98%。]", published="2026-08-01", title="丙市")
    two = article("[举|甲县|学习推广“清江经验”，完善矛盾化解机制。]", published="2026-10-02", title="甲县")
    three = article("[举|乙县|坚持和发展“清江经验”，完善矛盾化解机制。]", published="2026-10-03", title="乙县")
    assert find_uptakes(Series((issue(1, one), issue(2, two, three)))) == ()


def test_what_the_whole_country_does_spreads_from_nowhere() -> None:
    has = article("[经|丙市|推行河长制，治理河道120公里。]", published="2026-08-01", title="丙市")
    plans = article("[举|甲县|落实河长制，治理河道30公里。]", published="2026-10-02", title="甲县")
    assert find_uptakes(Series((issue(1, has), issue(2, plans)))) == ()
