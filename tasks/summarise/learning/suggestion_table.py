"""对接建议 as a table: each gap, what a source sets beside it, and what the editors suggest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from types import MappingProxyType

from tasks.models import Entry, LearningChain, LearningLink, LearningRow, LearningTable, Region, Role, Suggestion
from tasks.summarise.content import is_empty_gap
from tasks.summarise.learning.benchmarks import SET_BY_OFFICE
from tasks.summarise.learning.matters import matters_of
from tasks.summarise.learning.practice import states_a_practice, what_was_done
from tasks.summarise.learning.shelf import NOT_STATED, Shelf, names
from tasks.summarise.statements import UNLISTED, Statement

SUGGESTED = "对接建议"
SUGGESTED_NOTE = (
    "本部分为编者建议：“原文对标”是来源已写明的对标关系；“建议参考”由编者在本期来源内提出，只取“经验”，"
    "括注为提出的理由，是否适用由承办单位核定。"
)
NOTHING_FITS, TOO_VAGUE = "本期来源无可对接经验", "差距内容不明，本期不提建议"
_MOST_BENCHMARKS, _MOST_OF_BENCHMARKS = 4, 2
_MOST_ROWS = 15
"""Gaps of the body come first; others fill the printed table up to so many rows, the best met first."""


def suggestion_table(
    gaps: Sequence[tuple[Statement, bool]],
    suggestions: Sequence[Suggestion],
    links: Sequence[LearningLink],
    chains: Sequence[LearningChain],
    shelf: Shelf,
    benchmarks: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> LearningTable:
    """对接建议: a row for each gap (with whether the whole issue prints it), first what a source states itself.

    ``benchmarks`` are those that the office has set, by names of places; a gap that neither a source nor the office nor
    the editors set anything beside is ``unmet``.
    """
    by_gap: dict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        by_gap[suggestion.gap_id].append(suggestion)
    rows = [_row(gap, links, chains, shelf, by_gap, benchmarks) for gap, _ in gaps]
    printed = _printed([gap for gap, row in zip(gaps, rows, strict=True) if not row.unmet], by_gap)
    shown = [
        row.model_copy(update={"body": in_body if row.unmet else gap.first.finding_id in printed})
        for (gap, in_body), row in zip(gaps, rows, strict=True)
    ]
    return LearningTable(
        key=SUGGESTED,
        title=SUGGESTED,
        note=SUGGESTED_NOTE,
        columns=("差距", "原文对标", "建议参考"),
        shares=(4.2, 2.4, 6.4),
        rows=tuple(shown),
        unmet=f"下列差距{NOTHING_FITS}",
    )


def _row(
    gap: Statement,
    links: Sequence[LearningLink],
    chains: Sequence[LearningChain],
    shelf: Shelf,
    by_gap: Mapping[str, Sequence[Suggestion]],
    benchmarks: Mapping[str, Sequence[str]],
) -> LearningRow:
    """What is set beside a gap: by a source, by the office, by the editors."""
    set_by_office = _set_by_office(gap, benchmarks)
    stated = [*_stated(gap, links, chains, shelf), *_named(set_by_office)]
    suggested = [*_suggested(gap, by_gap, shelf)] or [*_of_benchmarks(gap, set_by_office, shelf)]
    vague = is_empty_gap(gap.first.summary)
    name = f"{names(gap.regions)}·{gap.first.lead}{'（内容不明）' if vague else ''}"
    return LearningRow(
        cells=(
            _gap(gap, shelf),
            tuple(stated) or (Entry(text=NOT_STATED),),
            tuple(suggested) or (Entry(text=TOO_VAGUE if vague else NOTHING_FITS),),
        ),
        regions=tuple(region.full_name for region in gap.regions),
        unmet="" if stated or suggested else name,
    )


def _set_by_office(gap: Statement, benchmarks: Mapping[str, Sequence[str]]) -> list[str]:
    """The names of the places that the office has set as benchmarks of the gap's regions."""
    own = [name for region in gap.regions for name in (region.full_name, region.name)]
    return list(dict.fromkeys(one for name in own for one in benchmarks.get(name, ())))


def _named(set_by_office: Sequence[str]) -> tuple[Entry, ...]:
    return (Entry(text="、".join(set_by_office), note=SET_BY_OFFICE),) if set_by_office else ()


