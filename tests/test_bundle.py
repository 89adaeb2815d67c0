"""The bundle, installed and run in a namespace without network."""

from __future__ import annotations

import os
import subprocess
import tarfile
from pathlib import Path

import pytest
from launch import ROOT

ONLY_LOOPBACK = ("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$0" "$@"')


@pytest.mark.soak
def test_a_machine_without_network_sets_itself_up_and_runs(tmp_path: Path) -> None:
    file = tmp_path / "bundle.tar"
    subprocess.run([str(ROOT / "hujian"), "bundle", str(file)], check=True, timeout=600)
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path, filter="data")
    file.unlink()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "HUJIAN_NO_APT": "1"}
    command = [*ONLY_LOOPBACK, str(tmp_path / "hujian" / "hujian"), "run"]
    finished = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1200)
    assert finished.returncode == 0, finished.stderr
    assert (tmp_path / "out" / "latest" / "briefing.pdf").is_file()
