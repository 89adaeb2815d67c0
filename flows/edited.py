"""Files of an issue that somebody changed or added after the run that made it.

An issue that is made again replaces all of its folder; what people wrote into it is kept beside the issues first.
"""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from flows import issue as issues

FOLDER = "改动过的文件"


def edited_files(folder: Path) -> list[str]:
    """Paths inside an issue that are not as its record says; none where the record itself is lost."""
    made = issues.read_record(folder).get("outputs")
    if not isinstance(made, dict):
        return []
    return [path for path, digest in issues.hashes(folder).items() if made.get(path) != digest and not _is_lock(path)]


def keep_edited(folder: Path) -> list[str]:
    """Copy what was edited to ``OUT/改动过的文件/<issue>``; a line for each that says where it is."""
    if not folder.is_dir():
        return []
    aside = folder.parent / FOLDER / folder.name
    return [
        f"{folder.name}/{path} 编成后被人改动过；重编前已另存为 {_keep(folder / path, aside / path)}"
        for path in edited_files(folder)
    ]


def _keep(file: Path, wanted: Path) -> Path:
    """Copy a file under the first name that is free, or that holds the same already."""
    names = (wanted if number == 1 else wanted.with_stem(f"{wanted.stem}（{number}）") for number in count(1))
    copy = next(name for name in names if not name.exists() or name.read_bytes() == file.read_bytes())
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, copy)
    return copy


def _is_lock(path: str) -> bool:
    """Word and WPS leave these beside a document that is open."""
    return Path(path).name.startswith(("~$", ".~"))
