"""Learn ``places/ranking.tsv``: how much each feature of the discourse speaks for a region. Run by hand.

Usage: ``python -m tasks.classify.make_ranking TRAIN_JSONL``

TRAIN_JSONL holds labelled texts: ``paragraphs``, ``published``, ``findings`` (``p``, ``quote``, ``role``, ``region``).
Every finding is cut at its commas; for each piece a softmax over its candidates is fitted to the labelled region
(multinomial logistic regression, L2). Leave-document-out accuracy is printed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tasks.classify.discourse import read
from tasks.classify.places.home import is_unnamed
from tasks.classify.ranking import WEIGHTS, Candidate, Key, Setting, Spot, candidates, score
from tasks.models import Article, Paragraph, Role

FOLDS, STEPS, RATE, L2, RARE, LONG, ROUNDS = 6, 250, 0.05, 0.003, 3, 40, 2
HEADER = """# How much each feature of the discourse speaks for a region (see ranking.py). Learned by make_ranking.py.
# feature: its name; weight: log-odds
feature\tweight"""
Weights = dict[str, float]
PRIORS = {
    "speaker": 1.0,
    "speaker, speech names none": 2.5,
    "home, another speaks": -1.5,
    "pair, mutual words": 2.0,
    "several, mutual words": 0.5,
    "in opens subject": 2.0,
    "topic 0": 0.5,
    "topic several, silent since": 1.5,
    "speaker, mutual words": -1.0,
    "parallel part": 2.0,
    "earlier item": -1.5,
    "opened this part": 1.0,
    "parallel paragraph": 2.5,
    "said last several, silent since": 1.0,
    "in scope": -2.0,
    "sentence scope": -2.0,
    "before scope": -1.5,
    "in part": -1.5,
    "in opens part": 2.0,
    "we speaker": 1.5,
    "sentence part": -1.0,
    "opened the parts": 1.0,
    "earlier part": -0.5,
    "we home": 1.0,
    "benchmark 经验, named True": 1.5,
    "learner 经验": -0.8,
    "learner 举措": 0.5,
    "learner 差距": 0.5,
    "home, paragraph silent": 1.0,
    "alone opened the sentence": 1.0,
    "paragraph first, another opened since": -1.0,
    "level nation": -1.0,
    "level group": -0.5,
}
"""What the language says before any text is seen: a speech is about the speaker's place, 双方 means two,
全省第一 is about no province. The weights are drawn towards these, so that what labelled texts rarely show is kept."""


@dataclass(frozen=True)
class Piece:
    """A labelled clause: its document, length, candidates, and how right each candidate is (0–1)."""

    document: str
    length: int
    candidates: list[Candidate]
    right: list[float]


def article_of(row: dict[str, Any], publisher: str | None) -> Article:
    """A labelled text as an article, published where it is written from or nowhere."""
    paragraphs = tuple(Paragraph(paragraph_id=f"p{i}", text=text) for i, text in enumerate(row["paragraphs"]))
    return Article(
        article_id=row["id"],
        source=row["id"],
        published=row.get("published"),
        publisher=publisher,
        paragraphs=paragraphs,
    )


Label = tuple[int, int, int, str]


def labels_of(row: dict[str, Any]) -> dict[Label, set[str]]:
    """The regions of each labelled run: paragraph, start, end, role."""
    labels: dict[Label, set[str]] = {}
    for finding in row["findings"]:
        start = row["paragraphs"][finding["p"]].find(finding["quote"])
        if start >= 0:
            key = (finding["p"], start, start + len(finding["quote"]), finding["role"])
            labels.setdefault(key, set()).add("中国" if finding["region"] == "全国" else finding["region"])
    return labels


def pieces(row: dict[str, Any], setting: Setting, weights: Weights | None) -> list[Piece]:
    """The findings of a text, cut at commas.

    What the clause before was about is the labelled region in the first round, later what ``weights`` decide, so that
    the weights learn how far to trust it.
    """
    found: list[Piece] = []
    before: tuple[int, int, Key] | None = None
    labels = labels_of(row)
    for label in sorted(labels):
        number, start, end, role = label
        for match in re.finditer("[^，；。]+[，；。]?", row["paragraphs"][number][start:end]):
            spot = Spot(number, start + match.start(), start + match.end(), Role(role), before)
            row_of = candidates(setting, spot)
            if not row_of:
                continue
            piece = Piece(row["id"], len(match.group()), row_of, [_right(one, labels[label]) for one in row_of])
            found.append(piece)
            best = score(row_of, weights)[0] if weights else row_of[piece.right.index(max(piece.right))]
            before = (number, setting.discourse.sentence(number, spot.start), best.key)
    return found


def homes(row: dict[str, Any]) -> list[str | None]:
    """A text is learned from twice where its home is known: as if its publisher told it, and as if nobody did."""
    return [None, row["home"]] if row.get("home") else [None, None]


def _right(candidate: Candidate, regions: set[str]) -> float:
    paths = {place.path for place in candidate.places}
    hits = sum(any(path == region or path.endswith(region) for path in paths) for region in regions)
    return min(hits, len(paths)) / (len(paths) + len(regions) - min(hits, len(paths)))


def fit(data: Sequence[Piece]) -> Weights:
    """Weights by gradient descent (Adam) on the softmax loss; a piece weighs by the root of its length."""
    known = [piece for piece in data if max(piece.right) > 0]
    count = Counter(name for piece in known for one in piece.candidates for name in one.features)
    names = sorted({name for name, times in count.items() if times >= RARE} | PRIORS.keys())
    column = {name: number for number, name in enumerate(names)}
    design, group, target, weight = _matrices(known, column)
    prior = np.array([PRIORS.get(name, 0.0) for name in names])
    weights, moment, square = prior.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        share = _softmax(design @ weights, group, len(known))
        gradient = design.T @ ((share - target) * weight[group]) + L2 * (weights - prior)
        moment = 0.9 * moment + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= RATE * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]


def _matrices(known: Sequence[Piece], column: dict[str, int]) -> tuple[Array, Index, Array, Array]:
    rows, group, target, weight = [], [], [], []
    for number, piece in enumerate(known):
        best = max(piece.right)
        weight.append(min(piece.length, LONG) ** 0.5)
        for candidate, right in zip(piece.candidates, piece.right, strict=True):
            row = np.zeros(len(column))
            for name in candidate.features:
                if name in column:
                    row[column[name]] = 1.0
            rows.append(row)
            group.append(number)
            target.append((right == best) / piece.right.count(best))
    shares = np.array(weight) / sum(weight)
    return np.array(rows), np.array(group), np.array(target), shares


def _softmax(scores: Array, group: Index, size: int) -> Array:
    top = np.full(size, -np.inf)
    np.maximum.at(top, group, scores)
    exponents = np.exp(scores - top[group])
    total = np.zeros(size)
    np.add.at(total, group, exponents)
    result: Array = exponents / total[group]
    return result


def accuracy(data: Sequence[Piece], weights: Weights) -> float:
    """The share of characters whose regions are right."""
    right = 0.0
    for piece in data:
        best = score(piece.candidates, weights)[0]
        right += piece.length * next(r for c, r in zip(piece.candidates, piece.right, strict=True) if c is best)
    return right / sum(piece.length for piece in data)


Texts = Sequence[tuple[dict[str, Any], Setting]]


def learn(texts: Texts) -> Weights:
    """Weights from all these texts, in rounds: each round decides what the clause before was about with the last."""
    weights: Weights | None = None
    for _ in range(ROUNDS):
        weights = fit([piece for row, setting in texts for piece in pieces(row, setting, weights)])
    return weights or {}


def leave_out(texts: Texts) -> float:
    """Accuracy on documents that had no part in the weights."""
    right = total = 0.0
    for fold in range(FOLDS):
        weights = learn([text for number, text in enumerate(texts) if number // 2 % FOLDS != fold])
        test = [
            piece
            for number, (row, setting) in enumerate(texts)
            if number // 2 % FOLDS == fold
            for piece in pieces(row, setting, weights)
        ]
        size = sum(piece.length for piece in test)
        right += size * accuracy(test, weights)
        total += size
    return right / total


def main() -> None:
    """Learn, report and write."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    read_ = [(row, Setting.of(read(article_of(row, where)))) for row in rows if row["findings"] for where in homes(row)]
    texts = [(row, setting) for row, setting in read_ if not is_unnamed(setting.discourse.home)]
    weights = learn(texts)
    data = [piece for row, setting in texts for piece in pieces(row, setting, weights)]
    print(f"fitted {accuracy(data, weights):.3f}, leave-document-out {leave_out(texts):.3f}")  # noqa: T201
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items())]
    WEIGHTS.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
