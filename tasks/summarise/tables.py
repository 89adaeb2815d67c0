"""The tables of a briefing: counts, matrix, indicators, links, chains and sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tasks.classify.places import printed_name
from tasks.models import (
    ClassifiedArticle,
    Indicator,
    IndicatorRow,
    MatrixRow,
    Role,
    RoleCount,
    SourceEntry,
    Topic,
)
from tasks.summarise.order import RegionOrder, title
from tasks.summarise.statements import Library, Statement

MATRIX_ROWS, INDICATOR_ROWS = 32, 24
"""Rows on paper: about one page of each table; the HTML and the workbook hold all."""
UNDATED, CONFLICTING = "未注明", "口径不一"


def counts(statements: Sequence[Statement], library: Library) -> tuple[RoleCount, ...]:
    """Points by role and source; a statement counts once, in the source whose words are printed."""
    tally = Counter((s.role, library.numbers[s.first.evidence[0].article_id]) for s in statements)
    rows = []
    for role in Role:
        by_source = tuple(tally[role, number] for number in range(1, len(library.numbers) + 1))
        rows.append(RoleCount(role=role, by_source=by_source, total=sum(by_source)))
    return tuple(rows)


def matrix(statements: Sequence[Statement], order: RegionOrder) -> tuple[MatrixRow, ...]:
    """Points by region and topic; each in its first topic, a shared one once in each of its regions."""
    regions = {region.full_name: region for s in statements for region in s.regions}
    tally: Counter[tuple[str, Topic | None, Role]] = Counter()
    totals: Counter[str] = Counter()
    for statement in statements:
        for finding in statement.findings:
            topic = finding.topics[0] if finding.topics else None
            tally[finding.region.full_name, topic, finding.role] += 1
            totals[finding.region.full_name] += 1
    fullest = set(sorted(totals, key=lambda name: (-totals[name], order.key(regions[name])))[:MATRIX_ROWS])
    rows = []
    for region in sorted(regions.values(), key=order.key):
        name = region.full_name
        cells = tuple((topic, _triple(tally, name, topic)) for topic in Topic)
        rows.append(
            MatrixRow(
                region=region,
                cells=cells,
                total=totals[name],
                title=printed_name(regions[name]),
                printed=name in fullest,
            )
        )
    return tuple(rows)


def _triple(tally: Counter[tuple[str, Topic | None, Role]], name: str, topic: Topic) -> tuple[int, int, int]:
    experience, gap, measure = (tally[name, topic, role] for role in Role)
    return experience, gap, measure


def indicator_rows(
    indicators: Iterable[Indicator], library: Library, order: RegionOrder, told: Sequence[str] = ()
) -> tuple[IndicatorRow, ...]:
    """Indicators by region; the same figure of several sources is one row, differing ones are marked.

    ``told`` are the findings on paper, the weightiest first; where there are too many rows, theirs are printed.
    """
    rows: dict[tuple[str, str, str, int | None, str], tuple[Indicator, set[int]]] = {}
    for indicator in indicators:
        key = (indicator.region.full_name, indicator.name, written(indicator), indicator.year, indicator.kind)
        rows.setdefault(key, (indicator, set()))[1].add(library.numbers[indicator.evidence.article_id])
    clashing = conflicts([indicator for indicator, _ in rows.values()])
    ordered = sorted(rows.values(), key=lambda row: order.key(row[0].region))
    rank = {name: place for place, name in enumerate(told)}
    by_rank = sorted(range(len(ordered)), key=lambda at: (rank.get(ordered[at][0].finding_id or "", len(rank)), at))
    kept = set(by_rank[:INDICATOR_ROWS])
    return tuple(
        IndicatorRow(
            region=title(indicator.region),
            name=indicator.name,
            value=written(indicator),
            year=f"{indicator.year}年" if indicator.year else UNDATED,
            kind=f"{indicator.kind}（{CONFLICTING}）" if measure(indicator) in clashing else indicator.kind.value,
            sources=tuple(sorted(numbers)),
            finding_id=indicator.finding_id,
            printed=at in kept,
        )
        for at, (indicator, numbers) in enumerate(ordered)
    )


def written(indicator: Indicator) -> str:
    """The figure as the source writes it."""
    return indicator.said or f"{indicator.qualifier or ''}{indicator.value:g}{indicator.unit}"


def measure(indicator: Indicator) -> tuple[str, str, int | None, str, str]:
    """What is measured: region, name, year, unit and kind."""
    return indicator.region.full_name, indicator.name, indicator.year, indicator.unit, indicator.kind


def conflicts(indicators: Sequence[Indicator]) -> frozenset[tuple[str, str, int | None, str, str]]:
    """Measures for which different articles give different values."""
    values: dict[tuple[str, str, int | None, str, str], dict[float, set[str]]] = defaultdict(lambda: defaultdict(set))
    for indicator in indicators:
        values[measure(indicator)][indicator.value].add(indicator.evidence.article_id)
    return frozenset(key for key, found in values.items() if len(found) > 1 and len(set.union(*found.values())) > 1)


def source_entries(articles: Sequence[ClassifiedArticle], library: Library) -> tuple[SourceEntry, ...]:
    """The list of sources in the order of their numbers."""
    return tuple(
        SourceEntry(
            number=library.numbers[one.article.article_id],
            article_id=one.article.article_id,
            title=one.article.title or "（来源文本未载明标题）",
            publisher=one.article.publisher,
            published=one.article.published,
            genre=one.genre,
            authors=one.article.authors,
        )
        for one in articles
    )
