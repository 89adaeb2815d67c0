"""HTML to an outline: restored and simplified as one text, with what stands around the article read for metadata."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block, Outline
from tasks.clean.dates import find_date, join_leaf
from tasks.clean.fields import FIELD, Found, read_byline, read_fields
from tasks.clean.labels import KNOWN
from tasks.clean.page import read_page
from tasks.clean.patterns import LONGEST
from tasks.clean.restore import Mended, restore
from tasks.clean.script import simplify
from tasks.clean.sieve import read_outlet
from tasks.clean.traced import join
from tasks.clean.width import fold_width

DEVICE = "来自 "  # 来自 某某手机: from which device or program a post was sent
LABEL_ALONE = re.compile(r"[\u4e00-\u9fff ]{2,8}[：:]")


def outline_html(html: str, found: Found) -> tuple[Outline, list[Mended]]:
    """The article of a page in blocks, its headline apart; what the page says of it goes into ``found``."""
    page = read_page(html)
    parts = ((page.title,) if page.title else (), page.before, page.above, page.body, page.below)
    mended_parts, mended = _mend(parts)
    title, before, above, body, below = mended_parts
    _read_around(_texts(above), _texts(below), found)
    _read_table(_texts(before), found)
    found.released = page.published or found.released
    found.published = found.published or page.hidden_date
    found.publisher = found.publisher or (read_name(page.source) if page.source else None)
    found.hinted = read_name(page.publisher) if page.publisher else None
    found.outlet = found.outlet or page.outlet
    return Outline(body, page.dropped, title[0] if title else None), mended


def _mend(parts: tuple[tuple[Block, ...], ...]) -> tuple[list[tuple[Block, ...]], list[Mended]]:
    """Restore and simplify all blocks, seen as one text, and give them back in their parts."""
    blocks = [block for part in parts for block in part]
    whole = join((block.text for block in blocks), "\n")
    text, mended = restore(whole)
    text = simplify(text)
    lines = text.split_lines()
    done = iter(block.with_text(fold_width(line)) for block, line in zip(blocks, lines, strict=True))
    return [tuple(next(done) for _ in part) for part in parts], mended


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    """The lines of ``blocks``, a label in a cell of its own joined with the value in the next, a day with its month."""
    texts: list[str] = []
    for block in blocks:
        text = block.text.text
        if texts and LABEL_ALONE.fullmatch(texts[-1]):
            texts[-1] += text
        elif texts and (date := join_leaf(texts[-1], text)):
            texts[-1] = date
        else:
            texts.append(text)
    return texts


def _read_table(before: list[str], found: Found) -> None:
    """Take what a table of fields above the headline states (发文机关：某某政府) where nothing else does."""
    stated = Found()
    for text in before:
        if len(text) <= LONGEST and FIELD.search(text):
            read_fields(text, stated)
    found.merge(stated)


def _read_around(above: list[str], below: list[str], found: Found) -> None:
    short = [text for text in above if len(text) <= LONGEST]
    for text in short:
        if not read_fields(text, found) and not read_byline(text, found):
            read_outlet(text, found)
    for text in below:
        if len(text) <= LONGEST and FIELD.search(text):
            read_fields(text, found)
    near = (date for text in short if (date := find_date(text)))
    found.published = found.published or next(near, None)


def read_name(text: str) -> str | None:
    """The name in a statement of the source (来源：甲报 原创稿 is 甲报); None for what is no name."""
    stated = Found()
    if read_fields(text, stated) and stated.publisher:
        return stated.publisher
    name = next((word for word in text.split() if word not in KNOWN.publisher), "")
    if not name or text.startswith(DEVICE):
        return None
    return name if not find_date(text) and "：" not in name and ":" not in name and not name.isdigit() else None
