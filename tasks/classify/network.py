"""The clause network in numpy: n-gram vectors, convolutions over the clauses, and a chain over each paragraph.

It computes what the training makes: a clause is the sum of its n-grams' vectors beside the mean, the greatest and the
edges of its words' vectors; three dilated convolutions let it see its neighbours; the mean over the text tells the kind
of text; a linear chain over the paragraph's clauses turns scores into probabilities. Weights are read from one
``.npz``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rjieba
from numpy.typing import NDArray

from tasks.classify.features import Encoded
from tasks.classify.model_file import read_arrays

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Bytes = NDArray[np.int8]
DILATIONS = (1, 2, 4)
ROLE_COUNT = 4


class Weights(NamedTuple):
    """The learned arrays, by their names in the file.

    ``grams`` and ``words`` are int8 with one scale a column; ``vocabulary`` the words in the order of their rows, one a
    line (the last row stands for no word); ``heed`` how much each word counts in a clause's mean.
    """

    vocabulary: dict[str, int]
    grams: Bytes
    gram_scale: Floats
    words: Bytes
    word_scale: Floats
    heed: Floats
    inp: Floats
    inp_bias: Floats
    above: Floats
    above_bias: Floats
    convs: Floats
    conv_bias: Floats
    hid: Floats
    hid_bias: Floats
    out: Floats
    out_bias: Floats
    top: Floats
    top_bias: Floats
    joints: Floats
    first: Floats
    temperature: Floats


class Prediction(NamedTuple):
    """Per clause: probabilities of 经验, 差距, 举措 and none, and of the twelve topics, in the order of ``Topic``."""

    roles: Floats
    topics: Floats


@lru_cache(maxsize=2)
def load(path: Path) -> Weights:
    """The weights of a model file."""
    arrays = read_arrays(path)
    vocabulary = {word: number for number, word in enumerate(arrays.pop("vocabulary"))}
    return Weights(vocabulary=vocabulary, **arrays)


def predict(encoded: Encoded, weights: Weights) -> Prediction:
    """The network's probabilities for every clause of a text."""
    if not encoded.spans:
        return Prediction(np.zeros((0, ROLE_COUNT), np.float32), np.zeros((0, len(weights.top_bias)), np.float32))
    hidden = _trunk(encoded, weights)
    scores = (hidden @ weights.out + weights.out_bias) / weights.temperature
    topics = hidden @ weights.top + weights.top_bias
    return Prediction(_chain(scores, encoded.joints, weights), 1.0 / (1.0 + np.exp(-topics)))


def _trunk(encoded: Encoded, weights: Weights) -> Floats:
    grams = _gram_vectors(encoded, weights)
    mean, most, edges = _word_vectors(encoded, weights)
    inputs = np.hstack([grams, mean, most, edges, encoded.marks]) @ weights.inp + weights.inp_bias
    above = np.hstack([grams, mean])[encoded.headings] * (encoded.headings[:, None] >= 0)
    first = _relu((inputs + above @ weights.above + weights.above_bias).astype(np.float32))
    wide = first
    for index, dilation in enumerate(DILATIONS):
        wide = wide + _relu(_convolve(wide, weights.convs[index], dilation) + weights.conv_bias[index])
    whole = np.broadcast_to(wide.mean(axis=0), wide.shape)
    return _relu(np.hstack([wide, first, whole]) @ weights.hid + weights.hid_bias)


def _gram_vectors(encoded: Encoded, weights: Weights) -> Floats:
    """The sum of each clause's n-gram vectors over the root of their number."""
    rows = weights.grams[encoded.grams % len(weights.grams)]
    sums = np.add.reduceat(rows, encoded.starts[:-1], axis=0, dtype=np.int32)
    counts = np.diff(encoded.starts).astype(np.float32)
    return (sums * weights.gram_scale / np.sqrt(counts)[:, None]).astype(np.float32)


