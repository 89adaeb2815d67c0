"""Whether a text can stand by itself on paper: it leans on nothing left out and tells a state of things, no scene."""

from __future__ import annotations

import re
from functools import cached_property

from tasks.knowledge import reader
from tasks.models import Role
from tasks.summarise.lexicon import DATA, AnyPattern, Lexicon
from tasks.summarise.segments import segments

MOST = 0.5
"""A text of which so great a share of the clauses tells a visit tells one."""


class AloneLexicon(Lexicon):
    """The patterns of ``alone.yaml``."""

    leans_back: re.Pattern[str]
    half_turn: re.Pattern[str]
    visiting: list[str]
    named_only: re.Pattern[str]
    setting: re.Pattern[str]
    past: re.Pattern[str]
    still: re.Pattern[str]
    left_out: re.Pattern[str]

    @cached_property
    def visiting_pattern(self) -> AnyPattern:
        """Finds clauses of visits."""
        return AnyPattern(self.visiting)


alone_lexicon = reader(DATA / "alone.yaml", AloneLexicon)


def stands_alone(text: str, role: Role) -> bool:
    """Whether a text needs nothing that is not printed with it, and is no tale of a visit or, a lack, of the past."""
    lexicon = alone_lexicon()
    if lexicon.leans_back.match(text) or lexicon.half_turn.match(text) or lexicon.left_out.search(text):
        return False
    if lexicon.named_only.match(text) or (role is Role.GAP and is_of_the_past(text)):
        return False
    return not tells_a_visit(text) and not (role is Role.EXPERIENCE and only_sets(text))


def only_sets(text: str) -> bool:
    """Whether half of a text or more only tells where a place lies and how large it is."""
    return _share(text, alone_lexicon().setting) >= MOST


def is_of_the_past(text: str) -> bool:
    """Whether a text tells of a time gone by and nothing that lasts."""
    return bool(alone_lexicon().past.search(text)) and not alone_lexicon().still.search(text)


def tells_a_visit(text: str) -> bool:
    """Whether half of a text or more tells where visitors went, what they saw and said."""
    return _share(text, alone_lexicon().visiting_pattern) >= MOST


def _share(text: str, pattern: re.Pattern[str] | AnyPattern) -> float:
    clauses = [part.text for part in segments(text)]
    return sum(bool(pattern.search(clause)) for clause in clauses) / max(1, len(clauses))
