"""From the summaries of all articles to an issue: merge, weigh, divide, and fill the briefing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from tasks.classify.visitors import is_nameless
from tasks.models import (
    ArticleSummary,
    Briefing,
    ClassifiedArticle,
    Composition,
    Finding,
    Indicator,
    Issue,
    LearningChain,
    LearningLink,
    Masthead,
    Region,
    Topic,
)
from tasks.summarise import checks, highlights, notes, tables
from tasks.summarise.chain_rows import chain_rows
from tasks.summarise.chains import inferred_chains, opening_chains
from tasks.summarise.dividing import divide
from tasks.summarise.learning.contradictions import with_contradictions
from tasks.summarise.learning.learn import with_learning
from tasks.summarise.learning.soundness import Soundness
from tasks.summarise.link_rows import link_rows
from tasks.summarise.merging import follow_chains, follow_indicators, merge
from tasks.summarise.order import RegionOrder
from tasks.summarise.sections import Printer, held_roles
from tasks.summarise.statements import Library, Statement, statements
from tasks.summarise.unused import left_out
from tasks.summarise.weighing import Weights

_TITLE_TOPICS, _TITLE_LINE = 2, 19


def compose(
    articles: Sequence[ClassifiedArticle],
    summaries: Sequence[ArticleSummary],
    issue: Issue,
    masthead: Masthead,
    regions: Sequence[str] = (),
    benchmarks: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Composition:
    """The records of a run merged over its articles, and the briefing made from them.

    Only relevant articles that are no duplicates count. ``regions`` (names or full names) limits the issue to these
    places and what lies in them; links and chains stay where one of them learns or is learnt from. ``benchmarks`` are
    those that the office has set for a learner, by name.
    """
    used = _used(articles, summaries)
    by_id = {summary.article_id: summary for summary in summaries}
    rows = [by_id[one.article.article_id] for one in used]
    merged = merge([finding for row in rows for finding in row.findings if _wanted(finding.region, regions)])
    indicators = follow_indicators(
        [i for row in rows for i in row.indicators if _wanted(i.region, regions)], merged.into
    )
    found = with_contradictions(merged.findings, indicators)
    links = tuple(link for row in rows for link in row.links if _wanted_link(link, regions))
    chains = follow_chains([c for row in rows for c in row.chains if _wanted(c.learner, regions)], merged.into)
    order = RegionOrder(_all_regions(used))
    sound = Soundness(statements(found, order, Weights()))
    chains = (*chains, *inferred_chains(found, links, chains, sound.of))
    library = Library.of(one.article for one in used)
    briefing = _briefing(used, found, indicators, links, chains, library, issue, masthead, regions, sound)
    briefing = briefing.model_copy(update={"review": (*briefing.review, *left_out(articles, used))})
    composed = Composition(
        findings=found,
        indicators=indicators,
        links=tuple(link for link in links if not is_nameless(link.learner)),
        chains=chains,
        briefing=briefing,
    )
    everything = merge([finding for row in rows for finding in row.findings]).findings if regions else found
    return with_learning(
        composed, used, everything, library, order, lambda region: _wanted(region, regions), benchmarks
    )


def _used(articles: Sequence[ClassifiedArticle], summaries: Sequence[ArticleSummary]) -> list[ClassifiedArticle]:
    """Relevant originals that yield something, in the order given."""
    fruitful = {row.article_id for row in summaries if row.findings or row.indicators or row.links}
    return [
        one
        for one in articles
        if one.relevant and one.article.duplicate_of is None and one.article.article_id in fruitful
    ]


def _wanted(region: Region, regions: Sequence[str]) -> bool:
    if not regions:
        return True
    return any(
        name in (region.name, region.full_name) or region.full_name.startswith(name) or f"{name}" in _path(region)
        for name in regions
    )


def _path(region: Region) -> tuple[str, ...]:
    """The places above a region as written in its full name."""
    return (region.parent or "", region.full_name)


def _wanted_link(link: LearningLink, regions: Sequence[str]) -> bool:
    return _wanted(link.learner, regions) or _wanted(link.benchmark, regions)


def _briefing(
    used: Sequence[ClassifiedArticle],
    findings: Sequence[Finding],
    indicators: Sequence[Indicator],
    links: Sequence[LearningLink],
    chains: Sequence[LearningChain],
    library: Library,
    issue: Issue,
    masthead: Masthead,
    regions: Sequence[str],
    sound: Soundness,
) -> Briefing:
    order = RegionOrder(_all_regions(used))
    chained = (name for c in chains for name in (*c.experience_ids, *c.gap_ids, *c.measure_ids))
    told = statements(findings, order, Weights(frozenset(chained)))
    parts = divide(told)
    on_paper = sorted((*parts.body, *parts.annex), key=lambda s: (-s.weight, s.first.finding_id))
    told_ids = [finding.finding_id for statement in on_paper for finding in statement.findings]
    rows = tables.indicator_rows(indicators, library, order, told_ids)
    by_region: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        by_region[indicator.region.full_name].append(indicator)
    rows_of = cache(lambda name: tables.indicator_rows(by_region.get(name, ()), library, order))
    printer = Printer(order, library, lambda region: rows_of(region.full_name), held_roles(findings))
    by_id = {finding.finding_id: finding for finding in findings}
    return Briefing(
        issue=issue,
        masthead=masthead,
        title=_title(told, regions),
        note=notes.foreword(used, parts),
        highlights=highlights.highlights(told, on_paper, opening_chains(chains, sound.by_id), by_id, library),
        counts=tables.counts(told, library),
        matrix=tables.matrix(told, order),
        indicators=rows,
        body=printer.provinces(parts.body, {"附件": parts.annex, "工作底稿": parts.rest}),
        annex=printer.provinces(parts.annex, {"正文": parts.body, "工作底稿": parts.rest}),
        rest=printer.provinces(parts.rest, {"正文": parts.body, "附件": parts.annex}),
        links=link_rows(links, library, order),
        chains=chain_rows(chains, by_id, library, order),
        sources=tables.source_entries(used, library),
        notes=notes.remarks(used, told, findings, library),
        review=checks.review_items(used, findings, (*on_paper, *parts.rest), indicators, library, issue),
    )


def _all_regions(used: Iterable[ClassifiedArticle]) -> Iterable[Region]:
    for one in used:
        yield from one.regions
        for mention in one.mentions:
            yield from (mention.candidates if mention.region is None else (mention.region,))


def _title(told: Sequence[Statement], regions: Sequence[str]) -> str:
    """What the issue is about: the one region asked for, or how many regions and their commonest topics.

    战略规划与区域协同 is named only where there is nothing else: it fits every issue.
    """
    if not told:
        return "本期来源无可登要点"
    if len(regions) == 1:
        return f"{regions[0]}互鉴要点"
    topics = Counter(topic for statement in told for topic in statement.first.topics[:1])
    order = list(Topic)
    telling: list[Topic] = [topic for topic in topics if topic is not Topic.STRATEGY]
    telling = telling or list(topics)
    common = sorted(telling, key=lambda topic: (-topics[topic], order.index(topic)))
    count = len({region.full_name for statement in told for region in statement.regions})
    whose = f"{count}个地区" if count > 1 else told[0].first.region.full_name
    titles = [
        f"{whose}{'、'.join(common[:most])}{'等' if len(common) > most else ''}互鉴要点" for most in (_TITLE_TOPICS, 1)
    ]
    return next((title for title in titles if len(title) <= _TITLE_LINE), titles[-1])
