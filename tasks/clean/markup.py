"""HTML to blocks."""

from __future__ import annotations

import trafilatura

from tasks.clean.blocks import Block, Outline
from tasks.clean.fields import Found
from tasks.clean.traced import Traced


def outline_html(html: str, found: Found) -> tuple[Outline, str | None]:
    """Blocks of the article in a page, and its title."""
    page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if page is None:
        return Outline(()), None
    found.published = found.published or page.date
    blocks = [Block(Traced(line)) for line in (page.text or "").split("\n") if line.strip()]
    return Outline(tuple(blocks)), page.title
