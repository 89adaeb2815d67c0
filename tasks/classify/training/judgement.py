# mypy: ignore-errors
"""Make ``model/judgement.npz`` again: ``python -m tasks.classify.training.judgement ../shared/data FOLDER`` (a minute).

``FOLDER`` holds the readings made without a third of the texts each (by ``train.py`` and ``lexical.py``),
so that the judges learn from readings of texts that these had not seen. Seeds are fixed.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from tasks.classify import lexical, network
from tasks.classify.attribution import attribute
from tasks.classify.circumstances import NONE, circumstances
from tasks.classify.discourse import read as read_discourse
from tasks.classify.genre import tell_genre
from tasks.classify.judgement import MODEL
from tasks.classify.reports import of_its_own
from tasks.classify.roles import Reading
from tasks.classify.training.corpus import Text, read_own, read_real, read_train, targets
from tasks.classify.training.folds import FOLDS, file_of, fold_of
from tasks.models import Article, Paragraph

HERE = Path(__file__).parent
JUDGES, HIDDEN, ROUNDS, DECAY, RATE, BATCH = 25, 48, 3, 0.1, 2e-3, 256
LEANING = 1.4
"""Logarithm of how much a role is preferred to none: misses cost more than they look, labels come in runs."""


class Rows(NamedTuple):
    """Clauses to learn from: their circumstances, the roles that are right (four flags), and how much each counts."""

    values: np.ndarray
    allowed: np.ndarray
    weights: np.ndarray


def rows(text: Text, net: network.Weights, tables: lexical.Tables) -> tuple[tuple[str, ...], Rows]:
    """The clauses of a text, as :func:`tasks.classify.classify` would see them with these readings."""
    paragraphs = tuple(Paragraph(paragraph_id=str(number), text=one) for number, one in enumerate(text.paragraphs))
    article = Article(article_id=text.name, source=text.name, paragraphs=paragraphs)
    genre, reading = tell_genre(article), Reading(article, net, tables)
    _, home, clauses = attribute(article, reading.clauses(), genre, read_discourse(article))
    names, values = circumstances(reading.told(of_its_own(article, clauses, home, genre), home, genre))
    spans, owners = reading.encoded.spans, reading.encoded.paragraphs.tolist()
    goals = [targets(text, owner, [span])[0] for owner, span in zip(owners, spans, strict=True)]
    sizes = np.array([span.end - span.start for span in spans], dtype=float)
    return names, Rows(values, np.array([goal.allowed for goal in goals]), text.weight * np.clip(sizes / 14, 0.3, 1.5))


def read_texts(data: Path) -> Iterator[Text]:
    """All labelled texts, each once."""
    yield from read_train(data / "train" / "train.jsonl")
    yield from read_own()
    yield from read_real(HERE / "real_labels.tsv", data)


def gather(texts: Sequence[Text], folder: Path) -> tuple[tuple[str, ...], Rows]:
    """The rows of all texts, each read by the models that had not seen it."""
    readers = [
        (network.load(folder / file_of("clauses", fold)), lexical.load(folder / file_of("lexical", fold)))
        for fold in range(FOLDS)
    ]
    parts = [rows(text, *readers[fold_of(text.name)]) for text in texts if any(text.paragraphs)]
    joined = (np.concatenate(columns) for columns in zip(*(part for _, part in parts), strict=True))
    return parts[0][0], Rows(*joined)


def learn(given: Rows) -> list[MLPClassifier]:
    """The judges. Clauses that may as well be none (borderline) teach nothing; each judge sees a draw of the rest."""
    scale = given.values.std(axis=0) + 1e-6
    doubtful = given.allowed[:, NONE] & given.allowed[:, :NONE].any(axis=1)
    known = np.flatnonzero(~doubtful)
    wanted = given.allowed.argmax(axis=1)
    shares = given.weights[known] / given.weights[known].sum()
    lot = np.random.default_rng(0)
    judges = []
    for seed in range(JUDGES):
        drawn = lot.choice(known, size=len(known), p=shares)
        judge = MLPClassifier(
            (HIDDEN,), alpha=DECAY, batch_size=BATCH, max_iter=ROUNDS, random_state=seed, learning_rate_init=RATE
        )
        judge.fit(given.values[drawn] / scale, wanted[drawn])
        judge.coefs_[0] /= scale[:, None]
        judges.append(judge)
    return judges


def save(names: Sequence[str], judges: Sequence[MLPClassifier], path: Path) -> None:
    """Write the judges."""
    np.savez_compressed(
        path,
        columns=np.frombuffer("\n".join(names).encode(), np.uint8),
        inner=np.stack([judge.coefs_[0] for judge in judges]).astype(np.float16),
        inner_bias=np.stack([judge.intercepts_[0] for judge in judges]).astype(np.float32),
        outer=np.stack([judge.coefs_[1] for judge in judges]).astype(np.float16),
        outer_bias=np.stack([judge.intercepts_[1] for judge in judges]).astype(np.float32),
        leaning=np.array([LEANING, LEANING, LEANING, 0], np.float32),
    )


def main(data: Path, folder: Path, out: Path) -> None:
    """Gather, learn, write."""
    names, given = gather(list(read_texts(data)), folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # few rounds are meant
        judges = learn(given)
    save(names, judges, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else MODEL)
