"""What speaks for a role besides the words of a clause, column by column, and the judge that weighs it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tasks.classify import classify, judgement, roles
from tasks.classify import grounds as grounds_of
from tasks.classify.attribution import attribute
from tasks.classify.circumstances import circumstances
from tasks.classify.discourse import read as read_discourse
from tasks.classify.genre import tell_genre
from tasks.classify.grounds import grounds
from tasks.knowledge import read_knowledge
from tasks.models import Article, Paragraph


def article(*paragraphs: str) -> Article:
    numbered = (Paragraph(paragraph_id=f"p{i}", text=text) for i, text in enumerate(paragraphs))
    return Article(article_id="a", source="a", paragraphs=tuple(numbered))


def columns(*paragraphs: str) -> dict[str, list[float]]:
    """Each column by its name, a value a clause."""
    source = article(*paragraphs)
    reading = roles.read(source)
    genre = tell_genre(source)
    _, home, clauses = attribute(source, reading.clauses(), genre, read_discourse(source))
    names, values = circumstances(reading.told(clauses, home, genre))
    assert len(set(names)) == len(names)
    return dict(zip(names, values.T.tolist(), strict=True))


@pytest.mark.parametrize(
    ("column", "sentence", "on"),
    [
        ("ahead in sentence", "全市将新建三座水厂。", True),
        ("ahead in sentence", "主要做法有三条。", False),
        ("ahead in sentence", "成果得到广泛应用。", False),
        ("will in clause", "该市将新建三座水厂。", True),
        ("will in clause", "该市将一张蓝图绘到底。", False),
        ("will in clause", "该市将废弃矿坑打造成公园。", False),
        ("done in sentence", "先后出台四个文件。", True),
        ("done in sentence", "深入了解农户所需。", False),
        ("to_learn in sentence", "选派干部赴外省跟班学习。", True),
        ("lack in clause", "我县还存在链条短等问题。", True),
        ("lack in clause", "我县财政自给率偏低。", True),
        ("seek in clause", "着力补齐民生短板。", True),
        ("cope in clause", "有效应对下行压力。", True),
        ("compare before", "与先进地区相比。", True),
        ("relief in clause", "生产安全事故起数下降三成。", True),
        ("relief in clause", "全年没有发生较大事故。", True),
        ("relief in clause", "财政收入下降三成。", False),
    ],
)
def test_words_of_time_aim_and_lack(column: str, sentence: str, on: bool) -> None:
    assert columns(sentence)[column] == [float(on)]


def test_what_stands_before_holds_for_what_follows_in_the_sentence() -> None:
    told = columns("园区建成厂房二十万平方米，下一步引进配套企业，延长链条。去年引进企业三十家。")
    assert told["duty before"] == [0.0, 1.0, 1.0, 0.0]


def test_a_frame_of_time_holds_to_the_end_of_its_paragraph() -> None:
    told = columns("到2030年建成产业高地。新增企业三百家。", "新增企业三十家。")
    assert told["frame in paragraph"] == [0.0, 1.0, 0.0]


def test_neighbours_end_with_the_sentence() -> None:
    told = columns("新建学校三所，补齐短板。财政收入增长。")
    assert told["nothing 1 before"] == [1.0, 0.0, 1.0]
    assert told["nothing -1 before"] == [0.0, 1.0, 1.0]
    assert told["first"] == [1.0, 0.0, 1.0]
    assert told["last"] == [0.0, 1.0, 1.0]


def test_whom_a_clause_is_about() -> None:
    told = columns("江苏省昆山市去年引进企业三十家。", "浙江省安吉县推行首席服务员制度，项目审批提速一半。")
    assert told["about home"][0] == 1.0
    assert told["about other"][1:] == [1.0, 1.0]


def test_the_judges_know_their_columns() -> None:
    judges = judgement.load(judgement.MODEL)
    with pytest.raises(ValueError, match="made again"):
        judgement.judge(("something else",), np.zeros((1, 1), np.float32), judges)


def test_what_spoke_for_a_role_is_told_in_words() -> None:
    classified = classify(article("江苏省昆山市工作综述", "下一步，我市将新建标准厂房20万平方米，引进企业三十家。"))
    told = grounds(classified)
    assert told
    words = [word for row in told.values() for word in row]
    assert any("将" in word or "下一步" in word for word in words)
    known = read_knowledge(Path(grounds_of.__file__).with_suffix(".yaml"))
    assert set(known) <= set(columns("某市建成学校。"))


def test_what_follows_a_plan_is_planned() -> None:
    """到20XX年……: verbs of done work (新增, 累计建成) tell of aims there."""
    told = roles_of("意见提出，到2035年，全省累计建成示范县30个，新增就业20万人。")
    assert told[-2:] == ["举措", "举措"]


def test_hardships_overcome_are_no_shortcomings() -> None:
    told = roles_of("一年来，全市有效应对持续加大的下行压力，全力抗击特大洪涝灾害，财政收入增长4.2%。")
    assert "差距" not in told


def test_less_of_something_bad_is_no_shortcoming() -> None:
    told = roles_of("去年，生产安全事故起数下降两成，信访总量下降一成，没有发生较大火灾事故。")
    assert "差距" not in told
    assert "经验" in told


def test_a_shortcoming_looked_for_is_none() -> None:
    assert "差距" in roles_of("与先进地区相比，我县还存在产业层次低、龙头企业少等突出问题。")
    assert "差距" not in roles_of("要提高标准找差距，放大坐标找不足。")


def roles_of(text: str) -> list[str]:
    source = article("江苏省昆山市工作综述", text)
    return [str(clause.role) for clause in classify(source).clauses if clause.paragraph_id == "p1"]
