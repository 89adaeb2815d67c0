"""Width: half-width punctuation in Chinese prose becomes full-width; numbers and Latin keep theirs."""

from __future__ import annotations

import re

from tasks.clean.characters import WIDE
from tasks.clean.traced import Traced

CJK = "\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff5e“”‘’…—\U00020000-\U0003ffff"
MARKS = re.compile(rf"(?<=[{CJK}])[,;:?!]+|[,;:?!]+(?= ?[{CJK}])")
BRACKETS = re.compile(r"\(([^()\n]*)\)")
LONE_BRACKET = re.compile(rf"(?<=[{CJK}])[()]+|[()]+(?=[{CJK}])")
HAS_CJK = re.compile(rf"[{CJK}]")
HALF_MARK = re.compile(r"[,;:?!()]")
STOP = re.compile(r"(?<=[\u3400-\u9fff])(?<![一二三四五六七八九十])\.(?=\s*(?:$|[”’\n]))")
FULL_LATIN = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?")
NARROW = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)
}
# Look-alikes that no one means: the mathematical ratio for a colon, no-break and other odd spaces for a space.
ODD = re.compile("[\u2236\u00a0\u2002-\u200a\u202f\u205f\t]")
ODD_MARKS = {0x2236: "："} | dict.fromkeys((160, *range(8194, 8203), 8239, 8287, 9), " ")


def fold_width(line: Traced) -> Traced:
    """Fold the width of one line; one character stays one character."""
    text = line.text
    if HALF_MARK.search(text) and HAS_CJK.search(text):
        text = _widen_marks(text)
    if "." in text:
        text = STOP.sub("。", text)
    text = FULL_LATIN.sub(lambda match: match.group().translate(NARROW), text)
    return line.same(ODD.sub(lambda match: ODD_MARKS[ord(match.group())], text))


def _widen_marks(text: str) -> str:
    """Widen until nothing changes: a mark made wide makes its neighbour one that stands beside Chinese."""
    before = ""
    while before != text:
        before = text
        text = LONE_BRACKET.sub(_widen, BRACKETS.sub(_bracket, MARKS.sub(_widen, text)))
    return text


def _widen(match: re.Match[str]) -> str:
    return match.group().translate(WIDE)


def _bracket(match: re.Match[str]) -> str:
    """A pair of brackets is wide when Chinese stands in it, or on both sides of it."""
    text, start, end = match.string, match.start(), match.end()
    around = HAS_CJK.match(text[start - 1 : start]) or HAS_CJK.match(text[end : end + 1])
    return f"（{match.group(1)}）" if around or HAS_CJK.search(match.group(1)) else match.group()
