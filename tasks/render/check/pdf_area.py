"""Whether anything of a PDF's pages lies outside the type area: text, and the rules and frames of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tasks.models import Model
from tasks.render.check.pdf_lines import Line
from tasks.render.layout import Layout

MARKS = re.compile(r"[［\[\]］〔〕\d\s]+")
"""Raised source marks hang into the margin behind a full line's last character, as they do in print."""
HUNG, PAGE_NUMBER = re.compile(r"[，。、；：）》”’]$"), re.compile(r"[—─－-]\s*\d+\s*[—─－-]|\d+")
TOLERANCE = 1.5  # mm
WHOLE_PAGE = 0.95
"""A frame of nearly the page's size is its background."""
_POINTS_PER_MM = 72 / 25.4


class Extent(Model):
    """What reaches where: a line of text or a drawn shape on a page, in points from the top left."""

    page: int
    left: float
    right: float
    top: float
    bottom: float


class Overhang(Model):
    """How far something stands out of the type area, on which side and page."""

    page: int
    side: str
    millimetres: float


def page_shapes(number: int, page: Any) -> Iterator[Extent]:
    """The rules, frames and pictures of a pdfplumber page; not its background."""
    for shape in (*page.rects, *page.lines, *page.images):
        if shape["width"] < WHOLE_PAGE * page.width or shape["height"] < WHOLE_PAGE * page.height:
            yield Extent(page=number, left=shape["x0"], right=shape["x1"], top=shape["top"], bottom=shape["bottom"])


def overhangs(
    lines: Iterable[Line], shapes: Iterable[Extent], sizes: tuple[tuple[float, float], ...], layout: Layout
) -> list[Overhang]:
    """What stands out of the type area by more than the tolerance, the farthest of each page and side."""
    worst: dict[tuple[int, str], float] = {}
    for extent in (*_texts(lines, layout, sizes), *shapes):
        for side, out in _out(extent, sizes[extent.page - 1], layout):
            if out > TOLERANCE:
                worst[extent.page, side] = max(worst.get((extent.page, side), 0.0), out)
    return [Overhang(page=page, side=side, millimetres=out) for (page, side), out in sorted(worst.items())]


def _texts(lines: Iterable[Line], layout: Layout, sizes: tuple[tuple[float, float], ...]) -> Iterator[Extent]:
    for line in lines:
        text = line.text.strip()
        foot = sizes[line.page - 1][1] - layout.points("margin_bottom")
        if MARKS.fullmatch(text) or (line.baseline > foot and PAGE_NUMBER.fullmatch(text)):
            continue
        hung = line.size / 2 if HUNG.search(text) else 0.0
        top = line.baseline - 0.88 * line.size
        yield Extent(page=line.page, left=line.left, right=line.right - hung, top=top, bottom=line.baseline)


def _out(extent: Extent, size: tuple[float, float], layout: Layout) -> Iterator[tuple[str, float]]:
    """How many millimetres it reaches over each side."""
    width, height = size
    yield "左", (layout.points("margin_left") - extent.left) / _POINTS_PER_MM
    yield "右", (extent.right - (width - layout.points("margin_right"))) / _POINTS_PER_MM
    yield "上", (layout.points("margin_top") - extent.top) / _POINTS_PER_MM
    yield "下", (extent.bottom - (height - layout.points("margin_bottom"))) / _POINTS_PER_MM
