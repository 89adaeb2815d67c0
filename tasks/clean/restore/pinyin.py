"""Take away injected pinyin, 產(chǎn), where it is a reading of the character before it."""

from __future__ import annotations

from tasks.clean.restore import gbk
from tasks.clean.restore.mended import Mended
from tasks.clean.restore.readings import ANNOTATION, reads
from tasks.clean.traced import Span, Traced


def strip_pinyin(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` without annotations; acronyms and real brackets stay, for they are no reading."""
    spans: list[Span] = []
    for match in ANNOTATION.finditer(text.text, 1):
        start = match.start()
        character = text.text[start - 1]
        syllable = match.group(1) or match.group(2)
        if reads(character, syllable) or _reads_across(text.text[start - 2 : start], syllable):
            spans.append((start, match.end(), ""))
            mended.append(Mended("pinyin", character + match.group(), character, True, text.at(start - 1)))
    return text.replace(spans)


def _reads_across(two: str, syllable: str) -> bool:
    """到I(chù): the second byte of 到 and the letter are a character of the converter's table."""
    if len(two) < 2 or not two[1].isascii():
        return False
    before = gbk.pair(two[0])
    found = gbk.character(before[1], ord(two[1])) if before else None
    return found is not None and reads(found, syllable)
