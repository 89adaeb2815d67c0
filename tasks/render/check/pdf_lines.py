"""The lines of a PDF as they stand on the page: what a layout check measures. Works on any PDF, ours or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

from tasks.models import Model

_BASELINE_STEP = 1.0  # points; characters of one line share a baseline up to rounding
_SAME_SIZE = 0.3
_WIDE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e“”‘’—…·]+")


class Line(Model):
    """One line: page from 1, baseline from the page's top, left and right end by advance width (points), type size."""

    page: int
    baseline: float
    left: float
    right: float
    size: float
    text: str
    font: str

    @property
    def pure_chinese(self) -> bool:
        """Whether every character takes a full width."""
        return _WIDE.fullmatch(self.text) is not None


def page_lines(number: int, page: Any) -> list[Line]:
    """The lines of one pdfplumber page, top down; a raised mark inside a line is a line of its own."""
    rows = _rows(sorted(page.chars, key=lambda c: (-c["matrix"][5], c["x0"])))
    return [_line(number, float(page.height), row) for row in rows if any(c["text"].strip() for c in row)]


def _rows(characters: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Characters by baseline, then by size."""
    row: list[dict[str, Any]] = []
    for character in characters:
        if row and row[0]["matrix"][5] - character["matrix"][5] > _BASELINE_STEP:
            yield from _by_size(row)
            row = []
        row.append(character)
    yield from _by_size(row)


def _by_size(row: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for _, same in groupby(sorted(row, key=_half_points), key=_half_points):
        yield sorted(same, key=lambda c: float(c["x0"]))


def _half_points(character: dict[str, Any]) -> int:
    return round(float(character["size"]) * 2)


def _line(number: int, height: float, row: list[dict[str, Any]]) -> Line:
    fonts = Counter(c["fontname"].split("+")[-1] for c in row)
    return Line(
        page=number,
        baseline=height - row[0]["matrix"][5],
        left=row[0]["x0"],
        right=max(c["x1"] for c in row),
        size=round(row[0]["size"], 2),
        text="".join(c["text"] for c in row),
        font=fonts.most_common(1)[0][0],
    )


def body_size(lines: Iterable[Line]) -> float:
    """The type size most characters are set in.

    Sizes above 小四 go before, where an eighth of the text is set in them: annexed tables, smaller and longer, are no
    body, and headings over a body of 小四 are less than that.
    """
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    larger = Counter({size: count for size, count in sizes.items() if size > 12})
    chosen = larger if larger.total() * 8 >= sizes.total() else sizes
    return chosen.most_common(1)[0][0] if chosen else 0.0


def of_size(lines: Iterable[Line], size: float) -> list[Line]:
    """The lines set in ``size``."""
    return [line for line in lines if abs(line.size - size) < _SAME_SIZE]


def continued(lines: list[Line], left: float, pitch: float) -> list[tuple[Line, Line]]:
    """Each body line that is not the last of its paragraph, with the line that goes on from it.

    The next line goes on when it starts at the left edge, directly below, or at the top of the page after a full one.
    """
    foot = max((line.baseline for line in lines), default=0.0)
    return [
        (line, after)
        for line, after in pairwise(lines)
        if abs(after.left - left) < 1 and _follows(line, after, pitch, foot)
    ]


def _follows(line: Line, after: Line, pitch: float, foot: float) -> bool:
    if after.page == line.page:
        return abs(after.baseline - line.baseline - pitch) < pitch / 4
    return after.page == line.page + 1 and foot - line.baseline < pitch / 4
