"""Join lines that a fixed width broke: mails, old bulletin boards and text saved from terminals."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from tasks.clean.structure import BULLET, heading_level
from tasks.clean.traced import Traced

FEWEST = 5  # full lines
WIDEST, NARROWEST = 60, 16  # characters: prose of the press has one line a paragraph, far longer
SLACK = 2  # a mark that may not begin a line leaves it this much shorter
MOST = 0.6  # of the lines are full
SHORT_PARAGRAPHS = 0.3
"""Of lines that end in the middle of a sentence so many will do: short paragraphs leave many that are not full."""
OPEN = 0.7
"""The share of full lines that end without a mark where a width broke them."""
INDENT = ("　", "  ", "\t")
# Scanned text is broken at no fixed width: then most lines hold a mark but end without one.
INNER, END = re.compile(r"[，。；、：,;:]."), "，。；、：！？…”’）》,;:!?)"
CUT = 0.5
LEAST_CUT = 10
DEEPEST = 2  # 一、 and （一） begin a paragraph; 1. may be the rest of a number
# What stays together at the beginning of a line: a number with its unit, a word, a character with the marks behind it.
TOGETHER = re.compile(r"(?:[A-Za-z0-9.%]+|.)[，。；：！？、”’）》,;:!?)]*")
LATIN = re.compile(r"[A-Za-z]")


def unwrap(text: Traced) -> Traced:
    """``text`` with its paragraphs on one line each, where it was broken at a fixed width; else as it is."""
    lines = text.text.split("\n")
    is_full = _fullness(lines)
    if is_full is None and not _is_cut(lines):
        return text
    spans = []
    position = -1
    for line, following in pairwise(lines):
        position += len(line) + 1
        full = is_full(line, following) if is_full is not None else goes_on(line)
        if full and following.strip() and not begins(following):
            between = " " if LATIN.match(following) and LATIN.match(line[-1:]) else ""
            spans.append((position, position + 1, between))
    return text.replace(spans)


def begins(line: str) -> bool:
    """Whether a line begins a paragraph whatever stands before it."""
    return line.startswith(INDENT) or (heading_level(line) or 9) <= DEEPEST or BULLET.match(line) is not None


def goes_on(line: str) -> bool:
    """Whether a line of some length ends without a mark."""
    return len(line.strip()) >= NARROWEST and line.strip()[-1] not in END


def _is_cut(lines: list[str]) -> bool:
    """Whether most lines of a text in narrow lines were cut in the middle of a sentence."""
    held = [line.strip() for line in lines if line.strip()]
    if len(held) < LEAST_CUT or max(map(len, held)) > WIDEST:
        return False
    cut = sum(1 for line in held if goes_on(line) and INNER.search(line))
    return cut >= CUT * len(held)


def _fullness(lines: list[str]) -> Callable[[str, str], bool] | None:
    """Tells whether a line is as full as the width allowed before the next; null where no width broke the lines.

    The width is that of the longest line, in characters or in the columns of a terminal.
    """
    held = [line for line in lines if line.strip()]
    if not NARROWEST <= max(map(len, held), default=0) <= WIDEST:
        return None
    for size in (len, columns):
        width = max(map(size, held))
        if _was_broken([(a, b) for a, b in pairwise(lines) if _is_full(a, b, size=size, width=width)], held):
            return partial(_is_full, size=size, width=width)
    return None


def _is_full(line: str, following: str, *, size: Callable[[str], int], width: int) -> bool:
    """Whether what the next line begins with did not fit on this one."""
    together = TOGETHER.match(following)
    return size(line) + (size(together.group()) if together else 1) > width - SLACK


def _was_broken(full: list[tuple[str, str]], held: list[str]) -> bool:
    """Whether the full lines are those of a text broken at their width: most of all, or many, in mid-sentence."""
    if len(full) < FEWEST:
        return False
    within = sum(goes_on(line) for line, _ in full)
    prose = sum(INNER.search(line) is not None for line, _ in full)
    many = len(full) >= SHORT_PARAGRAPHS * len(held) and within >= OPEN * len(full) and prose >= CUT * len(full)
    return many or (len(full) >= MOST * len(held) and within >= CUT * len(full))


def columns(line: str) -> int:
    """The columns of a line on a terminal: two for a Chinese character."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in line)
