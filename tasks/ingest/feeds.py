"""RSS and Atom: the entries of a feed, each as a page of its own."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

# An entry whose own content is shorter than this only announces the article behind its link.
FULL_ENTRY = 300


class Entry(NamedTuple):
    """An entry: where it links to, and its content as a page (None when it only announces)."""

    link: str
    page: bytes | None


def entries(content: bytes, base: str, limit: int) -> Iterator[Entry]:
    """The entries of a feed in its order, at most ``limit``."""
    import feedparser

    for entry in feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False).entries[:limit]:
        parts = [str(part.get("value") or "") for part in entry.get("content", [])]
        body = max([*parts, str(entry.get("summary") or "")], key=len)
        day = entry.get("published_parsed") or entry.get("updated_parsed")
        page = _page(str(entry.get("title") or ""), f"{day[0]}-{day[1]:02}-{day[2]:02}" if day else "", body)
        yield Entry(urljoin(base, str(entry.get("link") or "")), page if len(body) >= FULL_ENTRY else None)


def _page(title: str, published: str, body: str) -> bytes:
    title, published = html.escape(title), html.escape(published)
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="pubdate" content="{published}">'
    return f"<html><head>{head}</head><body><h1>{title}</h1><div>{body}</div></body></html>".encode()
