"""Shared fixtures: where the seeds and the measuring texts lie, and one real run over the seeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from launch import ROOT, Run, hujian
from postgres import binaries, emptied, postgres_server

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


@pytest.fixture(scope="session")
def seed_run(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Run:
    """The seeds, run once through launcher, command line and Prefect with nothing in any cache."""
    out, state = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("state")
    finished = hujian("run", seeds, "--out", out, "--date", "2026-11-22", state=state)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return Run(out, state, finished)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real server; missing in CI it is a failure, elsewhere the tests say that they were skipped."""
    if binaries() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not on this machine")
    with postgres_server() as address:
        yield address


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """The address of an empty database."""
    emptied(postgresql_server)
    return postgresql_server
