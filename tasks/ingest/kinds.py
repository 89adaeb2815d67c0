"""What a source is: by its first bytes where they say so, else by its suffix."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath


class FileKind(StrEnum):
    """The kinds of file that are read, and those that are known not to be."""

    TEXT = "text"
    HTML = "html"
    MAIL = "mail"
    PAGE_ARCHIVE = "mhtml"
    ROWS = "rows"
    ROW = "row"
    FEED = "feed"
    DOCX = "docx"
    PDF = "pdf"
    LEGACY = "legacy"
    ZIP = "zip"
    BINARY = "binary"


SUFFIXES = {
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".shtml": FileKind.HTML,
    ".php": FileKind.HTML,
    ".asp": FileKind.HTML,
    ".aspx": FileKind.HTML,
    ".jsp": FileKind.HTML,
    ".xml": FileKind.HTML,
    ".eml": FileKind.MAIL,
    ".mhtml": FileKind.PAGE_ARCHIVE,
    ".mht": FileKind.PAGE_ARCHIVE,
    ".jsonl": FileKind.ROWS,
    ".ndjson": FileKind.ROWS,
    ".csv": FileKind.ROWS,
    ".tsv": FileKind.ROWS,
    ".doc": FileKind.LEGACY,
    ".wps": FileKind.LEGACY,
    ".rtf": FileKind.LEGACY,
    ".odt": FileKind.LEGACY,
    **dict.fromkeys((".ofd", ".xls", ".xlsx", ".et", ".ods", ".ppt", ".pptx", ".dps", ".odp"), FileKind.BINARY),
}
OFFICE_SUFFIXES = frozenset({".odt", *(suffix for suffix, kind in SUFFIXES.items() if kind is FileKind.BINARY)})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARIES = (
    *(
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"II*\x00",
        b"MM\x00*",
        b"\x7fELF",
        b"MZ\x90",
        b"RIFF",
        b"ID3",
        b"\x1f\x8b\x08",
    ),
    *(
        b"7z\xbc\xaf",
        b"Rar!",
        b"BZh",
        b"\xfd7zXZ",
        b"\x00\x00\x01\x00",
        b"SQLite",
        b"\xca\xfe\xba\xbe",
        b"OggS",
        b"fLaC",
    ),
)
BITMAP = re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL)
ROW_NAME = re.compile(r"\.(?:jsonl|ndjson|csv|tsv)!\d+$")
MARKUP = re.compile(rb"<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
FEED_MARKUP = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
WIDE_MARKUP = re.compile(rb"<\x00?h\x00?t\x00?m\x00?l", re.IGNORECASE)


def sniff(name: str, content: bytes) -> FileKind:
    """The kind of the source ``name`` with ``content``."""
    if ROW_NAME.search(name):
        return FileKind.ROW
    suffix = suffix_of(name)
    by_bytes = _by_bytes(content, suffix)
    if by_bytes is not None:
        return by_bytes
    if FEED_MARKUP.search(content[:1500]) and b"<html" not in content[:1500].lower():
        return FileKind.FEED
    kind = SUFFIXES.get(suffix, FileKind.TEXT)
    if kind in (FileKind.TEXT, FileKind.LEGACY) and _is_markup(content):
        return FileKind.HTML
    return kind


def suffix_of(name: str) -> str:
    """The suffix of a source, in small letters: of the file inside an archive, of an address without its query."""
    return PurePosixPath(name.rpartition("!")[2].partition("?")[0]).suffix.lower()


def _by_bytes(content: bytes, suffix: str) -> FileKind | None:
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024].lstrip()[:16]:
        return FileKind.PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return SUFFIXES[suffix] if suffix in OFFICE_SUFFIXES else _packed(content, suffix)
    if content.startswith((OLE, b"{\\rtf")):
        return FileKind.BINARY if SUFFIXES.get(suffix) is FileKind.BINARY else FileKind.LEGACY
    if content.startswith(BINARIES) or BITMAP.match(content):
        return FileKind.BINARY
    return None


def _packed(content: bytes, suffix: str) -> FileKind:
    """A ZIP file is a Word document, another office document, or an archive of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:2000])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return FileKind.DOCX if suffix == ".docx" else FileKind.ZIP
    if "word/document.xml" in names:
        return FileKind.DOCX
    return FileKind.BINARY if "[Content_Types].xml" in names or "OFD.xml" in names else FileKind.ZIP


def _is_markup(content: bytes) -> bool:
    return bool(MARKUP.search(content[:4096]) or WIDE_MARKUP.search(content[:512]))
