"""Justified Chinese lines for WeasyPrint, which itself only widens spaces.

A thin layer over two functions of one known version: (1) ideographs and full-width punctuation count as places that may
widen, (2) a line's slack is spread over all of them, (3) each gets its share as letter-spacing in the text layout, so
that the text stays as it is. Pango puts half of a character's letter-spacing on each side of it and none at the edges
of a layout, hence the halves below.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

TESTED_VERSION = "70.0"

# Ideographs, full-width forms and punctuation, and the quotation marks that Chinese shares with Latin; not the dashes
# and ellipses, which are written in pairs that must not come apart.
_WIDE = "\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6“”‘’·\U00020000-\U0003ffff"
_WIDE_RUN = re.compile(f"[{_WIDE}]+")
_WIDE_CHARACTER = re.compile(f"[{_WIDE}]")
_SPACE = re.compile("[ \u00a0]")

_lock = threading.RLock()


def supported() -> bool:
    """Whether the installed WeasyPrint is the version this layer was made for."""
    return bool(weasyprint.VERSION == TESTED_VERSION)


@contextmanager
def justified_chinese() -> Iterator[None]:
    """Justify Chinese lines in what WeasyPrint lays out and draws inside the block; one block at a time.

    Under another version than the tested one nothing is changed: ragged lines are better than wrong ones.
    """
    if not supported():
        yield
        return
    with _lock:
        originals = inline.justify_line, line_break.Layout.set_text
        inline.justify_line, line_break.Layout.set_text = _justify_line, _spread_set_text(originals[1])
        try:
            yield
        finally:
            inline.justify_line, line_break.Layout.set_text = originals


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    texts = list(_text_boxes(line))
    places: float = sum(_places(box.text) for box in texts)
    if texts:
        places -= (_starts_wide(texts[0]) + _ends_wide(texts[-1])) / 2
    if places > 0:
        _spread(context, line, extra_width / places, _joints(texts))


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        if box.text:
            yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _places(text: str) -> int:
    return len(_WIDE_CHARACTER.findall(text)) + len(_SPACE.findall(text))


def _starts_wide(box: Any) -> bool:
    return bool(_WIDE_CHARACTER.match(box.text))


def _ends_wide(box: Any) -> bool:
    return bool(_WIDE_CHARACTER.match(box.text[-1]))


def _joints(texts: list[Any]) -> dict[int, float]:
    """What each box leaves before itself, in shares: the halves that the edges of two layouts lose where they meet."""
    return {id(box): (_ends_wide(before) + _starts_wide(box)) / 2 for before, box in pairwise(texts)}


def _spread(context: Any, box: Any, share: float, joints: dict[int, float], advance: float = 0) -> float:
    """Move and widen the boxes of a line from the left; returns how far what follows must move."""
    if isinstance(box, boxes.TextBox):
        return _spread_text(context, box, share, advance + share * joints.get(id(box), 0))
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    start = advance
    for child in box.children:
        if child.is_in_normal_flow():
            advance = _spread(context, child, share, joints, advance)
    box.width += advance - start
    return advance


def _spread_text(context: Any, box: Any, share: float, advance: float) -> float:
    box.position_x += advance
    box.justification_spacing = share
    extra = share * (_places(box.text) - (_starts_wide(box) + _ends_wide(box)) / 2 if box.text else 0)
    box.pango_layout = line_break.create_layout(box.text, box.style, context, None, share)
    box.pango_layout.deactivate()
    box.width += extra
    return advance + extra


def _spread_set_text(original: Any) -> Any:
    """``Layout.set_text`` that also gives wide characters their share when it draws justified text."""

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        original(self, text, justify)
        if justify and self.justification_spacing:
            _add_letter_spacing(self)

    return set_text


def _add_letter_spacing(layout: Any) -> None:
    base = layout.style["letter_spacing"]
    spacing = int(((0 if base == "normal" else base) + layout.justification_spacing) * TO_UNITS)
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for run in _WIDE_RUN.finditer(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(spacing)
        attribute.start_index = len(layout.text[: run.start()].encode())
        attribute.end_index = attribute.start_index + len(run.group().encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
