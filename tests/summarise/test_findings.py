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
    "words",
    ["新建小区一律严格按照", "保持“零事故”，有", "四川省甲市甲县", "将园区、项目与服务业", "听取园区建设等情况时"],
)
def test_half_a_sentence_is_held_back(words: str) -> None:
    (finding,) = summarise(article(f"[经|甲县|{words}]。")).findings
    assert finding.status == "review"
    assert any("语句不完整" in reason for reason in finding.reasons)


def test_the_last_clause_of_a_text_cut_off_is_held_back_alone() -> None:
    start = "全县紧紧围绕乡村振兴这一主题，组织干部深入村组走访群众，摸清底数。"
    one = article("已建成水厂。", f"{start}[经|甲县|建成冷库12座，引进企业9家，考察了浙江某]")
    first, last = summarise(one).findings
    assert (first.summary, first.status) == ("建成冷库12座，引进企业9家", "body")
    assert last.status == "review"
    whole = article("已建成水厂。", f"{start}[经|甲县|建成冷库12座，引进企业9家]。")
    assert [finding.status for finding in summarise(whole).findings] == ["body"]


def test_a_consequence_is_told_with_its_premise() -> None:
    gap = summarise(article("如果再不改造，[差|甲县|管网就会继续老化漏损]。")).findings[0]
    assert gap.summary.startswith("如果再不改造")


def test_a_sentence_with_a_figure_is_no_theme_of_the_next() -> None:
    one = article("[经|甲县|专利授权180件。开展产业链招商，新引进项目20个。]")
    assert len(summarise(one).findings) == 2


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


def test_what_is_said_beside_an_uncertain_repair_is_printed() -> None:
    one = article("[举|甲县|在项目引进、设备更新上求突破，推动工业提质增效，实现由弱到强的变化]")
    damaged = one.article.model_copy(
        update={"repairs": (Repair(kind="x", before="?", after="由弱到强", certain=False, paragraph_id="p001"),)}
    )
    found = summarise(one.model_copy(update={"article": damaged})).findings
    assert [(finding.status, "由弱到强" in finding.evidence[0].quote) for finding in found] == [
        ("body", False),
        ("review", True),
    ]


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
