"""Measure a PDF against the layout profile: the page's geometry, and the faces that print each part."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from tasks.errors import RenderError
from tasks.render.check.headings import HEADINGS, PADDED_DATE
from tasks.render.check.items import CheckItem, judged, verdict
from tasks.render.check.pdf_geometry import Pages, check_pages, read_pages
from tasks.render.check.pdf_lines import Line
from tasks.render.fonts import FontRole, load_preferences
from tasks.render.layout import Layout

FONT_FILES = frozenset({"FontFile", "FontFile2", "FontFile3"})
NAMELESS = re.compile(r"(?:CIDFont|F\d|TT\d|T\d_|Unnamed)", re.IGNORECASE)
TITLE_TOLERANCE = 1.0
CENTRED = 6.0
"""Points by which a centred line may stand off the middle of the type area."""


def check_pdf_document(path: Path, layout: Layout) -> list[CheckItem]:
    """Every item of the profile that can be seen on a PDF's pages, in a fixed order.

    Raises:
        RenderError: the file is no PDF that can be opened.
    """
    try:
        pages = read_pages(path)
        geometry = check_pages(pages, layout)
        with pdfplumber.open(path) as document:
            loose = sorted(_not_embedded(document.doc))
    except (OSError, PDFException, PdfminerException):
        raise RenderError(f"{path} 不是可以打开的 PDF") from None
    items = [*geometry]
    if pages.text_lines():
        items += [*_faces(pages, layout), *_title(pages, layout), _dates(pages)]
    measured = f"未嵌入：{'、'.join(loose[:5])}" if loose else "全部嵌入"
    items.append(
        CheckItem(item="字体嵌入", measured=measured, wanted="全部嵌入", clause="惯例", verdict=verdict(not loose))
    )
    return items


def _faces(pages: Pages, layout: Layout) -> Iterator[CheckItem]:
    yield _face_item(layout, "body_size", "正文字体", pages.text_lines(), "body")
    for name, pattern, role in HEADINGS:
        found = [line for line in pages.text_lines() if pattern.match(line.text.strip())]
        yield _face_item(layout, "heading_size", name, found, role)


def _face_item(layout: Layout, measure: str, item: str, lines: Sequence[Line], role: FontRole) -> CheckItem:
    wanted = load_preferences().roles[role].says
    counts: Counter[str] = Counter()
    for line in lines:
        counts[face_name(line.font)] += len(line.text)
    if not counts:
        return judged(layout[measure], item, "没有", wanted, None)
    face = counts.most_common(1)[0][0]
    other = f"（不是{wanted}）" if is_makeshift(role, face) else ""
    return judged(layout[measure], item, f"{face}{other}", wanted, None if NAMELESS.match(face) else prints(role, face))


def _title(pages: Pages, layout: Layout) -> Iterator[CheckItem]:
    size = layout.number("title_size")
    found = [line for line in pages.lines if line.page == 1 and abs(line.size - size) <= TITLE_TOLERANCE]
    yield _face_item(layout, "title_size", "标题字体", found, "title")
    left, right = layout.points("margin_left"), pages.sizes[0][0] - layout.points("margin_right")
    off = [abs((line.left + line.right) - (left + right)) / 2 for line in found]
    measured = f"偏{max(off):.1f}磅" if off else "没有二号字的标题"
    centred = max(off) <= CENTRED if off else None
    yield judged(layout["title_size"], "标题位置", measured, "二号，居中", centred)


def _dates(pages: Pages) -> CheckItem:
    padded = PADDED_DATE.findall("".join(line.text for line in pages.lines))
    measured = f"{len(padded)}处编虚位，如{padded[0]}" if padded else "未见编虚位"
    return CheckItem(
        item="日期写法", measured=measured, wanted="月日不编虚位", clause="7.3.5（国标）", verdict=verdict(not padded)
    )


def face_name(font: str) -> str:
    """A font's name as a PDF gives it, read as GB18030 where that was meant."""
    try:
        return font.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return font


def prints(role: FontRole, face: str) -> bool:
    """Whether a face is one of those that print a role; weights and spellings aside."""
    faces = load_preferences().roles[role]
    return _is_one_of((*faces.licensed, *faces.open), face)


def is_makeshift(role: FontRole, face: str) -> bool:
    """Whether a face prints a role only for want of one of its kind."""
    return _is_one_of(load_preferences().roles[role].makeshift, face)


def _is_one_of(names: Iterable[str], face: str) -> bool:
    plain = _plain(face)
    return any(plain.startswith(_plain(name)) for name in names)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]|regular$", "", unicodedata.normalize("NFKC", name).lower())


def _not_embedded(document: PDFDocument) -> Iterator[str]:
    """The fonts that bring no font file."""
    for xref in document.xrefs:
        for number in xref.get_objids():
            entry = resolve1(document.getobj(number))
            if isinstance(entry, dict) and "FontName" in entry and not FONT_FILES & entry.keys():
                yield face_name(str(entry["FontName"]).strip("/'"))
