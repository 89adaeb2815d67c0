"""The formatting that holds in a Word document for a paragraph or run: defaults, styles, then its own properties."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lxml import etree

from tasks.errors import RenderError
from tasks.render.word.markup import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OFF = frozenset({"0", "false", "off", "none"})
Formatting = dict[str, str]
"""Properties by element and attribute: ``{"spacing.line": "579", "jc.val": "both"}``; a bare switch is ``"1"``."""


class WordFile:
    """A .docx opened to be measured; raises RenderError when it is none."""

    def __init__(self, path: Path) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                self.parts = {name: archive.read(name) for name in archive.namelist()}
            self.body = self._root("word/document.xml").find(f"{W}body")
        except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
            raise RenderError(f"{path} 不是可以打开的 Word 文档（.docx）") from None
        styles = self.root("word/styles.xml")
        self._styles = {str(style.get(f"{W}styleId")): style for style in styles.findall(f"{W}style")}
        self._defaults = {kind: _default(styles, kind) for kind in ("pPr", "rPr")}
        self._resolved: dict[tuple[str, str], Formatting] = {}

    def _root(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name], etree.XMLParser(resolve_entities=False, no_network=True))

    def root(self, name: str) -> etree._Element:
        """A part's root element; an empty one when the part is missing."""
        return self._root(name) if name in self.parts else etree.Element("missing")

    @cached_property
    def default_style(self) -> str:
        """The id of the default paragraph style."""
        for style_id, style in self._styles.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                return style_id
        return ""

    @cached_property
    def east_asian_theme_faces(self) -> Formatting:
        """The Chinese faces of the theme: ``minor`` for text, ``major`` for headings."""
        faces = {}
        for kind in ("major", "minor"):
            for fonts in self.root("word/theme/theme1.xml").iter(f"{A}{kind}Font"):
                named = [fonts.find(f"{A}ea"), fonts.find(f"{A}font[@script='Hans']")]
                faces[kind] = next((str(e.get("typeface")) for e in named if e is not None and e.get("typeface")), "")
        return faces

    def style_id(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.default_style if style is None else str(style.get(f"{W}val"))

    def style_name(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style, in lower case."""
        style = self._styles.get(self.style_id(paragraph))
        name = None if style is None else style.find(f"{W}name")
        return "" if name is None else str(name.get(f"{W}val")).lower()

    def paragraph(self, paragraph: etree._Element) -> Formatting:
        """What holds for a paragraph."""
        return self._of_style(self.style_id(paragraph), "pPr") | _flat(paragraph.find(f"{W}pPr"))

    def run(self, paragraph: etree._Element, run: etree._Element) -> Formatting:
        """What holds for a run in a paragraph."""
        properties = run.find(f"{W}rPr")
        named = None if properties is None else properties.find(f"{W}rStyle")
        merged = self._of_style(self.style_id(paragraph), "rPr")
        if named is not None:
            merged = _over(merged, self._of_style(str(named.get(f"{W}val")), "rPr", defaults=False))
        return _over(merged, _flat(properties))

    def face(self, run: Formatting) -> str:
        """The Chinese face of a run's formatting."""
        theme = run.get("rFonts.eastAsiaTheme")
        return self.east_asian_theme_faces.get(theme[:5], "") if theme else run.get("rFonts.eastAsia", "")

    def _of_style(self, style_id: str, kind: str, *, defaults: bool = True) -> Formatting:
        key = (style_id, f"{kind}{defaults}")
        if key not in self._resolved:
            merged = dict(self._defaults[kind]) if defaults else {}
            for style in reversed(list(self._chain(style_id))):
                merged = _over(merged, _flat(style.find(f"{W}{kind}")))
            self._resolved[key] = merged
        return self._resolved[key]

    def _chain(self, style_id: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            above = self._styles[style_id].find(f"{W}basedOn")
            style_id = "" if above is None else str(above.get(f"{W}val"))


def _default(styles: etree._Element, kind: str) -> Formatting:
    return _flat(styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}"))


def _flat(properties: etree._Element | None) -> Formatting:
    """Properties by element and attribute name; borders keep their side: ``pBdr.bottom.color``."""
    flat: Formatting = {}
    for element in () if properties is None else properties:
        name = etree.QName(element).localname
        flat.update({f"{name}.{etree.QName(key).localname}": str(value) for key, value in element.attrib.items()})
        for part in element:
            attributes = part.attrib.items()
            prefix = f"{name}.{etree.QName(part).localname}"
            flat.update({f"{prefix}.{etree.QName(key).localname}": str(value) for key, value in attributes})
        if not element.attrib and not len(element):
            flat[f"{name}.val"] = "1"
    return flat


def _over(below: Formatting, above: Formatting) -> Formatting:
    """Both, the upper one first; a face named outright puts a theme's face out of force."""
    merged = below | above
    if "rFonts.eastAsia" in above and "rFonts.eastAsiaTheme" not in above:
        merged.pop("rFonts.eastAsiaTheme", None)
    return merged


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or run, without deleted text and field codes."""
    return "".join(text.text or "" for text in element.iter(f"{W}t")).strip()


def first_run(paragraph: etree._Element) -> etree._Element | None:
    """The first run with text."""
    return next((run for run in paragraph.iter(f"{W}r") if text_of(run)), None)


def is_red(colour: str) -> bool:
    """Whether a colour of six hexadecimal digits is a red: much red, little green and blue."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return colour == "red"
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return red > 0xA0 and max(green, blue) < 0x50
