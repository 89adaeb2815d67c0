"""分地区互鉴要点 for Word: provinces, regions, the three roles with their points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tasks.models import Highlight, Point, ProvinceSection, RegionBrief, Role
from tasks.render.templates import compact, lead_phrase
from tasks.render.word import markup
from tasks.render.word.wording import NOT_COVERED, heading_number
from tasks.render.word.writer import Writer, finding_anchor


def highlight_paragraphs(writer: Writer, highlights: Iterable[Highlight]) -> Iterator[str]:
    """The lines of the 提要."""
    for line in highlights:
        runs = [writer.run(lead_phrase(line.lead), "领句")] if line.lead else []
        runs.append(writer.run(line.text))
        if line.finding_ids:
            runs[0] = markup.link(finding_anchor(line.finding_ids[0]), runs[0])
        yield writer.paragraph("要点", *runs, writer.source_links(line.sources))


def region_paragraphs(writer: Writer, provinces: Iterable[ProvinceSection], *, say_silent: bool) -> Iterator[str]:
    """Every province under a heading of the second level, its regions under one of the third."""
    for number, province in enumerate(compact(tuple(provinces)), 1):
        yield writer.paragraph("heading 2", writer.run(heading_number(2, number) + province.title))
        alone = len(province.regions) == 1 and province.regions[0].title == province.title
        for place, region in enumerate(province.regions, 1):
            if not alone:
                yield writer.paragraph("heading 3", writer.run(heading_number(3, place) + region.title))
            yield from _roles(writer, region, say_silent)
        if province.closing:
            yield writer.paragraph("要点", writer.run(province.closing))


def role_paragraphs(writer: Writer, provinces: Iterable[ProvinceSection], role: Role) -> Iterator[str]:
    """The points of one role alone, for a template about a single region; without any, that the sources say nothing."""
    for region in (region for province in provinces for region in province.regions):
        for section in region.sections:
            if section.role is role:
                yield from (_point(writer, point) for point in section.points)
                if not section.points:
                    yield writer.paragraph("要点", writer.run(f"{section.silent or NOT_COVERED}。"))


def elsewhere_paragraphs(writer: Writer, provinces: Iterable[ProvinceSection]) -> Iterator[str]:
    """What is printed under another region and concerns these too."""
    for region in (region for province in provinces for region in province.regions):
        yield from (writer.paragraph("要点", writer.run(note)) for note in region.elsewhere)


def _roles(writer: Writer, region: RegionBrief, say_silent: bool) -> Iterator[str]:
    for section in region.sections:
        for place, point in enumerate(section.points):
            role = "" if place else writer.run(f"【{section.role.value}】", "要点类别")
            yield writer.paragraph("要点", role, point_runs(writer, point))
    notes = [writer.run(note) for note in region.elsewhere]
    silences = [run for said in _silences(writer, region) for run in said] if say_silent else []
    if notes or silences:
        yield writer.paragraph("要点", *notes, *silences)


def _silences(writer: Writer, region: RegionBrief) -> Iterator[tuple[str, str]]:
    """The roles the sources say nothing of, those with the same words together."""
    silent: dict[str, list[str]] = defaultdict(list)
    for section in region.sections:
        if not section.points and section.silent:
            silent[section.silent].append(section.role.value)
    for said, roles in sorted(silent.items()):
        yield writer.run(f"{'、'.join(roles)}：", "领句"), writer.run(f"{said}。")


def _point(writer: Writer, point: Point) -> str:
    return writer.paragraph("要点", point_runs(writer, point))


def point_runs(writer: Writer, point: Point, marks: str = "来源号") -> str:
    """What a point prints, with its bookmark, its evidence and its source marks in the style named."""
    lead = writer.run(lead_phrase(point.lead), "领句") if point.lead else ""
    said = writer.proved(lead + writer.run(point.text), point.contexts)
    marked = writer.bookmarked(finding_anchor(point.finding_id), said)
    return marked + writer.run(point.note) + writer.source_links(point.sources, marks)
