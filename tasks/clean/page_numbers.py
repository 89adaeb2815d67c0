"""Take out the lines that number the pages of a printed text, and put together the sentences that they part."""

from __future__ import annotations

import re

from tasks.clean.traced import Traced
from tasks.clean.wrapped import WIDEST, begins, goes_on

PAGE = re.compile(
    r"\n[ \u3000\t]*(?:[—–―－-]{1,3}[ \u3000]*\d{1,4}[ \u3000]*[—–―－-]{1,3}"
    r"|第 ?\d{1,4} ?页(?:[ ，/]*共 ?\d{1,4} ?页)?)[ \u3000\t]*(?=\n|$)"
)
BARE = re.compile(r"\n[ \u3000\t]*(?P<page>\d{1,3})[ \u3000\t]*(?=\n|$)")
LEAST_PAGES, PAGE_SIZE = 2, 200  # numbers in a row, and characters between them


def take_out_pages(text: Traced, dropped: list[tuple[str, str]]) -> Traced:
    """``text`` without the lines that number its pages (— 3 —, 第3页, 3); a sentence that they part goes on."""
    pages = sorted((*PAGE.finditer(text.text), *_bare_pages(text.text)), key=lambda match: match.start())
    starts = {match.start() for match in pages}
    spans = []
    for match in pages:
        dropped.append((match.group().strip(), "page_number"))
        parted = match.end() not in starts and _parts(text.text, *match.span())
        spans.append((match.start(), match.end() + parted, ""))
    return text.replace(spans)


def _parts(text: str, start: int, end: int) -> bool:
    """Whether the lines before and after a page's number are one paragraph."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    following = text[end + 1 : text.find("\n", end + 1) if text.find("\n", end + 1) >= 0 else len(text)]
    return len(before) > WIDEST and goes_on(before) and bool(following.strip()) and not begins(following)


def _bare_pages(text: str) -> list[re.Match[str]]:
    """Lines of a number alone that count on by one, each a good part of a page below the one before."""
    run: list[re.Match[str]] = []
    found: list[re.Match[str]] = []
    for match in BARE.finditer(text):
        follows = run and int(match["page"]) == int(run[-1]["page"]) + 1 and match.start() - run[-1].end() >= PAGE_SIZE
        run = [*run, match] if follows else [match]
        if len(run) >= LEAST_PAGES:
            found += run if len(run) == LEAST_PAGES else run[-1:]
    return found
