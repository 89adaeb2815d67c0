"""HTML to check the evidence with: one file that fetches nothing, for a phone as for a desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.models import Briefing, ProvinceSection, RegionBrief, Role, RoleSection, Topic
from tasks.render.charts import Charts
from tasks.render.templates import Template, fill

# How notes end that point from one part to another; where all stand together they would mislead.
_OTHER_PART = ("附件。", "正文。", "工作底稿。")
_CONFIDENCE_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)


def render_html(briefing: Briefing, template: Template, charts: Charts | None = None) -> str:
    """The whole page, style and script inside; every point leads to its paragraph, which stands in the page once."""
    sections = merged_sections((*briefing.body, *briefing.annex, *briefing.rest))
    return fill(
        template,
        "screen.html",
        briefing=briefing,
        charts=charts or Charts(),
        sections=sections,
        roles=tuple(Role),
        topics=_topics(sections),
        levels=_CONFIDENCE_LEVELS,
        shown=_shown(sections),
        titles={source.number: source.title for source in briefing.sources},
        texts=_texts(sections),
    )


def merged_sections(sections: Iterable[ProvinceSection]) -> tuple[ProvinceSection, ...]:
    """All parts as one: each province and region once, in the order of their first appearance."""
    provinces: dict[str, list[RegionBrief]] = {}
    for section in sections:
        provinces.setdefault(section.title, []).extend(section.regions)
    return tuple(ProvinceSection(title=title, regions=_merged_regions(regions)) for title, regions in provinces.items())


def _merged_regions(regions: Sequence[RegionBrief]) -> tuple[RegionBrief, ...]:
    merged: dict[str, RegionBrief] = {}
    for region in regions:
        key = region.region.full_name
        merged[key] = _joined(merged[key], region) if key in merged else region
    return tuple(merged.values())


def _joined(first: RegionBrief, second: RegionBrief) -> RegionBrief:
    experience, gap, measure = (
        RoleSection(role=mine.role, points=mine.points + theirs.points, silent=mine.silent)
        for mine, theirs in zip(first.sections, second.sections, strict=True)
    )
    notes = first.elsewhere + second.elsewhere
    return first.model_copy(
        update={
            "sections": (experience, gap, measure),
            "elsewhere": tuple(dict.fromkeys(note for note in notes if not note.endswith(_OTHER_PART))),
            "indicators": tuple(dict.fromkeys(first.indicators + second.indicators)),
        }
    )


def _shown(sections: Sequence[ProvinceSection]) -> frozenset[str]:
    """The ids of all points of the page, which others may lead to."""
    return frozenset(
        point.finding_id
        for section in sections
        for region in section.regions
        for role in region.sections
        for point in role.points
    )


def _texts(sections: Sequence[ProvinceSection]) -> list[tuple[int, list[tuple[str, str]]]]:
    """Each paragraph that proves a point, once, by source and in the order of the source's text."""
    found: dict[int, dict[str, str]] = {}
    for section in sections:
        for region in section.regions:
            for role in region.sections:
                for context in (context for point in role.points for context in point.contexts):
                    found.setdefault(context.source_number, {})[context.paragraph_id] = context.text
    return [(number, sorted(row.items())) for number, row in sorted(found.items())]


def _topics(sections: Sequence[ProvinceSection]) -> tuple[Topic, ...]:
    """The topics that occur, in the order in which tables print them."""
    found = {
        topic
        for section in sections
        for region in section.regions
        for role in region.sections
        for point in role.points
        for topic in point.topics
    }
    return tuple(topic for topic in Topic if topic in found)
