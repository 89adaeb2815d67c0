"""What only looks like a finding: leaders' words, visits and meetings, and lacks that are none."""

from __future__ import annotations

import pytest

from tasks.classify.clauses import split
from tasks.classify.discourse import read
from tasks.classify.second_look import look_again
from tasks.models import Article, Clause, Paragraph, Role


def looked(text: str, role: Role = Role.MEASURE, published: str | None = "2025-06-01") -> dict[str, Role | None]:
    """The clauses of a text, each held for one role before, with the role that is left."""
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=line) for n, line in enumerate(text.split("\n")))
    article = Article(article_id="a", source="a", paragraphs=paragraphs, published=published)
    scores = {Role.EXPERIENCE: (0.8, 0.1, 0.0, 0.1), Role.GAP: (0.1, 0.8, 0.0, 0.1), Role.MEASURE: (0.1, 0.0, 0.8, 0.1)}
    clauses = [
        Clause(paragraph_id=one.paragraph_id, start=span.start, end=span.end, role=role, role_scores=scores[role])
        for one in paragraphs
        for span in split(one.text)
    ]
    texts = {one.paragraph_id: one.text for one in paragraphs}
    done = look_again(article, clauses, read(article))
    return {texts[clause.paragraph_id][clause.start : clause.end]: clause.role for clause in done}


def kept(text: str, role: Role = Role.MEASURE, published: str | None = "2025-06-01") -> list[str]:
    """The clauses that still have a role."""
    return [words for words, left in looked(text, role, published).items() if left is not None]


@pytest.mark.parametrize(
    "text",
    [
        "习近平总书记在甘肃考察时强调，要加快治沙，建设绿色家园。",
        "习近平总书记十分牵挂这座城市，多次提出明确要求。他指出，不论新区还是老区，都要让群众住得安心。",
        "总书记强调，要守住耕地。还指出，要管好水源。要把种子攥在自己手里。",
        "对这里的水利建设，总书记寄予厚望，先后作出重要指示。",
        "从“要像爱护眼睛一样爱护河流湖泊，让它们清下来”到“统筹山水林田湖草沙，一体保护”，总书记的重要论述指引方向。",
        "党中央要求，各地要抓好春耕，管好农资。",
    ],
)
def test_what_a_national_leader_says_is_of_no_place(text: str) -> None:
    assert kept(text) == []


def test_what_a_place_does_about_it_stays() -> None:
    text = (
        "习近平总书记指出，绿水青山就是金山银山。安吉县牢记总书记嘱托，关停矿山三座。县委书记王林说，明年再建林场两个。"
    )
    assert "关停矿山三座" in kept(text)
    assert "明年再建林场两个" in kept(text)
    assert "绿水青山就是金山银山" not in kept(text)


def test_he_is_the_official_when_an_official_spoke_last() -> None:
    text = "安吉县委书记王林指出，以党中央的要求为准。他说，园区明年扩建两倍。"
    assert "园区明年扩建两倍" in kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "考察团一行先后参观了规划馆、甲公司，乙产业园，丙村，详细听取情况介绍，深入了解园区建设情况。",
        "委员们走进湿地公园，实地察看治理成效，探讨如何发挥生态优势。",
        "副市长李明，市政协副主席张华，有关部门负责人参加会议。",
        "县商务局副局长康平、高新区主任周立分别介绍了投资环境。",
        "该提案由王林领办，张华督办。",
        "大家无不为日新月异的面貌所感染。",
        "县境内最低海拔300米，全县总人口12万余人，其中农业人口9万人。",
        "代表团对园区取得的成绩给予高度评价。",
        "考察团高度评价了近年来取得的成就。",
        "甲市在乙市举办了投资环境说明会和重点项目推介活动。",
        "代表团规模达160余人，汇聚了93家企业代表，涉及物流、新能源等领域。",
        "考察组与企业负责人就数字办公、跨境电商等产业项目合作展开深入交流。",
        "希望各位客商进一步走进甲县，把项目带到这里来。",
    ],
)
def test_what_goes_on_at_visits_and_meetings_is_no_finding(text: str) -> None:
    assert kept(text, Role.EXPERIENCE) == []


