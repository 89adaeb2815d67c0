"""对接建议 as a table: each gap, what a source sets beside it, and what the editors suggest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.models import Entry, LearningChain, LearningLink, LearningRow, LearningTable, Suggestion
from tasks.summarise.learning.shelf import NOT_STATED, Shelf, names
from tasks.summarise.reviewing import is_empty_gap
from tasks.summarise.statements import UNLISTED, Statement

SUGGESTED = "对接建议"
SUGGESTED_NOTE = (
    "本部分为编者建议：“原文对标”是来源已写明的对标关系；“建议参考”由编者在本期来源内提出，只取“经验”，"
    "括注为提出的理由，是否适用由承办单位核定。"
)
NOTHING_FITS, TOO_VAGUE = "本期来源无可对接经验", "差距内容不明，本期不提建议"
_MOST_BENCHMARKS = 4
_MOST_ROWS = 15
"""Gaps of the body come first; others fill the printed table up to so many rows, the best met first."""


def suggestion_table(
    gaps: Sequence[tuple[Statement, bool]],
    suggestions: Sequence[Suggestion],
    links: Sequence[LearningLink],
    chains: Sequence[LearningChain],
    shelf: Shelf,
) -> LearningTable:
    """对接建议: a row for each gap (with whether the whole issue prints it), first what a source states itself."""
    by_gap: dict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        by_gap[suggestion.gap_id].append(suggestion)
    printed = _printed(gaps, by_gap)
    rows = [
        LearningRow(
            cells=(_gap(gap, shelf), _stated(gap, links, chains, shelf), _suggested(gap, by_gap, shelf)),
            regions=tuple(region.full_name for region in gap.regions),
            body=gap.first.finding_id in printed,
        )
        for gap, _ in gaps
    ]
    return LearningTable(
        key=SUGGESTED,
        title=SUGGESTED,
        note=SUGGESTED_NOTE,
        columns=("差距", "原文对标", "建议参考"),
        shares=(4.2, 2.4, 6.4),
        rows=tuple(rows),
    )


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
        return (Entry(text=NOT_STATED),)
    benchmarks = list({one.benchmark.full_name: one.benchmark for one in told}.values())
    more = "等" if len(benchmarks) > _MOST_BENCHMARKS else ""
    evidence = [one for link in told for one in link.evidence]
    return (Entry(text=names(benchmarks[:_MOST_BENCHMARKS]) + more, sources=shelf.sources(evidence)),)


def _said_in(link: LearningLink, article: str) -> bool:
    return any(one.article_id == article for one in link.evidence)


def _suggested(gap: Statement, by_gap: Mapping[str, Sequence[Suggestion]], shelf: Shelf) -> tuple[Entry, ...]:
    """The best suggestions of all regions that share the gap."""
    if is_empty_gap(gap.first.summary):
        return (Entry(text=TOO_VAGUE),)
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
    return tuple(entries) or (Entry(text=NOTHING_FITS),)
