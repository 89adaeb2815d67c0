"""How a reference stands in its clause: subject, object, place where, owner, or the one that is helped to do."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.knowledge import knowledge
from tasks.models import Level
from tasks.models.base import Model


class Words(Model):
    """The patterns of ``standing.yaml``, which says what each is for."""

    filler: re.Pattern[str]
    object_before: re.Pattern[str]
    helped_before: re.Pattern[str]
    where_before: re.Pattern[str]
    scope_after: re.Pattern[str]
    scope_before: re.Pattern[str]
    part_after: re.Pattern[str]
    practice_after: re.Pattern[str]
    trait_after: re.Pattern[str]
    modifier_before: re.Pattern[str]
    happens_after: re.Pattern[str]
    seen_before: re.Pattern[str]
    guests_after: re.Pattern[str]
    helps_after: re.Pattern[str]
    border_after: re.Pattern[str]
    since_before: re.Pattern[str]
    run_on_before: re.Pattern[str]
    since_after: re.Pattern[str]


_WORDS = knowledge(Path(__file__).with_suffix(".yaml"), Words)
_STOPS = "，。；：！？“"


def stands(text: str, reference: Reference) -> tuple[str, bool]:
    """How a reference stands in its clause, and whether it opens the clause."""
    ahead = words_before(text, reference)
    if _WORDS.run_on_before.search(ahead):
        ahead = ""
    if ahead.endswith("是") and _WORDS.trait_after.match(text, reference.end):
        return "owner", True
    if _WORDS.border_after.match(text, reference.end):
        return "object", False
    if _WORDS.seen_before.search(ahead) and not _WORDS.practice_after.match(text, reference.end):
        return "owner" if text.startswith("的", reference.end) else "subject", True
    if _WORDS.since_before.fullmatch(ahead) and _WORDS.since_after.match(text, reference.end):
        return "subject", True
    return _how(text, ahead, reference), bool(_WORDS.filler.fullmatch(ahead) or _WORDS.modifier_before.fullmatch(ahead))


def quoted_inside(text: str, reference: Reference) -> bool:
    """追问“某地为何领先”: words quoted within a clause give the text no new subject."""
    begin = reference.start - len(words_before(text, reference))
    return begin > 1 and text[begin - 1] == "“" and text[begin - 2] not in "，。：；！？、”\n"


def part_of(text: str, start: int) -> int:
    """Where the part begins that holds an offset: after the last ； or end of a sentence."""
    begins = _parts(text)
    return begins[bisect_right(begins, start) - 1]


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in _PART_END.finditer(text)))


_PART_END = re.compile("[。！？；]")


def parallel(text: str, segment: int, subject: Reference) -> bool:
    """昆山善于…，…；善于…: a part that begins as the words after the subject did shares that subject."""
    return subject.end < segment and text[subject.end : subject.end + 2] == text[segment : segment + 2]


_NUMBER = re.compile(r"[①-⑳]|[（(]?[一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九]是|第[一二三四五六七八九]")


def numbered(text: str, segment: int) -> bool:
    """①…；②…: whether a part is an item of a numbered series, each of which stands by itself."""
    if _NUMBER.match(text, segment):
        return True
    colon = text.find("：", segment, segment + 40)
    return colon > 0 and bool(_NUMBER.match(text, colon + 1))


def words_before(text: str, reference: Reference) -> str:
    """The words of its clause that stand before a reference."""
    begin = reference.start
    while begin and text[begin - 1] not in _STOPS:
        begin -= 1
    return text[begin : reference.start]


def is_scope(text: str, reference: Reference, home: Place | None) -> bool:
    """全省第一, 全国文明城市: the wider place only says how far a comparison reaches."""
    place = reference.places[0]
    wider = place.region.level is Level.NATION or (home is not None and place.path in home.ancestors)
    if not wider or not reference.text.startswith(("全", "我国")):
        return False
    if text[reference.start - 1 : reference.start] == "“":
        return True
    return bool(
        _WORDS.scope_after.match(text, reference.end) or _WORDS.scope_before.search(words_before(text, reference))
    )


def _how(text: str, ahead: str, reference: Reference) -> str:
    if _WORDS.practice_after.match(text, reference.end):
        return "practice"
    if _WORDS.guests_after.match(text, reference.end) or _WORDS.helps_after.match(text, reference.end):
        return "object"
    if (
        ahead in ("在", "从")
        or _WORDS.where_before.search(ahead)
        or (ahead.endswith("在") and _WORDS.happens_after.match(text, reference.end))
    ):
        return "where"
    if _WORDS.helped_before.search(ahead):
        return "helped"
    if _WORDS.object_before.search(ahead):
        return "object"
    if _WORDS.part_after.match(text, reference.end):
        return "part"
    return "owner" if text.startswith("的", reference.end) else "subject"
