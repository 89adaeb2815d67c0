"""Plain text to blocks: one line, one block; what Markdown and saved pages leave around the text is taken off."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block, Outline
from tasks.clean.restore import Mended, restore
from tasks.clean.script import is_traditional, simplify
from tasks.clean.traced import Traced
from tasks.clean.width import fold_width

FRONT_MATTER = re.compile(r"\A\s*---\n(.*?\n)---\n", re.DOTALL)
COMMENT = re.compile(r"<[!！]--|-->")
HASHES = re.compile(r"(#{1,6})\s+")


def outline_text(raw: str) -> tuple[Outline, list[Mended]]:
    """Blocks of a plain text, restored and simplified as a whole; a line is a block."""
    text, mended = restore(Traced(raw))
    if is_traditional(text.text):
        text = simplify(text)
    dropped: list[tuple[str, str]] = []
    front = FRONT_MATTER.match(text.text)
    if front:
        dropped.append((front.group().strip(), "front_matter"))
        text = text.cut(front.end(), len(text.text))
    blocks = (_block(fold_width(line)) for line in text.lines())
    return Outline(tuple(block for block in blocks if block.text.text), tuple(dropped)), mended


def _block(line: Traced) -> Block:
    marks = HASHES.match(line.text)
    if marks:
        return Block(line.cut(marks.end(), len(line.text)).strip(), "heading", len(marks.group(1)))
    if COMMENT.search(line.text):
        return Block(line.sub(COMMENT, "").strip(), "caption")
    return Block(line)
