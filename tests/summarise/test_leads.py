"""What a lead phrase may not do: cut a compound or a negation, say only how, when, how often or in which place."""

from __future__ import annotations

import pytest

from tasks.summarise import summarise
from tasks.summarise.lead import lead_for
from tests.summarise.building import article


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("建立村组间“结对互助”的对接机制", "对接机制"),
        ("完善社区志愿者队伍职业化体系", "社区志愿者队伍"),
        ("某学院管理体制改革顺利完成", "学院管理体制改革"),
        ("打造各乡镇教育和医疗资源", "教育和医疗资源"),
        ("形成人人争先的鲜明导向，出台人才评价办法", "人才评价办法"),
        ("稳定外贸增长的基础尚不牢固", "外贸增长的基础"),
        ("城区主次干道深度保洁率提高到70%以上", "城区主次干道深度保洁率"),
        ("外贸进出口总额突破130亿元", "外贸进出口总额"),
        ("落实新阶段疫情防控各项举措", "新阶段疫情防控"),
        ("推进采煤沉陷区生态修复", "采煤沉陷区生态修复"),
        ("人均地区生产总值低于全国平均水平", "人均地区生产总值"),
    ],
)
def test_a_lead_keeps_words_and_compounds_whole(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead or lead_for(text).lead in lead


@pytest.mark.parametrize(
    "text",
    [
        "全市经济恢复、社会发展保持稳定",
        "不稳定不确定因素仍然较多",
        "产业结构不优、产业规模偏小、链条偏短",
        "科技攻关与产业关联度不高",
    ],
)
def test_what_a_lead_leaves_still_reads(text: str) -> None:
    made = lead_for(text)
    assert made.text == text
    assert made.lead != "确定因素"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("园区亩均税收增长11.7%", "园区亩均税收"),
        ("培养高素质农牧民800名", "培养高素质农牧民"),
    ],
)
def test_where_no_phrase_leads_the_longest_piece_does(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("年产大型无人机50架以上", "年产大型"),
        ("推动新能源充（换）电设施全覆盖", "电设施全覆盖"),
        ("推广马拉松、休闲垂钓等体旅赛事", "等体旅赛事"),
        ("叙毕铁路昭通段建设有力推进", "铁路昭通"),
        ("达到义务教育优质均衡县标准", "义务教育优质"),
        ("饮水安全问题历史性解决", "饮水安全问题历史性"),
        ("全市生产总值历史性突破500亿元", "全市生产总值历史性"),
        ("能力提升和作风转变还需加力", "能力提升和作风"),
        ("旧动能加速退出，新动能还不够强劲", "动能加速退出"),
        ("仍是欠发达和后发展地区", "发展地区"),
        ("统筹推进城市更新和乡村振兴，某片区复兴项目完工", "乡村振兴"),
        ("甲县、乙县增速位居全州前列", "全州前列"),
    ],
)
def test_a_lead_is_no_piece_of_a_term_and_no_rank(text: str, lost: str) -> None:
    assert lead_for(text).lead != lost


def test_a_lead_is_not_the_status_a_clause_begins_with() -> None:
    assert "贫困" not in lead_for("某县作为一个贫困县，创造出农村电商模式").lead


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("累计建成日间照料中心30家", "日间照料中心"),
        ("推进环境保护督察反馈问题整改", "督察反馈问题整改"),
        ("社会矛盾风险管控有力", "社会矛盾风险管控"),
        ("六个共建园区考核进入前十名", "共建园区考核"),
        ("引育小巨人企业12家", "小巨人企业"),
        ("打造国家重要先进制造业高地", "先进制造业高地"),
        ("全市新增贷款20亿元", "新增贷款"),
    ],
)
def test_a_lead_takes_in_what_belongs_to_it_and_leaves_what_only_points(text: str, lead: str) -> None:
    assert lead_for(text).lead == lead


@pytest.mark.parametrize(
    "text", ["某县某村、某镇某湾等码头项目动工建设", "部分企业运行困难增加", "迎难而上，扩大职业培训"]
)
def test_a_lead_names_a_matter_not_an_event_or_a_mood(text: str) -> None:
    assert lead_for(text).lead not in ("动工建设", "困难增加", "迎难而上")


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("综合实力稳步提升。全年生产总值增长8%", "综合实力", "全年生产总值增长8%"),
        ("提升招商质效。新引进项目20个", "提升招商质效", "新引进项目20个"),
    ],
)
def test_a_theme_leads_without_its_verdict(text: str, lead: str, rest: str) -> None:
    made = lead_for(text)
    assert (made.lead, made.text) == (lead, rest)


@pytest.mark.parametrize(
    ("theme", "lead"),
    [
        ("提升茶产业效益", "提升茶产业效益"),
        ("四、综合整治茶市环境", "综合整治茶市环境"),
        ("茶市规划获批", "茶叶市场"),
        ("从突出问题入手", "茶叶市场"),
    ],
)
def test_a_sentence_further_up_lends_its_theme_where_no_item_leads(theme: str, lead: str) -> None:
    text = "毛竹基地3处开工，茶叶市场2个建成，乡道4条完成改造"
    assert lead_for(text, theme=theme).lead == lead


def test_a_text_with_a_sentence_of_its_own_takes_no_theme() -> None:
    text = "推进危旧房屋安全隐患排查治理工作。改造棚户区16个，建设安置房2万套，回迁安置1.5万户"
    assert "公交" not in lead_for(text, above="推进市域公交一体化").lead


def test_the_theme_of_a_paragraph_stands_over_its_later_points() -> None:
    line = "做大茶产业。县里连续三年举办茶叶博览会并邀请各地客商参加。[经|甲县|冷库3座开工，烘房2座建成，乡道4条改造。]"
    assert summarise(article(line)).findings[0].lead == "做大茶产业"
