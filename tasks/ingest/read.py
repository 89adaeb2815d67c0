"""Open one source: know what it is, get its text or markup out, and say how its characters were read."""

from __future__ import annotations

from typing import Literal

from tasks.errors import SourceError
from tasks.ingest import mail, rows
from tasks.ingest.charset import Decoded, decode
from tasks.ingest.classified import marking
from tasks.ingest.isolated import parse_isolated
from tasks.ingest.kinds import FileKind, sniff, suffix_of
from tasks.ingest.legacy import to_docx
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.ingest.unsupported import advice
from tasks.models import Metadata, RawDocument, Source


def read(source: Source, limits: Limits | None = None) -> RawDocument:
    """Decode ``source``; raises SourceError with one of the codes of ``reasons.tsv``."""
    limits = limits or Limits()
    if not source.content:
        raise refusal("empty")
    try:
        markup, decoded, metadata = _extract(source, limits)
    except SourceError as problem:
        said = advice(suffix_of(source.name)) if problem.reason == "not_text" else ""
        raise (refusal("unsupported", said) if said else problem) from problem
    if len(decoded.text) > limits.text_characters:
        raise refusal("too_large", f"{len(decoded.text)}字")
    mark = marking(decoded.text, markup) if source.name not in limits.allow_classified else None
    if mark:
        raise refusal("classified", mark)
    return RawDocument(
        source=source.name,
        sha256=source.sha256,
        markup=markup,
        text=decoded.text,
        charset=decoded.charset,
        notes=decoded.notes,
        metadata=metadata,
    )


def _extract(source: Source, limits: Limits) -> tuple[Literal["text", "html"], Decoded, Metadata]:
    kind = sniff(source.name, source.content)
    if kind in (FileKind.DOCX, FileKind.PDF, FileKind.LEGACY):
        return "text", _office(kind, source.content, limits), Metadata()
    if kind in (FileKind.MAIL, FileKind.PAGE_ARCHIVE):
        decoded, body, stated = mail.read_mail(source.content)
        metadata = stated if kind is FileKind.MAIL else Metadata()
        return ("html" if body == "html" else "text"), decoded, metadata
    if kind is FileKind.ROW:
        text, metadata = rows.read_row(source.content)
        return ("html" if _tagged(text) else "text"), Decoded(text, "utf-8", ()), metadata
    if kind in (FileKind.BINARY, FileKind.ZIP, FileKind.ROWS):
        raise refusal("not_text")
    decoded = decode(source.content)
    return ("html" if kind is FileKind.HTML and "<" in decoded.text else "text"), decoded, Metadata()


def _office(kind: FileKind, content: bytes, limits: Limits) -> Decoded:
    if kind is FileKind.LEGACY:
        kind, content = FileKind.DOCX, to_docx(content, limits)
    text, notes = parse_isolated(kind.value, content, limits)
    return Decoded(text, kind.value, notes)


def _tagged(text: str) -> bool:
    return any(tag in text[:2000] for tag in ("<p>", "<p ", "<div", "<html", "<br"))
