"""A lead holds for the whole text under it, or the point is printed without one; nothing is said twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Finding
from tasks.summarise.findings import findings
from tasks.summarise.gate import Gate
from tasks.summarise.lead import lead_for
from tasks.summarise.lead_cut import is_cut_out
from tasks.summarise.lead_joint import joint_lead
from tasks.summarise.lead_scope import holds_for, whole
from tasks.summarise.lead_shape import LONGEST
from tasks.summarise.printable import is_dull_lead
from tasks.summarise.statements import Library, Statement, point
from tests.summarise.building import article


def _finding(line: str) -> Finding:
    return findings(article(line))[0]


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("税源培育", "税源培育不足，养老床位短缺，消防设施老化"),
        ("消防设施", "税源培育不足，养老床位短缺，消防设施老化"),
        ("冷库建设", "冷库建设滞后、养老床位不足，消防设施老化"),
    ],
)
def test_one_of_several_lacks_does_not_lead_the_others(lead: str, text: str) -> None:
    assert not holds_for(lead, text, lacking=True)


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("茶产业链条", "茶产业链条不完整，茶产业附加值偏低"),
        ("民宿经济", "民宿经济刚刚起步，规模小、档次低"),
        ("消防设施", "消防设施老化"),
    ],
)
def test_a_lead_holds_for_what_is_said_of_its_own_matter(lead: str, text: str) -> None:
    assert holds_for(lead, text, lacking=True)


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("蔬菜产量", "蔬菜产量12万吨，出栏生猪30万头，改造茶园4万亩"),
        ("冷链物流园", "引进龙头企业3家，建成冷链物流园2个"),
        ("县级粮库", "3座县级粮库开工，12条乡道完成改造，40个站点投用"),
        ("数据产业园", "建设数据产业园等项目，新修乡道30公里"),
        ("产业联盟", "新增产业联盟4个、龙头企业5家、家庭农场40家"),
    ],
)
def test_an_item_of_a_list_does_not_hold_for_the_list(lead: str, text: str) -> None:
    assert not holds_for(lead, text)


def test_a_frame_before_the_lead_is_no_other_matter() -> None:
    assert holds_for("茶园改造", "围绕提质增收，推进茶园改造，新建示范茶园12个")


def test_a_lack_of_unlike_matters_is_printed_whole_and_without_a_lead() -> None:
    line = "税源培育不足，养老床位短缺，茶园管护粗放，消防设施老化"
    finding = _finding(f"[差|甲县|{line}。]")
    printed = point(finding, Library.of([article(f"[差|甲县|{line}。]").article]))
    assert (printed.lead, printed.text) == ("", f"{line}。")
    assert finding.lead
    statements = [Statement((finding,), 1.0)]
    assert Gate.of(statements).passes(statements[0])


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("税源培育不足，养老床位短缺", "税源培育、养老床位"),
        ("部分干部能力不强，营商环境仍需优化", "干部能力、营商环境"),
        ("茶叶、毛竹等传统产业转型较慢，与先进地区还有差距，县域经济活力不足", "传统产业、县域经济"),
        ("民生领域还有短板，带动力强的大项目不多", "民生领域、大项目"),
        ("产业结构不优、物流体系不全", "产业结构、物流体系"),
    ],
)
def test_matters_that_are_few_lead_side_by_side(text: str, lead: str) -> None:
    made = lead_for(text, lacking=True)
    assert (made.lead, made.text) == (lead, text)


@pytest.mark.parametrize(
    "text",
    ["发展仍不充分，工作还有不足", "税源培育不足，缺乏龙头企业", "总给不愿干找借口，担当不够", "与群众期待还有差距"],
)
def test_what_names_no_matter_has_no_joint_lead(text: str) -> None:
    assert not joint_lead(text)


@given(st.text(alphabet="产业结构项目人才教育营商环境不足较弱短板、，。等的与和还仍", min_size=2, max_size=40))
def test_a_joint_lead_is_made_of_runs_of_the_text(text: str) -> None:
    lead = joint_lead(text)
    assert all(part in text for part in lead.split("、"))
    assert len(lead.replace("、", "")) <= LONGEST


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("茶叶总产量达12万吨，增长4%", "茶叶总产量", "达12万吨，增长4%"),
        ("“一门式”改革深入推进。820项事项进驻大厅，办件12万件", "“一门式”改革", "820项事项进驻大厅，办件12万件"),
        ("茶产业发展有新突破。新建茶园3万亩，改造茶园5万亩", "茶产业发展", "新建茶园3万亩，改造茶园5万亩"),
        ("实施茶园改造工程，新建示范茶园12个，改造老茶园3万亩", "茶园改造工程", "新建示范茶园12个，改造老茶园3万亩"),
    ],
)
def test_the_text_does_not_say_its_lead_again(text: str, lead: str, rest: str) -> None:
    made = lead_for(text)
    assert (made.lead, made.text) == (lead, rest)


@pytest.mark.parametrize("text", ["建成茶叶交易市场，入驻商户320家", "力争建设茶叶交易市场，入驻商户320家"])
def test_a_result_or_an_intent_stays_in_the_text(text: str) -> None:
    assert lead_for(text).text == text


def test_a_lead_that_was_moved_out_comes_back_with_its_clause() -> None:
    finding = _finding("[举|甲县|实施茶园改造工程，新建示范茶园12个，改造老茶园3万亩。]")
    assert finding.summary.startswith("新建")
    assert whole(finding) == "实施茶园改造工程，新建示范茶园12个，改造老茶园3万亩"


def test_the_sentence_before_leads_where_no_item_holds() -> None:
    lines = "茶产业发展持续提质。[经|甲县|合作社联盟挂牌成立，出台用地支持办法，设立专项资金3亿元，新增企业20家。]"
    assert _finding(lines).lead == "茶产业发展"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("强化“茶罐子”“果盘子”责任制，改造老茶园3万亩", "“茶罐子”“果盘子”责任制"),
        ("巩固“茶乡果海”地位", "“茶乡果海”"),
    ],
)
def test_a_lead_keeps_its_marks_and_goes_without_its_tail(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("聚焦“一头一尾”发展设施农业，新建大棚300座", "“一头一尾”发展设施农业"),
        ("实施茶园提质八大行动，改造老茶园3万亩", "八大行动"),
    ],
)
def test_a_lead_is_no_frame_without_its_word_and_no_number(text: str, lost: str) -> None:
    assert lead_for(text).lead != lost


@pytest.mark.parametrize("lead", ["“三改四提五进”行动", "八大行动", "“四个一”机制", "“三比两看”调度"])
def test_a_number_names_nothing_to_who_does_not_know_it(lead: str) -> None:
    assert is_dull_lead(lead, f"实施{lead}，改造老茶园3万亩")
    assert not is_dull_lead("茶园提质行动", "实施茶园提质行动，改造老茶园3万亩")


def test_of_events_with_subjects_of_their_own_the_first_does_not_lead() -> None:
    text = "托育补贴发放到位，8万名老人领取津贴，义齿集采为居民减负3亿元"
    assert not holds_for("托育补贴", text)
    assert holds_for("托育服务", "托育服务稳步推进，8万名老人领取津贴，义齿集采为居民减负3亿元")


def test_a_result_is_no_theme_of_the_next_sentence() -> None:
    line = "创成全国茶乡。[经|甲县|新招引茶企36家、增长9%，合作社净增17家、接近上两年之和，茶农收入增长12%。]"
    assert "创成" not in _finding(line).lead


@pytest.mark.parametrize(
    ("line", "passes"),
    [
        ("[经|甲县|甲县入选全国茶业示范县。]", False),
        ("[经|甲县|甲县入选全国茶业示范县，新建茶园12个、改造老茶园3万亩。]", True),
        ("[差|甲县|欠发达的基本县情没有改变，发展不平衡不充分。]", False),
        ("[差|甲县|税源培育不足，养老床位短缺。]", True),
    ],
)
def test_a_title_alone_and_what_may_be_said_of_every_place_stay_off_paper(line: str, passes: bool) -> None:
    statement = Statement((_finding(line),), 1.0)
    assert Gate.of([statement]).passes(statement) is passes


@pytest.mark.parametrize(
    ("lead", "clause"),
    [
        ("茶叶产业园", "加快某镇茶叶产业园达产见效"),
        ("“茶乡+”产品进店", "推进“茶乡+”产品进店出山"),
        ("茶企发展政策", "制定应对旱情支持茶企发展政策"),
        ("中心共建茶树分中心", "与某地育成中心共建茶树分中心"),
        ("茶园改造行动", "开展引育苗木、培训茶农、实施茶园改造行动"),
    ],
)
def test_a_lead_whose_own_verb_is_left_behind_is_cut_out(lead: str, clause: str) -> None:
    assert is_cut_out(lead, clause)


def test_a_heading_lends_its_words_without_its_dash() -> None:
    text = "首座货运枢纽投运，开通6条航线，“扇形”网络成型"
    assert "—" not in lead_for(text, heading="——空港物流").lead
    assert "—" not in lead_for(text, above="——空港物流").lead
