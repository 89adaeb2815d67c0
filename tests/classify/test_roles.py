"""Roles and topics of clauses through the way that classify takes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.classify import classify, judgement, roles
from tasks.classify.enumerations import announced
from tasks.models import Article, Clause, Paragraph, Role, Topic

CHARACTERS = "我市县要将发展产业不足问题建成，。；：！？、“”‘’（）1 2亿元%A\n"


def article(*paragraphs: str) -> Article:
    numbered = (Paragraph(paragraph_id=f"p{i}", text=text) for i, text in enumerate(paragraphs))
    return Article(article_id="a", source="a", title="江苏省昆山市改革发展综述", paragraphs=tuple(numbered))


def label(source: Article) -> tuple[Clause, ...]:
    """The clauses of an article; without a region, which its title names here, it would state nothing."""
    return classify(source).clauses


def main_role(clauses: tuple[Clause, ...]) -> Role | None:
    """The role with most characters."""
    sizes: dict[Role | None, int] = {}
    for clause in clauses:
        sizes[clause.role] = sizes.get(clause.role, 0) + clause.end - clause.start
    return max(sizes, key=lambda role: sizes[role])


@pytest.mark.parametrize(
    ("paragraph", "role"),
    [
        ("过去一年，全市建成投产项目32个，规上工业增加值增长8.5%，新增高新技术企业60家。", Role.EXPERIENCE),
        ("我县产业链条短、龙头企业少，财政收支矛盾突出，干部作风不实的问题依然存在。", Role.GAP),
        ("下一步，我市将出台招商引资办法，新建标准厂房20万平方米，培育专精特新企业30家。", Role.MEASURE),
        ("出席会议的有各乡镇党委书记和县直各部门主要负责人。", None),
    ],
)
def test_plain_statements_have_their_role(paragraph: str, role: Role | None):
    assert main_role(label(article(paragraph))) is role


def test_a_role_changes_at_a_clause():
    clauses = label(article("对标先进，我县农产品精深加工还不够，要引进龙头企业，延长产业链。"))
    assert [clause.role for clause in clauses] == [None, Role.GAP, Role.MEASURE, Role.MEASURE]


def test_topics_are_said_only_with_a_role():
    clauses = label(article("全县建成农村公路120公里。", "天气很好。"))
    assert all(bool(clause.topics) == (clause.role is not None) for clause in clauses)


def test_a_plain_topic_is_found():
    clauses = label(article("全市建成科技企业孵化器12家，研发投入强度提高到2.6%，专利授权量增长三成。"))
    assert any(Topic.SCIENCE in clause.topics for clause in clauses)


def test_the_model_file_is_small():
    files = (roles.NETWORK, roles.LEXICAL, judgement.MODEL)
    assert all(file.stat().st_size < 10_000_000 for file in files)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(alphabet=CHARACTERS, max_size=60), max_size=5))
def test_any_text_yields_ordered_clauses_with_chances_that_add_up(paragraphs: list[str]):
    source = article(*paragraphs)
    clauses = label(source)
    for clause in clauses:
        assert 0 <= clause.start < clause.end <= len(source.paragraph(clause.paragraph_id).text)
        assert sum(clause.role_scores) == pytest.approx(1, abs=1e-3)
    for one, two in itertools.pairwise(clauses):
        assert one.paragraph_id != two.paragraph_id or one.end <= two.start


def test_the_same_text_again_is_labelled_the_same():
    source = article("我市将新建学校三所，补齐教育短板。", "去年财政收入增长7%。")
    assert label(source) == label(source)


def test_the_items_of_an_announced_list_have_its_role():
    clauses = label(
        article(
            "考察组把所见所学归纳为“三条经验”：", "统筹全域一盘棋", "咬定目标不松劲", "敢为人先闯新路", "会后合影留念。"
        )
    )
    roles = {clause.paragraph_id: clause.role for clause in clauses}
    assert [roles[f"p{number}"] for number in (1, 2, 3)] == [Role.EXPERIENCE] * 3
    assert roles["p4"] is None


@pytest.mark.parametrize("title", ["主要问题如下：", "三个单位：", "一条经验："])
def test_a_title_that_counts_no_kind_or_a_single_item_announces_nothing(title: str):
    assert not announced([title, "甲乙丙丁", "戊己庚辛"])


def test_an_announced_list_ends_at_a_paragraph_of_its_own():
    assert announced(["存在三个短板：", "链条不长", "人才不多", "长" * 60]) == {1: Role.GAP, 2: Role.GAP}


def test_what_a_shortcoming_brings_about_is_part_of_it():
    clauses = label(article("污水处理能力严重不足，致使支流成为排污沟。"))
    assert [clause.role for clause in clauses] == [Role.GAP, Role.GAP]
