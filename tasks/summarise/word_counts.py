"""How common words of official prose are, and how often they open or close a clause: counted in 300 work reports.

``training/printable.py`` makes the file; words stand in it by the checksum of their characters.
"""

from __future__ import annotations

import math
import zlib
from functools import cache
from typing import NamedTuple

import numpy as np

from tasks.summarise.lexicon import DATA

COUNTS = DATA / "word_counts.npz"
REPORTS = 300


class Word(NamedTuple):
    """One word: how rare it is (logarithm; 0 in every report), how readily it opens and closes a clause (about 0)."""

    rarity: float
    opens: float
    closes: float


UNKNOWN = Word(math.log(REPORTS), 0.0, 0.0)
"""A word that hardly any report has."""


def code(word: str) -> int:
    """The number under which a word stands in the file."""
    return zlib.crc32(word.encode("utf-8"))


@cache
def _counts() -> dict[int, Word]:
    with np.load(COUNTS) as file:
        columns = [file[name].tolist() for name in ("codes", *Word._fields)]
    return {number: Word(*row) for number, *row in zip(*columns, strict=True)}


def word_count(word: str) -> Word:
    """What is known of a word."""
    return _counts().get(code(word), UNKNOWN)
