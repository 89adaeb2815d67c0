"""Genre by its cues."""

from __future__ import annotations

import pytest

from tasks.classify.genre import tell_genre
from tasks.models import Article, Genre, Paragraph


def article(*paragraphs: str, title: str | None = None, office: str | None = None) -> Article:
    return Article(
        article_id="a",
        source="a",
        title=title,
        author_office=office,
        paragraphs=tuple(Paragraph(paragraph_id=f"p{i}", text=text) for i, text in enumerate(paragraphs)),
    )


@pytest.mark.parametrize(
    ("paragraph", "title", "office", "genre"),
    [
        ("各位代表：现在，我向大会报告工作。", "政府工作报告", None, Genre.WORK_REPORT),
        ("各镇人民政府：现将有关事项通知如下。", "关于做好防汛工作的通知", None, Genre.NOTICE),
        ("县域是经济的基本单元，不能大水漫灌。", "县域经济三论之二", None, Genre.COMMENTARY),
        ("我县将坚持工业强县。", "奋力打好翻身仗", "中共某县委书记", Genre.SIGNED),
        ("3日，全市工业会议召开。会议指出，要抓项目。会上，三个县作了发言。", "全市工业会议召开", None, Genre.MEETING),
        ("五天的跟班学习，我感受到了差距，收获很大，有三点体会。", "跟班学习心得", None, Genre.REFLECTION),
        ("记者近日走进这个小镇，看到厂房连片。", "小镇变了样", None, Genre.FEATURE),
        ("今天晴，最高气温十度。", None, None, Genre.OTHER),
    ],
)
def test_each_genre_by_its_cue(paragraph, title, office, genre):
    assert tell_genre(article(paragraph, title=title, office=office)) is genre
