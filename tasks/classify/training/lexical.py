# mypy: ignore-errors
"""Make ``model/lexical.npz`` again: ``python -m tasks.classify.training.lexical ../shared/data [FOLDER]`` (a minute).

With a folder, also the tables made without a third of the texts each, for the judges to learn from.

Averaged logistic regression by stochastic gradient descent over hashed n-grams: one model of the four roles, one of
each topic over the clauses that state something. Seeds are fixed; the same texts give the same file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from tasks.classify.clauses import Span
from tasks.classify.features import BUCKETS, Encoded, encode
from tasks.classify.lexical import NEAR_BUCKETS
from tasks.classify.roles import LEXICAL
from tasks.classify.training.corpus import BORDERLINE, NONE, ROLES, TOPICS, Label, read_own, read_real, read_train
from tasks.classify.training.folds import FOLDS, file_of, fold_of

HERE = Path(__file__).parent
REAL_WEIGHT = 0.3
"""Clauses of work reports and national news count less: there are many, and they are not what comes in most."""
PLACE_MARKS = slice(24, 34)
"""Marks of a clause's place in its text and of the text's length; the training texts are short, so these mislead."""
ROLE_SHARES = (1.0, 0.5, 0.4, 0.3)
TOPIC_SHARES = (1.0, 0.4, 0.4, 0.0)
"""How much a clause's own n-grams, those before, those after and its marks weigh against each other."""
ALPHA, ROUNDS, ROLE_SEEDS = 3e-6, 30, 2


class Examples(NamedTuple):
    """Clauses to learn from: their four views, the role, the topics, and how much each counts."""

    views: tuple[sparse.csr_matrix, ...]
    roles: np.ndarray
    topics: np.ndarray
    weights: np.ndarray


def examples(texts: Sequence) -> Examples:
    """All clauses of the texts."""
    parts = [part for text in texts if len((part := _examples(text)).roles)]
    views = tuple(sparse.vstack(views).tocsr() for views in zip(*(part.views for part in parts), strict=True))
    joined = [np.concatenate([part[index] for part in parts]) for index in (1, 2, 3)]
    return Examples(views, *joined)


def _examples(text) -> Examples:
    encoded = encode(text.paragraphs, [False] * len(text.paragraphs))
    near = _grams(encoded, NEAR_BUCKETS)
    marks = encoded.marks.copy()
    marks[:, PLACE_MARKS] = 0
    views = (_grams(encoded, BUCKETS), _moved(near, encoded, 1), _moved(near, encoded, -1), sparse.csr_matrix(marks))
    hits = [_hits(text.labels, owner, span) for owner, span in zip(encoded.paragraphs, encoded.spans, strict=True)]
    sizes = np.array([span.end - span.start for span in encoded.spans], dtype=float)
    return Examples(
        views,
        np.array([ROLES.index(labels[0].roles[0]) if labels else NONE for labels in hits], dtype=int),
        np.array([[any(t in one.topics for one in labels) for t in TOPICS] for labels in hits], dtype=bool).reshape(
            -1, len(TOPICS)
        ),
        text.weight * np.clip(sizes / 14, 0.3, 1.5),
    )


def _hits(labels: Sequence[Label], owner: int, span: Span) -> list[Label]:
    """The labels that hold most of a clause, firm ones first."""
    size = max(1, span.end - span.start)
    hits = [
        one
        for one in labels
        if one.paragraph == owner and min(one.end, span.end) - max(one.start, span.start) >= BORDERLINE * size
    ]
    return sorted(hits, key=lambda one: one.borderline)


def _grams(encoded: Encoded, buckets: int) -> sparse.csr_matrix:
    """Each clause's n-grams over the root of their number, as ``tasks.classify.lexical`` sums them."""
    counts = np.diff(encoded.starts)
    rows = np.repeat(np.arange(len(counts)), counts)
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts).astype(np.float32)
    return sparse.csr_matrix((values, (rows, encoded.grams % buckets)), shape=(len(counts), buckets))


