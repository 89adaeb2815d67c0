"""The tables of a briefing: counts, matrix, indicators, links, chains and sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tasks.classify.places import printed_name
from tasks.models import (
    ChainCell,
    ChainRow,
    ClassifiedArticle,
    Evidence,
    Finding,
    Indicator,
    IndicatorRow,
    LearningChain,
    LearningLink,
    LinkRow,
    MatrixRow,
    Region,
    Role,
    RoleCount,
    SourceEntry,
    Topic,
)
from tasks.summarise.condense import condense
from tasks.summarise.lead_scope import whole
from tasks.summarise.marks import is_balanced
from tasks.summarise.order import RegionOrder, title
from tasks.summarise.segments import join, segments
from tasks.summarise.statements import Library, Statement, sentence
from tasks.summarise.wording import subject_names

MATRIX_ROWS, INDICATOR_ROWS, LINK_ROWS, CHAIN_ROWS = 32, 24, 14, 4
"""Rows on paper: about one page of each table; the HTML and the workbook hold all."""
LONGEST_PROOF = 60
CELL = 72
"""Characters to which the text of a cell in a chain is shortened where loose clauses allow it."""
_LEARNS = re.compile("学|对标|借鉴|取经|看齐|考察|比拼|较量|追赶|复制|标杆|参照|效仿|引入|移植|嫁接|跟班|挂职|经验")
UNDATED, CONFLICTING = "未注明", "口径不一"


HELD_BACK = "待核，见工作底稿。"
"""What a chain says of a kind on which its sources say something that is not sure enough to print."""


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


def link_rows(links: Sequence[LearningLink], library: Library, order: RegionOrder) -> tuple[LinkRow, ...]:
    """谁向谁学: one row for a learner and the words that say it, its benchmarks in the order of the links."""
    groups: dict[tuple[str, str, int, int], list[LearningLink]] = defaultdict(list)
    for link in links:
        proof = link.evidence[0]
        groups[link.learner.full_name, f"{proof.article_id}{proof.paragraph_id}", proof.start, proof.end].append(link)
    ordered = sorted(groups.values(), key=lambda group: order.key(group[0].learner))
    rows = (_link_row(group, library) for group in ordered)
    return tuple(row.model_copy(update={"printed": at < LINK_ROWS}) for at, row in enumerate(rows))


def _link_row(group: Sequence[LearningLink], library: Library) -> LinkRow:
    numbers = {library.numbers[evidence.article_id] for link in group for evidence in link.evidence}
    return LinkRow(
        learner=title(group[0].learner),
        benchmarks=tuple(dict.fromkeys(title(link.benchmark) for link in group)),
        text=_said(group, library),
        sources=tuple(sorted(numbers)),
    )


def _said(group: Sequence[LearningLink], library: Library) -> str:
    """The clauses that say whom the learner learns from: of those in words of learning, the ones that name most."""
    names = [subject_names(link.benchmark) for link in group]
    quotes = [_closed(evidence, library) for link in group for evidence in link.evidence]
    told = [text for quote in quotes if (text := _clauses_naming(quote, names))]
    clear = [text for text in told if _LEARNS.search(text)] or told
    return min(clear, key=lambda text: (-_naming(text, names), len(text))) if clear else quotes[0]


def _closed(evidence: Evidence, library: Library) -> str:
    """The quote with the mark that closes a quotation right behind it."""
    text = library.articles[evidence.article_id].paragraph(evidence.paragraph_id).text
    more = text[evidence.end : evidence.end + 1]
    return evidence.quote + more if more and more in "”’》" and not is_balanced(evidence.quote) else evidence.quote


def _naming(text: str, names: Sequence[Sequence[str]]) -> int:
    """How many of the places the text names."""
    return sum(any(name in text for name in row) for row in names)


def _clauses_naming(quote: str, names: Sequence[Sequence[str]]) -> str:
    """The run of clauses from the first to the last that names one of the places; empty where none does."""
    parts = segments(condense(quote, LONGEST_PROOF))
    named = [at for at, part in enumerate(parts) if _naming(part.text, names)]
    return join(parts[named[0] : named[-1] + 1]) if named else ""


def chain_rows(
    chains: Sequence[LearningChain], findings: dict[str, Finding], library: Library, order: RegionOrder
) -> tuple[ChainRow, ...]:
    """The printed 互鉴链; of findings that are not printed (待核) it says only that they are held back."""
    rows = [_chain_row(chain, findings, library) for chain in sorted(chains, key=lambda c: order.key(c.learner))]
    told = [row for row in rows if _tells(row.experiences) and (_tells(row.gaps) or _tells(row.measures))]
    kept = set(sorted(range(len(told)), key=lambda at: (not told[at].stated, at))[:CHAIN_ROWS])
    return tuple(row.model_copy(update={"printed": at in kept}) for at, row in enumerate(told))


def _tells(cells: Sequence[ChainCell]) -> bool:
    return any(cell.text != HELD_BACK for cell in cells)


def _chain_row(chain: LearningChain, findings: dict[str, Finding], library: Library) -> ChainRow:
    def cells(names: Sequence[str], learner: Region | None) -> tuple[ChainCell, ...]:
        printed = tuple(
            ChainCell(
                region="" if learner else title(finding.region),
                text=sentence(condense(whole(finding), CELL)),
                sources=library.sources(finding),
                finding_id=finding.finding_id,
            )
            for name in names
            if (finding := findings.get(name)) and finding.status == "body"
        )
        held = tuple(ChainCell(region="", text=HELD_BACK, sources=(), finding_id=name) for name in names[:1])
        return printed or held

    return ChainRow(
        learner=title(chain.learner),
        topic=chain.topic,
        experiences=cells(chain.experience_ids, None),
        gaps=cells(chain.gap_ids, chain.learner),
        measures=cells(chain.measure_ids, chain.learner),
        stated=chain.stated,
    )


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
