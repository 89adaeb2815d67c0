# mypy: ignore-errors
"""Make ``data/word_counts.npz`` and ``data/printable.yaml`` again.

``python -m tasks.summarise.training.printable DATA``, where ``DATA`` is ../shared/data. ``printable.tsv`` beside this
file holds what a reader said of some 1,400 findings: whether the text has content, whether the lead names the matter.
It names files and offsets; no text is kept here. Before the models are written it is told how they do on texts that
they had not seen, a third at a time. Some seconds; no lot is drawn.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from tasks.classify.training.folds import FOLDS, fold_of
from tasks.classify.training.labels import ROLES
from tasks.models import Role
from tasks.summarise import word_counts
from tasks.summarise.condense import condense
from tasks.summarise.lexicon import DATA as KNOWLEDGE
from tasks.summarise.printable import content_signs, lead_signs
from tasks.summarise.tagging import tagger

LABELS = Path(__file__).with_name("printable.tsv")
WORDS = {"yes": 1.0, "borderline": 0.5, "no": 0.0, "": math.nan}
STIFFNESS = 0.3
FEW, SEEN = 3, 10
"""A word in fewer reports is left out; one seen less often says nothing of where it stands."""
HEADER = """\
# How much each sign of printable.py counts for a point being fit for print (logistic scores). Made by
# training/printable.py from the judgements in training/printable.tsv; do not edit by hand.
"""


class Judged(NamedTuple):
    """A finding that a reader judged; ``content`` and ``lead_good`` are 1, 0, between, or nan (not said)."""

    file: str
    quote: str
    role: Role
    content: float
    lead: str
    lead_good: float


def count_words(reports: Path) -> None:
    """Count the words of the reports and write the file."""
    held, seen, opening, closing = Counter(), Counter(), Counter(), Counter()
    for path in sorted(reports.glob("*.md")):
        clauses = re.split(r"[^\w%％]+", re.sub("[“”《》]", "", path.read_text("utf-8")))
        rows = [[word for word, _ in tagger().tag(clause)] for clause in clauses if clause]
        held.update({word for row in rows for word in row})
        seen.update(word for row in rows for word in row)
        opening.update(row[0] for row in rows)
        closing.update(row[-1] for row in rows)
    known = sorted((word for word in held if held[word] >= FEW), key=word_counts.code)

    def leaning(places: Counter, word: str) -> float:
        return math.log((places[word] + 0.5) / (seen[word] + 5)) + 3 if seen[word] > SEEN else 0.0

    columns = {
        "rarity": [math.log(word_counts.REPORTS / min(held[word], word_counts.REPORTS)) for word in known],
        "opens": [leaning(opening, word) for word in known],
        "closes": [leaning(closing, word) for word in known],
    }
    codes = np.array([word_counts.code(word) for word in known], dtype=np.uint32)
    halves = {name: np.array(column, dtype=np.float16) for name, column in columns.items()}
    np.savez_compressed(word_counts.COUNTS, codes=codes, **halves)


def read_judged(data: Path) -> list[Judged]:
    """The judged findings with their words."""
    with (data / "train" / "train.jsonl").open(encoding="utf-8") as lines:
        train = {row["id"]: "\n".join(row["paragraphs"]) for row in map(json.loads, lines)}

    @cache
    def text(file: str) -> str:
        return train[file.partition("#")[2]] if "#" in file else (data / file).read_text("utf-8")

    judged = []
    for line in LABELS.read_text("utf-8").splitlines()[1:]:
        file, start, end, role, content, first, last, good = line.split("\t")
        lead = text(file)[int(first) : int(last)] if first else ""
        judged.append(Judged(file, text(file)[int(start) : int(end)], ROLES[role], WORDS[content], lead, WORDS[good]))
    return judged


def fit(values: np.ndarray, goals: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and constant for the values as they are; what is borderline counts half for either side."""
    middle, spread = values.mean(0), values.std(0) + 1e-6
    scaled = (values - middle) / spread
    sides = np.r_[np.ones(len(goals)), np.zeros(len(goals))]
    shares = np.r_[goals, 1 - goals]
    model = LogisticRegression(C=STIFFNESS, max_iter=1000)
    model.fit(np.vstack([scaled, scaled])[shares > 0], sides[shares > 0], shares[shares > 0])
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ middle)


def unseen(values: np.ndarray, goals: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """What models say of the third that they were not made from."""
    said = np.zeros(len(values))
    for fold in range(FOLDS):
        weights, constant = fit(values[(folds != fold) & ~np.isnan(goals)], goals[(folds != fold) & ~np.isnan(goals)])
        said[folds == fold] = 1 / (1 + np.exp(-(values[folds == fold] @ weights + constant)))
    return said


def main(data: Path) -> None:
    """Make both files and tell how well they do."""
    count_words(data / "reports")
    judged = read_judged(data)
    folds = np.array([fold_of(one.file) for one in judged])
    signs = {
        "content": [content_signs(condense(one.quote), one.role) for one in judged],
        "lead": [lead_signs(one.lead or one.quote[:4], one.quote) for one in judged],
    }
    goals = {"content": np.array([o.content for o in judged]), "lead": np.array([o.lead_good for o in judged])}
    lines, said = [HEADER], {}
    for part, rows in signs.items():
        names = list(rows[0])
        values, goal = np.array([[row[name] for name in names] for row in rows]), goals[part]
        said[part] = unseen(values, goal, folds)
        clear = ~np.isnan(goal) & (goal != 0.5)
        auc = roc_auc_score(goal[clear], said[part][clear])
        sys.stdout.write(f"{part}: {clear.sum()} judged, AUC on unseen texts {auc:.3f}\n")
        weights, constant = fit(values[~np.isnan(goal)], goal[~np.isnan(goal)])
        lines.append(f"{part}:\n  constant: {constant:.3f}\n")
        lines.extend(f"  {name}: {weight:.3f}\n" for name, weight in zip(names, weights, strict=True))
    lines.append("# A point that is printed without a lead.\nunled: 0.85\n")
    (KNOWLEDGE / "printable.yaml").write_text("".join(lines), "utf-8")
    _tell(goals, said["content"] * said["lead"])


def _tell(goals: dict[str, np.ndarray], chance: np.ndarray) -> None:
    """How many are good of those that pass each threshold, on texts not seen."""
    both = ~np.isnan(goals["content"]) & ~np.isnan(goals["lead"])
    good = (goals["content"] >= 0.5) & (goals["lead"] == 1)
    for least in (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        passing = both & (chance >= least)
        share, right = passing.sum() / both.sum(), good[passing].mean()
        sys.stdout.write(f"from {least}: {share:.2f} pass, {right:.3f} of them good\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
