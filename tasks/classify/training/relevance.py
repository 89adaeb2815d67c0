# mypy: ignore-errors
"""Make ``model/relevance.npz`` again: ``python -m tasks.classify.training.relevance ../shared/data PAGES`` (a minute).

PAGES holds checkouts of the public repositories that ``relevance_pages.tsv`` names, each as ``owner+name``. About the
work of places are our own texts that state something, ``train.jsonl`` and work reports; not about it are the texts that
the table calls out. Logistic regression over the passages' n-grams; the same texts give the same file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from tasks.classify.features import encode
from tasks.classify.relevance_model import BUCKETS, MODEL, buckets, passages
from tasks.classify.training.corpus import read_own, read_train
from tasks.clean import clean
from tasks.errors import SourceError
from tasks.ingest import Limits, discover, read

HERE = Path(__file__).parent
PAGES = HERE / "relevance_pages.tsv"
OTHERS = HERE / "relevance_texts.txt"
REPORTS_EVERY, REPORT_PARAGRAPHS, REPORT_WEIGHT = 4, 60, 0.5
"""One work report in four, its first paragraphs, for half."""
PAGE_WEIGHT, OTHER_WEIGHT = 1.5, 4.0
"""Pages of the web count more than those of one book or site, and our own texts not about the work of places most: they
are few, and without them the table learns how we write instead of what about."""
STRENGTH, ROUNDS = 2.0, 300
_SITES = ("magic-html", "Chinese-Web-Content-Extraction-Dataset", "GeneralNewsExtractor")
_MARKUP = re.compile(r"!\[.*?\]\(.*?\)|[#*>`]")
_TEXT_KEYS = ("title", "content", "context_text")


class Page(NamedTuple):
    """One text to learn from: its paragraphs, whether it is about the work of places, how much it counts."""

    paragraphs: Sequence[str]
    relevant: bool
    weight: float = 1.0


def texts(data: Path, pages: Path) -> Iterator[Page]:
    """All texts to learn from."""
    rows = [line.split("\t") for line in PAGES.read_text("utf-8").splitlines() if not line.startswith("#")]
    out = {name for where, name, _, _ in rows if where == "own"}
    for text in [*read_own(), *read_train(data / "train" / "train.jsonl")]:
        if text.labels or text.name in out:
            yield Page(text.paragraphs, text.name not in out, OTHER_WEIGHT if text.name in out else 1.0)
    for line in OTHERS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Page([line.removeprefix("+ ")], line.startswith("+"), OTHER_WEIGHT)
    for path in sorted((data / "reports").glob("*.md"))[::REPORTS_EVERY]:
        yield Page(_paragraphs(path.read_text("utf-8"))[:REPORT_PARAGRAPHS], True, REPORT_WEIGHT)
    for where, name, entries, told in rows:
        if where != "own":
            weight = PAGE_WEIGHT if where.endswith(_SITES) else 1.0
            for paragraphs in _page(pages / where.replace("/", "+") / name, entries):
                yield Page(paragraphs, told == "in", weight)


def _page(path: Path, entries: str) -> Iterator[Sequence[str]]:
    """The paragraphs of a file, or of some entries of one that holds a list."""
    if path.suffix == ".html":
        yield from _read(path)
    elif path.suffix == ".json":
        held = json.loads(path.read_text("utf-8"))
        for one in [held] if entries == "-" else [held[int(entry)] for entry in entries.split(",")]:
            yield _paragraphs("\n".join(one[key] for key in _TEXT_KEYS if one.get(key)))
    else:
        yield _paragraphs(path.read_bytes().decode("utf-8", "ignore"))


def _read(path: Path) -> Iterator[Sequence[str]]:
    """The paragraphs of a web page as the product reads it."""
    for source in discover([str(path)], Limits()):
        try:
            yield [paragraph.text for paragraph in clean(read(source, Limits())).paragraphs]
        except (SourceError, AttributeError):
            continue


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in _MARKUP.sub("", text).splitlines() if line.strip()]


def make(given: Sequence[Page], path: Path) -> None:
    """Learn from the texts and write the file: weights as int8 with one scale."""
    rows, relevant, weights = [], [], []
    for page in given:
        encoded = encode(page.paragraphs, [False] * len(page.paragraphs))
        found = buckets(encoded, passages(encoded))
        rows += found
        relevant += [page.relevant] * len(found)
        weights += [page.weight / np.sqrt(len(found))] * len(found)
    told, weight = np.array(relevant), np.array(weights)
    weight[~told] *= weight[told].sum() / weight[~told].sum()
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(_matrix(rows), told, sample_weight=weight)
    scale = np.quantile(np.abs(model.coef_), 0.9999) / 127
    table = np.clip(np.round(model.coef_[0] / scale), -127, 127).astype(np.int8)
    np.savez_compressed(
        path, weights=table, scale=np.array([scale], np.float32), bias=model.intercept_.astype(np.float32)
    )


def _matrix(rows: Sequence[np.ndarray]) -> sparse.csr_matrix:
    """Each passage's n-grams over the root of their number, as ``tasks.classify.relevance_model`` sums them."""
    sizes = np.array([len(row) for row in rows])
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
    return sparse.csr_matrix(
        (values, np.concatenate(rows), np.concatenate([[0], np.cumsum(sizes)])), shape=(len(rows), BUCKETS)
    )


if __name__ == "__main__":
    make(list(texts(Path(sys.argv[1]), Path(sys.argv[2]))), MODEL)
