"""Readings of characters, from pypinyin's table of single characters; loaded when damaged text first needs it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tasks.clean.restore import gbk
from tasks.clean.script import to_simplified

SYLLABLE = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ]{1,6}"
ANNOTATION = re.compile(rf"\(({SYLLABLE})[ 　]?\)|（({SYLLABLE})[ 　]?）")
TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")
LOOKALIKES = str.maketrans("ɑɡ", "ag")


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of one character, with tone marks (duì); empty where there is none."""
    from pypinyin.pinyin_dict import pinyin_dict

    found = pinyin_dict.get(ord(character)) if len(character) == 1 else None
    return frozenset(found.split(",")) if found else frozenset()


@cache
def reads(character: str, syllable: str) -> bool:
    """Whether ``syllable`` (with or without its tone) is a reading of ``character``."""
    known = readings(character)
    syllable = syllable.translate(LOOKALIKES)
    return syllable in known or toneless(syllable) in {toneless(reading) for reading in known}


@cache
def toneless(syllable: str) -> str:
    """The syllable without its tone mark; ü stays ü."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(TONES))


@cache
def annotated(lead: int, syllable: str) -> tuple[tuple[str, int], ...]:
    """Traditional characters that begin with byte ``lead`` and read ``syllable``, with their second byte."""
    found = tuple(
        (character, trail)
        for trail in gbk.TRAILS
        if (character := gbk.character(lead, trail))
        and reads(character, syllable)
        and to_simplified(character) != character
    )
    return tuple(entry for entry in found if syllable in readings(entry[0])) or found
