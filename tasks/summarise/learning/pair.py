"""双向互学: one page for a pair of regions: what each can learn from the other, what they share, contest and agreed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.models import (
    Entry,
    Exchange,
    Finding,
    LearningLink,
    LearningRow,
    LearningTable,
    NamedList,
    Region,
    Role,
)
from tasks.summarise.learning.practice import can_be_followed, tells_of_visits
from tasks.summarise.learning.shelf import Shelf
from tasks.summarise.learning.suggestions import suggestions
from tasks.summarise.learning.tables import exchange_table, list_table
from tasks.summarise.marks import balance
from tasks.summarise.order import title
from tasks.summarise.statements import Library
from tasks.summarise.weighing import Weights, substance

NOT_COVERED = "来源未涉及"
STATED, CAN_LEARN, SUGGESTED = "来源载明", "可学经验", "编者建议"
_MOST, _MOST_STATED = 10, 6
_SUBSTANCE = 0.5
_POINTS_BACK = re.compile("该|此|这|其|它|已经")
_CONTEST = re.compile("竞争|同质|争抢|杀价|重复建设|博弈|内卷")
_AGREED = re.compile("共同确定|签订|签署|协议|备忘录|共识|联席会议|领导小组|约定|商定|互派")


@dataclass(frozen=True)
class PairSources:
    """What a pair page is made from: the records of one or more issues, and their articles with numbers."""

    findings: Sequence[Finding]
    links: Sequence[LearningLink]
    lists: Sequence[NamedList]
    exchanges: Sequence[Exchange]
    library: Library


def pair_tables(one: Region, other: Region, told: PairSources) -> tuple[LearningTable, ...]:
    """The tables of the page, in the order of reading; a table without rows says that the sources are silent."""
    shelf = Shelf({f.finding_id: f for f in told.findings}, told.library)
    body = [f for f in told.findings if f.status == "body"]
    both = {one.full_name, other.full_name}
    shared = _shared(body, one, other)
    met = [e for e in told.exchanges if both <= {r.full_name for r in e.regions}]
    lists = [row for row in told.lists if both & {r.full_name for r in row.regions}]
    return (
        exchange_table(met, shelf).model_copy(update={"title": "交往过程"}),
        _mutual_table(one, other, told, shelf),
        _learn_table(one, other, body, shared, told, shelf),
        _learn_table(other, one, body, shared, told, shelf),
        _plain("共有要点", [f for f in shared if not _contested(f)], shelf),
        _plain("竞争与同质", [f for f in _about_both(body, shared, one, other) if _contested(f)], shelf),
        _plain("已商定事项", [f for f in shared if _AGREED.search(f.evidence[0].quote)], shelf),
        list_table(lists, shelf),
    )


def _shared(findings: Iterable[Finding], one: Region, other: Region) -> list[Finding]:
    """Findings of the first region whose words state the same of the second."""
    rows = list(findings)
    theirs = {(f.evidence[0].place, f.role) for f in rows if f.region.full_name == other.full_name}
    return [f for f in rows if f.region.full_name == one.full_name and (f.evidence[0].place, f.role) in theirs]


def _about_both(body: Sequence[Finding], shared: Sequence[Finding], one: Region, other: Region) -> list[Finding]:
    """What the two share, and what is said of one and names the other."""
    names = {one.full_name: other.name, other.full_name: one.name}
    told = [f for f in body if f.region.full_name in names and names[f.region.full_name] in f.evidence[0].quote]
    return list({f.evidence[0].place: f for f in (*shared, *told)}.values())


def _contested(finding: Finding) -> bool:
    return bool(_CONTEST.search(finding.evidence[0].quote))


def _learn_table(
    learner: Region,
    benchmark: Region,
    body: Sequence[Finding],
    shared: Sequence[Finding],
    told: PairSources,
    shelf: Shelf,
) -> LearningTable:
    """What one learns from the other: as sources state it, the other's experiences, and the editors' suggestions."""
    pair = (learner.full_name, benchmark.full_name)
    mutual = _quotes(told.links, pair) & _quotes(told.links, (pair[1], pair[0]))
    stated = [
        proof
        for link in told.links
        if (link.learner.full_name, link.benchmark.full_name) == pair
        for proof in link.evidence
        if proof.quote not in mutual
    ]
    common = {f.evidence[0].place for f in shared}
    weights = Weights()
    can = sorted(
        (f for f in body if f.region.full_name == benchmark.full_name and f.role is Role.EXPERIENCE),
        key=lambda f: (-weights.of(f), f.finding_id),
    )
    rows = [_row(STATED, Entry(text=balance(e.quote), sources=shelf.sources([e]))) for e in stated[:_MOST_STATED]]
    rows += [
        _row(CAN_LEARN, shelf.entry(f, lead=""))
        for f in can
        if f.evidence[0].place not in common
        and can_be_followed(f)
        and not tells_of_visits(f.summary)
        and _stands_alone(f.summary)
    ][:_MOST]
    rows += _suggested(learner, benchmark, body, shelf)
    name = f"{title(learner)}学{title(benchmark)}"
    return _table(name, rows or [_row("—", Entry(text=NOT_COVERED))])


def _stands_alone(text: str) -> bool:
    """Whether a text can be read without the sentence before it, and says enough to be followed."""
    return not _POINTS_BACK.match(text) and substance(text) >= _SUBSTANCE


def _quotes(links: Iterable[LearningLink], pair: tuple[str, str]) -> set[str]:
    """The words that state that the first of a pair learns from the second."""
    return {
        proof.quote
        for link in links
        if (link.learner.full_name, link.benchmark.full_name) == pair
        for proof in link.evidence
    }


def _mutual_table(one: Region, other: Region, told: PairSources, shelf: Shelf) -> LearningTable:
    """What sources say of both at once: 两地互学互鉴."""
    pair = (one.full_name, other.full_name)
    both = _quotes(told.links, pair) & _quotes(told.links, (pair[1], pair[0]))
    proofs = {proof.quote: proof for link in told.links for proof in link.evidence if proof.quote in both}
    rows = [_row(STATED, Entry(text=balance(e.quote), sources=shelf.sources([e]))) for e in proofs.values()]
    return _table("互学互鉴", rows[:_MOST_STATED] or [_row("—", Entry(text=NOT_COVERED))])


def _suggested(learner: Region, benchmark: Region, body: Sequence[Finding], shelf: Shelf) -> list[LearningRow]:
    gaps = {f.finding_id: f for f in body if f.region.full_name == learner.full_name and f.role is Role.GAP}
    theirs = [f for f in body if f.region.full_name == benchmark.full_name and f.role is Role.EXPERIENCE]
    made = suggestions([*gaps.values(), *theirs], {})
    return [
        _row(
            SUGGESTED,
            shelf.entry(gaps[one.gap_id], lead="差距"),
            shelf.entry(shelf.findings[one.finding_id], "；".join(one.reasons), lead="建议参考"),
        )
        for one in made
    ]


def _plain(name: str, findings: Sequence[Finding], shelf: Shelf) -> LearningTable:
    rows = [_row(f.role.value, shelf.entry(f, lead="")) for f in findings]
    return _table(name, rows or [_row("—", Entry(text=NOT_COVERED))])


def _row(label: str, *entries: Entry) -> LearningRow:
    return LearningRow(cells=((Entry(text=label),), entries))


def _table(name: str, rows: Sequence[LearningRow]) -> LearningTable:
    return LearningTable(key=name, title=name, note="", columns=("类别", "内容"), shares=(1.6, 11.4), rows=tuple(rows))
