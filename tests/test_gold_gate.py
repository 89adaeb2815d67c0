"""The gold gate: a run is scored against hand-made gold, and no figure may fall below its floor (``floors.toml``).

The scorer lies with the measuring texts in ``../shared``; it is run from there, never copied.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from launch import ROOT, Run

from flows import walk
from flows.desk import Desk
from flows.order import Order
from flows.records import write_records

FLOORS_FILE = Path("tests/floors.toml")
FLOORS = tomllib.loads((ROOT / FLOORS_FILE).read_text("utf-8"))


def score(shared: Path, folder: Path, gold: Path, only: str = "") -> dict[str, Any]:
    command = [sys.executable, str(shared / "eval" / "score.py"), str(folder), str(gold), "--json", "--only", only]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def measured(result: dict[str, Any]) -> dict[str, float]:
    total = result["total"]
    figures = {name: total[name]["f1"] for name in ("role", "finding", "topic", "indicator", "link")}
    figures |= {"clean_each": min(article["clean"] for article in result["articles"].values())}
    figures |= {"gap": total["by_role"]["差距"]["f1"], "finding_mean": total["finding_macro"], "meta": total["meta"]}
    return figures | {"leaks": total["leaks"]}


def shortfalls(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """What fell below its floor (leaks: rose above it)."""
    return [
        f"{name} {figures[name]:.4f}, floor {floor}"
        for name, floor in floors.items()
        if name != "only" and (figures[name] > floor if name == "leaks" else figures[name] < floor)
    ]


def run_over(folder: Path, place: Path) -> Path:
    """The records of a run over a folder; documents are not scored, so none are made."""
    order = Order(
        sources=(str(folder),),
        out=str(place / "out"),
        state=str(place / "state"),
        fonts=str(ROOT / ".hujian" / "fonts"),
        template="综合简报",
        today="2026-11-22",
    )
    with Desk(order) as desk:
        walk.understand(desk)
        write_records(place, desk.articles(), desk.composition, desk.rows())
    return place


@pytest.mark.shared
def test_the_seeds_reach_their_floors(seed_run: Run, shared: Path) -> None:
    figures = measured(score(shared, seed_run.folder, ROOT / "tests" / "gold"))
    print(figures)
    assert shortfalls(figures, FLOORS["seeds"]) == []


@pytest.mark.shared
def test_other_articles_reach_their_floors(shared: Path, tmp_path: Path) -> None:
    folder = run_over(shared / "eval" / "dev" / "in", tmp_path)
    figures = measured(score(shared, folder, shared / "eval" / "dev" / "gold", FLOORS["dev"]["only"]))
    print(figures)
    assert shortfalls(figures, FLOORS["dev"]) == []


@pytest.mark.shared
def test_texts_of_other_genres_give_no_findings(shared: Path, tmp_path: Path) -> None:
    folder = run_over(shared / "eval" / "negatives", tmp_path)
    findings = [json.loads(line) for line in (folder / "findings.jsonl").read_text("utf-8").splitlines()]
    printed = [finding["summary"] for finding in findings if finding["status"] == "body"]
    assert len(printed) <= FLOORS["negatives"]["body_findings"], printed


def earlier_floors() -> list[dict[str, Any]]:
    def git(*arguments: object) -> str:
        return subprocess.run(
            ["git", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout

    commits = git("log", "--format=%h", "--", FLOORS_FILE).split()
    return [tomllib.loads(git("show", f"{commit}:{FLOORS_FILE}")) for commit in commits]


def test_floors_only_rise() -> None:
    lowered = FLOORS["lowered"]
    for earlier in earlier_floors():
        for group in ("seeds", "dev", "negatives"):
            for name, floor in earlier[group].items():
                if isinstance(floor, str) or f"{group}.{name}" in lowered:
                    continue
                assert name in FLOORS[group], f"the floor {group}.{name} is gone"
                is_ceiling = name in {"leaks", "body_findings"}
                assert FLOORS[group][name] <= floor if is_ceiling else FLOORS[group][name] >= floor, f"{group}.{name}"
