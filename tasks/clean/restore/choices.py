"""Choices that bytes do not determine: by everyday characters and by how likely words are."""

from __future__ import annotations

from functools import cache

from tasks.clean.characters import WIDE
from tasks.clean.restore import gbk
from tasks.clean.restore.lexicon import count, likelihood
from tasks.clean.script import to_simplified
from tasks.ingest.charset import common_characters

MARKS = "“”‘’。，、；：？！（）《》…—·□"
UNKNOWN = "□"
# A guess must complete a word counted at least this often.
FAMILIAR = 500
# How much likelier (in logarithms) one reading must be than another to be taken for sure.
MARGIN = 2.0
# How much speaks for a character that the text shows with this reading: the converter's table surely holds it.
SHOWN = 3.0
# Share of everyday characters in a run that was read rightly; runs read one byte off stay below 0.6.
PLAUSIBLE = 0.8


def likeliest(options: dict[str, float], before: str, after: str) -> tuple[str, bool]:
    """The option that fits best between its neighbours, and whether it does so by far; the unknown mark for none.

    ``options`` come with how much (in logarithms) speaks for them beforehand.
    """
    if len(options) < 2:
        return next(((option, True) for option in options), (UNKNOWN, False))
    ranked = sorted(((fit(before, option, after) + prior, option) for option, prior in options.items()), reverse=True)
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
    """How likely ``text`` (simplified first) is between its neighbours."""
    return likelihood(to_simplified(before + text + after).translate(WIDE))


def is_plausible(text: str) -> bool:
    """Whether most ideographs of ``text`` are everyday ones; damaged runs are full of rare ones."""
    han = [mark for mark in text if "\u3400" <= mark <= "\u9fff"]
    return not any(map(is_stray, text)) and sum(map(is_common, han)) >= PLAUSIBLE * len(han)


def is_stray(mark: str) -> bool:
    """Whether a character has no place in Chinese prose."""
    return not (mark.isascii() or mark in MARKS or "\u3400" <= mark <= "\u9fff")
