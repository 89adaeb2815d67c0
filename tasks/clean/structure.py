"""Paragraphs: headings with their depth, enumerations, bullets taken off."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block

BULLET = re.compile(r"[●•■◆▲★☆◎○▪·‧∙➤►▶※]+\s*|[-*+]\s+(?=\S)")
# 公文 numbering: 一、 → （一） → 1. → （1）
NUMBERING = (
    (1, re.compile(r"第?[一二三四五六七八九十百]+(?:、|[章节编部]分?\s)")),
    (2, re.compile(r"（[一二三四五六七八九十百]+）")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (4, re.compile(r"（\d{1,2}）")),
)
LONGEST_HEADING = 40
RUNNING = re.compile(r"[。；，、：:…!！—]$|。")
PROSE = re.compile(r"[。！？；]")


def is_prose(text: str) -> bool:
    """Whether a line is running text: a sentence of some length."""
    return len(text) > 60 or (len(text) >= 20 and text[-1] in "。！？”…；：" and PROSE.search(text) is not None)


def heading_level(text: str) -> int | None:
    """The depth that the numbering of a line shows, None without numbering."""
    return next((level for level, pattern in NUMBERING if pattern.match(text)), None)


def is_heading(block: Block) -> bool:
    """Whether a block is a heading: short, not a sentence."""
    text = block.text.text
    if block.hint == "heading" and len(text) <= 2 * LONGEST_HEADING:
        return True
    return len(text) <= LONGEST_HEADING and RUNNING.search(text) is None
