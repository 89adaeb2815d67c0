"""The content-addressed store: what a stage made of one article, kept under the hash of all that it was made from.

The key is input bytes + code version + lexicons + configuration (see ``flows.versions``), so nothing in the store is
ever wrong; it is only no longer asked for. Writes are atomic, and several processes may share a store.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


def key_of(*parts: str) -> str:
    """The key of a result: the hash of its parts, each kept apart from the next."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Store:
    """A folder of JSON texts by key. ``fresh`` reads nothing (but still writes)."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        self.fresh = fresh

    def get(self, key: str) -> bytes | None:
        """The text under ``key``; None when there is none, or it cannot be read."""
        if self.fresh:
            return None
        path = self._path(key)
        try:
            text = path.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is used stays when the store is pruned
        return text

    def put(self, key: str, text: bytes) -> None:
        """Keep ``text`` under ``key``; the entry appears whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def forget(self, key: str) -> None:
        """Drop an entry that turned out to be broken."""
        self._path(key).unlink(missing_ok=True)

    def size(self) -> tuple[int, int]:
        """How many entries, and how many bytes in all."""
        sizes = [status.st_size for _, status in self._entries()]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Drop everything; how many entries that were."""
        count, _ = self.size()
        shutil.rmtree(self.folder, ignore_errors=True)
        return count

    def prune(self, limit: int) -> int:
        """Drop what was longest unused until at most ``limit`` bytes are left; how many entries went."""
        entries = sorted(self._entries(), key=lambda entry: entry[1].st_mtime)
        excess = sum(status.st_size for _, status in entries) - limit
        gone = 0
        for path, status in entries:
            if excess <= 0:
                break
            path.unlink(missing_ok=True)
            excess -= status.st_size
            gone += 1
        return gone

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                yield path, path.stat()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
