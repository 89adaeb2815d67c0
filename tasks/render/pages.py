"""Pages beside an issue, such as those of a pair of regions or of a series: PDF and Word by a template of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tasks.models import Briefing
from tasks.render.appearance import Appearance
from tasks.render.charts import Lane, draw_lanes
from tasks.render.documents import Making, issue_epoch
from tasks.render.fonts import find_fonts
from tasks.render.templates import load_template
from tasks.render.workbook import render_tables


def render_page(
    briefing: Briefing,
    template: str,
    name: str,
    folder: Path,
    *,
    fonts: Path,
    appearance: Appearance | None = None,
    lanes: Sequence[Lane] = (),
) -> list[Path]:
    """Write ``name``.pdf and .docx into ``folder`` and return the paths; the bytes depend on the arguments alone.

    ``fonts`` is the folder with faces besides those of the system. A page over a series brings its tables as a workbook
    too, with the rows that paper has no room for. ``lanes`` are drawn as the page's picture.

    Raises:
        TemplateError: the template is missing or broken.
        RenderError: no font has one of the characters.
    """
    look = appearance or Appearance()
    make = Making(fonts=find_fonts([fonts], named=look.fonts), epoch=issue_epoch(briefing), appearance=look)
    layout = load_template(template)
    files, _ = make.region((name, briefing), layout, draw_lanes(lanes, make.fonts))
    if layout.scope == "series":
        files.append((f"{name}.xlsx", render_tables(briefing)))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file, content in files:
        path = folder / Path(file).name
        path.write_bytes(content)
        paths.append(path)
    return paths
