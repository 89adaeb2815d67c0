"""Join lines that a fixed width broke: mails, old bulletin boards and text saved from terminals."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.clean.structure import BULLET, heading_level
from tasks.clean.traced import Traced

FEWEST = 6  # lines
WIDEST, NARROWEST = 60, 16  # characters: prose of the press has one line a paragraph, far longer
SLACK = 2  # a mark that may not begin a line leaves it this much shorter
MOST = 0.6  # of the lines are full
INDENT = ("　", "  ", "\t")
# Scanned text is broken at no fixed width: then most lines hold a mark but end without one.
INNER, END = re.compile(r"[，。；、：]."), "，。；、：！？…”’）》,;:!?)"
CUT = 0.5
LEAST_CUT = 10
DEEPEST = 2  # 一、 and （一） begin a paragraph; 1. may be the rest of a number


def unwrap(text: Traced) -> Traced:
    """``text`` with its paragraphs on one line each, where it was broken at a fixed width; else as it is."""
    lines = text.text.split("\n")
    width = _width(lines)
    if width is None and not _is_cut(lines):
        return text
    spans = []
    position = -1
    for line, following in pairwise(lines):
        position += len(line) + 1
        full = len(line) >= width - SLACK if width is not None else _goes_on(line)
        if full and following.strip() and not _begins(following):
            spans.append((position, position + 1, ""))
    return text.replace(spans)


def _begins(line: str) -> bool:
    """Whether a line begins a paragraph whatever stands before it."""
    return line.startswith(INDENT) or (heading_level(line) or 9) <= DEEPEST or BULLET.match(line) is not None


def _goes_on(line: str) -> bool:
    return len(line.strip()) >= NARROWEST and line.strip()[-1] not in END


def _is_cut(lines: list[str]) -> bool:
    """Whether most lines of a text in narrow lines were cut in the middle of a sentence."""
    held = [line.strip() for line in lines if line.strip()]
    if len(held) < LEAST_CUT or max(map(len, held)) > WIDEST:
        return False
    cut = sum(1 for line in held if _goes_on(line) and INNER.search(line))
    return cut >= CUT * len(held)


def _width(lines: list[str]) -> int | None:
    """The width at which lines were broken, None when they were not."""
    sizes = [len(line) for line in lines if line.strip()]
    if len(sizes) < FEWEST:
        return None
    width = max(sizes)
    full = sum(size >= width - SLACK for size in sizes)
    return width if NARROWEST <= width <= WIDEST and full >= MOST * len(sizes) else None
