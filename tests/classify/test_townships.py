"""Townships: rows that say their kind once, words that only look like one, groups of cities said in short."""

from __future__ import annotations

import pytest

from tasks.classify.discourse import read
from tasks.models import Article, Paragraph

COUNTY = "浙江省湖州市安吉县"


def places(*texts: str) -> list[str]:
    """The full names of all places of the last text."""
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    found = read(Article(article_id="a", source="a", paragraphs=paragraphs))
    return [path for reference in found.references[-1] for path in reference.key]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("天荒坪、报福、孝丰镇各有特色。", ("天荒坪镇", "报福镇", "孝丰镇")),
        ("天荒坪镇、报福等镇先行先试。", ("天荒坪镇", "报福镇")),
        ("在报福、孝丰两镇试点。", ("报福镇", "孝丰镇")),
        ("报福、孝丰等乡镇收入增长。", ("报福镇", "孝丰镇")),
    ],
)
def test_each_township_of_a_row_is_a_place(row: str, names: tuple[str, ...]) -> None:
    assert places("浙江省安吉县发展竹业。", row) == [COUNTY + name for name in names]


def test_a_row_lies_in_the_county_that_has_its_townships() -> None:
    row = "社渚、别桥、上兴镇建起产业园。"
    found = places("浙江省安吉县与江苏省溧阳市合作。", row)
    assert found == [f"江苏省常州市溧阳市{name}" for name in ("社渚镇", "别桥镇", "上兴镇")]


@pytest.mark.parametrize("rest", ["提高镇村治理水平。", "重点镇建设提速。", "分层分类编制镇村规划。", "特色镇建成。"])
def test_a_verb_or_a_kind_of_township_is_no_name(rest: str) -> None:
    assert places(f"安吉县{rest}") == [COUNTY]


def test_a_zone_is_one_place_however_its_city_is_said() -> None:
    assert places("山东省德州市天衢新区开工。") == places("山东德州天衢新区开工。")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("对标大湾区，完善规划。", ["粤港澳大湾区"]),
        ("广东省深圳市推进大湾区建设。", ["广东省深圳市", "粤港澳大湾区"]),
        ("浙江省推进大湾区建设。", ["浙江省", "浙江省大湾区"]),
        ("合芜滁协同发展。", ["安徽省合肥市", "安徽省芜湖市", "安徽省滁州市"]),
        ("广佛肇三市同城化。", ["广东省广州市", "广东省佛山市", "广东省肇庆市"]),
    ],
)
def test_groups_said_in_short(text: str, names: list[str]) -> None:
    assert places(text) == names


def test_a_village_lies_where_it_is_introduced() -> None:
    assert places("春天的余村游人多。", "余村是浙江省安吉县天荒坪镇的一个山村。", "余村人走新路。") == [
        f"{COUNTY}天荒坪镇余村"
    ]
