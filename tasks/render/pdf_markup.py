"""The printed page's markup: a template's ``print.html`` filled with a briefing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.models import Briefing, Point
from tasks.render.templates import Template, fill

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_QUOTE_BREAK = re.compile(r"(?<=[^\s（《【〈“‘])(?=[“‘])|(?<=[”’])(?=[\u4e00-\u9fff（《【〈])")


def print_markup(briefing: Briefing, template: Template) -> str:
    """The page to set. ``first_points`` gives the template the way back from each source to where it is first cited."""
    return let_quotes_break(fill(template, "print.html", briefing=briefing, first_points=first_points(briefing)))


def let_quotes_break(markup: str) -> str:
    """Let lines break before an opening and after a closing quotation mark.

    Unicode's line breaking (UAX 14, LB19) forbids both, because Latin writes both sides with one mark; Chinese does
    not. The zero-width spaces have no glyph and so do not enter the PDF's text.
    """
    head, body, rest = markup.partition("<body>")
    return head + body + _TEXT.sub(lambda text: _QUOTE_BREAK.sub("\u200b", text.group()), rest)


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
