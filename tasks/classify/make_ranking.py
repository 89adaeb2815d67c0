"""Learn ``places/ranking.tsv``: how much each feature of the discourse speaks for a region. Run by hand.

Usage: ``python -m tasks.classify.make_ranking TRAIN_JSONL`` (some minutes)

TRAIN_JSONL holds labelled texts: ``paragraphs``, ``published``, ``findings`` (``p``, ``quote``, ``role``, ``region``).
Our own training texts (``training/texts/``) are learned from too, their placeholders named by
``training/dressing.py``; a text of TRAIN_JSONL counts as much as several of them. Every finding is cut at its commas;
for each piece a softmax over its candidates is fitted to the labelled region (multinomial logistic regression, L2).
Printed are the accuracy on the texts of TRAIN_JSONL as fitted and with a quarter of them left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tasks.classify.discourse import read
from tasks.classify.places.home import is_unnamed
from tasks.classify.ranking import WEIGHTS, Candidate, Key, Setting, Spot, candidates, score
from tasks.classify.training.dressing import Dressing
from tasks.classify.training.labels import Span, TrainingText, own_files, parse, resolve
from tasks.knowledge import reader
from tasks.models import Article, Paragraph, Role

FOLDS, STEPS, RATE, L2, RARE, LONG, ROUNDS = 4, 250, 0.05, 0.002, 3, 40, 2
REAL = 24.0
"""What a labelled text of the press counts beside one of our own (1, 3, 8 tried; left out: 0.897, 0.901, 0.902)."""
DOUBT = 0.1
MISTAKEN = {Role.EXPERIENCE: Role.MEASURE, Role.MEASURE: Role.EXPERIENCE, Role.GAP: Role.EXPERIENCE}
"""Roles are read before regions and a quarter of them wrong: each clause is learned with a wrong role too, at this
weight, so that the weights do not lean on the role alone."""
HEADER = """# How much each feature of the discourse speaks for a region (see ranking.py). Learned by make_ranking.py.
# feature: its name; weight: log-odds
feature\tweight"""
Weights = dict[str, float]
load_priors = reader(Path(__file__).with_suffix(".yaml"), dict[str, float])
RARELY_LABELLED, HELD = ("level nation", "outer "), 50.0
"""What the labelled texts say too little of to be believed: they are written by places, and statements about the nation
are left out there rather than labelled. These weights are held so much closer to those of ``make_ranking.yaml``."""


@dataclass(frozen=True)
class Piece:
    """A labelled clause: its document, length, candidates, and how right each candidate is (0–1)."""

    document: str
    length: int
    candidates: list[Candidate]
    right: list[float]
    counts: float


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
        start = finding.get("start", row["paragraphs"][finding["p"]].find(finding["quote"]))
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
            piece = _piece(row, len(match.group()), row_of, labels[label], 1.0)
            found.append(piece)
            mistaken = replace(spot, role=MISTAKEN[spot.role or Role.EXPERIENCE])
            found.append(_piece(row, len(match.group()), candidates(setting, mistaken), labels[label], DOUBT))
            best = score(row_of, weights)[0] if weights else row_of[piece.right.index(max(piece.right))]
            before = (number, setting.discourse.sentence(number, spot.start), best.key)
    return found


def _piece(row: dict[str, Any], length: int, row_of: list[Candidate], regions: set[str], share: float) -> Piece:
    counts = share * (1.0 if "own" in row else REAL)
    return Piece(row["id"], length, row_of, [_right(one, regions) for one in row_of], counts)


def settings(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Setting]]:
    """Each text twice: as if its publisher told its home, and as if nobody did where the text tells it itself."""
    for row in rows:
        for publisher in (None, row.get("home")) if row["findings"] else ():
            setting = Setting.of(read(article_of(row, publisher)))
            home = setting.discourse.home
            lost = "own" in row and publisher is None and (home is None or home.path != row["home"])
            if not is_unnamed(home) and not lost:
                yield row, setting


def own_texts() -> Iterator[dict[str, Any]]:
    """Our own texts, named, in the shape of the others."""
    for path in own_files():
        for text in parse(path):
            named = resolve(text, Dressing(text, text.text_id).name)
            yield {
                "own": True,
                "id": named.text_id,
                "paragraphs": named.paragraphs,
                "published": named.published,
                "home": named.home,
                "findings": [_finding(named, span, region) for span in named.spans for region in span.regions],
            }


def _finding(text: TrainingText, span: Span, region: str) -> dict[str, Any]:
    quote = text.paragraphs[span.paragraph][span.start : span.end]
    return {"p": span.paragraph, "start": span.start, "quote": quote, "role": span.role.value, "region": region}


def _right(candidate: Candidate, regions: set[str]) -> float:
    paths = {place.path for place in candidate.places}
    hits = sum(any(path == region or path.endswith(region) for path in paths) for region in regions)
    return min(hits, len(paths)) / (len(paths) + len(regions) - min(hits, len(paths)))


def fit(data: Sequence[Piece]) -> Weights:
    """Weights by gradient descent (Adam) on the softmax loss; a piece weighs by the root of its length."""
    priors = load_priors()
    known = [piece for piece in data if max(piece.right) > 0]
    count = Counter(name for piece in known for one in piece.candidates for name in one.features)
    names = sorted({name for name, times in count.items() if times >= RARE} | priors.keys())
    design, starts, target, weight = _matrices(known, {name: number for number, name in enumerate(names)})
    prior = np.array([priors.get(name, 0.0) for name in names], np.float32)
    pull = np.array([L2 * (HELD if name.startswith(RARELY_LABELLED) else 1.0) for name in names], np.float32)
    weights = prior.copy()
    moment: npt.NDArray[Any] = np.zeros_like(prior)
    square: npt.NDArray[Any] = np.zeros_like(prior)
    for step in range(1, STEPS + 1):
        share = _softmax(design @ weights, starts)
        gradient = design.T @ ((share - target) * weight) + pull * (weights - prior)
        moment = 0.9 * moment + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= RATE * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


Array = npt.NDArray[np.float32]
Index = npt.NDArray[np.int64]


def _matrices(known: Sequence[Piece], column: dict[str, int]) -> tuple[Array, Index, Array, Array]:
    """A row a candidate: its features; where each piece begins; how right a candidate is; what its piece weighs."""
    sizes = np.array([len(piece.candidates) for piece in known])
    design = np.zeros((int(sizes.sum()), len(column)), np.float32)
    target, weight = np.zeros(len(design), np.float32), np.zeros(len(design), np.float32)
    row = 0
    for piece in known:
        best = max(piece.right)
        for candidate, right in zip(piece.candidates, piece.right, strict=True):
            design[row, [column[name] for name in candidate.features if name in column]] = 1.0
            target[row] = (right == best) / piece.right.count(best)
            weight[row] = piece.counts * min(piece.length, LONG) ** 0.5
            row += 1
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return design, starts, target, weight / weight[starts].sum()


def _softmax(scores: Array, starts: Index) -> Array:
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(scores))))
    exponents = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    result: Array = (exponents / np.add.reduceat(exponents, starts)[group]).astype(np.float32)
    return result


def accuracy(data: Sequence[Piece], weights: Weights) -> float:
    """The share of characters whose regions are right."""
    right = 0.0
    for piece in data:
        best = score(piece.candidates, weights)[0]
        right += piece.length * next(r for c, r in zip(piece.candidates, piece.right, strict=True) if c is best)
    return right / sum(piece.length for piece in data)


Texts = Sequence[tuple[dict[str, Any], Setting]]


def learn(texts: Texts) -> tuple[Weights, list[Piece]]:
    """Weights from all these texts, in rounds: each round decides what the clause before was about with the last."""
    weights: Weights | None = None
    data: list[Piece] = []
    for _ in range(ROUNDS):
        data = [piece for row, setting in texts for piece in pieces(row, setting, weights)]
        weights = fit(data)
    return weights or {}, data


def leave_out(data: Sequence[Piece]) -> float:
    """Accuracy on documents of the press that had no part in the weights."""
    real = sorted({piece.document for piece in data if piece.counts > 1})
    fold = {document: number % FOLDS for number, document in enumerate(real)}
    right = total = 0.0
    for out in range(FOLDS):
        weights = fit([piece for piece in data if fold.get(piece.document) != out])
        test = [piece for piece in data if fold.get(piece.document) == out and piece.counts == REAL]
        size = sum(piece.length for piece in test)
        right += size * accuracy(test, weights)
        total += size
    return right / total


def main() -> None:
    """Learn, report and write."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    weights, data = learn(list(settings([*rows, *own_texts()])))
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items())]
    WEIGHTS.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    real = [piece for piece in data if piece.counts == REAL]
    print(f"fitted {accuracy(real, weights):.3f}, left out {leave_out(data):.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
