# mypy: ignore-errors
"""The clause network in torch, for training; ``tasks/classify/network.py`` computes the same with numpy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from tasks.classify.features import JOINTS, MARKS, Encoded
from tasks.classify.network import DILATIONS, ROLE_COUNT, word_numbers
from tasks.models.vocabulary import Topic

BUCKETS, GRAM_WIDTH, HIDDEN, FEATURES = 1 << 15, 48, 128, 128
IMPOSSIBLE = -1e4


class Example(NamedTuple):
    """A text as tensors: its features, what is right for each clause, and how much it counts.

    ``features`` are the encoder's values for its clauses (projected), ``known`` 1 where there are any.
    """

    encoded: Encoded
    numbers: tuple[np.ndarray, np.ndarray, np.ndarray]
    allowed: torch.Tensor
    topics: torch.Tensor
    weights: torch.Tensor
    weight: float
    features: torch.Tensor
    known: float


class Batch:
    """Several examples laid end to end."""

    def __init__(self, examples: list[Example]) -> None:
        sizes = [len(example.encoded.spans) for example in examples]
        shifts = np.cumsum([0, *sizes[:-1]])
        self.grams, self.gram_starts = _laid([(one.encoded.grams, one.encoded.starts[:-1]) for one in examples])
        self.words, self.word_starts = _laid([one.numbers[:2] for one in examples])
        self.edges = torch.from_numpy(np.concatenate([one.numbers[2] for one in examples])).long()
        self.marks = torch.from_numpy(np.concatenate([one.encoded.marks for one in examples]))
        self.joints = torch.from_numpy(np.concatenate([one.encoded.joints for one in examples])).long()
        above = [np.where(o.encoded.headings < 0, -1, o.encoded.headings + s) for o, s in zip(examples, shifts)]  # noqa: B905
        self.above = torch.from_numpy(np.concatenate(above)).long()
        self.texts = _rows(sizes)
        begins = torch.nonzero(self.joints <= 1).squeeze(1)
        self.chains = _rows(torch.diff(begins, append=torch.tensor([len(self.joints)])).tolist())
        self.allowed = torch.cat([one.allowed for one in examples])
        self.topics = torch.cat([one.topics for one in examples])
        self.weights = torch.cat([one.weights for one in examples])
        self.text_weights = torch.cat([torch.full((size,), one.weight) for one, size in zip(examples, sizes)])  # noqa: B905
        self.features = torch.cat([one.features for one in examples])
        self.known = torch.cat([torch.full((size,), one.known) for one, size in zip(examples, sizes)])  # noqa: B905


def _laid(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor]:
    shifts = np.cumsum([0, *(len(values) for values, _ in parts[:-1])])
    starts = np.concatenate([begin + shift for (_, begin), shift in zip(parts, shifts, strict=True)])
    return torch.from_numpy(np.concatenate([values for values, _ in parts])).long(), torch.from_numpy(starts).long()


def _rows(sizes: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Row by row the places of runs of these sizes, and which of them exist."""
    begins = torch.tensor([0, *sizes[:-1]]).cumsum(0)
    inside = torch.arange(max(sizes))[None, :] < torch.tensor(sizes)[:, None]
    return (begins[:, None] + torch.arange(max(sizes))[None, :]) * inside, inside


