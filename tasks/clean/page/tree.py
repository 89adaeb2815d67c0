"""Parse a page into a tree that holds what a reader sees."""

from __future__ import annotations

import re

from lxml import etree, html

STRAY_ENDS = re.compile(r"</(?:html|body)\s*>|<(?:html|body)(?=[\s>])[^>]*>|<!DOCTYPE[^>]*>", re.IGNORECASE)
XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
NULS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "textarea",
        "input",
        "button",
        "label",
        "form-control",
        "map",
        "area",
        "head",
        "link",
        "meta",
        "title",
    ]
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)"
)


def parse(markup: str) -> html.HtmlElement:
    """The tree of a page; broken markup is mended, an end tag in the middle of the page ends nothing."""
    markup = NULS.sub("", XML_HEAD.sub("", markup))
    return html.document_fromstring(f"<html>{STRAY_ENDS.sub(' ', markup)}</html>", parser=_parser())


def _parser() -> html.HTMLParser:
    return html.HTMLParser(remove_comments=True, remove_pis=True, recover=True, huge_tree=True)


def is_unseen(element: etree._Element, *, hidden: bool = False) -> bool:
    """Whether a reader does not see an element: scripts, styles, and unless ``hidden`` what is styled away."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return True
    if hidden:
        return False
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and HIDDEN.search(style) is not None)
