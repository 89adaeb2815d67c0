"""Chains that no text states: only where gap, an experience elsewhere and the own measure are about one matter."""

from __future__ import annotations

from tasks.models import Composition, Topic
from tasks.summarise import compose, summarise
from tests.summarise.building import ISSUE, MASTHEAD, article

GAP = "[差|甲县|营商环境不优，审批环节多、办事难。]"
MEASURE = "[举|甲县|将推行一网通办，建设政务服务中心2个，压减审批事项30项。]"
OTHER_MEASURE = "[举|甲县|将建设养老服务中心30个，推行助餐服务。]"
ANSWER = article(
    "[经|丁区|推行一网通办，审批事项压减40项，优化营商环境，办事时间缩短60%。]",
    home="丁区",
    topic=Topic.REFORM,
    title="经验",
)


def issue(*lines: str) -> Composition:
    articles = (article(*lines, topic=Topic.REFORM, title="本地"), ANSWER)
    return compose(articles, [summarise(one) for one in articles], ISSUE, MASTHEAD)


def test_gap_experience_and_measure_on_one_matter_are_joined_and_marked() -> None:
    made = issue(GAP, MEASURE, OTHER_MEASURE)
    (chain,) = made.chains
    findings = {finding.finding_id: finding for finding in made.findings}
    assert not chain.stated
    assert "由编者" in chain.reason
    assert [region.name for region in chain.benchmarks] == ["丁区"]
    assert ["一网通办" in findings[name].evidence[0].quote for name in chain.measure_ids] == [True]
    (row,) = made.briefing.chains
    assert row.printed
    assert not row.stated


def test_without_a_measure_on_the_matter_there_is_no_chain() -> None:
    assert issue(GAP, OTHER_MEASURE).chains == ()
    assert issue(GAP).chains == ()
