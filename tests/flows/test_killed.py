"""Killed at chosen points: no half issue is ever seen, the next run finishes it, numbers have no gap and no double."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from killed import POINTS
from launch import ROOT
from stand_ins import Stages

from flows import issue as issues
from flows.issue import sole_use
from flows.order import Order
from flows.state import open_state
from flows.versions import code_version, folder_hash
from flows.walk import make


def killed_at(point: str, order: Order) -> None:
    here = Path(__file__).parent
    finished = subprocess.run(
        [sys.executable, str(here / "killed.py"), order.model_dump_json(), point],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{here}"},
        timeout=60,
    )
    assert finished.returncode == -signal.SIGKILL


def check_whole(order: Order) -> None:
    """What readers see is whole, and the state counts what is there without gap or double."""
    out = Path(order.out)
    folders = issues.issues(out)
    assert all(issues.is_intact(folder) for folder in folders)
    if (out / "latest").is_symlink():
        assert issues.is_intact(out / "latest")
    with sole_use(out), open_state(out, order.database_url(), order.today) as state:
        rows = state.issues()
    assert [row.name for row in rows] == [folder.name for folder in folders]
    assert [row.total for row in rows] == list(range(1, len(rows) + 1))
    for year in {row.year for row in rows}:
        numbers = [row.number for row in rows if row.year == year]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize("point", POINTS)
def test_killed_and_run_again(order: Order, point: str, texts: Path) -> None:
    make(order)
    (texts / "d.txt").write_text("丁", "utf-8")
    later = order.model_copy(update={"period": "周报@2026-11-30T08:00+08:00"})
    killed_at(point, later)
    check_whole(later)
    assert make(later).issue == "2026-002"
    assert make(later).unchanged
    check_whole(later)
    assert not list(Path(order.out).glob(f"{issues.MAKING}*"))
    assert (Path(order.out) / "latest").readlink() == Path("2026-002")


@pytest.mark.usefixtures("stages")
def test_the_first_run_of_all_may_be_killed_too(order: Order, stages: Stages) -> None:
    for remembered in (code_version, folder_hash):
        remembered.cache_clear()  # the other process reads the code anew
    killed_at("before publishing", order)
    check_whole(order)
    assert make(order).issue == "2026-001"
    assert stages.calls["classify"] == 0  # what was understood before the kill was kept


@pytest.mark.soak
def test_killed_at_twenty_random_moments_of_a_real_run(tmp_path: Path, seeds: Path) -> None:
    chance = random.Random(20261124)  # noqa: S311 -- the same moments each time
    out, environment = tmp_path / "out", {**os.environ, "HUJIAN_STATE": str(tmp_path / "state")}
    order = Order(
        sources=(str(seeds),),
        out=str(out),
        state=str(tmp_path / "state"),
        fonts="",
        template="",
        today="2026-11-22",
    )
    for _ in range(20):
        command = [str(ROOT / "hujian"), "run", str(seeds), "--out", str(out), "--new"]
        run = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(timeout=chance.uniform(0.5, 25))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
        if out.is_dir():
            check_whole(order)
    finished = subprocess.run([*command], env=environment, capture_output=True, text=True, timeout=300)
    assert finished.returncode == 0, finished.stderr
    check_whole(order)
