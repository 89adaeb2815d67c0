"""A linear reading beside the network: what the characters of a clause and of its neighbours speak for.

The network sees much context and errs alike on whole passages; this one sees n-grams only and errs elsewhere. Their
mean is right more often than either (measured in ``training/README.md``). Scores are sums of table rows: one table for
a clause's own n-grams, smaller ones for the clause before and after it in its paragraph, one row for each mark of
structure.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.classify.features import Encoded, Floats, Ints
from tasks.classify.model_file import read_arrays
from tasks.classify.network import ROLE_COUNT, Prediction

NEAR_BUCKETS = 1 << 16
"""Buckets for the neighbours' n-grams; the clause's own keep all of ``features.BUCKETS``."""


class Tables(NamedTuple):
    """The learned tables: a column for each of the four roles, then one for each topic.

    ``own``, ``before`` and ``after`` are int8 with one scale a column (rows of ``scales`` in this order); ``marks`` and
    ``bias`` are plain numbers.
    """

    own: NDArray[np.int8]
    before: NDArray[np.int8]
    after: NDArray[np.int8]
    scales: Floats
    marks: Floats
    bias: Floats


@lru_cache(maxsize=2)
def load(path: Path) -> Tables:
    """The tables of a model file."""
    return Tables(**read_arrays(path))


def read(encoded: Encoded, tables: Tables) -> Prediction:
    """The tables' probabilities for every clause of a text."""
    if not encoded.spans:
        return Prediction(
            np.zeros((0, ROLE_COUNT), np.float32), np.zeros((0, len(tables.bias) - ROLE_COUNT), np.float32)
        )
    scores = (
        _sums(encoded, tables.own, tables.scales[0])
        + _neighbour(encoded.paragraphs, _sums(encoded, tables.before, tables.scales[1]), 1)
        + _neighbour(encoded.paragraphs, _sums(encoded, tables.after, tables.scales[2]), -1)
        + encoded.marks @ tables.marks
        + tables.bias
    )
    roles = scores[:, :ROLE_COUNT]
    chances = np.exp(roles - roles.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    topics = 1.0 / (1.0 + np.exp(-scores[:, ROLE_COUNT:]))
    return Prediction(chances.astype(np.float32), topics.astype(np.float32))


def _sums(encoded: Encoded, table: NDArray[np.int8], scale: Floats) -> Floats:
    """For each clause the sum of its n-grams' rows over the root of their number."""
    rows = table.take(encoded.grams % len(table), axis=0)
    sums = np.add.reduceat(rows, encoded.starts[:-1], axis=0, dtype=np.int32)
    counts = np.diff(encoded.starts).astype(np.float32)
    return np.asarray(sums * (scale / np.sqrt(counts)[:, None]), dtype=np.float32)


def _neighbour(paragraphs: Ints, values: Floats, distance: int) -> Floats:
    """The values of the clause before (1) or after (-1) in the same paragraph, zeros where there is none."""
    moved = np.roll(values, distance, axis=0)
    same = np.roll(paragraphs, distance) == paragraphs
    same[0 if distance > 0 else -1] = False
    return np.where(same[:, None], moved, np.float32(0))
