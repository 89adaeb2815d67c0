"""对接建议: what fits is suggested, never a place's own, never what fits nothing."""

from __future__ import annotations

import pytest

from tasks.models import ClassifiedArticle, Composition, Role, Topic
from tasks.render.templates import learning_rows
from tasks.summarise import compose, summarise
from tests.summarise.building import ISSUE, MASTHEAD, article
from tests.summarise.gold import SEEDS, gold_article

GAP = article("[差|甲县|农产品加工链条短，精深加工水平不高。]", topic=Topic.COUNTRYSIDE, title="差距")
ANSWER = article(
    "[经|丁区|通过引进加工企业8家，建成农产品精深加工园区2个。]", home="丁区", topic=Topic.COUNTRYSIDE, title="经验"
)
OTHER = article("[经|丙市|建立养老服务中心30个，推行助餐服务。]", home="丙市", topic=Topic.LIVELIHOOD, title="别的")


def issue(*articles: ClassifiedArticle) -> Composition:
    return compose(articles, [summarise(one) for one in articles], ISSUE, MASTHEAD)


def pairs(made: Composition) -> list[tuple[str, str]]:
    region = {finding.finding_id: finding.region.name for finding in made.findings}
    return [(region[one.gap_id], region[one.finding_id]) for one in made.learned.suggestions]


def test_an_experience_that_meets_the_gap_is_suggested_with_reasons() -> None:
    made = issue(GAP, ANSWER, OTHER)
    assert pairs(made) == [("甲县", "丁区")]
    (only,) = made.learned.suggestions
    assert "农产品加工" in only.reasons[0]
    assert only.role is Role.EXPERIENCE


def test_nothing_is_suggested_where_nothing_fits() -> None:
    made = issue(GAP, OTHER)
    assert made.learned.suggestions == ()
    (table,) = (one for one in made.briefing.tables if one.key == "对接建议")
    assert table.rows[0].cells[2][0].text == "本期来源无可对接经验"
    (printed,) = learning_rows((table,))
    assert printed.rows == ()
    assert printed.remainder.startswith("下列差距本期来源无可对接经验：甲市甲县·")


def test_a_benchmark_that_the_office_set_is_named_with_what_it_did_in_the_field() -> None:
    articles = (GAP, OTHER)
    summaries = [summarise(one) for one in articles]
    made = compose(articles, summaries, ISSUE, MASTHEAD, benchmarks={"甲县": ("昆山市", "丁区")})
    (table,) = learning_rows(made.briefing.tables, ("对接建议",))
    assert [(entry.text, entry.note) for entry in table.rows[0].cells[1]] == [("昆山市、丁区", "本单位设定")]
    assert not table.remainder


def test_a_deed_with_what_came_of_it_is_an_example_and_says_what_both_name() -> None:
    gap = article("[差|甲县|工程审批环节多，企业办事难。]", topic=Topic.REFORM, title="差距")
    answer = article(
        "[经|丁区|创新工程审批“一张图”服务，申请材料减少六成，办理时限压缩40天。]",
        home="丁区",
        topic=Topic.REFORM,
        title="经验",
    )
    made = issue(gap, answer)
    assert pairs(made) == [("甲县", "丁区")]
    assert any("工程审批" in reason for reason in made.learned.suggestions[0].reasons)


def test_the_field_alone_meets_no_gap_that_says_more() -> None:
    gap = article("[差|甲县|工业发展慢，停车难、交通拥堵。]", topic=Topic.INDUSTRY, title="差距")
    answer = article("[经|丁区|通过“链式招引”办法，推动工业经济翻番，引进企业8家。]", home="丁区", title="经验")
    assert pairs(issue(gap, answer)) == []


@pytest.mark.parametrize(
    "words",
    [
        "[经|甲县|通过引进加工企业8家，建成农产品精深加工园区2个。]",
        "[经|甲市|通过引进加工企业8家，建成农产品精深加工园区2个。]",
        "[举|丁区|将引进加工企业8家，建成农产品精深加工园区2个。]",
        "[经|丁区|农产品精深加工给人留下深刻印象。]",
    ],
)
def test_own_places_measures_and_impressions_are_no_example(words: str) -> None:
    assert issue(GAP, article(words, topic=Topic.COUNTRYSIDE, title="二")).learned.suggestions == ()


