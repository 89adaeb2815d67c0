"""Regions with their points: what a leader reads goes to the body, by weight; the rest to the annex."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tasks.models import IndicatorRow, ProvinceSection, Region, RegionBrief, Role, RoleSection
from tasks.summarise.order import RegionOrder, level_title, province_of, title
from tasks.summarise.statements import Library, Statement, point

BODY_LINES = 88
"""Lines of the body's points: about four pages of 22 lines (GB/T 9704), what a leader reads. A maximum, no quota."""
LINE, REGION_LINES, ROLE_LINES, MARK = 28, 2, 1, 4
FAIR_SHARE, LEAST_SHARE = 2.2, 0.1
"""One source fills at most this many times its even share of the body, and may always fill a tenth of it."""
MOST_OF_ROLE = 3
"""At most so many points of one role of one region stand in the body while other points wait."""


@dataclass(frozen=True)
class Parts:
    """The statements of the body and those of the annex."""

    body: tuple[Statement, ...]
    annex: tuple[Statement, ...]


def divide(statements: Sequence[Statement], lines: int = BODY_LINES) -> Parts:
    """The weightiest statements up to the measure of the body; all of them where they fit."""
    if sum(_lines(s) for s in statements) + _overhead(statements) <= lines:
        return Parts(tuple(statements), ())
    chosen: list[Statement] = []
    of_role: Counter[tuple[str, Role]] = Counter()
    of_source: Counter[str] = Counter()
    share = lines * max(LEAST_SHARE, FAIR_SHARE / len({_source(s) for s in statements}))
    used = 0
    for statement in sorted(statements, key=lambda s: (-s.weight, s.first.finding_id)):
        slot = (statement.first.region.full_name, statement.role)
        cost = _lines(statement) + _overhead([*chosen, statement]) - _overhead(chosen)
        full = used + cost > lines or of_source[_source(statement)] + cost > share
        if full or of_role[slot] >= MOST_OF_ROLE:
            continue
        chosen.append(statement)
        of_role[slot] += 1
        of_source[_source(statement)] += cost
        used += cost
    kept = {id(statement) for statement in chosen}
    return Parts(tuple(s for s in statements if id(s) in kept), tuple(s for s in statements if id(s) not in kept))


def _source(statement: Statement) -> str:
    return statement.first.evidence[0].article_id


def _lines(statement: Statement) -> int:
    finding = statement.first
    return math.ceil((len(finding.lead) + len(finding.summary) + MARK + 2) / LINE)


def _overhead(statements: Sequence[Statement]) -> int:
    regions = {s.first.region.full_name for s in statements}
    roles = {(s.first.region.full_name, s.role) for s in statements}
    return REGION_LINES * len(regions) + ROLE_LINES * len(roles)


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

    def provinces(
        self, here: Sequence[Statement], there: Sequence[Statement], where: str
    ) -> tuple[ProvinceSection, ...]:
        """Sections for the statements of this part; ``there`` are those printed elsewhere (``where``, as 见附件)."""
        shelf, other = Shelf.of(here, self.order), Shelf.of(there, self.order)
        groups: dict[str, list[Region]] = defaultdict(list)
        for region in shelf.regions.values():
            groups[province_of(region)].append(region)
        return tuple(
            ProvinceSection(
                title=province,
                regions=tuple(self._brief(region, shelf, other, where, len(row) == 1) for region in row),
            )
            for province, row in groups.items()
        )

    def _brief(self, region: Region, here: Shelf, there: Shelf, where: str, alone: bool) -> RegionBrief:
        told = here.statements[region.full_name]
        own = [s for s in told if s.first.region.full_name == region.full_name]
        shared = [s for s in told if s.first.region.full_name != region.full_name]
        away = there.statements.get(region.full_name, [])
        present = {s.role for s in (*told, *away)}
        sections = [self._section(role, own, role in present) for role in Role]
        return RegionBrief(
            region=region,
            title=level_title(region, alone),
            sections=(sections[0], sections[1], sections[2]),
            elsewhere=(*_shared_notes(shared, self.order), *_away_note(away, where)),
            indicators=self.indicators(region),
        )

    def _section(self, role: Role, own: Sequence[Statement], present: bool) -> RoleSection:
        mine = sorted((s for s in own if s.role is role), key=lambda s: (-s.weight, s.first.finding_id))
        points = tuple(point(statement.first, self.library) for statement in mine)
        if present:
            return RoleSection(role=role, points=points, silent="")
        return RoleSection(role=role, points=points)


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


def _away_note(away: Sequence[Statement], where: str) -> list[str]:
    return [f"另有{_counted(away)}，{where}。"] if away else []