def _moved(view: sparse.csr_matrix, encoded: Encoded, distance: int) -> sparse.csr_matrix:
    """The view of the clause before (1) or after (-1) in the paragraph."""
    size = view.shape[0]
    to = np.arange(size)
    source = to - distance
    kept = (source >= 0) & (source < size)
    kept[kept] = encoded.paragraphs[to[kept]] == encoded.paragraphs[source[kept]]
    ones = np.ones(int(kept.sum()), np.float32)
    return sparse.csr_matrix((ones, (to[kept], source[kept])), shape=(size, size)) @ view


def learn_roles(given: Examples) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, 4) and bias (4)."""
    features = sparse.hstack([view * share for view, share in zip(given.views, ROLE_SHARES, strict=True)]).tocsr()
    models = [
        _model(seed, "balanced").fit(features, given.roles, sample_weight=given.weights) for seed in range(ROLE_SEEDS)
    ]
    weights = sum(model.coef_ for model in models).T / len(models)
    return weights * _spread(given, ROLE_SHARES), sum(model.intercept_ for model in models) / len(models)


def learn_topics(given: Examples) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, topics) and bias (topics), from the clauses that have topics."""
    told = np.flatnonzero(given.topics.any(axis=1))
    views = [view[told] * share for view, share in zip(given.views, TOPIC_SHARES, strict=True)]
    features = sparse.hstack(views).tocsr()
    models = [
        _model(0, None).fit(features, wanted, sample_weight=given.weights[told]) for wanted in given.topics[told].T
    ]
    weights = np.concatenate([model.coef_ for model in models]).T
    return weights * _spread(given, TOPIC_SHARES), np.concatenate([model.intercept_ for model in models])


def _model(seed: int, balance: str | None) -> SGDClassifier:
    return SGDClassifier(
        loss="log_loss", alpha=ALPHA, max_iter=ROUNDS, average=True, random_state=seed, class_weight=balance
    )


def _spread(given: Examples, shares: Sequence[float]) -> np.ndarray:
    sizes = [view.shape[1] for view in given.views]
    return np.concatenate([np.full(size, share) for size, share in zip(sizes, shares, strict=True)])[:, None]


def save(weights: np.ndarray, bias: np.ndarray, path: Path) -> None:
    """Write the tables, int8 with one scale a column."""
    edges = np.cumsum([BUCKETS, NEAR_BUCKETS, NEAR_BUCKETS])
    own, before, after, marks = np.split(weights, edges)
    marks[PLACE_MARKS] = 0
    tables = {}
    scales = []
    for name, table in (("own", own), ("before", before), ("after", after)):
        scale = np.maximum(np.quantile(np.abs(table), 0.9999, axis=0), 1e-9) / 127
        tables[name] = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
        scales.append(scale)
    numbers = {"scales": np.array(scales), "marks": marks, "bias": bias}
    np.savez_compressed(path, **tables, **{name: array.astype(np.float32) for name, array in numbers.items()})


def make(texts: Sequence, path: Path) -> None:
    """Learn from the texts and write the file."""
    given = examples(texts)
    roles, role_bias = learn_roles(given)
    topics, topic_bias = learn_topics(given)
    save(np.hstack([roles, topics]), np.concatenate([role_bias, topic_bias]), path)


def main(data: Path, folder: Path | None) -> None:
    """Learn from all texts, then, if asked, without each third of them."""
    real = [text._replace(weight=REAL_WEIGHT) for text in read_real(HERE / "real_labels.tsv", data)]
    texts = [*read_train(data / "train" / "train.jsonl"), *read_own(), *real]
    make(texts, LEXICAL)
    for fold in range(FOLDS if folder else 0):
        make([text for text in texts if fold_of(text.name) != fold], folder / file_of("lexical", fold))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
