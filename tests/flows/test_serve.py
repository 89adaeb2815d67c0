"""``hujian serve`` for real: a one-minute schedule, killed and started again, an approval in between."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from launch import ROOT, hujian

from flows.issue import is_intact
from tasks.distribute.folder import read_index

TOML = """
[[deployments]]
name = "分刊"
every = "1分钟"
sources = "texts"
recipients = ["存档"]
[distribution.folders]
share = "share"
[[distribution.rules]]
name = "存档"
folders = ["share"]
"""


@contextmanager
def serving(office: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HUJIAN_", "PREFECT_"))}
    command = [str(ROOT / "hujian"), "serve"]
    process = subprocess.Popen(command, cwd=office, env={**environment, "HUJIAN_STATE": str(office)})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(wanted: Callable[[], object], seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(1)


@pytest.mark.soak
def test_a_schedule_that_is_killed_goes_on(tmp_path: Path, seeds: Path) -> None:
    texts, share, out = tmp_path / "texts", tmp_path / "share", tmp_path / "out"
    texts.mkdir()
    share.mkdir()
    first, second, *_ = sorted(seeds.iterdir())
    (texts / first.name).write_bytes(first.read_bytes())
    (tmp_path / "hujian.toml").write_text(TOML, "utf-8")
    with serving(tmp_path):
        wait_for(lambda: list(out.glob("*-001")))
    issue = next(out.glob("*-001"))
    (texts / second.name).write_bytes(second.read_bytes())
    assert hujian("approve", state=tmp_path).returncode == 0
    with serving(tmp_path) as process:
        wait_for(lambda: read_index(share))
        wait_for(lambda: list(out.glob("*-002")))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert [row["issue"] for row in read_index(share)] == [issue.name]  # the second waits for its approval
    assert len(list(out.glob("????-???"))) == 2
    assert all(is_intact(folder) for folder in out.glob("????-???"))
