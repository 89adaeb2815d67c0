"""All that an issue yields for mutual learning, and its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from tasks.models import (
    ChainRow,
    ClassifiedArticle,
    Composition,
    Finding,
    Learned,
    LearningChain,
    LearningTable,
    Region,
    Role,
)
from tasks.summarise.chain_rows import chain_rows
from tasks.summarise.learning import tables
from tasks.summarise.learning.benchmarks import benchmark_sets
from tasks.summarise.learning.coverage import coverage
from tasks.summarise.learning.digests import heading_tables, role_tables, topic_tables
from tasks.summarise.learning.exchanges import find_exchanges, in_order
from tasks.summarise.learning.joining import joined_chains
from tasks.summarise.learning.lists import find_lists
from tasks.summarise.learning.practice import says_what_is_lacking
from tasks.summarise.learning.practices import find_practices
from tasks.summarise.learning.shelf import Shelf
from tasks.summarise.learning.stages import check_targets, find_stages
from tasks.summarise.learning.suggestion_table import suggestion_table
from tasks.summarise.learning.suggestions import suggestions
from tasks.summarise.order import RegionOrder
from tasks.summarise.statements import Library, statements
from tasks.summarise.weighing import Weights

_MOST_ON_PAPER = 4


def with_learning(
    composed: Composition,
    used: Sequence[ClassifiedArticle],
    everything: Sequence[Finding],
    library: Library,
    order: RegionOrder,
    wanted: Callable[[Region], bool],
    benchmarks: Mapping[str, Sequence[str]],
) -> Composition:
    """The composition with its learning records and their tables.

    ``everything`` are the merged findings of all regions, which suggestions may name though the issue is about the
    ``wanted`` ones only; lists and exchanges stay where one of their regions is wanted.
    """
    learned = _learned(composed, used, everything, wanted, benchmarks)
    taken = {(chain.learner.full_name, chain.topic) for chain in composed.chains}
    joined = joined_chains(everything, learned.suggestions, taken)
    briefing = composed.briefing.model_copy(
        update={
            "chains": (*composed.briefing.chains, *_chain_rows(joined, everything, library, order)),
            "tables": _tables(composed, learned, everything, library, order, benchmarks),
        }
    )
    return composed.model_copy(update={"chains": (*composed.chains, *joined), "learned": learned, "briefing": briefing})


def _told_of(everything: Sequence[Finding], composed: Composition) -> list[Region]:
    """The places that findings, figures and links are about."""
    linked = [region for link in composed.links for region in (link.learner, link.benchmark)]
    return [*(one.region for one in everything), *(one.region for one in composed.indicators), *linked]


def _chain_rows(
    chains: Sequence[LearningChain], findings: Sequence[Finding], library: Library, order: RegionOrder
) -> tuple[ChainRow, ...]:
    """The rows of chains that the editors joined; paper has room for the best of them."""
    by_id = {finding.finding_id: finding for finding in findings}
    best = {chain.gap_ids for chain in chains[:_MOST_ON_PAPER]}
    return tuple(
        row.model_copy(update={"printed": chain.gap_ids in best})
        for chain in sorted(chains, key=lambda c: order.key(c.learner))
        for row in chain_rows([chain], by_id, library, order)
    )


def _learned(
    composed: Composition,
    used: Sequence[ClassifiedArticle],
    everything: Sequence[Finding],
    wanted: Callable[[Region], bool],
    benchmarks: Mapping[str, Sequence[str]],
) -> Learned:
    articles = {one.article.article_id: one.article for one in used}
    own = {finding.finding_id for finding in composed.findings}
    lists = (found for one in used for found in find_lists(one))
    exchanges = (found for one in used for found in find_exchanges(one))
    stages = (found for one in used for found in find_stages(one))
    return Learned(
        suggestions=tuple(s for s in suggestions(everything, _beside(composed.chains)) if s.gap_id in own),
        lists=tuple(one for one in lists if any(map(wanted, one.regions)) or not one.regions),
        exchanges=tuple(in_order([one for one in exchanges if any(map(wanted, one.regions))])),
        practices=find_practices(composed.findings),
        benchmarks=benchmark_sets(
            composed.links, composed.indicators, articles, benchmarks, _told_of(everything, composed)
        ),
        targets=check_targets(composed.indicators),
        stages=tuple(one for one in stages if wanted(one.region)),
    )


def _beside(chains: Sequence[LearningChain]) -> Mapping[str, frozenset[str]]:
    """By gap, the experiences that a source itself sets beside it."""
    beside: dict[str, set[str]] = defaultdict(set)
    for chain in chains:
        if chain.stated:
            for gap in chain.gap_ids:
                beside[gap].update(chain.experience_ids)
    return {gap: frozenset(ids) for gap, ids in beside.items()}


def _tables(
    composed: Composition,
    learned: Learned,
    everything: Sequence[Finding],
    library: Library,
    order: RegionOrder,
    benchmarks: Mapping[str, Sequence[str]],
) -> tuple[LearningTable, ...]:
    """The tables that have rows."""
    shelf = Shelf({finding.finding_id: finding for finding in everything}, library)
    chained = (name for c in composed.chains for name in (*c.experience_ids, *c.gap_ids, *c.measure_ids))
    told = statements(composed.findings, order, Weights(frozenset(chained)))
    said = (one for one in told if one.role is Role.GAP and says_what_is_lacking(one.first.evidence[0].quote))
    gaps = sorted(said, key=lambda gap: order.key(gap.first.region))
    printed = {
        point.finding_id
        for province in composed.briefing.body
        for region in province.regions
        for section in region.sections
        for point in section.points
    }
    rows = [(gap, gap.first.finding_id in printed) for gap in gaps]
    made = (
        suggestion_table(rows, learned.suggestions, composed.links, composed.chains, shelf, benchmarks),
        tables.list_table(learned.lists, shelf),
        tables.exchange_table(learned.exchanges, shelf),
        tables.practice_table(learned.practices, shelf),
        tables.benchmark_table(learned.benchmarks, shelf),
        tables.target_table(learned.targets, learned.stages, shelf),
        tables.coverage_table(coverage(composed.findings)),
        *role_tables(told, shelf),
        *topic_tables(told, shelf),
        *heading_tables(told, shelf),
    )
    return tuple(table for table in made if table.rows)
