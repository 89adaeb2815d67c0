"""Sections that tell the role of what stands in them: 回顾, 存在问题, 下一步安排, by the headings of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tasks.classify.features import is_heading
from tasks.knowledge import read_knowledge
from tasks.models import Role

_LEVELS = (
    re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章))"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、]"),
)
PROBLEM = re.compile(
    r"(?:存在|面临|还有).{0,40}(?:问题|困难|短板|不足|挑战|差距|矛盾)|(?:清醒|深刻|充分|深切).{0,3}(?:认识|看到)"
)
"""How a report turns from what was done to what is lacking."""
_ADMISSION, _OPENING = 80, 120
_REVIEWED = re.compile(r"回顾|总结|过去.{0,2}[年月]")


def sections(paragraphs: Sequence[str], headings: Sequence[bool]) -> list[Role | None]:
    """For each paragraph the role that its section's heading tells; None for headings and where none tells anything.

    A heading without a word of a kind (（二）产业升级) shares that of the heading above it.
    """
    told: list[Role | None] = []
    above: list[Role | None] = [None] * (len(_LEVELS) + 1)
    for text, known in zip(paragraphs, headings, strict=True):
        if known or is_heading(text):
            level = _level(text)
            above[level:] = [_kind(text) or (above[level - 1] if level else None)] * (len(above) - level)
            told.append(None)
        else:
            told.append(Role.GAP if above[-1] is Role.EXPERIENCE and _admits(text) else above[-1])
    return told


def _admits(paragraph: str) -> bool:
    """Whether a paragraph of a review turns to what is lacking."""
    return len(paragraph) > _ADMISSION and bool(PROBLEM.search(paragraph[:_OPENING]))


def _level(heading: str) -> int:
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(heading)), len(_LEVELS))


def _kind(heading: str) -> Role | None:
    if _REVIEWED.search(heading):
        return Role.EXPERIENCE
    return next((role for role, words in _kinds().items() if any(word in heading for word in words)), None)


@cache
def _kinds() -> dict[Role, list[str]]:
    lists: dict[str, list[str]] = read_knowledge(Path(__file__).with_suffix(".yaml"))
    return {Role(role): words for role, words in lists.items()}
