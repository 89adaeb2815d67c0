"""PDF by WeasyPrint: the page of the layout profile, the chosen fonts, no file but the template's own."""

from __future__ import annotations

import gc
import html
import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tasks.errors import RenderError
from tasks.models import Model
from tasks.render.appearance import Appearance
from tasks.render.font_files import Face
from tasks.render.fonts import FontRole, FontSet
from tasks.render.layout import Layout, load_layout
from tasks.render.pdf.fetch import FONT_SCHEME, TemplateFetcher


class Pdf(Model):
    """A finished document, and what the user should hear about it (substituted fonts, style sheet warnings)."""

    content: bytes
    notes: tuple[str, ...]


def render_pdf(
    markup: str,
    *,
    folders: Sequence[Path],
    fonts: FontSet,
    epoch: int,
    appearance: Appearance | None = None,
    layout: Layout | None = None,
    attached: Mapping[str, bytes] = MappingProxyType({}),
) -> Pdf:
    """Set a filled template as PDF/A-3u, tagged.

    ``folders`` are the only places that style sheets and pictures may come from; ``epoch`` (seconds) is the only date
    that enters the file, so that the same input gives the same bytes. ``attached`` are files that go inside it, by
    name (PDF/A-3: data from which the document was made).

    Raises:
        RenderError: no font has one of the characters.
    """
    from weasyprint import CSS, HTML, Attachment

    from tasks.render.pdf.bold import synthetic_bold
    from tasks.render.pdf.justify import justified_chinese, supported

    coverage = fonts.cover(html.unescape(markup))
    faces = _named_faces(fonts, coverage.fallback)
    fetcher = TemplateFetcher(folders, faces, fonts.copies)
    configuration = _font_configuration(tuple(fonts.faces.values()))
    style = page_style(layout or load_layout(), appearance or Appearance()) + font_style(fonts, coverage.fallback)
    notes = [str(substitution) for substitution in coverage.substitutions]
    with _warnings() as warnings, _source_date(epoch), justified_chinese(), synthetic_bold(), _without_collection():
        sheet = CSS(string=style, url_fetcher=fetcher, font_config=configuration)
        document = HTML(string=markup, base_url=folders[0].as_uri() + "/", url_fetcher=fetcher)
        made = datetime.fromtimestamp(epoch, UTC)
        files = [
            Attachment(string=content, name=name, created=made, modified=made, relationship="Data")
            for name, content in attached.items()
        ]
        content = document.write_pdf(
            stylesheets=[sheet],
            font_config=configuration,
            pdf_variant="pdf/a-3u",
            pdf_tags=True,
            attachments=files or None,
        )
    _refuse_missing_glyphs(warnings)
    if not supported():
        notes.append("WeasyPrint 的版本与两端对齐的补充程序不符，中文行右端可能不齐")
    return Pdf(content=content, notes=(*notes, *(f"模板样式：{warning}" for warning in warnings)))


def page_style(layout: Layout, appearance: Appearance) -> str:
    """The page box, every measure of the profile (``--body-size: 16pt`` …) and the colours as CSS variables."""
    margins = " ".join(f"{layout.number(f'margin_{side}'):g}mm" for side in ("top", "right", "bottom", "left"))
    variables = "".join(f"--{name.replace('_', '-')}: {layout.points(name):.4f}pt;" for name in layout.measures)
    size = f"{layout.number('paper_width'):g}mm {layout.number('paper_height'):g}mm"
    return f"@page {{ size: {size}; margin: {margins}; }} :root {{ --red: {appearance.red}; {variables} }}"


def font_style(fonts: FontSet, fallback: Sequence[Face]) -> str:
    """The faces as @font-face rules, and the families of each role as CSS variables (``--font-body`` …)."""
    rules = "".join(
        f"@font-face {{ font-family: {family}; src: url({FONT_SCHEME}:{family}); }}"
        for family in _named_faces(fonts, fallback)
    )
    variables = "".join(f"--font-{role}: {', '.join(_families(fonts, role, fallback))};" for role in fonts.faces)
    return f"{rules} :root {{ {variables} }}"


def _named_faces(fonts: FontSet, fallback: Sequence[Face]) -> dict[str, Face]:
    """Every face in use by the family name that style sheets know it under."""
    return {_family(face): face for face in (*fonts.faces.values(), *fallback)}


def _families(fonts: FontSet, role: FontRole, fallback: Sequence[Face]) -> list[str]:
    latin = [fonts.faces[fonts.latin[role]]] if role in fonts.latin else []
    return list(dict.fromkeys(_family(face) for face in (fonts.faces[role], *latin, *fallback)))


def _family(face: Face) -> str:
    """The PostScript name as a CSS identifier; it is also the name under which the PDF embeds the face."""
    return re.sub(r"[^A-Za-z0-9-]", "", face.name) or f"face-{face.path.stem.encode().hex()}"


@lru_cache(maxsize=4)
def _font_configuration(faces: tuple[Face, ...]) -> Any:  # noqa: ARG001 - the key alone
    """WeasyPrint's font registry, one for each choice of faces: to lay a Chinese face down costs 0.1 s, once a process.

    Fallback faces join it when a document needs them; a page asks for its faces by name, so others do not show.
    """
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@contextmanager
def _source_date(epoch: int) -> Iterator[None]:
    """Hold the one date that font tools write into their subsets."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the search for unreachable cycles: a page layout makes many objects and lets few go before its end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What WeasyPrint complains about meanwhile; kept off the terminal."""
    logger = logging.getLogger("weasyprint")
    collector, propagate = _Collector(), logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


def _refuse_missing_glyphs(messages: Sequence[str]) -> None:
    missing = [message for message in messages if ".notdef" in message]
    if missing:
        raise RenderError(f"有字符没有字形：{missing[0]}")
