"""The launcher: from anywhere, once, all or nothing. Set up for real, but in a project that needs one small package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from launch import ROOT

TOOLS = (
    *("sh", "dirname", "readlink", "sha256sum", "cut", "grep", "id", "mkdir", "flock"),
    *("dpkg-query", "printf", "cat", "tail", "rm", "head", "tr"),
)
START_BUDGET = 0.3  # seconds of the launcher's own


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The launcher over a command line that prints where it was started and what it was given."""
    root = tmp_path / "a project"
    shutil.copytree(ROOT / "flows" / "machine", root / "flows" / "machine")
    shutil.copy2(ROOT / "hujian", root / "hujian")
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    (root / "requirements.lock").write_text(re.search(r"^idna==.*?(?=^\S)", lock, re.MULTILINE | re.DOTALL)[0])  # type: ignore[index]
    shutil.copy2(root / "requirements.lock", root / "requirements-dev.lock")
    if (ROOT / ".hujian" / "uv" / "stamp").is_file():  # the installer this project has already
        (root / ".hujian").mkdir()
        (root / ".hujian" / "uv").symlink_to(ROOT / ".hujian" / "uv")
    (root / "flows" / "__init__.py").write_text("")
    (root / "flows" / "__main__.py").write_text("import os, sys, idna; print(os.getcwd(), sys.argv[1:])\n")
    return root


def start(program: Path, *arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HUJIAN_NO_APT": "1", **variables}
    return subprocess.run(
        [str(program), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
    )


def test_it_makes_its_environment_once_and_then_starts_at_once(project: Path, tmp_path: Path) -> None:
    first = start(project / "hujian", "run", "甲 乙", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert first.stdout.strip() == f"{tmp_path} ['run', '甲 乙']"
    assert "环境就绪" in first.stderr
    # without the start of Python itself
    (project / ".venv" / "bin" / "python").unlink()
    (project / ".venv" / "bin" / "python").symlink_to("/bin/true")
    begin = time.perf_counter()
    again = start(project / "hujian", "run", cwd=tmp_path)
    assert time.perf_counter() - begin < START_BUDGET
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.usefixtures("project")
def test_it_works_through_links_from_other_folders_and_beside_modules_of_the_same_name(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "flows").mkdir(parents=True)
    (elsewhere / "flows" / "__main__.py").write_text("raise SystemExit('the wrong one')\n")
    (elsewhere / "idna.py").write_text("raise SystemExit('the wrong one')\n")
    (tmp_path / "relative").symlink_to("a project/hujian")
    (elsewhere / "twice").symlink_to("../relative")
    finished = start(elsewhere / "twice", "run", cwd=elsewhere)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith(str(elsewhere))


def test_two_starts_at_once_set_up_once(project: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda _: start(project / "hujian", "run", cwd=tmp_path), range(3)))
    assert [run.returncode for run in runs] == [0, 0, 0], [run.stderr for run in runs]
    assert sum("准备 Python 环境" in run.stderr for run in runs) == 1


def test_a_half_made_environment_is_never_used(project: Path, tmp_path: Path) -> None:
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to("/bin/true")  # no stamp: a set-up that was killed
    (project / ".venv.new").mkdir()
    finished = start(project / "hujian", "run", cwd=tmp_path)
    assert "['run']" in finished.stdout, finished.stderr
    assert not (project / ".venv.new").exists()


def test_a_changed_lock_makes_the_environment_again(project: Path, tmp_path: Path) -> None:
    start(project / "hujian", "run", cwd=tmp_path)
    with (project / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    finished = start(project / "hujian", "run", cwd=tmp_path)
    assert "准备 Python 环境" in finished.stderr
    assert finished.returncode == 0


def test_a_package_that_is_not_the_one_of_the_lock_is_refused(project: Path, tmp_path: Path) -> None:
    lock = project / "requirements.lock"
    lock.write_text(re.sub(r"sha256:[0-9a-f]{64}", "sha256:" + "0" * 64, lock.read_text()))
    finished = start(project / "hujian", "run", cwd=tmp_path)
    assert finished.returncode == 1
    assert "未能建成" in finished.stderr
    assert not (project / ".venv").exists()


def test_without_a_fit_python_it_says_what_to_do(project: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in TOOLS:
        if where := shutil.which(tool):
            (tools / tool).symlink_to(where)
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    script = (project / "hujian").read_text("utf-8").replace(" /usr/bin/python3;", ";")
    (project / "hujian").write_text(script, "utf-8")
    finished = start(project / "hujian", "run", cwd=tmp_path, PATH=str(tools))
    assert finished.returncode == 1
    assert "sudo apt-get install -y python3 python3-venv" in finished.stderr


def test_uv_missing_falls_back_to_pip(project: Path, tmp_path: Path) -> None:
    (project / "flows" / "machine" / "uv-requirements.txt").write_text(
        "no-such-package-of-hujian==0 --hash=sha256:" + "0" * 64
    )
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "uv").write_text("#!/bin/sh\nexit 1\n")
    (tools / "uv").chmod(0o755)
    finished = start(project / "hujian", "run", cwd=tmp_path, PATH=f"{tools}:{os.environ['PATH']}")
    assert "改用 pip" in finished.stderr
    assert "['run']" in finished.stdout, finished.stderr
