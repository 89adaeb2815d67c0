"""Sentences that set a place against others are read as they say, whatever each clause alone was taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.classify import classify
from tasks.clean import clean
from tasks.ingest import Limits, discover, read
from tasks.models import ArticleSummary, Role, Source, Topic
from tasks.summarise import summarise
from tasks.summarise.comparing import as_compared
from tests.summarise.building import article

SAID = "[经|甲县|对标丙市工业发展，甲县大项目少、链条短，短板明显，必须在招商引资上求突破，建设园区2个。]"


def roles(text: str) -> list[Role | None]:
    return [clause.role for clause in as_compared(article(text)).clauses]


def test_gap_and_measures_are_told_apart() -> None:
    assert roles(SAID) == [None, Role.GAP, Role.GAP, Role.MEASURE, Role.MEASURE]


@pytest.mark.parametrize(
    "text",
    [
        "[举|甲县|对标丙市，加快建设园区，必须在招商引资上求突破。]",
        "[经|甲县|去年甲县对标丙市工业发展，短板明显，必须求突破。]",
        "[举|甲县|必须对标一流，补齐短板，求突破。]",
    ],
)
def test_other_sentences_stay_as_they_are(text: str) -> None:
    before = article(text)
    assert as_compared(before) == before


def test_the_chain_is_on_what_is_compared() -> None:
    told = article(f"[经|丙市|丙市引进龙头企业3家，建成园区5个。]{SAID}", topic=Topic.OPENING)
    (chain,) = summarise(told).chains
    assert (chain.learner.name, chain.topic) == ("甲县", Topic.INDUSTRY)
    assert [region.name for region in chain.benchmarks] == ["丙市"]


@pytest.fixture(scope="module")
def signed(seeds: Path) -> ArticleSummary:
    source = next(one for one in discover([str(next(seeds.glob("003*")))], Limits()) if isinstance(one, Source))
    return summarise(classify(clean(read(source, Limits()))))


def test_the_four_chains_of_the_signed_article_as_it_comes(signed: ArticleSummary) -> None:
    chains = {chain.topic: sorted(region.name for region in chain.benchmarks) for chain in signed.chains}
    assert chains == {
        Topic.INDUSTRY: ["游仙区", "溧阳市"],
        Topic.CITY: ["嘉陵区"],
        Topic.COUNTRYSIDE: ["安吉县", "铜梁区"],
        Topic.LIVELIHOOD: ["安吉县", "游仙区"],
    }
    assert len(signed.chains) == 4
    assert all(chain.stated and chain.gap_ids and chain.measure_ids for chain in signed.chains)
