"""Sift lines: headline, metadata, captions and boilerplate apart from the body; what is left out is recorded."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block
from tasks.clean.characters import squeeze
from tasks.clean.dates import DATE_LINE
from tasks.clean.fields import Found
from tasks.clean.headline import read_head
from tasks.clean.labels import CREDIT_LINE, REPORTER_LINE
from tasks.clean.patterns import LONGEST, line_kinds
from tasks.clean.sieve import Sieve, Sifted, is_metadata, read_outlet
from tasks.clean.structure import is_prose

# Credits (责编, 编辑) this far down are the foot of the article; what follows them is no part of it.
CREDITS_AFTER = 0.8
CREDITS = re.compile(r"(?:责编|责任编辑|编辑|校对|监制)\s*[：:|｜]")
# An ending counts only after this much prose: at the head it is a menu.
PROSE_BEFORE_ENDING = 100
TITLE_REPEATS = 3  # paragraphs among which a repeated headline is looked for
# Boilerplate only before and after the text; inside it 联系电话：… is content.
EDGES = ("footer", "contact", "tags")
# The end of an office's name, and the longest line that is nothing but names of offices.
OFFICE = re.compile(r"(?:政府|委员会|[委局厅部院会校]|办公[室厅]|领导小组|公司|中心)$")
LONGEST_SEAL = 40
SIGNED = re.compile(r"[（(]|[□■●◎]?\s*(?:文\s?[/／丨|｜]|(?:本报|本刊|本网)\S{0,6}(?:记者|通讯员|实习生|评论员))")
HEAD = 3  # lines from the first prose in which one may stand: 某某社电 题：…, and then 某某社记者张三
FOOT = 3  # lines at the foot in which a byline in brackets may stand


def sift(blocks: tuple[Block, ...], found: Found, title: str | None) -> Sifted:
    """Sort ``blocks`` into headline, body and what is dropped; metadata goes into ``found``."""
    sifted = Sifted(title=title)
    sieve = Sieve(blocks, found)
    end = _end(blocks, sieve)
    start = read_head(blocks[:end], found, sifted, sieve)
    first = next((at for at, block in enumerate(blocks[start:end], start) if is_prose(block.text.text)), start)
    reasons = [
        _reason(block, sieve, signed=index < first + HEAD or index >= end - FOOT)
        for index, block in enumerate(blocks[start:end], start)
    ]
    prose = [
        index for index, reason in enumerate(reasons) if reason is None and is_prose(blocks[start + index].text.text)
    ]
    for index, block in enumerate(blocks[start:end]):
        reason = reasons[index]
        if reason in EDGES and prose and prose[0] < index < prose[-1]:
            reason = None
        if reason == "metadata" and _signs(block, sifted):
            reason = None
        if reason is None and _repeats_title(block, sifted):
            reason = "title"
        if reason is None and start + index < first and _dates_outlet(block, found):
            reason = "metadata"
        if reason:
            sifted.drop(block, reason)
        else:
            sifted.body.append(block)
    for block in blocks[end:]:
        sifted.drop(block, sieve.reason(block) or "related")
    return sifted


def _reason(block: Block, sieve: Sieve, *, signed: bool) -> str | None:
    """Why a line is left out; where a text may be ``signed`` also what surely is a byline."""
    text = block.text.text
    byline = SIGNED.match(text) or CREDIT_LINE.fullmatch(text) or REPORTER_LINE.fullmatch(text)
    return sieve.reason(block, byline=signed and byline is not None)


def _signs(block: Block, sifted: Sifted) -> bool:
    """Whether a date stands under the name of the office that issued the document (落款): then it is part of it."""
    last = sifted.body[-1].text.text if len(sifted.body) > 1 else ""
    return (
        DATE_LINE.fullmatch(block.text.text) is not None
        and OFFICE.search(last) is not None
        and len(last) <= LONGEST_SEAL
    )


def _dates_outlet(block: Block, found: Found) -> bool:
    """Whether a line before the text is the day and the paper (2024-5-6 某某晚报)."""
    return DATE_LINE.match(block.text.text) is not None and read_outlet(block.text.text, found)


def _repeats_title(block: Block, sifted: Sifted) -> bool:
    near = sifted.title is not None and len(sifted.body) < TITLE_REPEATS
    return near and squeeze(block.text.text) == squeeze(sifted.title or "")


def _end(blocks: tuple[Block, ...], sieve: Sieve) -> int:
    """Where the article ends: at the first line that announces other articles, or after the credits."""
    seen = 0
    for index, block in enumerate(blocks):
        text = block.text.text
        if seen >= PROSE_BEFORE_ENDING and sieve.is_ending(text):
            return index
        seen += len(text) if is_prose(text) else 0
    return _after_credits(blocks)


def _after_credits(blocks: tuple[Block, ...]) -> int:
    sizes = [_told(block.text.text) for block in blocks]
    total, seen = sum(sizes), 0
    for index, block in enumerate(blocks):
        text = block.text.text
        foot = seen > CREDITS_AFTER * total and len(text) <= LONGEST
        if foot and CREDITS.search(text) and is_metadata(text):
            return index + 1
        seen += sizes[index]
    return len(blocks)


def _told(text: str) -> int:
    """The characters of a line, none for what a page puts around a text."""
    return 0 if len(text) <= LONGEST and line_kinds().reason(text) else len(text)
