"""Regions with their points: what a leader reads goes to the body, by weight; the rest to the annex."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from rapidfuzz import fuzz

from tasks.models import Finding, IndicatorRow, Point, ProvinceSection, Region, RegionBrief, Role, RoleSection
from tasks.summarise.figures import figures
from tasks.summarise.gate import LEAST_SHOWN, Gate, stands
from tasks.summarise.order import RegionOrder, level_title, province_of, title
from tasks.summarise.statements import Library, Statement, point

BODY_LINES = 72
"""Lines of the body's points: over three pages of 22 lines (GB/T 9704), what a leader reads. A maximum, no quota."""
ANNEX_LINES, ANNEX_POINTS = 160, 8
"""Lines of the annex in the type of tables: four pages; and its points of one region. The files hold the rest."""
LINE, ANNEX_LINE, REGION_LINES, MARK = 28, 34, 2, 4
FAIR_SHARE, LEAST_SHARE = 2.2, 0.1
"""One source fills at most this many times its even share of a part, and may always fill a tenth of it."""
MOST_OF_ROLE = 3
"""At most so many points of one role of one region stand in the body while other points wait."""
SHARERS = 4
"""So many of the other regions of a shared point are named with it."""
GAPS, GAP_WEIGHT = 5, 4.0
"""So many gaps come before all else in the body, where they weigh at least this: they say what is lacking."""
UNHEARD_LINES = 18
"""For so many lines of the body one source of which no point is fit is heard all the same, by its best."""
BODY_WEIGHT = 2.2
"""A point of the body names or counts something."""
LEAST_WEIGHT = 1.0
"""Points that weigh less say too little for paper, but a region with no more than ``LEAST_SHOWN`` shows them."""
ALIKE = 72.0
"""Partial similarity from which on two points of one role of a region say the same on paper."""


@dataclass(frozen=True)
class Parts:
    """The statements of the body, those of the annex, and those that stand in the HTML and the workbook only."""

    body: tuple[Statement, ...]
    annex: tuple[Statement, ...]
    rest: tuple[Statement, ...] = ()

    @property
    def told(self) -> tuple[Statement, ...]:
        """All of them."""
        return (*self.body, *self.annex, *self.rest)


@dataclass(frozen=True)
class Measure:
    """What a part of the briefing holds: lines, characters a line, points of one region and of one role of it.

    ``head`` are the lines that a region takes beside its points: its title, and what else there is of it.
    """

    lines: int
    width: int
    head: int
    of_region: int
    of_role: int


BODY = Measure(BODY_LINES, LINE, REGION_LINES, BODY_LINES, MOST_OF_ROLE)
ANNEX = Measure(ANNEX_LINES, ANNEX_LINE, REGION_LINES, ANNEX_POINTS, ANNEX_POINTS)


