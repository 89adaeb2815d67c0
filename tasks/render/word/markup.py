"""WordprocessingML as text: what a briefing's blocks are written with. Text is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_URI}}}"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
PACKAGE_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold; they print as the replacement character."""


def literal(text: str) -> str:
    """Text as XML character data: markup escaped, what XML cannot hold replaced, breaks as spaces."""
    return escape(re.sub(r"[\t\n\r]", " ", NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)))


def run(text: str, style: str | None = None) -> str:
    """A run of text with a character style."""
    if not text:
        return ""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{literal(text)}</w:t></w:r>'


def paragraph(style: str, *content: str) -> str:
    """A paragraph of a style around runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(content)}</w:p>'


def bookmark(number: int, name: str, content: str) -> str:
    """Content under a bookmark; ``number`` and ``name`` are unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, content: str) -> str:
    """Content that leads to a bookmark."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def commented(number: int, content: str, reference_style: str) -> str:
    """Content with the comment of this number hung on it."""
    mark = f'<w:r><w:rPr><w:rStyle w:val="{reference_style}"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>{mark}'


def table(style: str, widths: Sequence[int], head: str, rows: Iterable[str]) -> str:
    """A table with fixed columns (twips); ``head`` and ``rows`` are rows from :func:`row`."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{"".join(rows)}'
        "</w:tbl>"
    )


def row(widths: Sequence[int], cells: Sequence[str], *, head: bool = False, splits: bool = False) -> str:
    """A row of cells, each one or more paragraphs; a single cell spans all columns, a head repeats on every page.

    A row that ``splits`` may begin on one page and end on the next.
    """
    properties = ("" if splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(cells) < len(widths) else ""
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{cell}</w:tc>'
        for width, cell in zip([sum(widths)] if span else widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{body}</w:tr>"
