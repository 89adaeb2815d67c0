"""A document on its way to paragraphs: blocks of text with what the container says of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tasks.clean.traced import Traced


@dataclass(frozen=True, slots=True)
class Block:
    """One line or block element. ``hint`` is what the markup says: a heading, a caption, plain text."""

    text: Traced
    hint: Literal["text", "heading", "caption"] = "text"
    level: int | None = None

    def with_text(self, text: Traced) -> Block:
        """The same block with other text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a document in order, what the extraction already left out (with reasons), and a headline known."""

    blocks: tuple[Block, ...]
    dropped: tuple[tuple[str, str], ...] = ()
    title: Block | None = None
