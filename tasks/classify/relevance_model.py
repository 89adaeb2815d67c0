"""How far the words of a text speak for the work of places: a linear reading over the hashed n-grams of its clauses.

It reads by passages, runs of whole paragraphs, so that a long passage on other things does not drown the rest. What a
single passage says adds nothing to what the whole says of a finding (measured on 1,200 of them), so only that is told.
``training/relevance.py`` makes the table.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.classify.features import Encoded, Floats, Ints
from tasks.classify.model_file import read_arrays

MODEL = Path(__file__).parent / "model" / "relevance.npz"
BUCKETS = 1 << 16
PASSAGE, LEAST_PASSAGE = 200, 60
"""A passage ends with the paragraph in which it reaches so many characters; fewer left over join the last passage."""
SUREST = 4.0
"""A passage speaks no louder than this for the whole text."""


class Table(NamedTuple):
    """The learned table: log odds by bucket (int8 times ``scale``), and for a text without words ``bias``."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats


class Passages(NamedTuple):
    """The passages of a text: clauses ``edges[i]`` to ``edges[i + 1]``, and how many characters each has."""

    edges: tuple[int, ...]
    sizes: tuple[int, ...]


@lru_cache(maxsize=2)
def load(path: Path = MODEL) -> Table:
    """The table of a model file."""
    return Table(**read_arrays(path))


def tell_relevance(encoded: Encoded, table: Table) -> float:
    """The log odds that a text is about the work of places: the mean over its characters; 0 for one without clauses."""
    parts = passages(encoded)
    odds = [_odds(words, table) for words in buckets(encoded, parts)]
    return float(np.average(np.clip(odds, -SUREST, SUREST), weights=parts.sizes)) if odds else 0.0


def _odds(words: Ints, table: Table) -> float:
    """The mean over the root of their number of what a passage's words speak for."""
    spoken = table.weights.take(words).sum(dtype=np.int64) * float(table.scale[0])
    return float(spoken / np.sqrt(max(len(words), 1)) + table.bias[0])


def passages(encoded: Encoded) -> Passages:
    """Cut the clauses of a text into passages."""
    edges, sizes, size = [0], [], 0
    last = len(encoded.spans) - 1
    for index, span in enumerate(encoded.spans):
        size += span.end - span.start
        closes = index == last or encoded.paragraphs[index + 1] != encoded.paragraphs[index]
        if closes and (size >= PASSAGE or index == last):
            edges.append(index + 1)
            sizes.append(size)
            size = 0
    if len(sizes) > 1 and sizes[-1] < LEAST_PASSAGE:
        sizes[-2:] = [sizes[-2] + sizes[-1]]
        del edges[-2]
    return Passages(tuple(edges), tuple(sizes))


def buckets(encoded: Encoded, parts: Passages) -> list[Ints]:
    """The buckets of each passage's n-grams, each once."""
    starts = encoded.starts
    return [
        np.unique(encoded.grams[starts[first] : starts[end]] % BUCKETS).astype(np.int32)
        for first, end in pairwise(parts.edges)
    ]
