"""Measure a PDF against the layout profile: what was found, what is asked for, and by which clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber

from tasks.models import Model
from tasks.render.check.items import CheckItem, judged
from tasks.render.check.pdf_area import Extent, overhangs, page_shapes
from tasks.render.check.pdf_lines import Line, body_size, continued, of_size, page_lines
from tasks.render.layout import Layout, Measure

_POINTS_PER_MM = 72 / 25.4
_ASCENT = 0.88  # of the em box, in Chinese faces
NO_START = "，。、；：？！”’）》】％〉」』〕］"
NO_END = "“‘（《【〈「『〔［"
FULL_LINES_SHARE = 0.9
PUSHED_OUT = 2  # characters that line-end rules push to the next line
FLUSH_SHARE = 0.99
FLUSH_TOLERANCE = 1.0  # mm


class Pages(Model):
    """A document's lines and shapes, read once. ``sizes`` are pages' widths and heights in points."""

    sizes: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]
    rules: tuple[tuple[int, float, float, float, float, bool], ...]
    shapes: tuple[Extent, ...]
    body: float

    def text_lines(self) -> list[Line]:
        """The lines of running text, top down."""
        return of_size(self.lines, self.body)


def read_pages(path: Path) -> Pages:
    """Read a PDF's lines and rules (page, left, right, top, thickness, red)."""
    with pdfplumber.open(path) as pdf:
        lines = [line for number, page in enumerate(pdf.pages, 1) for line in page_lines(number, page)]
        rules = [rule for number, page in enumerate(pdf.pages, 1) for rule in _rules(number, page)]
        shapes = tuple(shape for number, page in enumerate(pdf.pages, 1) for shape in page_shapes(number, page))
        sizes = tuple((float(page.width), float(page.height)) for page in pdf.pages)
    return Pages(sizes=sizes, lines=tuple(lines), rules=tuple(rules), shapes=shapes, body=body_size(lines))


def _rules(number: int, page: Any) -> Iterator[tuple[int, float, float, float, float, bool]]:
    for shape in (*page.rects, *page.lines):
        thick = shape["linewidth"] if shape["object_type"] == "line" else shape["height"]
        if shape["width"] > page.width / 2 and thick < 6:
            colour = shape["stroking_color" if shape["object_type"] == "line" else "non_stroking_color"]
            yield number, shape["x0"], shape["x1"], shape["top"], thick, _is_red(colour)


def _is_red(colour: Any) -> bool:
    return isinstance(colour, tuple) and len(colour) == 3 and colour[0] > 0.6 and max(colour[1:]) < 0.3


def check_pages(pages: Pages, layout: Layout) -> tuple[CheckItem, ...]:
    """Every item of the profile that can be measured on the page, in a fixed order."""
    if not pages.text_lines():
        return (CheckItem(item="正文", measured="没有文字层", wanted="有可读的文字", clause="", verdict="无法判断"),)
    return tuple(_Check(pages, layout).items())


