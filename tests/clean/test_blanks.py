"""Blanks beside numbers go from prose and stay where they set things apart."""

from __future__ import annotations

import pytest

from tasks.clean import clean
from tasks.models import Article, RawDocument

PROSE = "考察团先后走访了三个镇，围绕产业发展、城市建设和民生保障等工作进行了深入交流，大家深受启发。"


def text(raw: str) -> Article:
    return clean(RawDocument(source="a.txt", sha256="0", markup="text", text=raw, charset="utf-8"))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2023 年，全县生产总值超 420 亿元，财政收入达 6 万元。", "2023年，全县生产总值超420亿元，财政收入达6万元。"),
        ("全县森林覆盖率 60.8 % ，比上年提高 2 个百分点。", "全县森林覆盖率60.8% ，比上年提高2个百分点。"),
        ("当地建成 5G 基站， 3 月底前投入使用，覆盖 12 个乡镇。", "当地建成5G 基站，3月底前投入使用，覆盖12个乡镇。"),
    ],
)
def test_blanks_beside_numbers_go_from_prose_and_are_recorded(written: str, printed: str) -> None:
    article = text(f"某县考察报告\n{PROSE}\n{written}")
    paragraph = article.paragraphs[-1]
    assert paragraph.text == printed
    assert [(repair.kind, repair.certain, repair.paragraph_id) for repair in article.repairs] == [
        ("spacing", True, paragraph.paragraph_id)
    ]


@pytest.mark.parametrize("line", ["第二章 2024年工作", "城东区 12 城西区 15 城南区 9 城北区 7"])
def test_blanks_that_set_things_apart_stay(line: str) -> None:
    assert line in [paragraph.text for paragraph in text(f"某县考察报告\n{PROSE}\n{line}\n{PROSE}").paragraphs]