@pytest.mark.parametrize(
    "text",
    [
        "两地建立领导互访机制，每年互派干部10名。",
        "双方签署战略合作协议，共建飞地园区。",
        "此次活动签约项目12个，总投资50亿元。",
        "每季度举办一次企业恳谈会。",
        "组织干部走访企业3000家，解决难题120个。",
        "全市常住人口增长2.1%，生产总值突破千亿元。",
        "地处山区的甲县探索林下经济，农民人均增收2000元。",
    ],
)
def test_work_of_places_that_meet_stays(text: str) -> None:
    assert len(kept(text, Role.EXPERIENCE)) == len(looked(text, Role.EXPERIENCE))


def test_what_visitors_say_they_will_do_stays() -> None:
    text = "甲市代表团表示，将学习苏州经验，加强产学研融合，共建成果转化中心。"
    assert {"加强产学研融合", "共建成果转化中心"} <= set(kept(text))


def test_figures_of_a_meeting_keep_their_place_and_leaders_words_lose_it() -> None:
    assert looked("县域总面积300平方公里。", Role.EXPERIENCE) == {"县域总面积300平方公里": None}


@pytest.mark.parametrize(
    "text",
    [
        "大家结合岗位，认真找差距，谈不足，提出改进意见。",
        "再也不能坐等观望了。",
        "1998年，出口受阻，工厂纷纷倒闭。\n2024年，外贸额偏低。",
        "那时河水发臭。鱼虾绝迹，庄稼歉收。",
    ],
)
def test_what_is_no_shortcoming_of_today(text: str) -> None:
    assert kept(text, Role.GAP) in ([], ["2024年", "外贸额偏低"])


def test_a_reprint_tells_of_its_own_time() -> None:
    assert "结构单一" in kept("2005年，结构单一。", Role.GAP)


@pytest.mark.parametrize(
    "text",
    [
        "我市产业层次偏低，与先进地区相比还有很大差距。",
        "2023年以来，企业外迁较多，园区空置。",
        "自1998年投用以来管网老化，至今没有改造。",
        "处理能力不足，远远不能满足需要。",
    ],
)
def test_shortcomings_of_today_stay(text: str) -> None:
    assert len(kept(text, Role.GAP)) == len(looked(text, Role.GAP))


def test_an_announcement_goes_where_its_contents_follow() -> None:
    told = looked("但是还存在一些不容忽视的问题和不足，如：产业结构不合理，财力薄弱。", Role.GAP)
    assert told["但是还存在一些不容忽视的问题和不足"] is None
    assert told["产业结构不合理"] is Role.GAP
    alone = "我市工作还存在不少问题。"
    assert kept(alone, Role.GAP) == [alone[:-1]]


def test_a_lack_is_no_experience_and_what_is_finished_no_measure() -> None:
    told = looked("全县生产总值3.9亿元，同比减少28.9%；供电时长缩短，同比减少6%；乡镇缺乏专业人才。", Role.EXPERIENCE)
    assert told["同比减少28.9%"] is Role.GAP
    assert told["同比减少6%"] is Role.EXPERIENCE
    assert told["乡镇缺乏专业人才"] is Role.GAP
    framed = looked("到2022年，甲市旧房改造任务全面完成。")
    assert framed["到2022年"] is Role.EXPERIENCE
    done = looked("2022年跻身全国百强县。到2030年跻身全省前十。")
    assert done["2022年跻身全国百强县"] is Role.EXPERIENCE
    assert done["到2030年跻身全省前十"] is Role.MEASURE


@pytest.mark.parametrize(
    "text", ["考察团" + "就围绕还又深入" * 60, "习近平总书记" + "在时期间来" * 80, "对" + "就与进行座谈" * 60]
)
def test_words_without_end_are_read_at_once(text: str) -> None:
    assert looked(text, Role.EXPERIENCE)
