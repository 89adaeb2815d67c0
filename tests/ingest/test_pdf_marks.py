"""Marks that a PDF draws after the words they stand among are put back by their boxes."""

from __future__ import annotations

from tasks.ingest.pdf_marks import ordered_text


class Layer:
    """A page's text layer: characters in the order of drawing, each with its box."""

    def __init__(self, *glyphs: tuple[str, float, float, float]) -> None:
        self._glyphs = glyphs

    def get_text_range(self) -> str:
        return "".join(glyph[0] for glyph in self._glyphs)

    def count_chars(self) -> int:
        return len(self._glyphs)

    def get_charbox(self, index: int, loose: bool = False) -> tuple[float, float, float, float]:  # noqa: ARG002
        _, left, right, bottom = self._glyphs[index]
        return left, bottom, right, bottom + 10


def row(text: str, left: float, bottom: float) -> list[tuple[str, float, float, float]]:
    """Characters side by side, ten points wide; those that nobody drew (a space, a line's end) have no width."""
    glyphs = []
    for character in text:
        width = 0 if character in " \r\n" else 10
        glyphs.append((character, left, left + width, bottom))
        left += width
    return glyphs


def test_marks_drawn_late_go_where_they_stand() -> None:
    layer = Layer(
        *row("推行", 0, 100),
        *row(" ", 30, 100),
        *row("一张清单", 30, 100),
        *row(" ", 70, 100),
        *row("“", 20, 100),
        *row("\r\n", 70, 100),
        *row("管", 0, 80),
        *row(" ", 20, 80),
        *row("到底", 20, 80),
        *row(" ", 40, 80),
        *row("”", 10, 80),
        *row(" ", 20, 80),
        *row("。", 40, 80),
    )
    assert ordered_text(layer, layer.get_text_range()) == "推行“一张清单\r\n管”到底。"


def test_marks_in_their_places_stay() -> None:
    layer = Layer(*row("推行“清单”", 0, 100), *row(" ", 50, 100), *row("办法", 60, 100))
    assert ordered_text(layer, layer.get_text_range()) == "推行“清单” 办法"


def test_a_mark_on_another_line_is_not_moved() -> None:
    layer = Layer(*row("甲乙丙丁", 50, 100), *row(" ", 90, 100), *row("“", 0, 80), *row("戊", 10, 80))
    assert ordered_text(layer, layer.get_text_range()) == layer.get_text_range()
