"""An issue that is made again under its own number: what it was made from, unless the user says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.archive import archived_issues
from flows.issue import IssueFolder, issues, read_record
from tasks.errors import SettingsError

CHOICES = ("template", "region", "since")
"""What is chosen for one run; the rest (masthead, colours, limits) is the office's and is as it is now."""


def as_before(out: Path, name: str) -> dict[str, Any]:
    """The sources and choices of an issue that stands in ``out`` or its archive; SettingsError when none does."""
    folders: list[IssueFolder] = [*archived_issues(out), *issues(out)]
    record = next((read_record(folder) for folder in reversed(folders) if folder.name == name), {})
    if not record:
        known = "、".join(folder.name for folder in folders[-5:])
        raise SettingsError(f"{out} 里没有 {name} 这一期{f'（最近的：{known}）' if known else ''}。")
    configuration = record["configuration"]
    chosen = {key: configuration[key] for key in CHOICES if configuration.get(key)}
    return {"sources": tuple(dict.fromkeys(_files(record))), **chosen}


def _files(record: dict[str, Any]) -> Iterator[str]:
    """The files of all inputs, used or not; what lies inside one (``mail.eml!letter.docx``) comes with it."""
    for row in [*record["inputs"], *record["quarantined"]]:
        name = str(row["source"])
        yield name if Path(name).exists() else name.partition("!")[0]
