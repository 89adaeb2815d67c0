"""Restore damaged text; every repair is recorded, what cannot be known is marked."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.clean.readings import ANNOTATION, reads
from tasks.clean.traced import Span, Traced


class Mended(NamedTuple):
    """A repair, with where in the raw text it begins."""

    kind: str
    before: str
    after: str
    certain: bool
    raw: int


def restore(text: Traced) -> tuple[Traced, list[Mended]]:
    """Undo damage in ``text``; an intact text comes back as it is."""
    mended: list[Mended] = []
    if ANNOTATION.search(text.text):
        text = _strip_pinyin(text, mended)
    return text, mended


def _strip_pinyin(text: Traced, mended: list[Mended]) -> Traced:
    spans: list[Span] = []
    for match in ANNOTATION.finditer(text.text):
        start = match.start()
        character = text.text[start - 1 : start]
        if character and reads(character, match.group(1) or match.group(2)):
            spans.append((start, match.end(), ""))
            mended.append(Mended("pinyin", character + match.group(), character, True, text.at(start - 1)))
    return text.replace(spans)


_ = re
