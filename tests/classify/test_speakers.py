"""Who speaks, with which office, and how far the speech reaches."""

from __future__ import annotations

import pytest

from tasks.classify.attribution import attribute
from tasks.classify.speakers import find_speeches
from tasks.models import Article, Clause, Genre, Paragraph, Role, Speaker


def article(*texts: str, **metadata: object) -> Article:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    return Article.model_validate({"article_id": "a", "source": "a", "paragraphs": paragraphs, **metadata})


@pytest.mark.parametrize(
    ("text", "name", "office", "said"),
    [
        ("溧水区委书记王林说，要拓宽通道。", "王林", "溧水区委书记", "要拓宽通道"),
        ("“要守住底线。”溧水区区长陈明表示。", "陈明", "溧水区区长", "要守住底线。"),
        ("一位镇党委书记在会上表示，要真抓实干。", None, "一位镇党委书记", "要真抓实干"),
        ("市商务局局长周立民介绍：“外贸增长一成。”", "周立民", "市商务局局长", "外贸增长一成。"),
    ],
)
def test_name_office_and_reach(text: str, name: str | None, office: str, said: str) -> None:
    (speech,) = find_speeches(article(text))
    assert speech.speaker == Speaker(name=name, office=office)
    assert text[speech.start : speech.end] == said


def test_he_says_goes_on_for_the_speaker_before() -> None:
    speeches = find_speeches(article("江宁区区长李强介绍，园区已建成。他说，明年再建两个。"))
    assert [speech.speaker.name for speech in speeches] == ["李强", "李强"]


def test_a_name_introduced_earlier_keeps_its_office() -> None:
    speeches = find_speeches(article("高邮市委书记张平带队考察。", "张平说，收获很大。"))
    assert speeches[-1].speaker == Speaker(name="张平", office="高邮市委书记")


def test_the_author_speaks_throughout_a_signed_article() -> None:
    signed = article("我们要抓好项目建设。", authors=("陈平",), author_office="中共高淳区委书记")
    clause = Clause(paragraph_id="p0", start=0, end=9, role=Role.MEASURE, role_scores=(0, 0, 1, 0))
    (done,) = attribute(signed, [clause], Genre.SIGNED)[2]
    assert done.speaker == Speaker(name="陈平", office="中共高淳区委书记")


def test_prose_has_no_speaker() -> None:
    assert find_speeches(article("全市经济运行总体平稳，项目建设有序推进。")) == ()
