"""Which code made a result: the hash of a stage's sources, its data and what it builds on.

A result is valid as long as nothing changed that could have made it different: the package of its stage with the
lexicons and models beside the code, every package of ``tasks`` that this package imports, the pinned libraries, and the
Python that runs them.
"""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from pathlib import Path

from flows.settings import ROOT

IMPORTS = re.compile(rb"^\s*(?:from tasks\.|import tasks\.|from tasks import )(\w+)", re.MULTILINE)
# What stands beside the code but is never read by a run: compiled Python, and what the models were learned from.
ASIDE = frozenset({"__pycache__", "training"})


@cache
def code_version(stage: str) -> str:
    """The version of ``tasks.<stage>``: 64 hexadecimal digits."""
    digest = hashlib.sha256(f"python {sys.version_info.major}.{sys.version_info.minor}".encode())
    digest.update((ROOT / "requirements.lock").read_bytes())
    for package in sorted(_closure(stage)):
        digest.update(folder_hash(_place(package)).encode())
    return digest.hexdigest()


def _closure(stage: str) -> set[str]:
    """The package and every package of ``tasks`` that it reaches by imports."""
    found: set[str] = set()
    ahead = [stage]
    while ahead:
        package = ahead.pop()
        if package not in found:
            found.add(package)
            ahead += [name for name in _imports(_place(package)) if _place(name).exists()]
    return found


def _imports(place: Path) -> set[str]:
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    return {match.decode() for file in files for match in IMPORTS.findall(file.read_bytes())}


def _place(package: str) -> Path:
    module = ROOT / "tasks" / f"{package}.py"
    return module if module.is_file() else ROOT / "tasks" / package


@cache
def folder_hash(place: Path) -> str:
    """The hash of a file, or of a folder's names and contents; the hash of nothing where it is missing."""
    digest = hashlib.sha256()
    for file in [place] if place.is_file() else sorted(place.rglob("*")):
        if file.is_file() and not ASIDE.intersection(file.relative_to(place).parts):
            digest.update(file.relative_to(place).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def hujian_version() -> str:
    """The version that ``pyproject.toml`` states."""
    match = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    return match[1] if match else "0"
