"""Choices that bytes do not determine: by everyday characters and by how likely words are."""

from __future__ import annotations

import re
from functools import cache

from tasks.clean.restore import gbk
from tasks.clean.restore.lexicon import count, is_word, likelihood
from tasks.clean.script import to_simplified
from tasks.ingest.charset import common_characters

MARKS = "“”‘’。，、；：？！（）《》…—·□"
UNKNOWN = "□"
# A word counted less often than this among 60 million is no likely word by itself.
RARE = 1000
# A guess must complete a word counted at least this often.
FAMILIAR = 500
# How much likelier (in logarithms) one reading must be than another to be taken for sure.
MARGIN = 2.0
# Marks, and the logarithm of the share of each among the tokens of news text.
STOPS = re.compile("[。，、；：！？“”‘’（）《》…—]")
STOP = -3.5
# Share of everyday characters in a run that was read rightly; runs read one byte off stay below 0.6.
PLAUSIBLE = 0.8


def likeliest(options: list[str], before: str, after: str) -> tuple[str, bool]:
    """The option that fits best between its neighbours, and whether it does so by far; the unknown mark for none."""
    if len(options) < 2:
        return (options[0], True) if options else (UNKNOWN, False)
    ranked = sorted(((fit(before, option, after), option) for option in options), reverse=True)
    return ranked[0][1], ranked[0][0] > ranked[1][0] + MARGIN


def guess(before: str, lead: int, after: str) -> str:
    """The everyday character with this first byte that makes a word with its neighbours, else the unknown mark."""
    options = [found for trail in gbk.TRAILS if (found := gbk.character(lead, trail)) and is_common(found)]
    words = [found for found in options if makes_word(before, found, after)]
    return max(words, key=lambda found: fit(before, found, after), default=UNKNOWN)


def makes_word(before: str, text: str, after: str) -> bool:
    """Whether the dictionary has a word of ``text`` and the character before or after it."""
    whole, place = to_simplified(before + text + after), len(before)
    words = whole[max(0, place - 1) : place + len(text)], whole[place : place + len(text) + 1]
    return any(len(word) > len(text) and count(word) >= FAMILIAR for word in words)


@cache
def is_common(mark: str) -> bool:
    """Whether everyday Chinese uses a character, in its traditional or its simplified form."""
    return mark in common_characters() or to_simplified(mark) in common_characters()


def fit(before: str, text: str, after: str) -> float:
    """How likely ``text`` (simplified first) is between its neighbours; a mark is no unknown word."""
    parts = STOPS.split(to_simplified(before + text + after))
    return sum(map(likelihood, parts)) + STOP * (len(parts) - 1)


def is_plausible(text: str) -> bool:
    """Whether most ideographs of ``text`` are everyday ones; damaged runs are full of rare ones."""
    han = [mark for mark in text if "\u3400" <= mark <= "\u9fff"]
    return not any(map(is_stray, text)) and sum(map(is_common, han)) >= PLAUSIBLE * len(han)


def is_stray(mark: str) -> bool:
    """Whether a character has no place in Chinese prose."""
    return not (mark.isascii() or mark in MARKS or "\u3400" <= mark <= "\u9fff")


def is_weak(text: str, index: int, before: str, after: str) -> bool:
    """Whether the character at ``index`` is a rare word by itself and makes no word with its neighbours."""
    whole, place = to_simplified(before + text + after), len(before) + index
    if len(whole) != len(before + text + after) or not "\u3400" <= whole[place] <= "\u9fff":
        return False
    joins = (
        whole[place - 1 : place + 1],
        whole[place : place + 2],
        whole[place - 1 : place + 2],
        whole[place - 2 : place + 1],
    )
    return count(whole[place]) < RARE and not any(is_word(word) for word in joins if len(word) > 1)


@cache
def doubles(lead: int, trail: int) -> tuple[str, ...]:
    """Pairs of everyday characters whose inner bytes are a vanished pair."""
    firsts = {x: found for x in range(0xAA, 0xB0) if (found := gbk.character(lead, x)) and _is_written(found)}
    seconds = {y: found for y in range(0xA1, 0xFF) if (found := gbk.character(y, trail)) and is_common(found)}
    return tuple(first + second for first in firsts.values() for second in seconds.values())


def _is_written(mark: str) -> bool:
    return mark in MARKS or is_common(mark)
