"""Find the inputs that the user named: files, folders, archives, addresses; as bytes or as a row that says why not."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.errors import SourceError
from tasks.ingest import archives, feeds, mail, rows
from tasks.ingest.kinds import FileKind, sniff
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.ingest.sources import DROPPINGS, make_source, quarantined
from tasks.machine import why
from tasks.models import Quarantined, Source

STDIN = "-"
UNFINISHED = frozenset({".crdownload", ".part", ".partial", ".download", ".tmp"})
"""What browsers and editors call a file that they are still writing."""


def discover(sources: Sequence[str], limits: Limits | None = None) -> Iterator[Source | Quarantined]:
    """Yield every input below ``sources`` in a stable order: as given, folders by name, recursively.

    A source is a file, a folder, a ZIP archive, ``-`` for standard input, or an http(s) address (a page or a feed).
    Files with one text a row (.jsonl, .csv) and mails with attachments are taken apart.
    """
    limits = limits or Limits()
    for name in sources:
        for found in _named(name, limits):
            yield from opened(found, limits)


def _named(name: str, limits: Limits) -> Iterator[Source | Quarantined]:
    if name == STDIN:
        yield _stdin(limits)
    elif name.startswith(("http://", "https://")):
        from tasks.ingest import web  # loaded only where an address was given

        yield from web.fetch(name, limits)
    else:
        yield from _below(Path(name), name, limits)


def _stdin(limits: Limits) -> Source | Quarantined:
    content = sys.stdin.buffer.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        return quarantined(STDIN, refusal("too_large"))
    return make_source(STDIN, content)


def _below(path: Path, name: str, limits: Limits) -> Iterator[Source | Quarantined]:
    try:
        if path.is_dir():
            yield from _folder(path, name.rstrip("/") or "/", limits)
        else:
            yield load(path, name, limits)
    except SourceError as problem:
        yield quarantined(name, problem)
    except OSError as problem:
        yield quarantined(name, refusal("unreadable", why(problem)))
    except ValueError:  # a name with a NUL in it
        yield quarantined(name, refusal("unreadable", "名字里有不能用的字符"))


def _folder(path: Path, name: str, limits: Limits) -> Iterator[Source | Quarantined]:
    for child in sorted(path.iterdir(), key=lambda child: child.name):
        if child.name in DROPPINGS or child.name.startswith("~$"):
            continue
        label = f"{name}/{child.name}".replace("//", "/")
        if child.suffix.lower() in UNFINISHED:
            yield quarantined(label, refusal("unfinished"))
        elif child.is_symlink() and child.is_dir():
            yield quarantined(label, refusal("not_a_file", "文件夹链接"))
        else:
            yield from _below(child, label, limits)


def load(path: Path, name: str, limits: Limits) -> Source:
    """The bytes of one file; raises SourceError when it is missing, no file, too large or being written."""
    try:
        status = path.stat()
    except FileNotFoundError as problem:
        raise refusal("missing") from problem
    if not stat.S_ISREG(status.st_mode):
        raise refusal("not_a_file")
    if status.st_size > limits.file_bytes:
        raise refusal("too_large", f"{status.st_size // 1_000_000} MB")
    content, after = path.read_bytes(), path.stat()
    if (status.st_size, status.st_mtime_ns, len(content)) != (after.st_size, after.st_mtime_ns, after.st_size):
        raise refusal("unfinished")
    return make_source(name, content)


def opened(found: Source | Quarantined, limits: Limits, depth: int = 0) -> Iterator[Source | Quarantined]:
    """Take apart what holds several texts."""
    if isinstance(found, Quarantined):
        yield found
        return
    kind = sniff(found.name, found.content)
    if kind is FileKind.ZIP and depth >= limits.archive_depth:
        yield quarantined(found.name, refusal("archive_bomb", f"套了{depth}层"))
    elif kind is FileKind.ZIP:
        for member in archives.members(found.name, found.content, limits):
            yield from opened(member, limits, depth + 1)
    elif kind is FileKind.ROWS:
        yield from rows.rows(found.name, found.content, limits)
    elif kind is FileKind.FEED:
        yield from _feed(found, limits)
    elif kind is FileKind.MAIL and depth < limits.archive_depth:
        yield found
        yield from _attached(found, limits, depth)
    else:
        yield found


def _attached(found: Source, limits: Limits, depth: int) -> Iterator[Source | Quarantined]:
    try:
        parts = list(mail.attachments(found.name, found.content, limits))
    except SourceError:
        return
    for part in parts:
        yield from opened(part, limits, depth + 1)


def _feed(found: Source, limits: Limits) -> Iterator[Source | Quarantined]:
    """The entries of a feed saved as a file; an entry that only announces an article is not fetched."""
    count = 0
    for count, entry in enumerate(feeds.entries(found.content, "", limits.archive_members), 1):
        name = f"{found.name}!{count}"
        yield make_source(name, entry.page) if entry.page else quarantined(name, refusal("no_text", "订阅源里只有摘要"))
    if not count:
        yield quarantined(found.name, refusal("empty"))
