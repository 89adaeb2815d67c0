"""PDF files: the text layer, put together to paragraphs again; scans are recognised."""

from __future__ import annotations

import re
from collections import Counter

from tasks.ingest.pdf_marks import ordered_text
from tasks.ingest.reasons import refusal

# Fewer characters a page than this is no text layer, only a stamp or page numbers.
SCANNED = 20
PAGE_NUMBER = re.compile(r"[\s—\-–·.第页/共]*\d{0,4}[\s—\-–·.第页/共]*\d{0,4}[\s—\-–·页]*")
REPEATED = 0.6


def answer(content: bytes, characters: int) -> dict[str, object]:
    """What the parsing process sends back: text and notes."""
    text, notes = extract(content, characters)
    return {"text": text, "notes": notes}


def extract(content: bytes, characters: int) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF; raises SourceError ``encrypted``, ``broken``, ``scanned`` or ``too_large``."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise refusal("encrypted" if "assword" in str(problem) else "broken") from problem
    pages: list[list[str]] = []
    size = 0
    for page in document:
        layer = page.get_textpage()
        text = ordered_text(layer, layer.get_text_bounded())
        size += len(text)
        if size > characters:
            raise refusal("too_large", f"{characters}字")
        pages.append([line.strip() for line in text.replace("\r", "").split("\n") if line.strip()])
    if size < SCANNED * max(1, len(pages)):
        raise refusal("scanned", f"{len(pages)}页")
    return "\n".join(reflow(strip_running(pages))), (f"{len(pages)} pages",)


def strip_running(pages: list[list[str]]) -> list[str]:
    """The lines of all pages without page numbers and without headers and footers that run through most pages."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]})
    running = {line for line, count in edges.items() if len(pages) > 2 and count >= REPEATED * len(pages)}
    return [line for page in pages for line in page if line not in running and not PAGE_NUMBER.fullmatch(line)]


def reflow(lines: list[str]) -> list[str]:
    """Join lines that the page width broke: a full line that does not end a sentence goes on in the next."""
    if not lines:
        return []
    full = sorted(len(line) for line in lines)[int(len(lines) * 0.8)] - 3
    paragraphs: list[str] = []
    open_end = False
    for line in lines:
        if open_end and paragraphs:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        open_end = len(line) >= full and full > 10
    return paragraphs
