from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.summarise.condense import LIMIT, condense
from tasks.summarise.grounding import grounded, is_subsequence, with_years, without_years
from tasks.summarise.leaning import hanging
from tasks.summarise.lexicon import condense_lexicon, hard_words
from tasks.summarise.marks import balance, is_balanced, raise_nested
from tasks.summarise.segments import segments


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("同时，大力发展设施农业，探索了山区增收的有益经验", "发展设施农业"),
        ("据县农业局介绍，全县新建冷库12座", "全县新建冷库12座"),
        ("一是不断完善服务体系，二是切实减轻企业负担", "完善服务体系，减轻企业负担"),
        ("建成了全国最大的苗木市场", "建成了苗木市场"),
        ("成绩斐然，新办企业近30家", "新办企业近30家"),
        ("虽然底子薄，但增速连续三年居全市前列", "虽然底子薄，但增速连续三年居全市前列"),
        ("力争到2027年建成区域中心", "力争到2027年建成区域中心"),
        ("全面深化改革，全面推进法治建设", "全面深化改革，全面推进法治建设"),
        ("高质量发展取得进展", "高质量发展取得进展"),
        ("主动作为的思想、主动服务的能力仍需提升", "主动作为的思想、主动服务的能力仍需提升"),
        ("加快抽水蓄能项目建设，加快补齐短板", "加快抽水蓄能项目建设，补齐短板"),
    ],
)
def test_the_editors_deletions(quote: str, printed: str) -> None:
    assert condense(quote) == printed


def test_the_regions_own_name_goes_only_as_a_subject() -> None:
    assert condense("丙市按照统一标准建成冷库12座", subject=("丙市", "丙")) == "按照统一标准建成冷库12座"
    assert condense("丙市白茶品牌价值41亿元", subject=("丙市",)) == "丙市白茶品牌价值41亿元"


def test_a_long_text_loses_frames_aims_and_list_members_but_no_figure() -> None:
    quote = (
        "立足自身区位条件和产业基础，引进龙头企业12家，建设标准厂房、冷链仓库、检测中心、培训基地、展示大厅等配套设施，"
        "开展技术攻关，完善用地用能和金融服务保障措施，健全招商引资工作推进机制，推动产业发展迈上新的更高台阶"
    )
    printed = condense(quote)
    assert len(printed) < len(quote)
    assert "12家" in printed
    assert not printed.startswith("立足")
    assert "标准厂房、冷链仓库等配套设施" in printed
    assert grounded(printed, quote)


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        (  # the clause that brings the subject of the figure stays
            "县长来到甲公司走访，旗下乙公司是全省重点培育的企业，年产值达15亿元",
            "县长来到甲公司走访，旗下乙公司是全省重点培育的企业，年产值达15亿元",
        ),
        (  # what leans on its main clause never ends a text
            "听到茶农收入增加等情况时，大家备受鼓舞",
            "听到茶农收入增加等情况时，大家备受鼓舞",
        ),
        ("相较于平原县，山区县的转型压力更大，任务更为艰巨", "相较于平原县，山区县的转型压力更大"),
    ],
)
def test_however_short_a_text_must_be_it_stays_a_statement(quote: str, printed: str) -> None:
    assert condense(quote, 12) == printed


def test_a_list_is_closed_once() -> None:
    quote = "开工甲水库、乙水库、丙大桥等12个项目、丁学校、戊医院、己养老院等9个项目，改善条件"
    assert "等、" not in condense(quote, 20)
    assert "等9个" not in condense(quote, 20).partition("等12个项目")[0]
    assert condense(quote, 20).count("项目") == 2


def test_relative_years_get_their_year_once() -> None:
    assert (
        with_years("今年新建，今年投用，明年达产", "2024-05-01") == "今年（2024年）新建，今年投用，明年（2025年）达产"
    )
    assert with_years("今年新建", None) == "今年新建"
    assert without_years("明年（2025年）达产") == "明年达产"


def test_grounded_refuses_what_says_something_else() -> None:
    evidence = "力争三年内不再新增，近30家企业达标"
    assert grounded("力争三年内不再新增，近30家企业达标", evidence)
    assert not grounded("力争三年内再新增，近30家企业达标", evidence)  # the negation is gone
    assert not grounded("力争三年内不再新增，30家企业达标", evidence)  # the amount is gone
    assert not grounded("近3家企业", "近30家企业")  # another number
    assert not grounded("“近30家企业", "“近30家企业”")
    assert not grounded("", evidence)


CLAUSES = st.sampled_from(
    [
        "大力发展设施农业",
        "同时",
        "张某表示",
        "未完成3项任务",
        "力争明年突破100亿元",
        "近30家企业入驻",
        "探索了增收的有益经验",
        "推进“一村一品”建设",
        "但人才仍然短缺",
        "如果不加快转型",
        "建设冷库、仓库、市场、车间等设施",
        "按照《条例》规定切实整改",
        "成效显著",
        "立足区位优势",
        "确保全面建成",
        "“先行先试",
        "改革创新”",
        "全市55个村实现收入1.5亿元",
        "部分地区基础薄弱",
        "一是完善机制",
        "使群众更满意",
    ]
)
QUOTES = st.lists(st.tuples(CLAUSES, st.sampled_from("，；。：")), min_size=1, max_size=12).map(
    lambda row: "".join(text + mark for text, mark in row)
)


@given(QUOTES)
def test_a_summary_is_a_subsequence_that_keeps_what_carries_the_meaning(quote: str) -> None:
    printed = condense(quote)
    assert re.search(r"\w", printed)
    assert is_subsequence(printed, quote)
    assert is_balanced(printed)
    assert not Counter(hard_words(quote)) - Counter(hard_words(printed))
    assert re.findall(r"\d+", printed) == re.findall(r"\d+", quote)
    assert grounded(printed, quote)


@given(QUOTES)
def test_condensing_again_changes_little_and_never_lengthens(quote: str) -> None:
    printed = condense(quote)
    assert len(condense(printed)) <= len(printed) <= max(len(quote), LIMIT)


@given(QUOTES, st.integers(5, 60))
def test_shortening_leaves_no_clause_without_the_one_it_leans_on(quote: str, limit: int) -> None:
    lexicon = condense_lexicon()
    assert hanging(segments(condense(quote, limit)), lexicon) <= hanging(segments(quote), lexicon)


@given(st.text(alphabet="“”‘’（）《》甲乙，", max_size=30))
def test_balanced_marks(text: str) -> None:
    balanced = balance(text)
    assert is_balanced(balanced)
    assert is_subsequence(balanced, text)
    assert balance(balanced) == balanced


def test_nested_quotation_marks_are_raised_outside_a_pair() -> None:
    assert raise_nested("向‘耦合’转变") == "向“耦合”转变"
    assert raise_nested("“向‘耦合’转变”") == "“向‘耦合’转变”"


def test_an_explanation_in_plain_words_goes_with_its_sentence() -> None:
    quote = "两地实行差异化布局，简单来说，就是你做整机，我做配件。共建园区2个"
    assert condense(quote) == "两地实行差异化布局。共建园区2个"


def test_the_stump_of_a_clause_before_the_quote_goes() -> None:
    assert condense("根源，推动全面整改") == "推动全面整改"


def test_a_figure_stays_part_of_the_one_before_it() -> None:
    assert condense("带动30万人就业，其中，种植20万人") == "带动30万人就业，其中种植20万人"
    assert "其中" not in condense("建成服务平台，其中，产业园区管理规范")
