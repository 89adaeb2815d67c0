"""Word documents: paragraphs in order, tables row by row, headings marked as in Markdown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from tasks.ingest.reasons import refusal

HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
UNPACKED = 300_000_000


def answer(content: bytes, characters: int) -> dict[str, object]:
    """What the parsing process sends back: text and notes."""
    text, notes = extract(content, characters)
    return {"text": text, "notes": notes}


def extract(content: bytes, characters: int) -> tuple[str, tuple[str, ...]]:
    """The text of a document; raises SourceError ``broken``, ``archive_bomb``, ``too_large`` or ``no_text``."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
                raise refusal("archive_bomb")
    except zipfile.BadZipFile as problem:
        raise refusal("broken") from problem
    document = docx.Document(io.BytesIO(content))
    lines: list[str] = []
    size = 0
    for line in _lines(document):
        size += len(line) + 1
        if size > characters:
            raise refusal("too_large", f"{characters}字")
        lines.append(line)
    if not size:
        raise refusal("no_text", "文档里没有文字")
    return "\n".join(lines), ()


def _lines(document: object) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield from _rows(block)
            continue
        text = block.text.strip()
        if text:
            yield from (_mark(block.style.name if block.style is not None else "") + part for part in text.split("\n"))


def _mark(style: str) -> str:
    level = HEADING.match(style or "")
    return "#" * int(level.group(1)) + " " if level else ""


def _rows(table: object) -> Iterator[str]:
    for row in table.rows:  # type: ignore[attr-defined]
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if text and (not cells or cells[-1] != text):
                cells.append(text)
        if cells:
            yield "　".join(cells)