class _Check:
    """The measures of one document against one profile."""

    def __init__(self, pages: Pages, layout: Layout) -> None:
        self.pages = pages
        self.layout = layout
        self.text = [line for line in pages.text_lines() if self._inside(line)]
        self.pitch = self._pitch()
        self.left = _leftmost(line.left for line in self.text)
        self.right = _mode(line.right for line in self.text)

    def _inside(self, line: Line) -> bool:
        """Whether a line stands in the type area and not in the masthead."""
        bottom = self.pages.sizes[line.page - 1][1] - self.layout.points("margin_bottom")
        return line.baseline < bottom and line.baseline > self._red_rule_top(line.page)

    def _red_rule_top(self, page: int) -> float:
        return max((top for number, _, _, top, _, red in self.pages.rules if number == page and red), default=0.0)

    def _pitch(self) -> float:
        gaps = [b.baseline - a.baseline for a, b in pairwise(self.text) if a.page == b.page]
        return median(gap for gap in gaps if gap > 0.5) if gaps else 0.0

    def items(self) -> Iterator[CheckItem]:
        """Page, margins, grid, line ends, page numbers, rules."""
        yield from self._paper()
        yield from self._margins()
        yield self._type_area()
        yield from self._grid()
        yield from self._line_ends()
        yield self._page_numbers()
        yield self._red_rule()
        yield self._colophon()

    def _number(self, name: str, found: float | None, tolerance: float, unit: str = "毫米") -> CheckItem:
        measure = self.layout[name]
        wanted = self.layout.millimetres(name) if unit == "毫米" else measure.value
        if found is None:
            return _item(measure, f"{wanted:g}{unit}", "未找到", None)
        complies = abs(found - wanted) <= tolerance
        return _item(measure, f"{wanted:g}±{tolerance:g}{unit}", f"{found:.2f}{unit}", complies)

    def _paper(self) -> Iterator[CheckItem]:
        width, height = self.pages.sizes[0]
        yield self._number("paper_width", width / _POINTS_PER_MM, 1)
        yield self._number("paper_height", height / _POINTS_PER_MM, 1)

    def _margins(self) -> Iterator[CheckItem]:
        width, height = self.pages.sizes[0]
        later = [line for line in self.text if line.page > 1] or self.text
        top = min(self._top(line) for line in later)
        bottom = max(self._top(line) + self.pitch for line in later)
        yield self._number("margin_top", top / _POINTS_PER_MM, 1)
        yield self._number("margin_left", self.left / _POINTS_PER_MM, 1)
        yield self._number("margin_right", (width - self.right) / _POINTS_PER_MM, 1)
        yield self._number("margin_bottom", (height - bottom) / _POINTS_PER_MM, 1)

    def _type_area(self) -> CheckItem:
        """Nothing of text and tables may stand out of the type area; the page number does."""
        out = overhangs(self.pages.lines, self.pages.shapes, self.pages.sizes, self.layout)
        told = [f"第{one.page}页{one.side}边出{one.millimetres:.0f}毫米" for one in out[:3]]
        found = "、".join(told) + (f"等{len(out)}处" if len(out) > len(told) else "") if out else "都在版心内"
        return judged(self.layout["type_width"], "版心", found, "文字、表格都在版心内", not out)

    def _top(self, line: Line) -> float:
        return line.baseline - _ASCENT * line.size - (self.pitch - line.size) / 2

    def _grid(self) -> Iterator[CheckItem]:
        yield self._number("body_size", self.pages.body, 0.5, "磅")
        yield self._number("line_pitch", self.pitch, 0.1, "磅")
        yield self._lines()
        full = [self._is_full(line, after) for line, after in self._continued() if line.pure_chinese]
        share = sum(full) / len(full) if full else None
        yield _share(self.layout["characters"], "纯中文非末行满28字（因禁则推出者26、27字）", share, FULL_LINES_SHARE)

    def _is_full(self, line: Line, after: Line) -> bool:
        """Whether a line holds what the profile asks, or a little less where it must not break later."""
        wanted = int(self.layout["characters"].value)
        missing = wanted - len(line.text) - round((line.left - self.left) / self.pages.body)
        pushed = after.text[: missing + 1]
        unbroken = any(one in NO_START or one.isascii() for one in pushed) or any(
            one in f"{NO_END}—" for one in line.text[-1] + pushed
        )
        return missing == 0 or (0 < missing <= PUSHED_OUT and unbroken)

    def _lines(self) -> CheckItem:
        """Lines on the fullest page, those of other sizes between them included; without a full page no verdict."""
        ends: dict[int, list[float]] = {}
        for line in self.text:
            ends.setdefault(line.page, []).append(line.baseline)
        most = max(round((max(found) - min(found)) / self.pitch) + 1 if self.pitch else 1 for found in ends.values())
        room = self.layout.points("type_height") // self.pitch if self.pitch else 0
        if most < room == self.layout["lines"].value:
            measure = self.layout["lines"]
            return _item(measure, f"{measure.value:g}行", f"没有满页，最多{most}行", None)
        return self._number("lines", most, 0, "行")

    def _continued(self) -> list[tuple[Line, Line]]:
        return continued(self.text, self.left, self.pitch)

    def _line_ends(self) -> Iterator[CheckItem]:
        edge = self.pages.sizes[0][0] - self.layout.points("margin_right")
        pairs = self._continued()
        flush = [abs(line.right - edge) / _POINTS_PER_MM <= FLUSH_TOLERANCE for line, _ in pairs]
        share = sum(flush) / len(flush) if flush else None
        yield _share(self.layout["type_width"], "非末行右端齐版心", share, FLUSH_SHARE)
        bad = [line.text for line in self.text if line.text[0] in NO_START or line.text[-1] in NO_END]
        found = f"{len(bad)}行违反" + (f"，如“{bad[0][:6]}…”" if bad else "")
        yield judged(self.layout["characters"], "禁则", found, "行首行末无禁用标点", not bad)

    def _page_numbers(self) -> CheckItem:
        measure = self.layout["page_number_size"]
        bad = [number for number in range(1, len(self.pages.sizes) + 1) if not self._numbered(number)]
        expected = "— 1 —，四号，单页居右、双页居左各空一字"
        if not bad:
            return _item(measure, expected, "各页相符", True)
        return _item(measure, expected, f"第{'、'.join(map(str, bad[:5]))}页不符", False)

    def _numbered(self, number: int) -> bool:
        width, height = self.pages.sizes[number - 1]
        edge = height - self.layout.points("margin_bottom")
        for line in self.pages.lines:
            if line.page == number and line.baseline > edge and line.text.replace(" ", "") == f"—{number}—":
                indent = self.layout.points("page_number_indent")
                odd = abs(width - self.layout.points("margin_right") - indent - line.right) < 3
                even = abs(self.layout.points("margin_left") + indent - line.left) < 3
                return (odd if number % 2 else even) and abs(line.size - measure_size(self.layout)) < 0.5
        return False

    def _red_rule(self) -> CheckItem:
        measure = self.layout["red_rule_weight"]
        red = [rule for rule in self.pages.rules if rule[0] == 1 and rule[5]]
        expected = f"首页红线与版心等宽，{measure.value:g}磅"
        if not red:
            return _item(measure, expected, "未找到红线", False)
        _, left, right, _, thick, _ = red[0]
        wide = abs((right - left) / _POINTS_PER_MM - self.layout["type_width"].value) <= 1
        complies = wide and abs(thick - measure.value) <= 0.5
        return _item(measure, expected, f"宽{(right - left) / _POINTS_PER_MM:.1f}毫米，{thick:.2f}磅", complies)

    def _colophon(self) -> CheckItem:
        measure = self.layout["colophon_outer_rule"]
        last = len(self.pages.sizes)
        edge = self.pages.sizes[-1][1] - self.layout.points("margin_bottom")
        rules = [rule for rule in self.pages.rules if rule[0] == last and abs(rule[3] + rule[4] - edge) < 3]
        expected = "末条分隔线在版心下边缘"
        return _item(measure, expected, "相符" if rules else "未找到", bool(rules))


def measure_size(layout: Layout) -> float:
    """The page number's type size in points."""
    return layout.points("page_number_size")


def _leftmost(values: Iterator[float]) -> float:
    """The leftmost edge that more than a stray line keeps to; most lines may be indented."""
    counts = Counter(round(value * 4) / 4 for value in values)
    least = min(3, max(counts.values()))
    return min(value for value, count in counts.items() if count >= least)


def _mode(values: Iterator[float]) -> float:
    return Counter(round(value * 4) / 4 for value in values).most_common(1)[0][0]


def _item(measure: Measure, expected: str, found: str, complies: bool | None) -> CheckItem:
    return judged(measure, measure.says, found, expected, complies)


def _share(measure: Measure, name: str, share: float | None, least: float) -> CheckItem:
    expected = f"{name}不少于{least:.0%}"
    if share is None:
        return _item(measure, expected, "没有可量的行", None)
    return _item(measure, expected, f"{share:.1%}", share >= least)
