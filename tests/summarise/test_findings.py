from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Repair, Role
from tasks.summarise import summarise
from tasks.summarise.lead import lead_for
from tests.summarise.building import article


def test_clauses_of_one_sentence_and_role_are_one_finding_with_the_shortest_quote() -> None:
    one = article("会上，[经|甲县|引进龙头企业，建成冷库12座]，专家说。[举|甲县|下一步将扩大种植规模。]")
    first, second = summarise(one).findings
    assert (first.role, first.evidence[0].quote) == (Role.EXPERIENCE, "引进龙头企业，建成冷库12座")
    assert (second.role, second.evidence[0].quote) == (Role.MEASURE, "下一步将扩大种植规模")
    text = one.article.paragraphs[0].text
    for finding in (first, second):
        proof = finding.evidence[0]
        assert text[proof.start : proof.end] == proof.quote


def test_another_role_region_or_sentence_ends_a_finding() -> None:
    one = article("[经|甲县|建成冷库12座，][差|甲县|但产业链条短。][经|乙县|新办企业5家；新建市场3个。]")
    assert [finding.evidence[0].quote for finding in summarise(one).findings] == [
        "建成冷库12座",
        "但产业链条短",
        "新办企业5家",
        "新建市场3个",
    ]


def test_a_shared_statement_is_a_finding_of_each_with_the_same_evidence() -> None:
    first, second = summarise(article("[经|甲县+乙县|两县互设办事机构]")).findings
    assert first.evidence == second.evidence
    assert {first.region.name, second.region.name} == {"甲县", "乙县"}
    assert first.finding_id != second.finding_id


def test_a_gap_is_printed_with_the_turn_that_follows_it() -> None:
    gap = summarise(article("[差|甲县|两地存在竞争，]但随着分工推进，这些都在改变。")).findings[0]
    assert gap.summary.endswith("但随着分工推进，这些都在改变")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("#[举|甲县|深化城乡融合发展]", "小标题"),
        ("[差|甲县|硬化自然村组道路1140公里]", "未见表示欠缺"),
        ("[经|甲县|我代表市人民政府，向全市人民，向各位代表]，表示感谢", "语句不完整"),
    ],
)
def test_headings_and_thanks_wait_for_a_second_look(line: str, reason: str) -> None:
    (finding,) = summarise(article(line)).findings
    assert finding.status == "review"
    assert any(reason in each for each in finding.reasons)


def test_an_appended_glossary_states_nothing() -> None:
    one = article("[举|甲县|将建成冷库12座]", "# 《报告》名词解释", "1.“两街”：[举|甲县|建设东街、西街]")
    assert [finding.summary for finding in summarise(one).findings] == ["将建成冷库12座"]


def test_a_theme_sentence_leads_the_next() -> None:
    finding = summarise(article("[举|甲县|提升招商质效。开展产业链招商，新引进项目20个。]")).findings[0]
    assert (finding.lead, finding.summary) == ("提升招商质效", "开展产业链招商，新引进项目20个")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[差|乙县|工业项目少、链条短]", "他地来源转述"),
        ("[经|甲县|成为青梅产业发源地]", "发源地"),
        ("[差|甲县|发展中存在不少困难和问题]", "未具体列明"),
        ("[举|甲县|抓好落实]", "内容空泛"),
    ],
)
def test_reasons(line: str, reason: str) -> None:
    finding = summarise(article(line)).findings[0]
    assert any(reason in said for said in finding.reasons)
    assert (finding.status == "review") == ("空泛" in reason)


def test_uncertain_repairs_keep_a_finding_out_of_the_body() -> None:
    one = article("[经|甲县|建成冷库12座并投入使用]")
    damaged = one.article.model_copy(
        update={"repairs": (Repair(kind="x", before="?", after="冷库", certain=False, paragraph_id="p001"),)}
    )
    assert summarise(one.model_copy(update={"article": damaged})).findings[0].status == "review"


def test_ids_come_from_the_content() -> None:
    line = "[经|甲县|建成冷库12座]"
    assert summarise(article(line)).findings[0].finding_id == summarise(article(line)).findings[0].finding_id


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("营商环境公平透明、稳定可期", "营商环境"),
        ("建立村级财务公开制度", "村级财务公开制度"),
        ("拓宽通道，开通海港航线", "拓宽通道"),
        ("园区建设方面，先易后难、分步推进", "园区建设"),
        ("实施“一村一品”工程，带动就业", "“一村一品”工程"),
    ],
)
def test_leads(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead


@given(st.text(alphabet="发展建设推进产业园区机制，。；“”的了和在不近3乡村振兴", min_size=2, max_size=40))
def test_a_lead_is_made_of_the_texts_own_words(text: str) -> None:
    lead = lead_for(text)
    assert len(lead.lead) <= 14
    assert set(lead.lead) <= set(text)
    assert lead.whole in (text, lead.whole)


def test_an_article_that_is_not_of_this_genre_yields_nothing() -> None:
    one = article("[经|甲县|建成冷库12座，产值3亿元]").model_copy(update={"relevant": False})
    summary = summarise(one)
    assert (summary.findings, summary.indicators, summary.links, summary.chains) == ((), (), (), ())


def test_a_phrase_cut_at_its_coordinator_is_made_whole() -> None:
    finding = summarise(article("颁布条例，办理代表建议[经|甲县|和政协提案53件，办复率达95%。]")).findings[0]
    assert finding.summary == "办理代表建议和政协提案53件，办复率达95%"


def test_a_gap_that_opens_with_a_turn_is_printed_with_what_it_turns_from() -> None:
    gap = summarise(article("丙市在外。甲县区位优越，[差|甲县|但基础设施不足。]")).findings[0]
    assert gap.evidence[0].quote == "甲县区位优越，但基础设施不足"


def test_principles_and_numbered_headings_are_no_points() -> None:
    one = article(
        "工作的总体要求是：[举|甲县|扩大开放，建设冷库物流园区]。",
        "（六）[举|甲县|坚持不懈抓冷链，拓展物流空间]",
        "[举|甲县|建设冷库物流园区]。",
    )
    assert [finding.status for finding in summarise(one).findings] == ["review", "review", "body"]