def _of_benchmarks(gap: Statement, set_by_office: Sequence[str], shelf: Shelf) -> Iterator[Entry]:
    """Where nothing fits of itself: what the office's benchmarks did about the gap's matter, else in its field."""
    if is_empty_gap(gap.first.summary) or not set_by_office:
        return
    needs = set(matters_of(gap.first.evidence[0].quote, "need"))
    found = []
    for one in shelf.findings.values():
        if one.role is Role.EXPERIENCE and one.status == "body" and _is_one_of(one.region, set_by_office):
            shared = [matter for matter in matters_of(what_was_done(one), "answer") if matter in needs]
            if shared or (set(one.topics) & set(gap.first.topics) and states_a_practice(one)):
                found.append((bool(shared), one.confidence, one.finding_id, shared[:1] or one.topics[:1]))
    for _, _, name, field in nlargest(_MOST_OF_BENCHMARKS, found, key=lambda row: row[:3]):
        yield shelf.entry(shelf.findings[name], f"{SET_BY_OFFICE}的对标对象，同涉{field[0]}")


def _is_one_of(region: Region, names: Sequence[str]) -> bool:
    return region.name in names or region.full_name in names


def _printed(gaps: Sequence[tuple[Statement, bool]], by_gap: Mapping[str, Sequence[Suggestion]]) -> frozenset[str]:
    """The gaps whose row the whole issue prints."""

    def rank(gap: tuple[Statement, bool]) -> tuple[bool, float, str]:
        statement, in_body = gap
        best = max((s.score for f in statement.findings for s in by_gap.get(f.finding_id, ())), default=0.0)
        return not in_body, -best, statement.first.finding_id

    return frozenset(gap.first.finding_id for gap, _ in sorted(gaps, key=rank)[:_MOST_ROWS])


def _gap(gap: Statement, shelf: Shelf) -> tuple[Entry, ...]:
    note = UNLISTED.strip("（）") if is_empty_gap(gap.first.summary) else ""
    return (shelf.entry(gap.first, note, lead=names(gap.regions)),)


def _stated(
    gap: Statement, links: Sequence[LearningLink], chains: Sequence[LearningChain], shelf: Shelf
) -> tuple[Entry, ...]:
    """The benchmarks that a source sets beside the gap: in a stated chain, else in the article that tells the gap."""
    ids = {finding.finding_id for finding in gap.findings}
    own = [chain for chain in chains if chain.stated and ids & set(chain.gap_ids)]
    if own:
        return (
            Entry(text=names(b for chain in own for b in chain.benchmarks), sources=shelf.library.sources(gap.first)),
        )
    learners = {region.full_name for region in gap.regions}
    article = gap.first.evidence[0].article_id
    told = [
        link
        for link in links
        if link.learner.full_name in learners and link.benchmark.full_name not in learners and _said_in(link, article)
    ]
    if not told:
        return ()
    benchmarks = list({one.benchmark.full_name: one.benchmark for one in told}.values())
    more = "等" if len(benchmarks) > _MOST_BENCHMARKS else ""
    evidence = [one for link in told for one in link.evidence]
    return (Entry(text=names(benchmarks[:_MOST_BENCHMARKS]) + more, sources=shelf.sources(evidence)),)


def _said_in(link: LearningLink, article: str) -> bool:
    return any(one.article_id == article for one in link.evidence)


def _suggested(gap: Statement, by_gap: Mapping[str, Sequence[Suggestion]], shelf: Shelf) -> tuple[Entry, ...]:
    """The best suggestions of all regions that share the gap."""
    if is_empty_gap(gap.first.summary):
        return ()
    own = {region.full_name for region in gap.regions}
    found = {one.finding_id: one for finding in gap.findings for one in by_gap.get(finding.finding_id, ())}
    best = sorted(found.values(), key=lambda one: (-one.score, one.finding_id))
    told = [one for one in best if shelf.findings[one.finding_id].region.full_name not in own]
    seen: set[str] = set()
    entries: list[Entry] = []
    for one in told:
        finding = shelf.findings[one.finding_id]
        if finding.summary not in seen and len(entries) < 3:
            seen.add(finding.summary)
            entries.append(shelf.entry(finding, "；".join(one.reasons)))
    return tuple(entries)
