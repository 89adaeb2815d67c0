"""The briefing of one region, cut from the whole: what is said of it, whom it learns from, who learns from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tasks.models import Briefing, ChainRow, LinkRow, ProvinceSection, RegionBrief, Role
from tasks.render.html import merged_sections

# A region with this many points gets a file of its own, as promised to the reader.
LEAST_POINTS = 3


def region_briefings(briefing: Briefing, asked: Collection[str] = ()) -> Iterator[tuple[str, Briefing]]:
    """Full name and briefing of each region with enough points, or asked for by name or full name."""
    for province in merged_sections((*briefing.body, *briefing.annex)):
        for brief in province.regions:
            names = {brief.title, brief.region.name, brief.region.full_name}
            if point_count(brief) >= LEAST_POINTS or names & set(asked):
                yield brief.region.full_name, region_briefing(briefing, province.title, brief)


def point_count(brief: RegionBrief) -> int:
    """How many points a region has in all."""
    return sum(len(section.points) for section in brief.sections)


def region_briefing(briefing: Briefing, province: str, brief: RegionBrief) -> Briefing:
    """The same issue over one region; sources keep their numbers, those not cited are left out."""
    names = {brief.title, brief.region.name, brief.region.full_name}
    links = tuple(link for link in briefing.links if names & {link.learner, *link.benchmarks})
    chains = tuple(chain for chain in briefing.chains if _concerns(chain, names))
    indicators = tuple(row for row in briefing.indicators if row.region in names)
    cited = set(_cited(brief, links, chains)) | {number for row in indicators for number in row.sources}
    return briefing.model_copy(
        update={
            "title": f"{brief.title}互鉴要点",
            "note": _note(briefing, brief, len(cited)),
            "highlights": (),
            "counts": (),
            "matrix": (),
            "indicators": indicators,
            "body": (ProvinceSection(title=province, regions=(brief,)),),
            "annex": (),
            "links": links,
            "chains": chains,
            "sources": tuple(source for source in briefing.sources if source.number in cited),
            "review": (),
        }
    )


def _concerns(chain: ChainRow, names: Collection[str]) -> bool:
    return chain.learner in names or any(cell.region in names for cell in chain.experiences)


def _cited(brief: RegionBrief, links: Iterable[LinkRow], chains: Iterable[ChainRow]) -> Iterator[int]:
    for section in brief.sections:
        for point in section.points:
            yield from point.sources
    for link in links:
        yield from link.sources
    for chain in chains:
        for cell in (*chain.experiences, *chain.gaps, *chain.measures):
            yield from cell.sources


def _note(briefing: Briefing, brief: RegionBrief, sources: int) -> str:
    counts = "、".join(f"{role.value}{_count(brief, role)}条" for role in Role)
    issue = f"{briefing.issue.year}年第{briefing.issue.number}期《{briefing.masthead.name}》"
    return f"本专报摘自{issue}，据{sources}篇来源，列{brief.title}要点{point_count(brief)}条，其中{counts}。"


def _count(brief: RegionBrief, role: Role) -> int:
    return sum(len(section.points) for section in brief.sections if section.role is role)
