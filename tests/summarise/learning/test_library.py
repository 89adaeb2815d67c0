"""经验库 and 双向互学: searching experiences, and the page of a pair."""

from __future__ import annotations

from tasks.models import ClassifiedArticle, LearningTable, Role
from tasks.summarise import summarise
from tasks.summarise.learning.exchanges import find_exchanges
from tasks.summarise.learning.experiences import collect, hints, search
from tasks.summarise.learning.lists import find_lists
from tasks.summarise.learning.pair import PairSources, pair_tables
from tasks.summarise.statements import Library
from tests.summarise.building import article, place
from tests.summarise.gold import SEEDS, gold_article

ARTICLES = [gold_article(number) for number in SEEDS]
FINDINGS = [finding for one in ARTICLES for finding in summarise(one).findings]


def test_search_by_words_region_and_matter() -> None:
    shelf = collect(FINDINGS)
    assert all(one.role is Role.EXPERIENCE for one in shelf)
    found = search(shelf, ["产业链"])
    assert found
    assert all("产业链" in one.finding.evidence[0].quote + one.finding.lead or "产业链" in one.matters for one in found)
    assert {one.finding.region.name for one in search(shelf, [], region="安吉")} == {"安吉县"}
    assert all("人才" in one.matters for one in search(shelf, [], matter="人才"))
    assert search(shelf, ["产业链", "并无此词"]) == ()


def test_the_same_experience_of_two_issues_is_one() -> None:
    twice = article("[经|丙市|建成农产品加工园区5个，培育品牌12个。]", title="甲")
    again = article("[经|丙市|建成农产品加工园区5个，培育品牌12个。]", title="乙")
    rows = collect([*summarise(twice).findings, *summarise(again).findings, *summarise(twice).findings])
    (one,) = rows
    assert len({proof.article_id for proof in one.evidence}) == 2


def test_hints_are_the_texts_own_clauses() -> None:
    quote = "依托茶山资源，投资2亿元建设园区，带动农户500户，产值增长20%"
    found = hints(quote)
    assert found["条件"] == ("依托茶山资源",)
    assert found["成效"] == ("产值增长20%",)
    assert all(clause in quote for clauses in found.values() for clause in clauses)


def _page(told: list[ClassifiedArticle], one: str, other: str) -> dict[str, LearningTable]:
    rows = [summarise(each) for each in told]
    sources = PairSources(
        findings=[f for row in rows for f in row.findings],
        links=[link for row in rows for link in row.links],
        lists=[found for each in told for found in find_lists(each)],
        exchanges=[found for each in told for found in find_exchanges(each)],
        library=Library.of(each.article for each in told),
    )
    return {table.title: table for table in pair_tables(place(one), place(other), sources)}


def test_the_page_of_a_pair() -> None:
    told = article(
        "[经|丙市|引进加工企业8家，建成农产品精深加工园区2个。]",
        "[差|甲县|农产品加工链条短，精深加工水平不高。]",
        "[经|甲县+丙市|2023年5月，两地签订合作协议。]",
        "[差|甲县+丙市|两地产业同质，存在竞争。]",
    )
    page = _page([told], "甲县", "丙市")
    learns = next(table for name, table in page.items() if "甲县学" in name)
    assert [row.cells[0][0].text for row in learns.rows] == ["可学经验", "编者建议"]
    assert page["竞争与同质"].rows[0].cells[0][0].text == "差距"
    assert "协议" in page["已商定事项"].rows[0].cells[1][0].text
    assert page["交往过程"].rows[0].cells[0][0].text == "2023年5月"


def test_where_the_sources_are_silent_the_page_says_so() -> None:
    page = _page([article("[经|丙市|建成园区2个。]")], "甲县", "丙市")
    assert page["共有要点"].rows[0].cells[1][0].text == "来源未涉及"
