"""HTML to blocks: the article's lines, with what stands above and below them read for metadata."""

from __future__ import annotations

from tasks.clean.blocks import Outline
from tasks.clean.dates import find_date
from tasks.clean.fields import Found, read_byline, read_fields
from tasks.clean.page import Page, read_page
from tasks.clean.sift import LONGEST_METADATA, read_outlet


def outline_html(html: str, found: Found) -> tuple[Outline, str | None]:
    """Blocks of the article in a page, and its title; what the page says of it goes into ``found``."""
    page = read_page(html)
    _read_around(page, found)
    return Outline(page.body, page.dropped), page.title


def _read_around(page: Page, found: Found) -> None:
    above = [text for text in page.above if len(text) <= LONGEST_METADATA]
    for text in above:
        if not read_fields(text, found) and not read_byline(text, found):
            read_outlet(text, found)
    for text in page.below:
        if len(text) <= LONGEST_METADATA:
            read_fields(text, found)
    near = (date for text in above if (date := find_date(text)))
    found.published = page.published or found.published or next(near, None)
    found.publisher = found.publisher or page.marked_publisher or page.publisher
