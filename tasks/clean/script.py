"""Traditional to simplified, only where a text is traditional; a simplified text is never touched."""

from __future__ import annotations

import operator
import re
from functools import cache
from typing import TYPE_CHECKING

from tasks.clean.traced import Span, Traced

if TYPE_CHECKING:
    import opencc

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# A traditional page changes in a third of its characters, a simplified one in next to none (a name, a quotation).
TRADITIONAL_SHARE = 0.08
# A single line must be plainly traditional and of some length.
QUOTED_SHARE, QUOTED_LENGTH = 0.2, 12
# OpenCC leaves 著 alone, for it is also simplified (著作); as the particle it is 着.
WRITTEN = r"(?<![名原论专巨拙译编遗显昭卓土合自撰新旧])著(?![作名称述书者录文译论]|有[《〈「『])"
PARTICLE = re.compile(WRITTEN)


def _share(text: str, converted: str) -> float:
    """The share of ideographs that conversion changes."""
    if text == converted:
        return 0.0
    changed: int = sum(map(operator.ne, text, converted))
    return changed / max(1, len(HAN.findall(text)))


def simplify(text: Traced) -> Traced:
    """The simplified form of a text, if it is traditional; else only of its lines that are (a quotation, a reprint)."""
    converted = converter().convert(text.text)
    if converted == text.text:
        return text
    whole = _share(text.text, converted) >= TRADITIONAL_SHARE
    old = text.text.split("\n")
    new = [_simple(line) if whole or _is_quoted(line) else line for line in old]
    if all(len(one) == len(other) for one, other in zip(new, old, strict=True)):
        return text.same("\n".join(new))
    return text.replace(_spans(old, new))


def _is_quoted(line: str) -> bool:
    return _share(line, converter().convert(line)) >= QUOTED_SHARE and len(HAN.findall(line)) >= QUOTED_LENGTH


def _spans(parts: list[str], simple: list[str]) -> list[Span]:
    spans: list[Span] = []
    offset = 0
    for old, new in zip(parts, simple, strict=True):
        if old != new:
            spans.append((offset, offset + len(old), new))
        offset += len(old) + 1
    return spans


@cache
def to_simplified(text: str) -> str:
    """The simplified form of a short run of traditional text."""
    return _simple(text)


def _simple(text: str) -> str:
    return PARTICLE.sub("着", converter().convert(text))


@cache
def converter() -> opencc.OpenCC:
    """OpenCC's character and phrase tables from traditional to simplified (pinned: 1.4.0 was wrong on 壞)."""
    import opencc

    return opencc.OpenCC("t2s")
