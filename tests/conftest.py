"""Shared fixtures: where the seeds and the measuring texts lie, and one real run over the seeds."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "soak" in item.keywords and not config.getoption("--soak"):
            item.add_marker(pytest.mark.skip(reason="long run; start it with --soak"))
        if "shared" in item.keywords and not SHARED.is_dir() and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="the measuring texts (../shared) are not on this machine"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five seed articles."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the measuring texts; missing in CI is a failure, elsewhere the test was skipped before."""
    assert SHARED.is_dir(), "CI needs ../shared beside the clone"
    return SHARED


class Run:
    """A run that was really made through the launcher: what it printed, and the issue it left."""

    def __init__(self, out: Path, state: Path, finished: subprocess.CompletedProcess[str]) -> None:
        self.out, self.state, self.finished = out, state, finished
        self.folder = out / "latest"

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The objects of one of its JSON Lines files."""
        return [json.loads(line) for line in (self.folder / f"{name}.jsonl").read_text("utf-8").splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        return json.loads((self.folder / "run.json").read_text("utf-8"))


def hujian(*arguments: str | Path, state: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Start the launcher as a user would, with its state in a folder of the test's own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HUJIAN_", "PREFECT_"))}
    return subprocess.run(
        [str(ROOT / "hujian"), *map(str, arguments)],
        cwd=state,
        env={**environment, "HUJIAN_STATE": str(state), **variables},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="session")
def seed_run(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Run:
    """The seeds, run once through launcher, command line and Prefect with nothing in any cache."""
    out, state = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("state")
    finished = hujian("run", seeds, "--out", out, "--date", "2026-11-22", state=state)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return Run(out, state, finished)