def divide(statements: Sequence[Statement], body: Measure = BODY, annex: Measure = ANNEX) -> Parts:
    """The weightiest statements up to the measure of the body, the next to that of the annex, in the order given.

    The annex begins with one point of each region that the body leaves out.
    """
    stating = [statement for statement in statements if stands(statement)]
    gate = Gate.of(stating)
    if _measured(stating) <= body.lines:
        fit = {id(s) for s in stating if gate.tolerates(s)}
        return Parts(tuple(s for s in statements if id(s) in fit), (), tuple(s for s in statements if id(s) not in fit))
    ranked = sorted(_worth_paper(stating), key=lambda s: (-s.weight, s.first.finding_id))
    lacking = (s for s in ranked if s.role is Role.GAP and s.weight >= GAP_WEIGHT and gate.passes(s))
    gaps = {id(s) for s in islice(lacking, GAPS)}
    telling = [s for s in ranked if s.weight >= BODY_WEIGHT]
    first = _chosen(sorted(telling, key=lambda s: id(s) not in gaps), body, (), gate)
    first += gate.best_of_unheard(ranked, first)[: body.lines // UNHEARD_LINES]
    kept = {id(statement) for statement in first}
    shown = {region.full_name for statement in first for region in statement.regions}
    heads: dict[str, Statement] = {}
    for statement in ranked:
        name = statement.first.region.full_name
        if name not in shown and name not in heads and gate.passes(statement):
            heads[name] = statement
    leading = {id(statement) for statement in heads.values()}
    waiting = [s for s in ranked if id(s) not in kept]
    waiting.sort(key=lambda s: id(s) not in leading)
    regions = {statement.first.region.full_name for statement in waiting}
    each = max(annex.of_region, annex.lines // (2 * max(1, len(regions))))
    second = {id(s) for s in _chosen(waiting, replace(annex, of_region=each, of_role=each), first, gate)}
    return Parts(
        tuple(s for s in statements if id(s) in kept),
        tuple(s for s in statements if id(s) in second),
        tuple(s for s in statements if id(s) not in kept | second),
    )


def _measured(statements: Sequence[Statement]) -> int:
    """The lines that all of them would take in the body."""
    regions = {s.first.region.full_name for s in statements}
    return sum(_lines(s, LINE) for s in statements) + REGION_LINES * len(regions)


def _worth_paper(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that say enough; all of a region of which little is said."""
    known = Counter(statement.first.region.full_name for statement in statements)
    return [s for s in statements if s.weight >= LEAST_WEIGHT or known[s.first.region.full_name] <= LEAST_SHOWN]


def _chosen(ranked: Sequence[Statement], measure: Measure, before: Sequence[Statement], gate: Gate) -> list[Statement]:
    """Statements while the measure holds them, the fittest first by rank; none that says what one ``before`` says."""
    share = measure.lines * max(LEAST_SHARE, FAIR_SHARE / max(1, len({_source(s) for s in ranked})))
    filling = _Filling(measure, share)
    for fit in (gate.leads, gate.passes):
        for statement in ranked:
            if not filling.has_room(statement) or not fit(statement):
                continue
            if not any(_alike(statement, other) for other in (*before, *filling.chosen)):
                filling.add(statement)
    return filling.chosen


class _Filling:
    """What stands in a part so far, and what room is left for a region, a role of it and a source."""

    def __init__(self, measure: Measure, share: float) -> None:
        self.chosen: list[Statement] = []
        self._measure, self._share, self._used = measure, share, 0
        self._of_role: Counter[tuple[str, Role]] = Counter()
        self._of_region: Counter[str] = Counter()
        self._of_source: Counter[str] = Counter()

    def has_room(self, statement: Statement) -> bool:
        """Whether a statement would fit."""
        region, cost = statement.first.region.full_name, self._cost(statement)
        return (
            self._used + cost <= self._measure.lines
            and self._of_source[_source(statement)] + cost <= self._share
            and self._of_role[region, statement.role] < self._measure.of_role
            and self._of_region[region] < self._measure.of_region
        )

    def add(self, statement: Statement) -> None:
        """Takes a statement in."""
        region, cost = statement.first.region.full_name, self._cost(statement)
        self.chosen.append(statement)
        self._used += cost
        self._of_source[_source(statement)] += cost
        self._of_role[region, statement.role] += 1
        self._of_region[region] += 1

    def _cost(self, statement: Statement) -> int:
        head = self._measure.head * (not self._of_region[statement.first.region.full_name])
        return _lines(statement, self._measure.width) + head


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements of one role of a region would be read as the same."""
    mine, theirs = one.first, other.first
    if one.role is not other.role or mine.region.full_name != theirs.region.full_name:
        return False
    said = [{(f.value, f.unit) for f in figures(finding.summary)} for finding in (mine, theirs)]
    if said[0] != said[1] and all(said):
        return False
    return mine.lead == theirs.lead or bool(fuzz.partial_ratio(mine.summary, theirs.summary, score_cutoff=ALIKE))


def _source(statement: Statement) -> str:
    return statement.first.evidence[0].article_id


def _lines(statement: Statement, width: int) -> int:
    finding = statement.first
    return math.ceil((len(finding.lead) + len(finding.summary) + MARK + 2) / width)


@dataclass(frozen=True)
class Shelf:
    """The statements of one part by the full name of each region they are about, in print order of the regions."""

    regions: dict[str, Region]
    statements: dict[str, list[Statement]]

    @classmethod
    def of(cls, statements: Iterable[Statement], order: RegionOrder) -> Shelf:
        """Files statements under their regions."""
        by_name: dict[str, list[Statement]] = defaultdict(list)
        regions: dict[str, Region] = {}
        for statement in statements:
            for region in statement.regions:
                by_name[region.full_name].append(statement)
                regions.setdefault(region.full_name, region)
        ordered = sorted(regions.values(), key=order.key)
        return cls({region.full_name: region for region in ordered}, by_name)


@dataclass(frozen=True)
class Printer:
    """Turns statements into province sections."""

    order: RegionOrder
    library: Library
    indicators: Callable[[Region], tuple[IndicatorRow, ...]]
    held: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    """By full name of a region the roles of what is held for review."""

    def provinces(
        self, here: Sequence[Statement], there: Mapping[str, Sequence[Statement]]
    ) -> tuple[ProvinceSection, ...]:
        """Sections for the statements of this part; ``there`` are those that stand elsewhere, by where (附件)."""
        shelf = Shelf.of(here, self.order)
        others = {where: Shelf.of(told, self.order) for where, told in there.items()}
        groups: dict[str, list[Region]] = defaultdict(list)
        for region in shelf.regions.values():
            groups[province_of(region)].append(region)
        return tuple(
            ProvinceSection(
                title=province,
                regions=tuple(self._brief(region, shelf, others, len(row) == 1) for region in row),
            )
            for province, row in groups.items()
        )

    def _brief(self, region: Region, here: Shelf, others: Mapping[str, Shelf], alone: bool) -> RegionBrief:
        told = here.statements[region.full_name]
        own = [s for s in told if s.first.region.full_name == region.full_name]
        shared = [s for s in told if s.first.region.full_name != region.full_name]
        away = {where: shelf.statements.get(region.full_name, []) for where, shelf in others.items()}
        present = {s.role for s in (*told, *(s for row in away.values() for s in row))}
        held = self.held.get(region.full_name, frozenset())
        silent = {role: "" if role in present else silence(role in held) for role in Role}
        sections = [self._section(role, own, silent[role]) for role in Role]
        return RegionBrief(
            region=region,
            title=level_title(region, alone),
            sections=(sections[0], sections[1], sections[2]),
            elsewhere=(*_shared_notes(shared, self.order), *_away_note(away)),
            indicators=self.indicators(region),
        )

    def _section(self, role: Role, own: Sequence[Statement], silent: str) -> RoleSection:
        mine = sorted((s for s in own if s.role is role), key=lambda s: (-s.weight, s.first.finding_id))
        points = tuple(_printed(statement, self.library) for statement in mine)
        return RoleSection(role=role, points=points, silent=silent)


def _printed(statement: Statement, library: Library) -> Point:
    """A statement as its first region prints it; of a shared one with the names of the others."""
    printed = point(statement.first, library)
    others = [title(region) for region in statement.regions[1:]]
    if not others:
        return printed
    named = "、".join(others[:SHARERS]) + ("等" if len(others) > SHARERS else "")
    return printed.model_copy(update={"note": f"{printed.note}（{named}同）"})


HELD_BACK, OFF_PAPER, NOT_COVERED = "待核，见工作底稿", "未选登，见工作底稿", "本期来源未涉及"
"""What stands for a role of which something is held for review, one of which nothing was chosen for paper, and one of
which the sources say nothing."""


def silence(held: bool) -> str:
    """What stands for a role without points."""
    return HELD_BACK if held else NOT_COVERED


def held_roles(findings: Iterable[Finding]) -> dict[str, frozenset[Role]]:
    """The roles of what is held for review, by the full name of the region."""
    held: dict[str, set[Role]] = defaultdict(set)
    for finding in findings:
        if finding.status != "body":
            held[finding.region.full_name].add(finding.role)
    return {name: frozenset(roles) for name, roles in held.items()}


def _shared_notes(shared: Sequence[Statement], order: RegionOrder) -> list[str]:
    """Notes for the regions that share a statement printed under another (与甲市共有的经验8条，见甲市)."""
    hosts: dict[str, list[Statement]] = defaultdict(list)
    for statement in shared:
        hosts[statement.first.region.full_name].append(statement)
    rows = sorted(hosts.values(), key=lambda row: order.key(row[0].first.region))
    return [f"与{title(row[0].first.region)}共有的{_counted(row)}，见{title(row[0].first.region)}。" for row in rows]


def _counted(statements: Sequence[Statement]) -> str:
    counts = Counter(statement.role for statement in statements)
    return "、".join(f"{role}{counts[role]}条" for role in Role if counts[role])


def _away_note(away: Mapping[str, Sequence[Statement]]) -> list[str]:
    """另有经验2条、举措3条见附件、工作底稿."""
    told = {where: row for where, row in away.items() if row}
    counted = _counted([statement for row in told.values() for statement in row])
    return [f"另有{counted}见{'、'.join(told)}。"] if told else []
