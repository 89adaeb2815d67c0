"""A bundle for a machine without network: the project, its packages as wheels, its fonts, in one file.

Unpacked there, ``./hujian run`` sets itself up from what lies in ``.hujian`` and asks nothing of the network. It fits
machines of the same kind (processor, Python version) as the one that made it.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flows.settings import ROOT
from tasks.errors import HujianError

LOCK = ROOT / "requirements.lock"
# pip installs there; setuptools and wheel make the one package that has no wheel of its own.
TOOLS = ("pip", "setuptools", "wheel")
OURS = ("flows", "tasks", "report_templates", "seeds", "tests")
ASIDE = frozenset({"__pycache__", ".git"})
NAME = "hujian"
Say = Callable[[str], None]


def bundle(target: Path, say: Say) -> Path:
    """Write the bundle to ``target`` (.tar); HujianError when packages cannot be had."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bundle-") as folder:
        wheels = Path(folder) / "wheels"
        say("取软件包……")
        _download(wheels, "--no-deps", "--require-hashes", "-r", str(LOCK))
        _download(wheels, "--only-binary=:all:", *TOOLS)
        fresh = Path(folder) / target.name
        say("打包……")
        with tarfile.open(fresh, "w") as archive:
            for path in _project():
                archive.add(path, f"{NAME}/{path.relative_to(ROOT).as_posix()}", recursive=False)
            for path in sorted(wheels.iterdir()):
                archive.add(path, f"{NAME}/.hujian/wheels/{path.name}")
        fresh.replace(target)
    return target


def _download(into: Path, *what: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "-d", str(into), *what]
    finished = subprocess.run(_with_pip(command), capture_output=True, text=True, check=False)  # noqa: S603
    if finished.returncode:
        last = (finished.stderr.strip().splitlines() or ["pip 没有说明原因"])[-1]
        raise HujianError(f"软件包没有取到：{last}")


def _with_pip(command: list[str]) -> list[str]:
    """The environment may have been made without pip; then that of the installer or of the system is asked."""
    for python in (sys.executable, str(ROOT / ".hujian" / "uv" / "bin" / "python"), "/usr/bin/python3"):
        probe = [python, "-m", "pip", "--version"]
        if Path(python).exists() and not subprocess.run(probe, capture_output=True, check=False).returncode:  # noqa: S603
            return [python, *command[1:]]
    raise HujianError("打包要用 pip。请运行：sudo apt-get install -y python3-pip")


def _project() -> Iterator[Path]:
    """The files of the project and the fonts that the launcher fetched."""
    yield from sorted(path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith("."))
    for folder in (*OURS, ".hujian/fonts"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not ASIDE.intersection(path.parts):
                yield path
