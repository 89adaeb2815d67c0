"""Starting Hujian as a user does, and reading what a run left."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


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
