"""The promises of grounding on every finding of three hundred work reports; long, so only with ``--soak``."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from test_gold_gate import run_over

from tasks.summarise.grounding import without_years
from tasks.summarise.lexicon import hard_words

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
FOLDED = str.maketrans("‘’", "“”")


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


def is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


def faults(finding: dict[str, Any], texts: dict[tuple[str, str], str]) -> list[str]:
    """What of a finding breaks a promise."""
    quotes = [evidence["quote"].translate(FOLDED) for evidence in finding["evidence"]]
    found = [
        "evidence"
        for evidence in finding["evidence"]
        if texts[evidence["article_id"], evidence["paragraph_id"]][evidence["start"] : evidence["end"]]
        != evidence["quote"]
    ]
    said = without_years(finding["summary"]).translate(FOLDED).rstrip("。")
    sources = [quote for quote in quotes if is_subsequence(said, quote)]
    if not sources:
        return [*found, "summary"]
    if Counter(FIGURE.findall(said)) - Counter(FIGURE.findall(sources[0])):
        found.append("figure")
    printed = f"{said}。{finding['lead']}"
    if finding["status"] == "body" and Counter(hard_words(sources[0])) - Counter(hard_words(printed)):
        found.append("hard word")
    return found


@pytest.mark.soak
@pytest.mark.shared
@pytest.mark.timeout(3600)
def test_grounding_holds_on_all_work_reports(shared: Path, tmp_path: Path) -> None:
    folder = run_over(shared / "data" / "reports", tmp_path)
    articles, findings = rows(folder, "articles"), rows(folder, "findings")
    ends = {row["source"] for name in ("articles", "quarantine") for row in rows(folder, name)}
    assert {Path(end).name for end in ends} == {path.name for path in (shared / "data" / "reports").iterdir()}
    texts = {(a["article_id"], p["paragraph_id"]): p["text"] for a in articles for p in a["paragraphs"]}
    broken = [(fault, f["finding_id"], f["summary"]) for f in findings for fault in faults(f, texts)]
    assert len(findings) > 10_000
    assert broken == []
