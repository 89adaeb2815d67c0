"""Kinds of characters that cleaning looks for."""

from __future__ import annotations

import re

HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character of the common planes; ``script.HAN`` knows the rare ones too."""
WIDE = str.maketrans(",;:?!()", "，；：？！（）")
"""Half-width marks as Chinese text has them."""


def squeeze(text: str) -> str:
    """Letters, digits and ideographs only."""
    return "".join(character for character in text if character.isalnum())
