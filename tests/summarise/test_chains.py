from __future__ import annotations

from tasks.models import LearningLink, Topic
from tasks.summarise import summarise
from tasks.summarise.chains import inferred_chains
from tests.summarise.building import article, place

LEARNER = article(
    "[差|甲县|农产品加工链条短、品牌弱。]", "[举|甲县|下一步将建设加工园区2个。]", topic=Topic.COUNTRYSIDE, title="一"
)
BENCHMARK = article("[经|丙市|建成农产品加工园区5个，培育品牌12个。]", home="丙市", topic=Topic.COUNTRYSIDE, title="二")


def _link() -> LearningLink:
    proof = summarise(LEARNER).findings[0].evidence
    return LearningLink(learner=place("甲县"), benchmark=place("丙市"), topics=(), evidence=proof)


def test_a_link_joins_what_two_articles_tell_on_one_topic() -> None:
    findings = (*summarise(LEARNER).findings, *summarise(BENCHMARK).findings)
    (chain,) = inferred_chains(findings, [_link()], [])
    assert not chain.stated
    assert (chain.learner.name, chain.topic) == ("甲县", Topic.COUNTRYSIDE)
    assert [region.name for region in chain.benchmarks] == ["丙市"]


def test_nothing_is_joined_without_a_link_a_gap_or_a_measure() -> None:
    findings = (*summarise(LEARNER).findings, *summarise(BENCHMARK).findings)
    assert inferred_chains(findings, [], []) == ()
    assert inferred_chains(findings[1:], [_link()], []) == ()
    assert inferred_chains((findings[0], findings[2]), [_link()], []) == ()


def test_praise_of_others_and_an_own_gap_are_no_chain_unless_the_text_compares() -> None:
    told = article("[经|丙市|丙市建成园区3个。][差|甲县|甲县大项目少、链条短。][举|甲县|必须加快招商。]")
    assert summarise(told).chains == ()
