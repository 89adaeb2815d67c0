"""Bold text where the font has no bold face: the outline is stroked as well as filled, as word processors do.

No 仿宋 or 楷体 comes in bold, and WeasyPrint draws them as they are; bold level-three headings need this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import draw

_BOLD = 600
_FILL_AND_STROKE = 2
_STROKE = 1 / 36  # of the type size; what Word adds to a 仿宋


@contextmanager
def synthetic_bold() -> Iterator[None]:
    """Let what WeasyPrint draws inside the block be bold where its style says so."""
    original = draw.draw_text

    def draw_text(stream: Any, box: Any, *rest: Any) -> None:
        if box.style["font_weight"] < _BOLD:
            original(stream, box, *rest)
            return
        with stream.stacked():
            stream.set_text_rendering(_FILL_AND_STROKE)
            stream.set_line_width(box.style["font_size"] * _STROKE)
            stream.set_color(box.style["color"], stroke=True)
            original(stream, box, *rest)

    draw.draw_text = draw_text
    try:
        yield
    finally:
        draw.draw_text = original