class Student(nn.Module):
    """See ``network.py``; the dropouts are only here. ``vectors`` are the words' fixed vectors."""

    def __init__(self, vectors: np.ndarray) -> None:
        super().__init__()
        width = vectors.shape[1]
        self.grams = nn.EmbeddingBag(BUCKETS, GRAM_WIDTH, mode="sum")
        nn.init.normal_(self.grams.weight, std=0.05)
        self.vectors = torch.from_numpy(np.vstack([vectors, np.zeros((1, width), np.float32)]))
        self.heed = nn.Embedding.from_pretrained(torch.zeros(len(vectors) + 1, 1), freeze=False)
        self.inp = nn.Linear(GRAM_WIDTH + 6 * width + MARKS, HIDDEN)
        self.above = nn.Linear(GRAM_WIDTH + width, HIDDEN)
        self.convs = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, dilation=d, padding=d) for d in DILATIONS)
        self.hid = nn.Linear(3 * HIDDEN, HIDDEN)
        self.out, self.top = nn.Linear(HIDDEN, ROLE_COUNT), nn.Linear(HIDDEN, len(Topic))
        self.features = nn.Linear(HIDDEN, FEATURES)
        self.joints = nn.Parameter(torch.zeros(JOINTS, ROLE_COUNT, ROLE_COUNT))
        self.first = nn.Parameter(torch.zeros(ROLE_COUNT))

    def trunk(self, batch: Batch) -> torch.Tensor:
        """The hidden values of each clause."""
        grams, mean, words = self._bags(batch)
        above = torch.cat([grams, mean], 1)[batch.above.clamp(min=0)] * (batch.above >= 0)[:, None]
        inputs = functional.dropout(torch.cat([grams, mean, words, batch.marks], 1), 0.1, self.training)
        first = functional.dropout(torch.relu(self.inp(inputs) + self.above(above)), 0.35, self.training)
        places, inside = batch.texts
        mask = inside[:, :, None].float()
        wide = first[places] * mask
        for conv in self.convs:
            wide = wide + torch.relu(conv(wide.transpose(1, 2)).transpose(1, 2)) * mask
        whole = (wide.sum(1) / mask.sum(1))[:, None].expand_as(wide)
        joined = torch.cat([wide, first[places], whole], 2)[inside]
        hidden = torch.relu(self.hid(functional.dropout(joined, 0.35, self.training)))
        return functional.dropout(hidden, 0.35, self.training)

    def _bags(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        kept = self._kept(len(batch.grams), 0.3)
        counts = torch.diff(batch.gram_starts, append=torch.tensor([len(batch.grams)]))
        grams = self.grams(
            batch.grams % BUCKETS, batch.gram_starts, per_sample_weights=kept / 0.7 if self.training else kept
        )
        grams = grams / counts.float().sqrt()[:, None]
        sizes = torch.diff(batch.word_starts, append=torch.tensor([len(batch.words)]))
        owner = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
        heed = torch.exp(self.heed(batch.words).squeeze(1).clamp(-4, 4)) * self._kept(len(batch.words), 0.3) + 1e-6
        rows = self.vectors[batch.words]
        sums = torch.zeros(len(sizes), rows.shape[1]).index_add_(0, owner, rows * heed[:, None])
        mean = sums / torch.zeros(len(sizes)).index_add_(0, owner, heed)[:, None]
        most = torch.full_like(mean, -9.0).scatter_reduce(0, owner[:, None].expand_as(rows), rows, "amax")
        return grams, mean, torch.cat([most, self.vectors[batch.edges].flatten(1)], 1)

    def _kept(self, count: int, share: float) -> torch.Tensor:
        return (torch.rand(count) > share).float() if self.training else torch.ones(count)


def loss(model: Student, batch: Batch) -> torch.Tensor:
    """Chain and single-clause likelihood of the roles allowed, that of the topics, the distance to the encoder."""
    hidden = model.trunk(batch)
    scores = model.out(hidden)
    chains = batch.text_weights[batch.chains[0][:, 0]]
    missed = (
        _total(model, scores, batch) - _total(model, scores.masked_fill(~batch.allowed, IMPOSSIBLE), batch)
    ) * chains
    single = torch.logsumexp(functional.log_softmax(scores, 1).masked_fill(~batch.allowed, IMPOSSIBLE), 1)
    has = (batch.topics.sum(1) > 0).float() * batch.weights
    topics = functional.binary_cross_entropy_with_logits(model.top(hidden), batch.topics, reduction="none").sum(1)
    apart = ((model.features(hidden) - batch.features) ** 2).mean(1) * batch.known
    return (
        missed.sum() / batch.text_weights.sum()
        - 0.5 * (single * batch.weights).sum() / batch.weights.sum()
        + (topics * has).sum() / has.sum().clamp(min=1e-6)
        + 0.5 * apart.sum() / batch.known.sum().clamp(min=1)
    )


def _total(model: Student, scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The log of the summed weights of all role sequences of each paragraph."""
    places, inside = batch.chains
    local, moves = scores[places], model.joints[batch.joints[places]]
    total = local[:, 0] + model.first
    for step in range(1, local.shape[1]):
        went = torch.logsumexp(total[:, :, None] + moves[:, step], 1) + local[:, step]
        total = torch.where(inside[:, step, None], went, total)
    return torch.logsumexp(total, 1)


def numbers(encoded: Encoded, vocabulary: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The word numbers of a text, as the runtime reads them."""
    return word_numbers(encoded.clauses, vocabulary)