def _word_vectors(encoded: Encoded, weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Each clause's heeded mean and greatest values of its words' vectors, and its first and last two words'."""
    numbers, starts, edges = word_numbers(encoded.clauses, weights.vocabulary)
    small = weights.words.take(numbers, axis=0)
    rows: Floats = small * weights.word_scale
    heed = weights.heed[numbers]
    mean: Floats = (np.add.reduceat(rows * heed, starts, axis=0) / np.add.reduceat(heed, starts, axis=0)).astype("f4")
    most: Floats = np.maximum.reduceat(small, starts, axis=0) * weights.word_scale
    ends: Floats = weights.words[edges] * weights.word_scale
    return mean, most, ends.reshape(len(starts), -1)


def word_numbers(clauses: Sequence[str], vocabulary: Mapping[str, int]) -> tuple[Ints, Ints, Ints]:
    """The numbers of all clauses' words, where each clause begins, and each clause's first and last two words.

    A word the vocabulary lacks is read character by character; a clause without any known word holds the one number
    past the last.
    """
    nothing = len(vocabulary)
    numbers: list[int] = []
    starts: list[int] = []
    edges: list[list[int]] = []
    own: list[int] = []
    for word in [*rjieba.cut("\n".join(clauses)), "\n"]:
        if word != "\n":
            number = vocabulary.get(word)
            own.extend([vocabulary[one] for one in word if one in vocabulary] if number is None else [number])
            continue
        own = own or [nothing]
        starts.append(len(numbers))
        numbers.extend(own)
        edges.append((own[:2] + [nothing] * 2)[:2] + ([nothing] * 2 + own[-2:])[-2:])
        own = []
    return np.array(numbers, np.int32), np.array(starts, np.int32), np.array(edges, np.int32)


def _convolve(values: Floats, kernel: Floats, dilation: int) -> Floats:
    """A convolution of width three over the clauses; ``kernel`` is (3, in, out), nothing stands beyond the ends."""
    result: Floats = values @ kernel[1]
    if len(values) > dilation:
        result[dilation:] += values[:-dilation] @ kernel[0]
        result[:-dilation] += values[dilation:] @ kernel[2]
    return result


def _relu(values: Floats) -> Floats:
    return np.maximum(values, np.float32(0))


def _chain(scores: Floats, joints: NDArray[np.int32], weights: Weights) -> Floats:
    """Marginal probabilities of the roles in each paragraph's chain (forward and backward, all paragraphs at once)."""
    begins = np.flatnonzero(joints <= 1)
    sizes = np.diff(np.append(begins, len(scores)))
    place = begins[:, None] + np.arange(sizes.max())[None, :]
    inside = np.arange(sizes.max())[None, :] < sizes[:, None]
    place = np.where(inside, place, 0)
    local, moves = scores[place], weights.joints[joints[place]]
    ahead, behind = _ahead(local, moves, weights.first), _behind(local, moves, inside)
    both = (ahead + behind)[inside]
    both = np.exp(both - both.max(axis=1, keepdims=True))
    result = np.empty_like(scores)
    result[place[inside]] = both / both.sum(axis=1, keepdims=True)
    return result


def _ahead(local: Floats, moves: Floats, first: Floats) -> Floats:
    ahead = np.empty_like(local)
    ahead[:, 0] = local[:, 0] + first
    for step in range(1, local.shape[1]):
        ahead[:, step] = _logsumexp(ahead[:, step - 1, :, None] + moves[:, step], 1) + local[:, step]
    return ahead


def _behind(local: Floats, moves: Floats, inside: NDArray[np.bool_]) -> Floats:
    behind = np.zeros_like(local)
    for step in range(local.shape[1] - 1, 0, -1):
        came = _logsumexp(moves[:, step] + (local[:, step] + behind[:, step])[:, None, :], 2)
        behind[:, step - 1] = np.where(inside[:, step, None], came, np.float32(0))
    return behind


def _logsumexp(values: Floats, axis: int) -> Floats:
    most = values.max(axis=axis, keepdims=True)
    summed: Floats = np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)
    return summed
