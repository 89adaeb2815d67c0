"""Measure a document, ours or made elsewhere, against the layout profile: value, clause and verdict for each item."""

from __future__ import annotations

from pathlib import Path

from tasks.errors import RenderError
from tasks.render.check.items import CheckItem, Verdict
from tasks.render.check.pdf import check_pdf_document
from tasks.render.check.word import check_word
from tasks.render.layout import load_layout

__all__ = ["CheckItem", "Verdict", "check_document"]


def check_document(path: Path) -> list[CheckItem]:
    """Measure a PDF or a .docx; which it is, its first bytes say.

    Raises:
        RenderError: the file is missing, or neither a PDF nor a .docx.
    """
    profile = load_layout()
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise RenderError(f"打不开 {path}：{error.strerror}") from None
    if b"%PDF-" in head:
        return check_pdf_document(path, profile)
    if head.startswith(b"PK"):
        return check_word(path, profile)
    raise RenderError(f"{path} 既不是 PDF，也不是 Word 文档（.docx）；旧的 .doc 请先另存为 .docx")
