"""Readings of characters, from pypinyin's table of single characters; loaded when damaged text first needs it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SYLLABLE = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêḗ]{1,6}"
TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of one character, with tone marks (duì); empty where there is none."""
    from pypinyin.pinyin_dict import pinyin_dict

    found = pinyin_dict.get(ord(character)) if len(character) == 1 else None
    return frozenset(found.split(",")) if found else frozenset()


@cache
def reads(character: str, syllable: str) -> bool:
    """Whether ``syllable`` (with or without its tone) is a reading of ``character``."""
    return syllable in readings(character) or toneless(syllable) in {toneless(known) for known in readings(character)}


@cache
def toneless(syllable: str) -> str:
    """The syllable without its tone mark; ü stays ü."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(TONES))


ANNOTATION = re.compile(rf"\(({SYLLABLE})\)|（({SYLLABLE})）")
