"""An issue over the five seeds as a person labelled them."""

from __future__ import annotations

import pytest

from tasks.models import Composition, Role, Topic
from tasks.summarise import compose, summarise
from tasks.summarise.grounding import grounded
from tests.summarise.building import ISSUE, MASTHEAD
from tests.summarise.gold import SEEDS, gold_article


@pytest.fixture(scope="module")
def issue() -> Composition:
    articles = [gold_article(number) for number in SEEDS]
    return compose(articles, [summarise(article) for article in articles], ISSUE, MASTHEAD)


def test_the_four_chains_of_the_signed_article(issue: Composition) -> None:
    chains = {chain.topic: {region.name for region in chain.benchmarks} for chain in issue.chains if chain.stated}
    assert [sorted(names) for names in chains.values()] == [
        ["游仙区", "溧阳市"],
        ["嘉陵区"],
        ["安吉县", "铜梁区"],
        ["安吉县", "游仙区"],
    ]
    assert set(chains) == {Topic.INDUSTRY, Topic.CITY, Topic.COUNTRYSIDE, Topic.LIVELIHOOD}
    assert all(chain.gap_ids and chain.measure_ids and chain.reason for chain in issue.chains)


def test_every_finding_is_grounded_in_its_first_quote(issue: Composition) -> None:
    for finding in issue.findings:
        assert grounded(finding.summary, finding.evidence[0].quote), finding


def test_the_highlights_show_several_sources_and_figures(issue: Composition) -> None:
    lines = issue.briefing.highlights
    assert 4 <= len(lines) <= 8
    assert len({number for line in lines for number in line.sources}) >= 4
    assert sum(any(character.isdigit() for character in line.text) for line in lines) >= 3


def test_the_foreword_counts_what_is_printed(issue: Composition) -> None:
    printed = sum(row.total for row in issue.briefing.counts)
    body = issue.briefing
    points = [
        p
        for part in (body.body, body.annex, body.rest)
        for s in part
        for r in s.regions
        for x in r.sections
        for p in x.points
    ]
    assert len(points) == printed
    assert f"列要点{printed}条" in body.note
    assert {point.role for point in points} == set(Role)


def test_what_must_be_checked_is_named(issue: Composition) -> None:
    categories = {item.category for item in issue.briefing.review}
    assert {
        "最高级和首创",
        "过期身份和政策",
        "涉密和敏感",
        "缺来源项",
        "时效",
        "合称和次序",
        "未注明年份的数",
    } <= categories
