"""Open one source: sniff what it is, decode it, hand on its text or markup."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from tasks.ingest.charset import decode
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.models import RawDocument, Source

HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp")
TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".text", "")
LOOKS_LIKE_HTML = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
BINARIES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x7fELF",
    b"MZ",
    b"RIFF",
    b"ID3",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)


def read(source: Source, limits: Limits | None = None) -> RawDocument:
    """Decode ``source``; raises SourceError (``empty``, ``not_text``, ``unsupported``, ``too_large``…)."""
    limits = limits or Limits()
    if not source.content:
        raise refusal("empty")
    if source.content.startswith(BINARIES):
        raise refusal("not_text")
    decoded = decode(source.content)
    if len(decoded.text) > limits.text_characters:
        raise refusal("too_large", f"{len(decoded.text)}字")
    return RawDocument(
        source=source.name,
        sha256=source.sha256,
        markup=_markup(source.name, decoded.text),
        text=decoded.text,
        charset=decoded.charset,
        notes=decoded.notes,
    )


def _markup(name: str, text: str) -> Literal["text", "html"]:
    suffix = PurePosixPath(name.rpartition("!")[2]).suffix.lower()
    if suffix in HTML_SUFFIXES or LOOKS_LIKE_HTML.search(text[:2000]):
        return "html"
    return "text"
