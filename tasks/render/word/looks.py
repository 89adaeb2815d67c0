"""An office's colours and faces (``hujian.toml``) put into a template's styles, where these still hold the defaults."""

from __future__ import annotations

from lxml import etree

from tasks.render.appearance import Appearance
from tasks.render.fonts import load_preferences
from tasks.render.word.markup import W
from tasks.render.word.package import serialise

SLOTS = tuple(f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
COLOURS = (f"{W}color", f"{W}val")
DEFAULT_RED = Appearance().red


def dressed(styles_xml: bytes, appearance: Appearance) -> bytes:
    """styles.xml with the office's red and faces; what someone changed in the template itself stays as it is."""
    root = etree.fromstring(styles_xml)
    faces = {load_preferences().roles[role].licensed[0]: names[0] for role, names in appearance.fonts.items() if names}
    for fonts in root.iter(f"{W}rFonts"):
        for slot in SLOTS:
            if (name := fonts.get(slot)) in faces:
                fonts.set(slot, faces[str(name)])
    for element in root.iter():
        for attribute in COLOURS:
            if str(element.get(attribute)).lower() == DEFAULT_RED.lstrip("#"):
                element.set(attribute, appearance.red.lstrip("#").upper())
    return serialise(root)
