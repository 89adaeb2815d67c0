"""Short names that may be no place: persons, rivers and hills, words; and what shows that a division is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tasks.classify.places.gazetteer import DATA
from tasks.classify.places.lists import word_lists

PERSON, NATURE, GOVERNMENT, ECONOMY, PLAIN = "人名", "山水名", "地方", "产业", ""
_REACH = 12  # characters before a name that are looked at
_FUNCTION_WORDS = "于向和全应连时师单都从同"  # surnames that are words too: 市长向安吉的同行请教
_ONE_WORD = re.compile("[\u4e00-\u9fff]{2,3}")
_EDGE = "，。；：、！？“”（）()《》\n\u3000 　/·"


@dataclass(frozen=True, slots=True)
class _Patterns:
    government: re.Pattern[str]
    led: re.Pattern[str]
    economy: re.Pattern[str]
    nature: re.Pattern[str]
    flows: re.Pattern[str]
    endings: tuple[str, ...]
    byline: re.Pattern[str]
    line: re.Pattern[str]
    speaks: re.Pattern[str]
    edge: re.Pattern[str]
    posts: re.Pattern[str]
    surnames: frozenset[str]


@cache
def _patterns() -> _Patterns:
    own = word_lists(DATA / "namesakes.txt")
    persons = word_lists(DATA.parent / "speakers.txt")
    surnames = frozenset("".join(persons["surnames"])) - frozenset(_FUNCTION_WORDS)
    byline = "|".join(word if len(word) > 1 else f"{word}[：:／/]" for word in own["byline"])
    one = f"[{''.join(sorted(surnames))}][\u4e00-\u9fff]{{1,2}}"
    return _Patterns(
        re.compile("|".join(own["government"])),
        re.compile(f"(?:{'|'.join(own['government before'])})[“‘]?$"),
        re.compile("|".join(own["economy"])),
        re.compile("|".join(own["nature"])),
        re.compile(f"(?:{'|'.join(own['nature before'])})[“‘]?$"),
        own["nature endings"],
        re.compile(rf"(?:{byline})[：:／/\s]*(?:{one}[\s、]+)*$"),
        re.compile(rf"\s*(?:(?:{byline})[：:／/\s]*)?{one}(?:[\s、]+{one})*\s*"),
        re.compile("|".join(own["speaks"])),
        re.compile(rf"[{re.escape(_EDGE)}]|$"),
        re.compile(f"(?:{'|'.join(persons['posts'])})$"),
        surnames,
    )


def clue(text: str, start: int, end: int) -> str:
    """What the words around a short name show it to be: a person, a river or hill, a division; empty when nothing.

    Words of the economy alone (临海产业) speak for a division less than its party committee does.
    """
    if is_person(text, start, end):
        return PERSON
    known = _patterns()
    ahead = text[max(0, start - _REACH) : start]
    if text.endswith(known.endings, start, end) and (known.nature.match(text, end) or known.flows.search(ahead)):
        return NATURE
    if known.government.match(text, end) or known.led.search(ahead):
        return GOVERNMENT
    return ECONOMY if known.economy.match(text, end) else PLAIN


def is_person(text: str, start: int, end: int) -> bool:
    """Whether a name is part of a person's: 记者 梁大方, 县长刘新民带队, a line 王罗平 (but no line 罗平)."""
    spans = ((start - 1, end), (start, end + 1), (start, end))
    return any(_person_at(text, first, last, (first, last) == (start, end)) for first, last in spans)


def _person_at(text: str, first: int, last: int, exact: bool) -> bool:
    """Whether the characters are a surname and a given name that stand where a person is named."""
    known = _patterns()
    if first < 0 or text[first] not in known.surnames or not _ONE_WORD.fullmatch(text, first, last):
        return False
    ahead = text[max(0, first - 3 * _REACH) : first]
    if known.byline.search(ahead):
        return bool(known.speaks.match(text, last) or known.edge.match(text, last))
    if exact:
        return False
    if known.posts.search(ahead):
        return True
    if first and text[first - 1] not in _EDGE:
        return False
    return bool(known.speaks.match(text, last) or known.line.fullmatch(text))
