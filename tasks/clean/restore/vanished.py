"""Put back characters whose bytes vanished from the file inside a run that is read one byte off.

Byte pairs of the three user-defined zones of GBK are no characters to much software and were dropped; the second half
of the character before such a pair and the first half of the one after went with it. What stands there looks like one
character made of their outer halves, often an everyday one. Only the lexicon can tell, so every repair is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from heapq import nsmallest
from typing import NamedTuple

from tasks.clean.restore import gbk
from tasks.clean.restore.choices import FAMILIAR, MARKS, fit, is_common, is_stray
from tasks.clean.restore.lexicon import counts, rough, split
from tasks.clean.script import to_simplified

# The user-defined zones: first and last value of the first and of the second byte.
ZONES = (((0xAA, 0xAF), (0xA1, 0xFE)), ((0xF8, 0xFE), (0xA1, 0xFE)), ((0xA1, 0xA7), (0x40, 0xA0)))
# About every twelfth pair of inner bytes lies in a zone: the logarithm of that.
RARITY = 2.5
# In a text that shows no other such pair it is rarer still.
UNSEEN = 2.5
# How much likelier (in logarithms) characters with a vanished pair must be to say that pairs vanished from the text.
PLAIN = 6.0
# With less than that, what stands there is kept and no longer sure.
DOUBT = -1.5
# Pairs that are looked at closely, of those that fit best with their neighbours.
CLOSEST = 20
# Words that are tried where two pairs vanished.
COMMONEST = 120
LEADS = range(0x81, 0xFE)
NEAR = 4  # characters
_PAIR = 2  # characters of the words between which a pair may have vanished


class Gap(NamedTuple):
    """The likeliest characters at a place, and how much likelier than what is shown they make the text."""

    text: str
    gain: float


class Seen(NamedTuple):
    """What a text shows: entries of the converter's table, zones whose pairs were kept, whether others vanished."""

    table: frozenset[tuple[str, str]]
    kept: tuple[int, ...] = ()
    vanished: bool = False


def kept_zones(text: str) -> tuple[int, ...]:
    """The zones whose pairs this text still holds; what was kept did not vanish."""
    shown = {pair for mark in set(text) if gbk.is_private(mark) and (pair := gbk.pair(mark)) is not None}
    return tuple(number for number in range(len(ZONES)) if any(_within(ZONES[number], *pair) for pair in shown))


def fill(left: str, shown: str, right: str, halves: tuple[int, int], seen: Seen) -> Gap | None:
    """What may have stood where ``shown`` stands; None where nothing fits, or ``shown`` is part of a word."""
    left, shown, right = to_simplified(left), to_simplified(shown), to_simplified(right)
    if not seen.vanished and not is_stray(shown) and not _alone(left, shown, right):
        return None
    found = _closest(left[-NEAR:], shown, right[:NEAR], halves, seen)
    return found._replace(gain=found.gain - (0 if seen.vanished else UNSEEN)) if found else None


def _alone(left: str, shown: str, right: str) -> bool:
    """Whether ``shown`` is a word by itself in the likeliest split of the text around it."""
    begin = 0
    for word in split(left + shown + right):
        if begin <= len(left) < begin + len(word):
            return len(word) == 1
        begin += len(word)
    return True


@lru_cache(maxsize=4096)
def _closest(left: str, shown: str, right: str, halves: tuple[int, int], seen: Seen) -> Gap | None:
    before, after = left[-1:], right[:1]
    twice = triples(*halves, seen.kept) if seen.vanished else ()  # two in a row only where others vanished
    closest = nsmallest(
        CLOSEST,
        (*doubles(*halves, seen.kept), *twice),
        key=lambda lost: (-rough(before + lost.simple + after) + lost.pairs * RARITY, lost.text),
    )
    if not closest:
        return None
    fits = ((fit(left, lost.text, right) - lost.pairs * RARITY, lost.text) for lost in closest)
    best = max(fits)
    return Gap(best[1], best[0] - fit(left, shown, right))


class Lost(NamedTuple):
    """Characters as they were and simplified, and how many pairs between them vanished."""

    text: str
    simple: str
    pairs: int = 1


@cache
def doubles(lead: int, trail: int, kept: tuple[int, ...] = ()) -> tuple[Lost, ...]:
    """Two everyday characters that begin with ``lead`` and end with ``trail``, a vanished pair between them."""
    found = []
    for outer, inner in _zones(kept):
        firsts = _written(gbk.character(lead, byte) for byte in range(outer[0], outer[1] + 1))
        seconds = _written(gbk.character(byte, trail) for byte in range(inner[0], inner[1] + 1))
        found += [Lost(one + two, to_simplified(one) + to_simplified(two)) for one in firsts for two in seconds]
    return tuple(found)


@cache
def triples(lead: int, trail: int, kept: tuple[int, ...] = ()) -> tuple[Lost, ...]:
    """Three characters with two vanished pairs between them, the last two a common word."""
    found = []
    for word in _common_words(trail, kept):
        second = gbk.pair(word[0])
        firsts = (gbk.character(lead, byte) for byte in gbk.TRAILS if second and _vanishes(byte, second[0], kept))
        found += [Lost(one + word, "".join(map(to_simplified, one + word)), 2) for one in _written(firsts)]
    return tuple(found)


@cache
def _common_words(trail: int, kept: tuple[int, ...]) -> tuple[str, ...]:
    """The commonest words of two characters that end with ``trail`` and have a vanished pair inside."""
    lasts = _written(gbk.character(lead, trail) for lead in LEADS)
    found = {}
    for last in lasts:
        second, known = gbk.pair(last), _familiar().get(to_simplified(last), {})
        for first, simple in _ending(kept, second[0]) if second else ():
            seen = known.get(simple, 0)
            if seen or first == "，":
                found[first + last] = seen
    return tuple(sorted(found, key=lambda word: (-found[word], word))[:COMMONEST])


@cache
def _familiar() -> dict[str, dict[str, int]]:
    """Familiar words of two characters: by the second how often each is seen after a first one."""
    found: dict[str, dict[str, int]] = {}
    for word, seen in counts().items():
        if len(word) == _PAIR and seen >= FAMILIAR:
            found.setdefault(word[1], {})[word[0]] = seen
    return found


@cache
def _ending(kept: tuple[int, ...], following: int) -> tuple[tuple[str, str], ...]:
    """Characters whose second byte vanished together with ``following``, as they were and simplified."""
    trails = [trail for trail in gbk.TRAILS if _vanishes(trail, following, kept)]
    marks = _written(gbk.character(lead, trail) for lead in LEADS for trail in trails)
    return tuple((mark, to_simplified(mark)) for mark in marks)


def _zones(kept: tuple[int, ...]) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    return tuple(zone for number, zone in enumerate(ZONES) if number not in kept)


@cache
def _vanishes(lead: int, trail: int, kept: tuple[int, ...]) -> bool:
    return any(_within(zone, lead, trail) for zone in _zones(kept))


def _within(zone: tuple[tuple[int, int], tuple[int, int]], lead: int, trail: int) -> bool:
    return zone[0][0] <= lead <= zone[0][1] and zone[1][0] <= trail <= zone[1][1]


def _written(marks: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(mark for mark in marks if mark and (mark in MARKS or is_common(mark)))
