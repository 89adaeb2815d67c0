"""Join lines that a fixed width broke: mails, old bulletin boards and text saved from terminals."""

from __future__ import annotations

from itertools import pairwise

from tasks.clean.traced import Traced

FEWEST = 6  # lines
WIDEST, NARROWEST = 60, 16  # characters: prose of the press has one line a paragraph, far longer
SLACK = 2  # a mark that may not begin a line leaves it this much shorter
MOST = 0.6  # of the lines are full
INDENT = ("　", "  ", "\t")


def unwrap(text: Traced) -> Traced:
    """``text`` with its paragraphs on one line each, where it was broken at a fixed width; else as it is."""
    lines = text.text.split("\n")
    width = _width(lines)
    if width is None:
        return text
    spans = []
    position = -1
    for line, following in pairwise(lines):
        position += len(line) + 1
        if len(line) >= width - SLACK and following.strip() and not following.startswith(INDENT):
            spans.append((position, position + 1, ""))
    return text.replace(spans)


def _width(lines: list[str]) -> int | None:
    """The width at which lines were broken, None when they were not."""
    sizes = [len(line) for line in lines if line.strip()]
    if len(sizes) < FEWEST:
        return None
    width = max(sizes)
    full = sum(size >= width - SLACK for size in sizes)
    return width if NARROWEST <= width <= WIDEST and full >= MOST * len(sizes) else None
