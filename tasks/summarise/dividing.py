"""What a leader reads goes to the body, by weight; the rest to the annex, the rest of that to the working papers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz import fuzz

from tasks.models import Role
from tasks.summarise.figures import figures
from tasks.summarise.gate import LEAST_SHOWN, Gate, stands
from tasks.summarise.statements import Statement

BODY_LINES = 72
"""Lines of the body's points: over three pages of 22 lines (GB/T 9704), what a leader reads. A maximum, no quota."""
ANNEX_LINES, ANNEX_POINTS = 160, 8
"""Lines of the annex in the type of tables: four pages; and its points of one region. The files hold the rest."""
LINE, ANNEX_LINE, REGION_LINES, MARK = 28, 34, 2, 4
FAIR_SHARE, LEAST_SHARE = 2.2, 0.1
"""One source fills at most this many times its even share of a part, and may always fill a tenth of it."""
MOST_OF_ROLE = 3
"""At most so many points of one role of one region stand in the body while other points wait."""
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
