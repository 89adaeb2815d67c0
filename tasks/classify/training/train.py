# mypy: ignore-errors
"""Make ``model/clauses.npz`` again: ``python -m tasks.classify.training.train ../shared/data [FOLDER]``.

With a folder, also the networks made without a third of the texts each, for the judges to learn from. See README.md
beside this file for what it needs and what it does. Seeds are fixed: a machine makes the same file again.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import jieba
import numpy as np
import rjieba
import torch
from torch.nn.utils import clip_grad_norm_

from tasks.classify.features import encode
from tasks.classify.roles import NETWORK
from tasks.classify.training.corpus import TOPICS, Text, read_own, read_real, read_train, targets
from tasks.classify.training.encoder import Encoder
from tasks.classify.training.folds import FOLDS, file_of, fold_of
from tasks.classify.training.sections import read_reports
from tasks.classify.training.student import FEATURES, Batch, Example, Student, loss, numbers

HERE = Path(__file__).parent
VOCABULARY, WORD_WIDTH, SEEN = 42_000, 96, 8
EPOCHS, BATCH, RATE, DECAY, KEEP, WEAK_REPORTS = 10, 8, 2e-3, 0.05, 0.98, 240
NAMES = frozenset({"nr", "nrt", "ns", "nt"})


def vocabulary(texts: list[str], dictionary: Path) -> list[str]:
    """Words of the texts, then the commonest of jieba's dictionary, without names of people, places and bodies."""
    rows = [line.split() for line in dictionary.read_text("utf-8").splitlines()]
    kinds = {word: kind for word, _, kind in rows}
    counts = Counter(word for text in texts for word in rjieba.cut(text))
    plain = [word for word, count in counts.items() if count >= SEEN and _han(word) and kinds.get(word) not in NAMES]
    common = sorted(
        ((int(count), word) for word, count, kind in rows if kind not in NAMES and _han(word)), reverse=True
    )
    words = list(dict.fromkeys([*sorted(plain), *(word for _, word in common)]))[:VOCABULARY]
    return sorted({*words, *(character for word in words for character in word)})


def _han(word: str) -> bool:
    return len(word) <= 4 and all("\u4e00" <= character <= "\u9fff" for character in word)


def principal(values: np.ndarray, width: int) -> np.ndarray:
    """The values' first principal components, each divided by the root of its deviation, at unit scale in all."""
    centred = (values - values.mean(0)) / (values.std(0) + 1e-3)
    _, _, axes = np.linalg.svd(centred[::3], full_matrices=False)
    turned = centred @ axes[:width].T
    turned /= np.sqrt(turned.std(0))
    return (turned / turned.std()).astype(np.float32)


class Workshop:
    """Encoder, vocabulary and the making of examples."""

    def __init__(self, everything: list[Text]) -> None:
        self.encoder = Encoder()
        texts = [paragraph for text in everything for paragraph in text.paragraphs]
        self.words = vocabulary(texts, Path(jieba.__file__).parent / "dict.txt")
        self.numbers = {word: number for number, word in enumerate(self.words)}
        self.vectors = principal(self.encoder.word_vectors(self.words), WORD_WIDTH)
        self.axes: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def features(self, texts: list[Text]) -> list[np.ndarray]:
        """The encoder's clause features of each text."""
        return [self.encoder.clause_features(_encoded(text), list(text.paragraphs)) for text in texts]

    def learn_axes(self, features: list[np.ndarray]) -> None:
        """Choose the directions in which the student is to follow the encoder."""
        values = np.concatenate(features)
        mean, deviation = values.mean(0), values.std(0) + 1e-3
        _, spread, axes = np.linalg.svd(((values - mean) / deviation)[::2], full_matrices=False)
        spread = spread[:FEATURES] / np.sqrt(len(values) / 2)
        self.axes = (mean, deviation, axes[:FEATURES].T / np.maximum(spread, 1))

    def example(self, text: Text, features: np.ndarray | None) -> Example:
        """A text as the student sees it."""
        encoded = _encoded(text)
        goals = [
            goal
            for paragraph in range(len(text.paragraphs))
            for goal in targets(
                text, paragraph, [s for s, o in zip(encoded.spans, encoded.paragraphs, strict=True) if o == paragraph]
            )
        ]
        sizes = torch.tensor([span.end - span.start for span in encoded.spans], dtype=torch.float)
        mean, deviation, axes = self.axes
        aim = ((features - mean) / deviation) @ axes if features is not None else np.zeros((len(goals), FEATURES))
        return Example(
            encoded,
            numbers(encoded, self.numbers),
            torch.tensor([goal.allowed for goal in goals]),
            torch.tensor([[topic in goal.topics for topic in TOPICS] for goal in goals], dtype=torch.float),
            (sizes / 14).clamp(0.3, 1.5),
            text.weight,
            torch.tensor(aim, dtype=torch.float),
            float(features is not None),
        )


