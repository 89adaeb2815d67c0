"""The printed page's markup: a template's ``print.html`` filled with a briefing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.models import Briefing, Point
from tasks.render.charts import Charts
from tasks.render.templates import Template, fill

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_QUOTE_BREAK = re.compile(r"(?<=[^\s（《【〈“‘])(?=[“‘])|(?<=[”’])(?=[\u4e00-\u9fff（《【〈])")

_DASH = re.compile(r"(?<=[^\s—])(?=—(?!—))")
_ZERO_WIDTH_SPACE, _WORD_JOINER = "\u200b", "\u2060"


def print_markup(briefing: Briefing, template: Template, charts: Charts | None = None) -> str:
    """The page to set. ``first_points`` gives the template the way back from each source to where it is first cited."""
    values = {"briefing": briefing, "charts": charts or Charts(), "first_points": first_points(briefing)}
    return chinese_breaks(fill(template, "print.html", **values))


def chinese_breaks(markup: str) -> str:
    """Let lines break where Chinese breaks them, by marks that have no glyph and so do not enter the PDF's text.

    Unicode's line breaking (UAX 14, LB19) forbids breaks on both sides of a quotation mark, because Latin writes both
    sides with one mark; Chinese breaks before an opening and after a closing one. A 连接号 (single dash) does not
    begin a line (GB/T 15834, 5.1), which Unicode allows.
    """
    head, body, rest = markup.partition("<body>")
    return head + body + _TEXT.sub(lambda text: _with_breaks(text.group()), rest)


def _with_breaks(text: str) -> str:
    return _DASH.sub(_WORD_JOINER, _QUOTE_BREAK.sub(_ZERO_WIDTH_SPACE, text))


def first_points(briefing: Briefing) -> dict[int, str]:
    """For each source number the finding whose point cites it first."""
    found: dict[int, str] = {}
    for point in points(briefing):
        for number in point.sources:
            found.setdefault(number, point.finding_id)
    return found


def points(briefing: Briefing) -> Iterator[Point]:
    """Every point of body and annex in printed order."""
    for province in (*briefing.body, *briefing.annex):
        for region in province.regions:
            for section in region.sections:
                yield from section.points
