"""A shared folder: each document whole or not at all, and an index that people and programs can read."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tasks.distribute.letter import Letter
from tasks.distribute.outcomes import ChannelDown, Refused
from tasks.distribute.ways import Clock
from tasks.machine import why

INDEX, PAGE = "index.json", "目录.html"
FORBIDDEN = frozenset('/\\:*?"<>|\0')
READABLE = 0o644


class FolderChannel:
    """Puts documents into the folders that the settings name."""

    repeatable = True

    def __init__(self, folders: Mapping[str, Path], clock: Clock) -> None:
        self._folders = folders
        self._clock = clock

    def deliver(self, letter: Letter) -> None:
        """Write the documents, then the index. The same again changes nothing but the time in the index."""
        folder = self._folders[letter.recipient.target]
        if not folder.is_dir():
            raise ChannelDown(f"共享文件夹 {folder} 不存在或没有挂上")
        try:
            for document in letter.documents:
                _put(folder / filed_name(document.name, letter.correction), letter.edition.content(document))
            self._index(folder, letter)
        except OSError as problem:
            raise ChannelDown(f"共享文件夹 {folder} 写不进去：{why(problem)}") from None

    def close(self) -> None:
        """Nothing is held."""

    def _index(self, folder: Path, letter: Letter) -> None:
        rows = [row for row in read_index(folder) if row["file"] not in {new["file"] for new in self._rows(letter)}]
        replaced = {document.name for document in letter.documents} if letter.correction else set()
        for row in rows:
            row["replaced"] = row["replaced"] or (row["issue"] == letter.edition.issue and row["document"] in replaced)
        rows = sorted([*rows, *self._rows(letter)], key=lambda row: (row["date"], row["issue"], row["file"]))
        _put(folder / INDEX, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
        _put(folder / PAGE, _page(rows).encode())

    def _rows(self, letter: Letter) -> list[dict[str, Any]]:
        return [
            {
                "issue": letter.edition.issue,
                "title": letter.heading,
                "date": letter.edition.date,
                "document": document.name,
                "file": filed_name(document.name, letter.correction),
                "sha256": document.sha256,
                "correction": letter.correction,
                "replaced": False,
                "delivered": self._clock().isoformat(timespec="seconds"),
            }
            for document in letter.documents
        ]


def read_index(folder: Path) -> list[dict[str, Any]]:
    """What the index lists; Refused when somebody broke it."""
    try:
        rows: list[dict[str, Any]] = json.loads((folder / INDEX).read_text("utf-8"))
        return [dict(row) for row in rows if row["file"] and row["date"] and "replaced" in row]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{folder / INDEX} 已损坏，请改正或删去后再发") from None


def filed_name(name: str, correction: int) -> str:
    """A document's name in the folder: nothing that could lead elsewhere, a 更正 beside what it corrects."""
    if FORBIDDEN & set(name) or name.startswith("."):
        raise Refused(f"文件名“{name}”含不能用的字符")
    path = Path(name)
    return f"{path.stem}（更正{correction}）{path.suffix}" if correction else name


def _put(place: Path, content: bytes) -> None:
    """Write a file so that readers see the old one or the new one, also after a power cut."""
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".hujian-")
    undo: Callable[[], None] = partial(Path(temporary).unlink, missing_ok=True)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), READABLE)
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    finally:
        undo()


def _page(rows: list[dict[str, Any]]) -> str:
    lines = "\n".join(
        f'<tr><td>{escape(row["date"])}</td><td><a href="{quote(row["file"])}">{escape(row["file"])}</a></td>'
        f"<td>{'已被更正' if row['replaced'] else ''}</td></tr>"
        for row in reversed(rows)
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>简报目录</title></head>\n'
        "<body><h1>简报目录</h1>\n<table>\n<tr><th>日期</th><th>文件</th><th>备注</th></tr>\n"
        f"{lines}\n</table></body></html>\n"
    )
