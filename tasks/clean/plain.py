"""Plain text to blocks: one line, one block; what Markdown and saved pages leave around the text is taken off."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block, Outline
from tasks.clean.traced import Traced

FRONT_MATTER = re.compile(r"\A\s*---\n(.*?\n)---\n", re.DOTALL)
COMMENT = re.compile(r"<!--|-->")
HASHES = re.compile(r"(#{1,6})\s+")


def outline_text(text: Traced) -> Outline:
    """Blocks of a plain text."""
    dropped: list[tuple[str, str]] = []
    front = FRONT_MATTER.match(text.text)
    if front:
        dropped.append((front.group().strip(), "front_matter"))
        text = text.cut(front.end(), len(text.text))
    blocks = []
    for line in text.lines():
        marks = HASHES.match(line.text)
        if marks:
            blocks.append(Block(line.cut(marks.end(), len(line.text)).strip(), "heading", len(marks.group(1))))
        elif COMMENT.search(line.text):
            blocks.append(Block(line.sub(COMMENT, "").strip(), "caption"))
        else:
            blocks.append(Block(line))
    return Outline(tuple(block for block in blocks if block.text.text), tuple(dropped))
