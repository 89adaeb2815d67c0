"""Sift lines: headline, metadata, captions and boilerplate apart from the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.clean.blocks import Block
from tasks.clean.fields import Found, read_byline, read_fields
from tasks.clean.patterns import line_kinds
from tasks.clean.structure import heading_level, is_prose
from tasks.models import Dropped

SUBTITLE = re.compile(r"[—－-]{1,3}\s*")
INNER_DASH = re.compile(r"(.{2,30}?)——(.{6,60})")
SPACED = re.compile(r"\s{2,}|\s(?=\d{4})|(?<=日)\s|[|｜丨]")
# Credits this far down are the foot of the article.
CREDITS_AFTER = 0.6
CREDITS = re.compile(r"(责编|责任编辑|编辑|校对|监制)\s*[：:|｜]")
LONGEST_TITLE = 80
LONGEST_HEADLINE = 3  # lines
TOLD = ("metadata", "byline")
LONGEST_METADATA = 120


@dataclass
class Sifted:
    """The parts of an article."""

    title: str | None = None
    subtitle: str | None = None
    body: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, block: Block, reason: str) -> None:
        """Record a block left out."""
        self.dropped.append(Dropped(text=block.text.text, reason=reason))


def sift(blocks: tuple[Block, ...], found: Found, title: str | None) -> Sifted:
    """Sort ``blocks`` into headline, body and what is dropped; metadata goes into ``found``."""
    sifted = Sifted(title=title)
    end = _end(blocks)
    start = _head(blocks[:end], found, sifted)
    for block in blocks[start:end]:
        reason = _reason(block, found)
        if reason:
            sifted.drop(block, reason)
        elif title is None or squeeze(block.text.text) != squeeze(title):
            sifted.body.append(block)
        else:
            sifted.drop(block, "title")
    for block in blocks[end:]:
        reason = _reason(block, found) or "related"
        sifted.drop(block, reason)
    return sifted


def squeeze(text: str) -> str:
    """Letters, digits and ideographs only."""
    return "".join(character for character in text if character.isalnum())


def _end(blocks: tuple[Block, ...]) -> int:
    """Where the article ends: at the first line that announces other articles, after some prose."""
    seen = 0
    for index, block in enumerate(blocks):
        text = block.text.text
        if seen >= 100 and len(text) <= 60 and any(ending.fullmatch(text) for ending in line_kinds().endings):
            return index
        seen += len(text) if is_prose(text) else 0
    return _after_credits(blocks)


def _after_credits(blocks: tuple[Block, ...]) -> int:
    """Where the credits at the foot (责编, 编辑) end the article; what follows them is no part of it."""
    sizes = [len(block.text.text) for block in blocks]
    total, seen = sum(sizes), 0
    for index, block in enumerate(blocks):
        if seen > CREDITS_AFTER * total and sizes[index] <= LONGEST_METADATA and CREDITS.search(block.text.text):
            return index + 1 if _is_metadata(block.text.text) else len(blocks)
        seen += sizes[index]
    return len(blocks)


def _head(blocks: tuple[Block, ...], found: Found, sifted: Sifted) -> int:
    """Read the lines before the first prose into ``sifted`` and ``found``; return where the body begins."""
    headline: list[int] = []
    told = False
    start = 0
    for index, block in enumerate(blocks):
        text = block.text.text
        if is_prose(text) and not _is_metadata(text):
            break
        reason = _head_reason(block, found)
        if reason:
            sifted.drop(block, reason)
            told = told or (reason in TOLD and bool(headline))
        elif headline and sifted.subtitle is None and SUBTITLE.match(text):
            sifted.subtitle = SUBTITLE.sub("", text, count=1)
        elif told or not _may_head(text) or sifted.title is not None:
            break
        else:
            headline.append(index)
        start = index + 1
    return _headline(blocks, headline, start, told, sifted)


def _may_head(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and text[-1] not in "。；，、：" and not heading_level(text)


def _is_subtitle(text: str, headline: list[Block], sifted: Sifted) -> bool:
    return bool(headline) and sifted.subtitle is None and SUBTITLE.match(text) is not None


def _headline(blocks: tuple[Block, ...], headline: list[int], start: int, told: bool, sifted: Sifted) -> int:
    """Set the title; of several lines without a byline or date after them only the first is the title."""
    if not headline:
        return start
    kept = headline if told and len(headline) <= LONGEST_HEADLINE else headline[:1]
    sifted.title = " ".join(blocks[index].text.text for index in kept)
    split = INNER_DASH.fullmatch(sifted.title)
    if split and sifted.subtitle is None:
        sifted.title, sifted.subtitle = split.groups()
    return start if kept == headline else headline[1]


def _is_metadata(text: str) -> bool:
    return len(text) <= LONGEST_METADATA and read_fields(text, Found())


def _head_reason(block: Block, found: Found) -> str | None:
    return _reason(block, found) or ("metadata" if read_outlet(block.text.text, found) else None)


def read_outlet(text: str, found: Found) -> bool:
    """Take an outlet's name, alone or with a date (川报观察  2020年07月30日), as what published the article."""
    rest = Found()
    parts = [part.strip() for part in SPACED.split(text)]
    names = [part for part in parts if part and not read_fields(part, rest)]
    if len(names) != 1 or not line_kinds().outlet.fullmatch(names[0]):
        return False
    found.published = found.published or rest.published
    found.outlet = found.outlet or names[0]
    return True


def _reason(block: Block, found: Found) -> str | None:
    """Why a line is no body text, None when it is."""
    text = block.text.text
    if len(text) > LONGEST_METADATA:
        return None
    if "。" not in text and read_fields(text, found):
        return "metadata"
    if read_byline(text, found):
        return "byline"
    for rule in line_kinds().rules:
        if rule.pattern.fullmatch(text):
            return rule.reason
    if block.hint == "caption" or any(pattern.fullmatch(text) for pattern in line_kinds().captions):
        return "caption"
    return None
