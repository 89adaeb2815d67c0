"""Regions with their points in print order, and what is said where a region or a role has none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.models import Finding, IndicatorRow, Point, ProvinceSection, Region, RegionBrief, Role, RoleSection
from tasks.summarise.order import RegionOrder, level_title, province_of, title
from tasks.summarise.statements import Library, Statement, point

SHARERS = 4
"""So many of the other regions of a shared point are named with it."""


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
        made = [
            ProvinceSection(
                title=province,
                regions=tuple(self._brief(region, shelf, others, len(row) == 1) for region in row),
            )
            for province, row in groups.items()
        ]
        return _with_note(made, _away_note(shelf, others))

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
            elsewhere=tuple(_shared_notes(shared, self.order)),
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


def _away_note(here: Shelf, others: Mapping[str, Shelf]) -> str:
    """The points of the regions of this part that stand elsewhere: 以上各地区另有经验2条、举措3条见附件、工作底稿."""
    told = {
        where: {id(s): s for name in here.regions for s in shelf.statements.get(name, [])}
        for where, shelf in others.items()
    }
    counted = _counted([statement for row in told.values() for statement in row.values()])
    whose = "以上各地区" if len(here.regions) > 1 else ""
    return f"{whose}另有{counted}见{'、'.join(where for where, row in told.items() if row)}。" if counted else ""


def _with_note(sections: Sequence[ProvinceSection], note: str) -> tuple[ProvinceSection, ...]:
    """The sections with a note below the last: one line tells what the part leaves out; of one region it is its own."""
    if not sections or not note:
        return tuple(sections)
    *before, last = sections
    if before or len(last.regions) > 1:
        return (*before, last.model_copy(update={"closing": note}))
    (region,) = last.regions
    told = region.model_copy(update={"elsewhere": (*region.elsewhere, note)})
    return (last.model_copy(update={"regions": (told,)}),)
