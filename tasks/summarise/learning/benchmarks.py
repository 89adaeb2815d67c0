"""对标目标集: a learner's benchmarks, on what the text compares them, and the figures that can be set side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from tasks.models import Article, BenchmarkPair, Evidence, Indicator, Kind, LearningLink, Region
from tasks.summarise.learning.stages import stage_lexicon

SET_BY_OFFICE = "本单位设定"
_YEARS_APART = 1
_CLAUSE_ENDS = "，；。！？"


def benchmark_sets(
    links: Sequence[LearningLink],
    indicators: Sequence[Indicator],
    articles: dict[str, Article],
    configured: Mapping[str, Sequence[str]] = MappingProxyType({}),
    regions: Iterable[Region] = (),
) -> tuple[BenchmarkPair, ...]:
    """One entry for each learner and benchmark, in the order of the links.

    ``dimension`` are the words of the sentence that say on what they are compared, empty where it does not. Figures are
    compared only when name, unit and kind are the same and their years no more than one apart. ``configured`` are the
    benchmarks that the office has set, by names among ``regions``; they stand after those that sources state.
    """
    by_region: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        if indicator.kind is Kind.ACTUAL and indicator.name and indicator.year:
            by_region[indicator.region.full_name].append(indicator)
    told = tuple(
        BenchmarkPair(
            learner=link.learner,
            benchmark=link.benchmark,
            dimension=next((said for e in link.evidence if (said := _dimension(e, link.benchmark.name, articles))), ""),
            evidence=link.evidence[0],
            figures=comparable(by_region[link.learner.full_name], by_region[link.benchmark.full_name]),
        )
        for link in links
    )
    known = {(pair.learner.full_name, pair.benchmark.full_name) for pair in told}
    set_by_office = (pair for pair in _set(configured, regions) if (pair[0].full_name, pair[1].full_name) not in known)
    return (
        *told,
        *(
            BenchmarkPair(
                learner=one,
                benchmark=other,
                dimension=SET_BY_OFFICE,
                evidence=None,
                figures=comparable(by_region[one.full_name], by_region[other.full_name]),
            )
            for one, other in set_by_office
        ),
    )


def _set(configured: Mapping[str, Sequence[str]], regions: Iterable[Region]) -> Iterator[tuple[Region, Region]]:
    """The pairs that the office has set, where the sources tell of both."""
    known = {name: region for region in regions for name in (region.full_name, region.name)}
    for learner, benchmarks in configured.items():
        for benchmark in benchmarks:
            if learner in known and benchmark in known:
                yield known[learner], known[benchmark]


def _dimension(evidence: Evidence, benchmark: str, articles: dict[str, Article]) -> str:
    text = articles[evidence.article_id].paragraph(evidence.paragraph_id).text
    stop = min((at for mark in _CLAUSE_ENDS if (at := text.find(mark, evidence.end)) >= 0), default=len(text))
    named = text.find(benchmark[:2], evidence.start, stop)
    match = stage_lexicon().dimension.search(text[max(named, evidence.start) : stop])
    return (match["what"] or match["field"]) if match else ""


def comparable(own: Sequence[Indicator], others: Sequence[Indicator]) -> tuple[tuple[Indicator, Indicator], ...]:
    """The pairs of figures of two places that measure the same thing in the same year or the next."""
    return tuple(
        (one, other)
        for one in own
        for other in others
        if (one.name, one.unit) == (other.name, other.unit) and abs((one.year or 0) - (other.year or 0)) <= _YEARS_APART
    )
