"""分地区互鉴要点 for Word: provinces, regions, the three roles with their points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tasks.models import Highlight, Point, ProvinceSection, RegionBrief, RoleSection
from tasks.render.word.wording import heading_number, sentence
from tasks.render.word.writer import Writer, finding_anchor


def highlight_paragraphs(writer: Writer, highlights: Iterable[Highlight]) -> Iterator[str]:
    """The lines of the 提要."""
    for line in highlights:
        lead = writer.run(sentence(line.lead), "领句")
        yield writer.paragraph("要点", lead, writer.run(sentence(line.text)), writer.source_links(line.sources))


def region_paragraphs(writer: Writer, provinces: Iterable[ProvinceSection], level: int) -> Iterator[str]:
    """Every province under a heading of ``level``, its regions one level below."""
    for number, province in enumerate(provinces, 1):
        yield writer.paragraph(f"heading {level}", writer.run(heading_number(level, number) + province.title))
        alone = len(province.regions) == 1 and province.regions[0].title == province.title
        for place, region in enumerate(province.regions, 1):
            if not alone:
                title = heading_number(level + 1, place) + region.title
                yield writer.paragraph(f"heading {level + 1}", writer.run(title))
            yield from _roles(writer, region)


def _roles(writer: Writer, region: RegionBrief) -> Iterator[str]:
    for silent, group in groupby(region.sections, key=lambda section: not section.points and section.silent):
        sections = list(group)
        if isinstance(silent, str):
            yield _silent(writer, sections, silent)
        else:
            for section in sections:
                yield writer.paragraph("要点类别", writer.run(section.role.value))
                yield from (_point(writer, point) for point in section.points)
    for note in region.elsewhere:
        yield writer.paragraph("要点", writer.run(sentence(note)))


def _silent(writer: Writer, sections: list[RoleSection], silent: str) -> str:
    roles = "、".join(section.role.value for section in sections)
    return writer.paragraph("未涉及", writer.run(roles, "领句"), writer.run(f"　{sentence(silent)}"))


def _point(writer: Writer, point: Point) -> str:
    lead = writer.run(sentence(point.lead), "领句") if point.lead else ""
    said = writer.proved(lead + writer.run(sentence(point.text)), point.contexts)
    note = writer.run(point.note)
    marked = writer.bookmarked(finding_anchor(point.finding_id), said)
    return writer.paragraph("要点", marked, note, writer.source_links(point.sources))
