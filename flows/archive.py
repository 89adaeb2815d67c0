"""Old issues: packed whole into ``OUT/archive``, where the state still finds them."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from flows import issue as issues

FOLDER = "archive"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same issue packs to the same bytes


def archived_issues(out: Path) -> Iterator[zipfile.Path]:
    """The folders inside the archive's files, oldest first; a file that is no archive is passed over."""
    for file in sorted((out / FOLDER).glob("*.zip")):
        if issues.FOLDER_NAME.fullmatch(file.stem) and zipfile.is_zipfile(file):
            yield zipfile.Path(file, f"{file.stem}/")


def pack(folder: Path, into: Path) -> Path:
    """One issue as ``<name>.zip``, which appears whole or not at all; the folder stays."""
    into.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=into, prefix=issues.MAKING)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", EPOCH)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
        place = into / f"{folder.name}.zip"
        Path(name).chmod(0o644)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return place


def retire(out: Path, keep: int) -> list[Path]:
    """Pack the oldest issue folders until ``keep`` are left; what ``latest`` points to always stays."""
    latest = (out / "latest").resolve()
    old = [folder for folder in issues.issues(out)[:-keep] if folder.resolve() != latest] if keep else []
    packed = []
    for folder in old:
        packed.append(pack(folder, out / FOLDER))
        gone = folder.with_name(f"{issues.MAKING}{folder.name}")
        folder.rename(gone)  # readers see it whole or not at all; a killed run's rest is swept up by the next
        shutil.rmtree(gone)
    return packed