def _encoded(text: Text):
    return encode(text.paragraphs, [False] * len(text.paragraphs))


def steps(optimiser, model, examples: list, epochs: int, lot: random.Random, cost) -> None:
    """Train: shuffled batches, a short warm-up, then the rate falls to nothing."""
    total, done = epochs * ((len(examples) + BATCH - 1) // BATCH), 0
    for _ in range(epochs):
        order = list(examples)
        lot.shuffle(order)
        for start in range(0, len(order), BATCH):
            done += 1
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, done / 20) * max(0.05, 1 - done / total)
            model.train()
            optimiser.zero_grad()
            cost(order[start : start + BATCH], done / total).backward()
            clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()


def train_student(shop: Workshop, strong: list[Example], weak: list[Example]) -> dict:
    """The student's weights: the mean of its later steps."""
    torch.manual_seed(0)
    model, lot, kept = Student(shop.vectors), random.Random(1), {}  # noqa: S311

    def cost(part: list[Example], progress: float) -> torch.Tensor:
        for name, value in model.state_dict().items() if progress > 0.5 else ():
            kept[name] = kept[name] * KEEP + value * (1 - KEEP) if name in kept else value.clone()
        missed = loss(model, Batch(part))
        return missed + (0.3 * loss(model, Batch([lot.choice(weak)])) if lot.random() < 0.3 else 0)

    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps(optimiser, model, strong, EPOCHS, random.Random(1), cost)  # noqa: S311
    return {name: value.numpy() for name, value in kept.items()}


def write(kept: dict, shop: Workshop, path: Path) -> None:
    """Write the model file: tables in 8 bits with a scale a column, the rest in 16."""
    grams, gram_scale = _eight_bits(kept["grams.weight"])
    vectors = np.vstack([shop.vectors, np.zeros((1, shop.vectors.shape[1]), np.float32)])
    words, word_scale = _eight_bits(vectors)
    linear = {"inp": "inp", "above": "above", "hid": "hid", "out": "out", "top": "top"}
    arrays = {name: kept[f"{source}.weight"].T for name, source in linear.items()}
    arrays |= {f"{name}_bias": kept[f"{source}.bias"] for name, source in linear.items()}
    arrays["convs"] = np.stack([kept[f"convs.{index}.weight"].transpose(2, 1, 0) for index in range(3)])
    arrays["conv_bias"] = np.stack([kept[f"convs.{index}.bias"] for index in range(3)])
    arrays |= {"heed": np.exp(np.clip(kept["heed.weight"], -4, 4)), "joints": kept["joints"], "first": kept["first"]}
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\n".join(shop.words).encode(), np.uint8),
        grams=grams,
        gram_scale=gram_scale,
        words=words,
        word_scale=word_scale,
        temperature=np.float32(1.0),
        **{name: array.astype(np.float16) for name, array in arrays.items()},
    )


def _eight_bits(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.abs(values).max(0) / 127 + 1e-9
    return np.clip(np.round(values / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def main(data: Path, folder: Path | None) -> None:
    """Read, train, write."""
    train, own = list(read_train(data / "train" / "train.jsonl")), list(read_own(fillings=2))
    real = list(read_real(HERE / "real_labels.tsv", data))
    reports = random.Random(1).sample(list(read_reports(data / "reports")), WEAK_REPORTS)  # noqa: S311
    labelled_texts = [*train, *own, *real]
    shop = Workshop([*labelled_texts, *reports])
    features = shop.features(labelled_texts)
    shop.learn_axes(features)
    strong = [shop.example(text, own_features) for text, own_features in zip(labelled_texts, features, strict=True)]
    weak = [shop.example(text, None) for text in reports]
    write(train_student(shop, strong, weak), shop, NETWORK)
    for fold in range(FOLDS if folder else 0):
        seen = [one for one, text in zip(strong, labelled_texts, strict=True) if fold_of(text.name) != fold]
        write(train_student(shop, seen, weak), shop, folder / file_of("clauses", fold))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
