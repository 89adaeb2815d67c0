"""How likely a run of Chinese is: words of jieba's dictionary, words and pairs of words of the genre.

Both are loaded when bytes alone do not decide. ``words.tsv`` is made by ``count_words.py``.
"""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

LONGEST_WORD = 6
UNKNOWN = 0.1
MARKS = "。，、；：！？“”‘’（）《》…—·"
MARK = re.compile(f"[{MARKS}]")
STOP = -3.5  # the logarithm of the share of a mark among the tokens of news text
# A word of the genre says more than one of the general dictionary.
GENRE = 0.8
# The dictionary counts single characters far more often than they are words of the genre.
SINGLE = 0.15
# Share of a pair of words that was counted together; the rest is left to how common the second word is.
TOGETHER = 0.7


class Genre(NamedTuple):
    """Words of the genre, and pairs of words, with how often they were seen."""

    words: dict[str, int]
    pairs: dict[tuple[str, str], int]


@cache
def counts() -> dict[str, int]:
    """Words and how often they were seen (about 349,000 words, 60 million tokens)."""
    package = importlib.util.find_spec("jieba")  # its data file; importing it would cost half a second
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba")
    text = Path(package.origin).with_name("dict.txt").read_text("utf-8")
    rows = (line.split(" ") for line in text.splitlines())
    return {row[0]: int(row[1]) for row in rows}


@cache
def genre() -> Genre:
    """The counts of ``words.tsv``."""
    found = Genre({}, {})
    for line in Path(__file__).with_name("words.tsv").read_text("utf-8").splitlines()[1:]:
        word, following, seen = line.split("\t")
        if following:
            found.pairs[word, following] = int(seen)
        else:
            found.words[word] = int(seen)
    return found


def likelihood(text: str) -> float:
    """The log probability of the best split of simplified ``text`` into words, each seen with the one before it."""
    best: list[dict[str, float]] = [{"": 0.0}]
    for end in range(1, len(text) + 1):
        best.append({text[start:end]: _reach(best[start], text[start:end]) for start in _starts(text, end)})
    return max(best[-1].values())


def _reach(before: dict[str, float], word: str) -> float:
    """The best way to come to ``word`` from the words that end where it begins."""
    return max(value + follows(previous, word) for previous, value in before.items())


@cache
def follows(previous: str, word: str) -> float:
    """The log probability of ``word`` after ``previous``, which may be empty."""
    alone = _probability(word)
    seen = genre().words.get(previous)
    if not seen:
        return math.log(alone)
    together = genre().pairs.get((previous, word), 0) / seen
    return math.log(TOGETHER * together + (1 - TOGETHER) * alone)


@cache
def _probability(word: str) -> float:
    every, special = _totals()
    general = (counts().get(word) or UNKNOWN) / every * (SINGLE if len(word) == 1 else 1)
    return (1 - GENRE) * general + GENRE * genre().words.get(word, 0) / special


@cache
def _totals() -> tuple[int, int]:
    return sum(counts().values()), max(1, sum(genre().words.values()))


def rough(text: str) -> float:
    """The log probability of the best split into words, whatever stands before them.

    What :func:`split` finds is worth as much; this walk keeps no words, for thousands of candidates are compared by it.
    """
    logs, unknown = _logs()
    best = [0.0]
    for end in range(1, len(text) + 1):
        value = best[-1] + logs.get(text[end - 1], unknown)
        for start in range(max(0, end - LONGEST_WORD), end - 1):
            word = logs.get(text[start:end])
            if word is not None and best[start] + word > value:
                value = best[start] + word
        best.append(value)
    return best[-1]


def split(text: str) -> list[str]:
    """The best split of simplified ``text`` into words, whatever stands before them."""
    begins, found = _begins(text), []
    end = len(text)
    while end:
        found.append(text[begins[end] : end])
        end = begins[end]
    return found[::-1]


def _begins(text: str) -> list[int]:
    """For each place in ``text`` where the word begins that ends there in the best split of what stands before it."""
    logs, unknown = _logs()
    best, begins = [0.0], [0]
    for end in range(1, len(text) + 1):
        ways = ((best[start] + logs.get(text[start:end], unknown), -start) for start in _starts(text, end))
        value, start = max(ways)
        best.append(value)
        begins.append(-start)
    return begins


def _starts(text: str, end: int) -> Iterator[int]:
    """Where the words that end at ``end`` can begin."""
    known = counts()
    yield end - 1
    for start in range(max(0, end - LONGEST_WORD), end - 1):
        if known.get(text[start:end]):
            yield start


@cache
def _logs() -> tuple[dict[str, float], float]:
    """The log probability of every word of the dictionary, and that of an unknown one."""
    total = math.log(sum(counts().values()))
    words = {word: math.log(seen) - total for word, seen in counts().items() if seen}
    return words | dict.fromkeys(MARKS, STOP), math.log(UNKNOWN) - total


def is_word(text: str) -> bool:
    """Whether the dictionary counts ``text`` as a word."""
    return bool(counts().get(text))


def count(word: str) -> int:
    """How often the dictionary counts ``word``; 0 for an unknown one."""
    return counts().get(word, 0)
