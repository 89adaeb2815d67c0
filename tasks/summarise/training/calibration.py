# mypy: ignore-errors
"""Fit the weights of ``data/calibration.yaml`` again and tell how well they hold.

``python -m tasks.summarise.training.calibration SCORER FOLDER GOLD [FOLDER GOLD]…``: SCORER is ../shared/eval/score.py,
GOLD the folder of the gold of FOLDER's texts, or a file of a reader's verdicts (JSON Lines: source, role, region,
quote, right). Gold and verdicts weigh alike, whatever their number. To be run when the classifier changes; the new
lines are printed, and the table of both on texts that the fit had not seen.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from tasks.classify import classify
from tasks.classify.training.folds import FOLDS, fold_of
from tasks.clean import clean
from tasks.errors import SourceError
from tasks.ingest import Limits, discover, read
from tasks.models import ClassifiedArticle
from tasks.summarise.confidence import is_doubted, log_odds, signs
from tasks.summarise.findings import findings, runs
from tasks.summarise.reviewing import may_stand
from tasks.summarise.tense import as_told

EDGES = (0.0, 0.45, 0.6, 0.65, 0.7, 0.8, 0.9, 0.95, 1.01)


class Case(NamedTuple):
    """One finding: where from, its log odds as the signs tell them, whether it is right, and by whose word."""

    source: str
    row: tuple[float, float, float]
    right: bool
    strict: bool


def cases(scorer, folder: Path, gold: Path) -> Iterator[Case]:
    """The findings of the folder's texts that may stand in the body and are judged."""
    verdicts = _verdicts(gold) if gold.is_file() else None
    for source in discover([str(folder)], Limits()):
        try:
            classified = as_told(classify(clean(read(source, Limits()))))
        except (SourceError, AttributeError):
            continue
        if is_doubted(classified.relevance):
            continue
        name = Path(classified.article.source.split("!")[-1]).name
        judge = _by_verdict(verdicts[name]) if verdicts else _by_gold(scorer, gold, name)
        yield from _judged(classified, name, judge, bool(verdicts)) if judge else ()


def _judged(classified: ClassifiedArticle, name: str, judge, strict: bool) -> Iterator[Case]:
    found = iter(findings(classified))
    for run in runs(classified):
        told = signs(run.clauses, classified.genre)
        row = (log_odds(told.both), log_odds(told.role), float(told.report))
        for _ in run.clauses[0].regions or ((classified.home,) if classified.home else ()):
            finding = next(found)
            right = judge(finding) if may_stand(finding.reasons) else None
            if right is not None:
                yield Case(name, row, right, strict)


def _verdicts(path: Path) -> dict[str, list[dict]]:
    by_source = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        by_source[row["source"]].append(row)
    return by_source


def _by_verdict(rows: list[dict]):
    def judge(finding) -> bool | None:
        quote = finding.evidence[0].quote
        for row in rows:
            same = row["role"] == finding.role and row["region"] == finding.region.full_name
            if same and (row["quote"] in quote or quote in row["quote"]):
                return row["right"]
        return None

    return judge


def _by_gold(scorer, gold: Path, name: str):
    """Right is what more than half of the firm characters of the quote are labelled with, by role and region."""
    file = next((path for path in sorted(gold.glob("*.findings.json")) if name.startswith(path.name[:3])), None)
    if file is None:
        return None
    truth, _ = scorer.squeeze(file.with_name(f"{file.name[:3]}.clean.txt").read_text("utf-8").strip())
    labels = defaultdict(list)
    for one in json.loads(file.read_text("utf-8")):
        for place in scorer.locate(one["quote"], truth) or ():
            labels[place].append(one)

    def judge(finding) -> bool | None:
        region = finding.region.model_dump(mode="json")
        places = scorer.locate(finding.evidence[0].quote, truth) or ()
        right = [any(_fits(scorer, one, finding.role, region) for one in labels[place]) for place in places]
        loose = [any(one.get("borderline") for one in labels[place]) for place in places]
        firm = [hit for hit, borderline in zip(right, loose, strict=True) if hit or not borderline]
        return sum(firm) * 2 > len(firm) if 2 * len(firm) > len(places) else None

    return judge


def _fits(scorer, label: dict, role: str, region: dict) -> bool:
    names = [label["region"], *scorer.as_list(label.get("alt_regions")), *scorer.as_list(label.get("aliases"))]
    roles = [label["role"], *scorer.as_list(label.get("alt_role"))]
    return role in roles and any(scorer.same_region(region, name) for name in names)


def fit(rows: np.ndarray, right: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    """The weights of the signs."""
    return LogisticRegression(C=1.0).fit(rows, right, sample_weight=weights)


def main(scorer_file: Path, pairs: list[Path]) -> None:
    """Fit, print the lines for the file, and the table."""
    spec = importlib.util.spec_from_file_location("scorer", scorer_file)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    given = [case for folder, gold in zip(pairs[::2], pairs[1::2], strict=True) for case in cases(scorer, folder, gold)]
    rows, right, strict = (np.array([getattr(case, name) for case in given]) for name in ("row", "right", "strict"))
    share = np.where(strict, strict.mean(), 1 - strict.mean())
    weights, folds = 0.5 / share, np.array([fold_of(case.source) for case in given])
    unseen = np.zeros(len(given))
    for fold in range(FOLDS):
        kept = folds != fold
        unseen[~kept] = fit(rows[kept], right[kept], weights[kept]).predict_proba(rows[~kept])[:, 1]
    model = fit(rows, right, weights)
    both, role, report = model.coef_[0].round(2)
    say = sys.stdout.write
    say(f"weights: {{bias: {model.intercept_[0]:.2f}, both: {both}, role: {role}, report: {report}}}\n")
    for name, of in (("gold", ~strict), ("verdicts", strict)):
        if of.any():
            say(f"{name} {of.sum()}: {_table(unseen[of], right[of])}\n")


def _table(chances: np.ndarray, right: np.ndarray) -> str:
    parts = [f"auc {roc_auc_score(right, chances):.3f} log loss {log_loss(right, chances):.3f}"]
    for low, high in pairwise(EDGES):
        of = (chances >= low) & (chances < high)
        if of.any():
            parts.append(f"{low:.2f}: {right[of].mean():.2f} ({of.sum()})")
    return "; ".join(parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
