"""The briefing of one region, cut from the whole: what is said of it, whom it learns from, who learns from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from tasks.models import (
    Article,
    Briefing,
    ChainRow,
    Composition,
    Finding,
    LearningTable,
    LinkRow,
    ProvinceSection,
    RegionBrief,
    Role,
    RoleSection,
)
from tasks.render.html import merged_sections
from tasks.summarise.gate import Gate
from tasks.summarise.sections import OFF_PAPER, silence
from tasks.summarise.statements import Library, Statement, point

# A region with this many points gets a file of its own, as promised to the reader.
LEAST_POINTS = 3
MOST_ROWS = 12
MOST_POINTS, MOST_INDICATORS = 40, 60
"""Points of one role and figures that its file prints, the weightiest first; the workbook holds all."""


def region_briefings(
    composition: Composition, articles: Sequence[Article], asked: Collection[str] = ()
) -> Iterator[tuple[str, Briefing]]:
    """Full name and briefing of each region with enough points, or asked for by name or full name."""
    briefing = composition.briefing
    library = _library(briefing, articles)
    gate = Gate.of([Statement((finding,), 0.0) for finding in composition.findings if finding.status == "body"])
    findings = _by_region(composition.findings)
    for province in merged_sections((*briefing.body, *briefing.annex, *briefing.rest)):
        for brief in province.regions:
            own = findings.get(brief.region.full_name, ())
            known = _known(own, {item.finding_id for section in brief.sections for item in section.points}, library)
            if len(known) < LEAST_POINTS and not _names(brief) & set(asked):
                continue
            whole = _completed(brief, own, known, library, gate)
            if point_count(whole) or _names(brief) & set(asked):
                yield brief.region.full_name, region_briefing(briefing, province.title, whole, known)


def point_count(brief: RegionBrief) -> int:
    """How many points a region has in all."""
    return sum(len(section.points) for section in brief.sections)


def _names(brief: RegionBrief) -> set[str]:
    return {brief.title, brief.region.name, brief.region.full_name}


def _library(briefing: Briefing, articles: Sequence[Article]) -> Library:
    numbers = {source.article_id: source.number for source in briefing.sources}
    return Library({a.article_id: a for a in articles if a.article_id in numbers}, numbers)


def _by_region(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.region.full_name, []).append(finding)
    return found


def _known(findings: Iterable[Finding], printed: Collection[str], library: Library) -> list[Finding]:
    """The findings that the briefing tells: those it prints under the region, and those of its sources elsewhere."""
    return [
        finding
        for finding in findings
        if finding.status == "body"
        and (
            finding.finding_id in printed
            or all(evidence.article_id in library.articles for evidence in finding.evidence)
        )
    ]


def _completed(
    brief: RegionBrief, findings: Sequence[Finding], known: Sequence[Finding], library: Library, gate: Gate
) -> RegionBrief:
    """With the points that the briefing prints under other regions too, as far as the gate lets them on paper.

    Those that the briefing prints come first; a role of which only what stays off paper is known says where it is.
    """
    printed = {item.finding_id: item for section in brief.sections for item in section.points}
    rank = {name: place for place, name in enumerate(printed)}
    ordered = sorted(known, key=lambda finding: rank.get(finding.finding_id, len(rank)))
    shown = [statement.first for statement in gate.shown([Statement((finding,), 0.0) for finding in ordered])]
    items = [printed.get(finding.finding_id) or point(finding, library) for finding in shown]
    silent = _silences(findings, known)
    experience, gap, measure = (
        RoleSection(
            role=role,
            points=tuple(item for item in items if item.role is role)[:MOST_POINTS],
            silent=silent[role],
        )
        for role in Role
    )
    doubtful = {finding.finding_id for finding in known if gate.is_in_passing(Statement((finding,), 0.0))}
    indicators = tuple(row for row in brief.indicators if row.finding_id not in doubtful)
    return brief.model_copy(update={"sections": (experience, gap, measure), "elsewhere": (), "indicators": indicators})


def _silences(findings: Iterable[Finding], known: Iterable[Finding]) -> dict[Role, str]:
    """What stands for each role of which nothing is printed."""
    told = Counter(finding.role for finding in known)
    held = {finding.role for finding in findings}
    return {role: f"另有{told[role]}条{OFF_PAPER}" if told[role] else silence(role in held) for role in Role}


def region_briefing(briefing: Briefing, province: str, brief: RegionBrief, known: Collection[Finding] = ()) -> Briefing:
    """The same issue over one region; sources keep their numbers, those not cited are left out.

    ``known`` are the points of the region with those that are not printed.
    """
    names = _names(brief)
    links = tuple(link for link in briefing.links if names & {link.learner, *link.benchmarks})
    chains = tuple(chain for chain in briefing.chains if _concerns(chain, names))
    indicators = brief.indicators[:MOST_INDICATORS]
    tables = tuple(table for table in map(partial(_own_rows, brief=brief), briefing.tables) if table.rows)
    cited = set(_cited(brief, links, chains)) | {number for row in indicators for number in row.sources}
    cited |= {
        number for table in tables for row in table.rows for cell in row.cells for e in cell for number in e.sources
    }
    return briefing.model_copy(
        update={
            "title": f"{brief.region.full_name}互鉴要点",
            "note": _note(briefing, brief, len(cited), known),
            "highlights": (),
            "counts": (),
            "matrix": (),
            "indicators": indicators,
            "body": (ProvinceSection(title=province, regions=(brief,)),),
            "annex": (),
            "rest": (),
            "links": links,
            "chains": chains,
            "tables": tables,
            "sources": tuple(source for source in briefing.sources if source.number in cited),
            "notes": (),
            "review": (),
        }
    )


def _own_rows(table: LearningTable, brief: RegionBrief) -> LearningTable:
    """The rows of a learning table that concern the region, all of them printed up to a measure."""
    name = brief.region.full_name
    own = [row.model_copy(update={"body": True}) for row in table.rows if name in row.regions]
    return table.model_copy(update={"rows": tuple(own[:MOST_ROWS])})


def _concerns(chain: ChainRow, names: Collection[str]) -> bool:
    return chain.learner in names or any(cell.region in names for cell in chain.experiences)


def _cited(brief: RegionBrief, links: Iterable[LinkRow], chains: Iterable[ChainRow]) -> Iterator[int]:
    for section in brief.sections:
        for item in section.points:
            yield from item.sources
    for link in links:
        yield from link.sources
    for chain in chains:
        for cell in (*chain.experiences, *chain.gaps, *chain.measures):
            yield from cell.sources


def _note(briefing: Briefing, brief: RegionBrief, sources: int, known: Iterable[Finding]) -> str:
    counts = "、".join(f"{role.value}{_count(brief, role)}条" for role in Role)
    issue = f"《{briefing.masthead.name}》{briefing.issue.year}年第{briefing.issue.number}期"
    whole = f"据{sources}篇来源，列{brief.region.full_name}要点{point_count(brief)}条，其中{counts}"
    told = Counter(finding.role for finding in known)
    left = [f"{role.value}{rest}条" for role in Role if (rest := told[role] - _count(brief, role)) > 0]
    whole += f"，另有{'、'.join(left)}{OFF_PAPER}" if left else ""
    return f"本专报摘自{issue}，{whole}。所列情况以来源发布时为准。"


def _count(brief: RegionBrief, role: Role) -> int:
    return sum(len(section.points) for section in brief.sections if section.role is role)
