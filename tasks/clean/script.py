"""Traditional to simplified, only where a text is traditional; a simplified text is never touched."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tasks.clean.traced import Span, Traced

if TYPE_CHECKING:
    import opencc

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# A traditional page changes in a third of its characters, a simplified one in next to none (a name, a quotation).
TRADITIONAL_SHARE = 0.08
# OpenCC leaves 著 alone, for it is also simplified (著作); as the particle it is 着.
WRITTEN = r"(?<![名原论专巨拙译编遗显昭卓土合自撰新旧])著(?![作名称述书者录文译论]|有[《〈「『])"
PARTICLE = re.compile(WRITTEN)


def is_traditional(text: str) -> bool:
    """Whether ``text`` as a whole is written in traditional characters."""
    han = len(HAN.findall(text))
    return han > 0 and _changed(text) / han >= TRADITIONAL_SHARE


def simplify(text: Traced) -> Traced:
    """The simplified form of a traditional text."""
    parts = text.text.split("\n")
    simple = [_simple(part) for part in parts]
    if all(len(new) == len(old) for new, old in zip(simple, parts, strict=True)):
        return text.same("\n".join(simple))
    return text.replace(_spans(parts, simple))


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


def _changed(text: str) -> int:
    return sum(old != new for old, new in zip(text, converter().convert(text), strict=False))


@cache
def converter() -> opencc.OpenCC:
    """OpenCC's character and phrase tables from traditional to simplified (pinned: 1.4.0 was wrong on 壞)."""
    import opencc

    return opencc.OpenCC("t2s")
