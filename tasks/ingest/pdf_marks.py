"""Quotation marks back in their places: office programs draw them in another font, after the words they stand among.

A PDF of a Chinese document made by Word or LibreOffice takes its curly quotes from a font of its own, and what reads
the text layer meets them at the end of the run. Their boxes tell where they belong.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

MARKS = "“”‘’…—·"
SUSPECT = re.compile(r"[\s][“”‘’…—·]|[“”‘’…—·][\s]")
LEAST = 0.5  # points that a mark must step back to be out of place
LONGEST = 500  # characters of a line; no page has longer ones


class TextPage(Protocol):
    """What is asked of a page's text layer."""

    def get_text_range(self) -> str:
        """All characters."""

    def count_chars(self) -> int:
        """How many there are."""

    def get_charbox(self, index: int, loose: bool = ...) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""


class Glyph(NamedTuple):
    """A character and its box; one without width was put in by the reader of the layer."""

    character: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_drawn(self) -> bool:
        """Whether the page shows it."""
        return self.right - self.left > 0

    def is_beside(self, other: Glyph) -> bool:
        """Whether both stand on one line."""
        return self.is_drawn and other.is_drawn and self.bottom < other.top and other.bottom < self.top


def ordered_text(page: TextPage, text: str) -> str:
    """The text of a page with its marks where they are drawn; ``text`` where none is out of place."""
    if not SUSPECT.search(text):
        return text
    characters = page.get_text_range()
    if len(characters) != page.count_chars():
        return text
    glyphs = [Glyph(character, *page.get_charbox(at, True)) for at, character in enumerate(characters)]
    lines, start = [], 0
    for at, glyph in enumerate([*glyphs, Glyph("\n", 0, 0, 0, 0)]):
        if glyph.character == "\n":
            lines.append(_ordered(glyphs[start:at]))
            start = at + 1
    moved = "\n".join("".join(glyph.character for glyph in line) for line in lines)
    return moved if moved != characters else text


def _ordered(line: list[Glyph]) -> list[Glyph]:
    """One line with each mark that steps back put before the first character right of it."""
    line = list(line)
    marks = [glyph for glyph in line if glyph.character in MARKS and glyph.is_drawn]
    for mark in marks if len(line) <= LONGEST else ():
        at = next(index for index, glyph in enumerate(line) if glyph is mark)
        before = next((glyph for glyph in reversed(line[:at]) if glyph.is_drawn), None)
        if before is None or not mark.is_beside(before) or mark.left > before.left - LEAST:
            continue
        _take(line, at)
        place = next(
            (n for n, glyph in enumerate(line) if glyph.is_beside(mark) and glyph.left >= mark.left - LEAST), len(line)
        )
        line.insert(place, mark)
        _close(line, place)
    return line


def _take(line: list[Glyph], at: int) -> None:
    """Take out a glyph with the spaces beside it that are not drawn."""
    del line[at]
    _close(line, at - 1)


def _close(line: list[Glyph], at: int) -> None:
    """Take out the spaces around a place that are not drawn."""
    for place in (at + 1, at, at - 1):
        if 0 <= place < len(line) and line[place].character == " " and not line[place].is_drawn:
            del line[place]
