"""Coverage-guided fuzzing, longer in CI than elsewhere; needs atheris (no wheel for every Python).

After a third of a minute little new is reached (``-max_total_time=600`` for whoever changes a reader).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris")

SECONDS = 20 if os.environ.get("CI") else 5


def test_no_input_crashes_decoders_readers_and_repairers(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    options = [f"-max_total_time={SECONDS}", "-timeout=60", "-rss_limit_mb=1500", f"-artifact_prefix={tmp_path}/"]
    command = [sys.executable, str(Path(__file__).with_name("fuzzing.py")), *options, str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
