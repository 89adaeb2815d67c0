"""Fixtures of the flow's tests: stages stood in for, three short texts, an order over them."""

from __future__ import annotations

from pathlib import Path

import pytest
from stand_ins import Stages

import flows.start
import tasks.classify
import tasks.clean
import tasks.ingest
import tasks.render
import tasks.summarise
from flows import walk
from flows.order import Order, Outcome
from flows.trays import Progress


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    """Every stage stood in for."""
    stand_ins = Stages()
    for package, name in (
        (tasks.ingest, "read"),
        (tasks.clean, "clean"),
        (tasks.classify, "classify"),
        (tasks.summarise, "summarise"),
        (tasks.summarise, "compose"),
        (tasks.render, "render"),
    ):
        monkeypatch.setattr(package, name, getattr(stand_ins, name), raising=False)
    return stand_ins


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Three short texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in (("a", "2024-05-01 甲"), ("b", "2025-05-01 乙"), ("c", "丙")):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def order(tmp_path: Path, texts: Path) -> Order:
    """An order over the three texts."""
    return Order(
        sources=(str(texts),),
        out=str(tmp_path / "out"),
        state=str(tmp_path / "state"),
        fonts=str(tmp_path / "fonts"),
        template="综合简报",
        today="2026-11-22",
    )


@pytest.fixture
def without_prefect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Runs do all their steps, but no server is started for them."""

    def make_issue(order: Order, _api_url: str | None, progress: Progress) -> Outcome:
        return walk.make(order, progress)

    monkeypatch.setattr(flows.start, "make_issue", make_issue)
    monkeypatch.setenv("HUJIAN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HUJIAN_WORKERS", "1")
    monkeypatch.chdir(tmp_path)
