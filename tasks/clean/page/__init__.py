"""From a page's markup to the blocks of its article."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.clean.blocks import Block
from tasks.clean.page import head
from tasks.clean.page.body import Noise, choose, first_prose
from tasks.clean.page.habits import habits, said
from tasks.clean.page.lines import Flattener, Line
from tasks.clean.page.tree import parse
from tasks.clean.traced import Traced

__all__ = ["Page", "read_page"]


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page: what its head states, the lines between headline and text, the text, the lines after."""

    title: str | None
    published: str | None
    publisher: str | None
    marked_publisher: str | None
    above: tuple[str, ...]
    body: tuple[Block, ...]
    below: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]


def read_page(markup: str) -> Page:
    """Find the article in a page; a page without one has an empty body."""
    root = parse(markup)
    lines = Flattener().run(root)
    known = head.metas(root)
    noise = Noise(lines)
    title, at = head.find_title(root, known, lines)
    span = choose(lines, noise, at + 1 if at is not None else 0) or (0, 0)
    if at is None and span[1]:
        heading = head.nearest_heading(lines, first_prose(lines, span))
        if heading is not None:
            title, at = heading.text, heading.index
            span = max(span[0], at + 1), span[1]
    body, dropped = _inside(lines[span[0] : span[1]], noise)
    above = lines[at + 1 if at is not None else max(0, span[0] - 6) : span[0]]
    return Page(
        title=title,
        published=head.published(known),
        publisher=head.first(known, habits().metas.publisher),
        marked_publisher=head.marked(above, habits().source),
        above=tuple(line.text for line in above),
        body=tuple(body),
        below=tuple(line.text for line in lines[span[1] : span[1] + 8]),
        dropped=tuple(dropped),
    )


def _inside(lines: list[Line], noise: Noise) -> tuple[list[Block], list[tuple[str, str]]]:
    body, dropped = [], []
    for line in lines:
        if noise.holds(line.element):
            dropped.append((line.text, "navigation"))
        elif line.link_share > 0.6 and not _is_sentence(line.text):
            dropped.append((line.text, "link"))
        else:
            body.append(_block(line))
    return body, dropped


def _is_sentence(text: str) -> bool:
    return text[-1] in "。！？；" and len(text) > 20


def _block(line: Line) -> Block:
    text = Traced(line.text)
    if line.element.tag in ("figcaption", "caption") or said(line.element) & habits().caption:
        return Block(text, "caption")
    if line.heading is not None:
        return Block(text, "heading", line.heading)
    if line.bold >= 0.9 * len(line.text.replace(" ", "")):
        return Block(text, "heading")
    return Block(text)
