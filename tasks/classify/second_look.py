"""What only looks like a finding, or like one of another role, once a clause and its sentence are read again.

A national leader's words, what goes on at visits and meetings, and shortcomings that are none state nothing of a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.classify.discourse import Discourse
from tasks.classify.lacks import finished, no_lacks, told_lacks
from tasks.classify.leaders import leaders_words
from tasks.classify.lines import Line, lines, without_role
from tasks.classify.proceedings import proceedings
from tasks.classify.speakers import find_officials
from tasks.classify.successes import successes
from tasks.models import Article, Clause, Role

LEADER = "领导人论述，来源转引的不登"
PROCEEDINGS = "会务、行程和地理概况，不作要点"
NO_LACK = "并非现有的差距：所找、所劝、所引出的，或早年的"
LACK = "句式：直述欠缺，不作经验"
FINISHED = "句式：往年已办成的事"
SUCCESS = "句式：以小数、倍数说成效，不作差距"
FRAME = "时间状语，从其后的分句"
_ROLES = tuple(Role)
_TIME = re.compile(r"(?:到|截至|自|从|在|其中)?(?:(?:19|20)\d\d年|\d{1,2}月|今年|去年|目前|随后|期间)[^，。；]{0,6}")


def look_again(article: Article, clauses: Sequence[Clause], discourse: Discourse) -> tuple[Clause, ...]:
    """The clauses: what only looks like a finding without a role, what looks like another role under its own."""
    read = lines(article, clauses)
    done = list(clauses)
    none = {
        **dict.fromkeys(no_lacks(read, article), NO_LACK),
        **dict.fromkeys(proceedings(read, find_officials(article)), PROCEEDINGS),
        **dict.fromkeys(leaders_words(read, article, discourse.speeches), LEADER),
    }
    for numbers, role, reason in (
        (told_lacks(read), Role.GAP, LACK),
        (finished(read, article), Role.EXPERIENCE, FINISHED),
        (successes(read), Role.EXPERIENCE, SUCCESS),
    ):
        for number in numbers:
            done[number] = _turned(done[number], role, reason)
    for number, reason in none.items():
        done[number] = without_role(clauses[number], reason, placed=reason is not LEADER)
    return _with_frames(read, done)


def _with_frames(read: Sequence[Line], done: list[Clause]) -> tuple[Clause, ...]:
    """The clauses, a bare time at the head of a sentence (到2022年) under the role of what was done in it."""
    for line, following in zip(reversed(read[:-1]), reversed(read[1:]), strict=True):
        own, led = done[line.number], done[following.number]
        if own.role is None or own.role is led.role or line.end != following.end or not _TIME.fullmatch(line.words):
            continue
        changed = led is not following.clause
        if changed:
            done[line.number] = _turned(own, led.role, FRAME) if led.role else without_role(own, FRAME)
    return tuple(done)


def _turned(clause: Clause, role: Role, reason: str) -> Clause:
    """The clause under another role, whose score changes places with that of the role it had."""
    scores = list(clause.role_scores)
    had, has = _ROLES.index(clause.role or role), _ROLES.index(role)
    scores[had], scores[has] = scores[has], scores[had]
    return clause.model_copy(update={"role": role, "role_scores": tuple(scores), "reasons": (*clause.reasons, reason)})
