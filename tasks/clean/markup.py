"""HTML to blocks: the article's lines, with what stands above and below them read for metadata."""

from __future__ import annotations

from tasks.clean.blocks import Block, Outline
from tasks.clean.dates import find_date
from tasks.clean.fields import Found, read_fields
from tasks.clean.page import read_page
from tasks.clean.traced import Traced


def outline_html(html: str, found: Found) -> tuple[Outline, str | None]:
    """Blocks of the article in a page, and its title."""
    page = read_page(html)
    for text in (*page.above, *page.below):
        if len(text) <= 120:
            read_fields(text, found)
    near = (date for text in page.above if len(text) <= 120 and (date := find_date(text)))
    found.published = page.published or found.published or next(near, None)
    found.publisher = found.publisher or page.publisher
    return Outline(page.body, page.dropped), page.title


_ = (Block, Traced)
