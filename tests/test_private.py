"""Private: a run calls nobody beyond this machine, neither by itself nor through what it is built on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from launch import ROOT

TEXT = "安吉县工作综述\n来源：某某日报 2026-03-02\n\n浙江省安吉县推行首席服务员制度，引进企业30家，项目审批提速一半。"


def python(*arguments: str, calls: Path, state: Path) -> subprocess.CompletedProcess[str]:
    """A Python of the project that is watched, with all that it starts."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("HUJIAN_", "PREFECT_"))}
    path = os.pathsep.join((str(ROOT / "tests" / "offline"), str(ROOT)))
    environment = {**clean, "PYTHONPATH": path, "CALLS": str(calls), "HUJIAN_STATE": str(state)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=state, env=environment, capture_output=True, text=True, timeout=300)


def test_a_run_calls_nobody(tmp_path: Path) -> None:
    calls, source = tmp_path / "calls", tmp_path / "a.txt"
    source.write_text(TEXT, "utf-8")
    done = python("-m", "flows", "run", str(source), "--out", str(tmp_path / "out"), calls=calls, state=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "out" / "latest" / "briefing.pdf").is_file()
    assert not calls.exists(), calls.read_text("utf-8")


def test_whoever_calls_is_seen(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    python("-c", child, "import httpx; httpx.get('http://192.0.2.1/')", calls=calls, state=tmp_path)
    assert "192.0.2.1" in calls.read_text("utf-8")
