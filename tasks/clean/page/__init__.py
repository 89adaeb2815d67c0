"""From a page's markup to the blocks of its article."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from tasks.clean.blocks import Block
from tasks.clean.page import head
from tasks.clean.page.body import MARKS, Noise, boxes, choose, first_prose
from tasks.clean.page.edition import edition_date, is_edition, paper
from tasks.clean.page.habits import habits, said
from tasks.clean.page.lines import Flattener, Line
from tasks.clean.page.origin import Locator
from tasks.clean.page.tree import parse

__all__ = ["Page", "read_page"]

# Characters of text below which a page is looked at again with what it hides.
LEAST = 60
NEAR = 8  # lines around the text that are read for its metadata
LINKED = 0.6
WHOLLY = 0.95  # a button that sends the page elsewhere bears the name of a site and is no source
SENTENCE = 20
BOLD = 0.9
LEAST_LINKS = 2  # lines that make a list
LIST_HEAD = 12
CAPTION = 60  # characters, as long as captions are


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page: what its head states, headline, the lines down to the text, the text, the lines after.

    ``source`` is what an element shows as the source, ``publisher`` what a meta element states, ``before`` the lines
    right above the headline, ``outlet`` the paper whose edition the page shows.
    """

    published: str | None
    hidden_date: str | None
    source: str | None
    publisher: str | None
    outlet: str | None
    title: Block | None
    before: tuple[Block, ...]
    above: tuple[Block, ...]
    body: tuple[Block, ...]
    below: tuple[Block, ...]
    dropped: tuple[tuple[str, str], ...]


def read_page(markup: str) -> Page:
    """Find the article in a page; a page without one has an empty body.

    A text that is styled away counts only where nothing else is there: some sites show it by script.
    """
    root = parse(markup)
    lines = Flattener().run(root)
    view = _look(root, lines)
    if view.size < LEAST:
        hidden = _look(root, Flattener(hidden=True).run(root))
        view = hidden if hidden.size >= LEAST else view
    return _page(root, view, Locator(markup))


@dataclass(frozen=True, slots=True)
class View:
    """What was found among the lines: the headline and where it stands, the lines of the text, those of the article."""

    lines: list[Line]
    title: str | None
    at: int | None
    span: tuple[int, int]
    kept: list[Line]
    dropped: list[tuple[str, str]]

    @property
    def size(self) -> int:
        """The characters of the text."""
        return sum(len(line.text) for line in self.kept)


def _look(root: HtmlElement, lines: list[Line]) -> View:
    noise = Noise(lines)
    title, at = head.find_title(root, head.metas(root), lines)
    span = choose(lines, noise, at + 1 if at is not None else 0) or (0, 0)
    if at is None and span[1]:
        prose = first_prose(lines, span)
        heading = head.nearest_heading(lines, prose) or (None if title else head.likely_headline(lines, prose))
        if heading is not None:
            title, at = heading.text, heading.index
            span = max(span[0], at + 1), span[1]
    if at is not None and sum(len(line.text) for line in lines[span[0] : span[1]]) < LEAST:  # not the headline
        span = choose(lines, noise, 0) or span
        at = at if at < span[0] else None
    kept, dropped = _inside(lines[span[0] : span[1]], noise, boxes(lines, span))
    return View(lines, title, at, span, kept, dropped)


def _page(root: HtmlElement, view: View, locator: Locator) -> Page:
    lines, span, at = view.lines, view.span, view.at
    known = head.metas(root)
    above, before = _above(view), lines[: at or 0]
    edition = is_edition(lines)
    return Page(
        published=head.published(known),
        hidden_date=head.hidden_date(root, known) or (edition_date(before) if edition else None),
        outlet=paper(head.window_parts(root), lines) if edition else None,
        source=head.marked(above, habits().source),
        publisher=head.first(known, habits().metas.publisher),
        title=Block(locator.trace(view.title)) if view.title else None,
        before=tuple(Block(locator.trace(line.text)) for line in before[-NEAR:] if line.link_share < LINKED),
        above=tuple(Block(locator.trace(line.text)) for line in above if line.link_share < WHOLLY),
        body=tuple(_block(line, locator) for line in view.kept),
        below=tuple(Block(locator.trace(line.text)) for line in lines[span[1] : span[1] + NEAR]),
        dropped=(*view.dropped, *_outside(lines, at, span)),
    )


def _above(view: View) -> list[Line]:
    """The lines between headline and text, and those left out of the text before its first sentence."""
    start = view.at + 1 if view.at is not None else max(0, view.span[0] - NEAR)
    kept = {line.index for line in view.kept}
    end = first_prose(view.lines, view.span) if view.span[1] else view.span[0]
    return [line for line in view.lines[start:end] if line.index < view.span[0] or line.index not in kept]


def _inside(lines: list[Line], noise: Noise, boxed: set[int]) -> tuple[list[Line], list[tuple[str, str]]]:
    """The lines of the article, and what stands among them without being part of it."""
    kept: list[Line] = []
    dropped: list[tuple[str, str]] = []
    heads = _list_heads(lines)
    for line in lines:
        if noise.covers(line):
            dropped.append((line.text, "navigation"))
        elif line.index in boxed or line.index in heads:
            dropped.append((line.text, "related"))
        elif _is_link(line):
            dropped.append((line.text, "link"))
        else:
            kept.append(line)
    return kept, dropped


def _list_heads(lines: list[Line]) -> set[int]:
    """Headings over nothing but links (要闻, 行业动态): what they head is left out, and so are they."""
    found: set[int] = set()
    links = 0
    for line in reversed(lines):
        if _is_link(line) or (links >= LEAST_LINKS and _is_list_head(line)):
            links += 1
            if not _is_link(line):
                found.add(line.index)
        else:
            links = 0
    return found


def _is_list_head(line: Line) -> bool:
    return len(line.text) <= LIST_HEAD and _is_heading(line) and MARKS.search(line.text) is None


def _is_link(line: Line) -> bool:
    return line.link_share > LINKED and not _is_sentence(line.text)


def _is_heading(line: Line) -> bool:
    return line.heading is not None or line.bold >= BOLD * len(line.text.replace(" ", ""))


def _outside(lines: list[Line], at: int | None, span: tuple[int, int]) -> list[tuple[str, str]]:
    """What the page shows before and after the article, each as one passage."""
    before = " ".join(line.text for line in lines[: at if at is not None else span[0]])
    after = " ".join(line.text for line in lines[span[1] :]) if span[1] else ""
    return [(text, reason) for text, reason in ((before, "page_head"), (after, "page_foot")) if text]


def _is_sentence(text: str) -> bool:
    return text[-1] in "。！？；" and len(text) > SENTENCE


def _is_caption(line: Line) -> bool:
    """Whether a line stands in the middle right under a picture and is no sentence."""
    return (
        line.pictured
        and line.centred
        and len(line.text) <= CAPTION
        and "。" not in line.text
        and line.text[-1] not in "！？；："
    )


def _block(line: Line, locator: Locator) -> Block:
    text = locator.trace(line.text)
    if line.element.tag in ("figcaption", "caption") or said(line.element) & habits().caption or _is_caption(line):
        return Block(text, "caption")
    if line.heading is not None:
        return Block(text, "heading", line.heading)
    if line.bold >= BOLD * len(line.text.replace(" ", "")):
        return Block(text, "heading")
    return Block(text)