@pytest.mark.parametrize(
    "words",
    [
        "[经|丁区|新建农产品加工项目15个，加工产值增长12%。]",
        "[经|丁区|实施农产品精深加工提升“三双工程”。]",
        "[经|丁区|建成石材精深加工生产线8条，推行“一窗受理”。]",
        "[经|丁区|建成“山水谷”农产品加工基地31家，产值3亿元。]",
        "[经|丁区|用改革思维抓农产品精深加工，农业产业化水平不断提升。]",
    ],
)
def test_counts_alone_names_alone_and_another_trade_are_no_example(words: str) -> None:
    assert issue(GAP, article(words, topic=Topic.COUNTRYSIDE, title="三")).learned.suggestions == ()


def test_what_was_put_right_is_no_gap_to_meet() -> None:
    done = article("[差|甲县|整治农产品加工隐患点12处，差距进一步缩小。]", topic=Topic.COUNTRYSIDE, title="已办")
    assert issue(done, ANSWER).learned.suggestions == ()


def test_an_answer_meets_what_the_lead_of_the_gap_names() -> None:
    led = article(
        "[差|甲县|农产品加工链条短，农产品精深加工水平不高，农产品附加值偏低，养老服务不足。]",
        topic=Topic.COUNTRYSIDE,
        title="几项",
    )
    elderly = article(
        "[经|丙市|推行“时间银行”助餐服务，建立养老服务中心30个。]", home="丙市", topic=Topic.COUNTRYSIDE, title="养老"
    )
    assert pairs(issue(led, elderly)) == []
    assert pairs(issue(led, elderly, ANSWER)) == [("甲县", "丁区")]


def test_a_gap_without_contents_gets_none() -> None:
    vague = article("[差|甲县|还有差距。]", topic=Topic.COUNTRYSIDE, title="空")
    assert issue(vague, ANSWER).learned.suggestions == ()


@pytest.fixture(scope="module")
def seeds() -> Composition:
    return issue(*(gold_article(number) for number in SEEDS))


def test_what_a_source_sets_beside_a_gap_is_not_suggested_again(seeds: Composition) -> None:
    stated = {(gap, one) for c in seeds.chains if c.stated for gap in c.gap_ids for one in c.experience_ids}
    assert stated
    assert not stated & {(one.gap_id, one.finding_id) for one in seeds.learned.suggestions}


def test_at_most_three_for_a_gap_of_different_places_best_first(seeds: Composition) -> None:
    findings = {finding.finding_id: finding for finding in seeds.findings}
    for gap in {one.gap_id for one in seeds.learned.suggestions}:
        own = [one for one in seeds.learned.suggestions if one.gap_id == gap]
        assert len({findings[one.finding_id].region.full_name for one in own}) == len(own) <= 3
        for one in own:
            assert findings[one.finding_id].role is Role.EXPERIENCE


def test_the_table_sets_stated_benchmarks_apart_and_cites_both_ends(seeds: Composition) -> None:
    (table,) = (one for one in seeds.briefing.tables if one.key == "对接建议")
    assert table.columns == ("差距", "原文对标", "建议参考")
    assert "编者建议" in table.note
    told = [row for row in table.rows if row.cells[2][0].finding_id]
    assert told
    for row in told:
        assert row.cells[0][0].sources
        assert all(entry.sources and entry.note for entry in row.cells[2])


def test_limited_to_a_region_the_others_are_still_examples() -> None:
    articles = (GAP, ANSWER)
    made = compose(articles, [summarise(one) for one in articles], ISSUE, MASTHEAD, regions=["甲县"])
    assert len(made.learned.suggestions) == 1
    (table,) = (one for one in made.briefing.tables if one.key == "对接建议")
    assert table.rows[0].cells[2][0].lead.endswith("丁区")
