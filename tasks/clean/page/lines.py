"""Flatten a page's tree to the lines a reader sees, each with where it stands and how much of it is links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from tasks.clean.page.tree import is_unseen

# Elements that do not begin a new line.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "st1:p",
        "center",
    ]
) - {"center"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BOLD = ("strong", "b")
CENTRED = re.compile(r"text-align\s*:\s*center")
SPACE = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")


@dataclass(slots=True)
class Line:
    """A line of the page: its text, how many of its characters are links or bold, its block element, its place."""

    text: str
    linked: int
    bold: int
    element: etree._Element
    index: int
    pictured: bool = False  # a picture stands right before it

    @property
    def link_share(self) -> float:
        """The share of characters inside links."""
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def centred(self) -> bool:
        """Whether the page sets the line in the middle, as it does headlines and what stands under pictures."""
        return is_centred(self.element)

    @property
    def heading(self) -> int | None:
        """The level of the heading element this line stands in."""
        return HEADINGS.get(str(self.element.tag))


def is_centred(element: etree._Element) -> bool:
    """Whether an element, or the one around it, is set in the middle."""
    parent = element.getparent()
    return any(
        part.get("align") == "center" or part.tag == "center" or CENTRED.search(part.get("style") or "") is not None
        for part in (element, parent)
        if part is not None
    )


class Flattener:
    """Walks a tree once, without recursion, and collects lines."""

    def __init__(self, *, hidden: bool = False) -> None:
        self._hidden = hidden
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._linked = self._bold = 0
        self._links = self._bolds = 0
        self._blocks: list[etree._Element] = []
        self._picture = False

    def run(self, root: html.HtmlElement) -> list[Line]:
        """The lines below ``root``."""
        walk = etree.iterwalk(root, events=("start", "end"))
        self._blocks.append(root)
        for event, element in walk:
            if event == "start":
                if is_unseen(element, hidden=self._hidden):
                    walk.skip_subtree()
                    continue
                self._start(element)
            else:
                if not is_unseen(element, hidden=self._hidden):
                    self._end(element)
                self._text(element.tail)
        self._flush()
        return self.lines

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in ("br", "hr"):
            self._flush()
        elif tag not in INLINE:
            self._flush()
            self._blocks.append(element)
        self._picture = self._picture or tag == "img"
        self._links += tag == "a"
        self._bolds += tag in BOLD
        self._text(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        self._links -= tag == "a"
        self._bolds -= tag in BOLD
        if tag not in INLINE and tag not in ("br", "hr"):
            self._flush()
            self._blocks.pop()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        self._parts.append(text)
        if self._links or self._bolds:
            size = len(SPACE.sub("", text))
            self._linked += size if self._links else 0
            self._bold += size if self._bolds else 0

    def _pictured(self) -> bool:
        found, self._picture = self._picture, False
        return found

    def _flush(self) -> None:
        if not self._parts:
            return
        text = SPACE.sub(" ", "".join(self._parts)).strip()
        if text:
            self.lines.append(Line(text, self._linked, self._bold, self._blocks[-1], len(self.lines), self._pictured()))
        self._parts.clear()
        self._linked = self._bold = 0
