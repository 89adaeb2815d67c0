"""Sections that tell the role of what stands in them: 回顾, 存在问题, 下一步安排, by the headings of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tasks.classify.features import is_heading
from tasks.knowledge import knowledge
from tasks.models import Role

_KINDS = Path(__file__).with_suffix(".yaml")
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
_SHORT = 20
"""Characters of a heading that names what follows rather than stating something."""
_CLAUSES = re.compile(r"[，,；\s]")
_TAIL = re.compile(r"(?:[（(][^）)]*[）)]|情况|方面|等|概述|如下|：|:|。)+$")
_SOUGHT = re.compile("补齐|补上|补足|破解|解决|直面|聚焦|针对|克服|破除|化解|突破|缩小|整治|治理|消除")
"""A shortcoming that is being mended; such a heading states a measure."""


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
    """What a heading tells: a word of a kind at its end (存在的问题), not one only used (补齐短板, 成就一方)."""
    if len(heading) <= _SHORT and _REVIEWED.search(heading):
        return Role.EXPERIENCE
    title = _TAIL.sub("", _CLAUSES.split(heading)[-1])
    if _SOUGHT.search(title):
        return None
    kinds = knowledge(_KINDS, dict[Role, list[str]])
    return next((role for role, words in kinds.items() if title.endswith(tuple(words))), None)
