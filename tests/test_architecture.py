"""What the shape of the project promises to those who take it over."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from launch import ROOT

# Small dot-files aside.
TOP = {
    *(
        "flows",
        "tasks",
        "report_templates",
        "seeds",
        "tests",
        "hujian",
        "pyproject.toml",
        "README.md",
        "README.zh-CN.md",
    ),
    *("requirements.in", "requirements.lock", "requirements-dev.in", "requirements-dev.lock"),
}
LINES = 400  # a module is one idea
# The PDF's font tools take the date, which the stage is given, from the environment only.
EXCUSED = {"os.environ": {"tasks/render/pdf/document.py"}}
LITERAL = 8  # characters of a seed's gold that no rule may know by heart


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules() -> list[Path]:
    return tracked("tasks/*.py", "flows/*.py")


def test_the_top_level_is_the_one_that_was_agreed() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_locks_name_no_address() -> None:
    for lock in [*tracked("*.lock"), *tracked("*.in")]:
        assert "://" not in lock.read_text("utf-8"), lock.name


def test_both_locks_agree() -> None:
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    run, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run
    assert run.items() <= development.items()


def test_modules_stay_one_idea() -> None:
    long = {path.name: count for path in modules() if (count := len(path.read_text("utf-8").splitlines())) > LINES}
    assert not long


@pytest.mark.parametrize("call", ["os.environ", "os.getenv", "datetime.now", "date.today", "time.time(", "random."])
def test_stages_take_clock_environment_and_chance_as_arguments(call: str) -> None:
    pattern = re.compile(rf"(?<![\w.]){re.escape(call)}|(?<=datetime\.){re.escape(call)}")
    training = ROOT / "tasks" / "classify" / "training"
    guilty = {
        path.relative_to(ROOT).as_posix()
        for path in tracked("tasks/*.py")
        if training not in path.parents and pattern.search(_code(path))
    }
    assert guilty <= EXCUSED.get(call, set())


@cache
def _code(path: Path) -> str:
    """The source without its comments and docstrings."""
    return ast.unparse(ast.parse(path.read_text("utf-8")))


def test_no_rule_knows_a_seed_by_heart() -> None:
    known = "\n".join(
        path.read_text("utf-8", errors="ignore")
        for path in tracked("tasks/*", "report_templates/*")
        if path.suffix in {".py", ".tsv", ".yaml", ".yml", ".toml", ".txt", ".html", ".css"}
    )
    literals = set(_gold_literals())
    assert literals
    assert not sorted(text for text in literals if text in known)


def _gold_literals() -> list[str]:
    found: list[str] = []
    for path in (ROOT / "tests" / "gold").glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        rows = content if isinstance(content, list) else [content]
        for row in rows:
            found += [row[key] for key in ("quote", "before", "title") if isinstance(row.get(key), str)]
    return [text for text in found if len(text) >= LITERAL]


def test_the_guide_names_every_file_of_knowledge_and_nothing_that_is_not_there() -> None:
    tasks = ROOT / "tasks"
    guide = (tasks / "README.md").read_text("utf-8")
    table = guide.partition("<!-- knowledge -->")[2].partition("<!-- /knowledge -->")[0]
    kept = tracked(*(f"tasks/*.{kind}" for kind in ("yaml", "txt", "tsv", "npz", "html")))
    listed = set(re.findall(r"`([\w./-]+\.(?:yaml|txt|tsv|npz|html))`", table))
    read_by_runs = {name for path in kept if "/training/" not in (name := path.relative_to(tasks).as_posix())}
    named = {name for name in listed if "/training/" not in name}
    assert sorted(named ^ read_by_runs) == [], "name it in the table of tasks/README.md, or take it out there"
    for path in re.findall(r"`([\w-]+/[\w./-]*)`", guide):
        assert any((folder / path).exists() for folder in (tasks, ROOT, tasks / "classify")), path
