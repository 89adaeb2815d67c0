"""Open ZIP archives member by member, within the caps; bombs, escapes and passwords end as rows with a reason."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from operator import itemgetter

from tasks.errors import SourceError
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.ingest.sources import DROPPINGS, make_source, quarantined
from tasks.models import Quarantined, Source

# Bit 11 of a member's flags says that its name is UTF-8; without it Chinese software writes the system's code page.
UTF8_NAME = 0x800
ENCRYPTED = 0x1
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, OSError, RuntimeError, ValueError),
)
"""What the library raises over an archive or a member that is damaged, made up, or packed in a way it does not know."""


def members(name: str, content: bytes, limits: Limits) -> Iterator[Source | Quarantined]:
    """Yield the files of an archive as ``name!member``, in the order of their names."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        files = ((_name(entry), entry) for entry in archive.infolist() if not entry.filename.endswith("/"))
        entries = sorted(files, key=itemgetter(0))
        _check(entries, len(content), limits)
    except SourceError as problem:
        yield quarantined(name, problem)
        return
    except DAMAGE:
        yield quarantined(name, refusal("archive_broken"))
        return
    with archive:
        for member, entry in entries:
            if not any(part in DROPPINGS for part in member.split("/")):
                yield _member(archive, f"{name}!{member}", member, entry, limits)


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _check(entries: list[tuple[str, zipfile.ZipInfo]], packed: int, limits: Limits) -> None:
    """Refuse by what the directory of the archive admits; what it hides is met while reading."""
    if len(entries) > limits.archive_members:
        raise refusal("archive_bomb", f"{len(entries)}个文件")
    total = sum(entry.file_size for _, entry in entries)
    if total > limits.archive_bytes or total > max(packed, 1) * limits.archive_ratio:
        raise refusal("archive_bomb", f"展开后{total // 1_000_000} MB")


def _member(
    archive: zipfile.ZipFile, name: str, member: str, entry: zipfile.ZipInfo, limits: Limits
) -> Source | Quarantined:
    try:
        if member.startswith(("/", "\\")) or ".." in member.replace("\\", "/").split("/") or member[1:2] == ":":
            raise refusal("path_escape", member[:80])
        if entry.flag_bits & ENCRYPTED:
            raise refusal("archive_encrypted")
        if entry.file_size > limits.file_bytes:
            raise refusal("too_large", f"{entry.file_size // 1_000_000} MB")
        with archive.open(entry) as stream:
            content = stream.read(limits.file_bytes + 1)
        if len(content) > limits.file_bytes:
            raise refusal("archive_bomb")
    except SourceError as problem:
        return quarantined(name, problem)
    except DAMAGE:
        return quarantined(name, refusal("archive_broken"))
    return make_source(name, content)
