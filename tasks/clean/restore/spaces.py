"""Take out the spaces that a converter strewed over running text: now and then one stands within a word.

A space between words may be meant, and in a headline or a table it is; so spaces go only from lines of prose, and only
from a text in which several of them split a word of the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.clean.restore.lexicon import is_word
from tasks.clean.restore.mended import Mended
from tasks.clean.traced import Traced

HAN = "\u3400-\u9fff"
LONG = 20  # characters of a line of prose, which holds a comma or a stop outside brackets
INNER = re.compile(r"[，。；,;].")
ASIDE = re.compile(r"[（(【\[][^（）()【】\[\]\n]*[）)】\]]|[（(【\[]")  # names and credits keep their spaces
STRAY = re.compile(
    rf"(?<=[{HAN}])[ \u3000](?=[{HAN}，。；：！？、）”,;])|(?<=[，；、：（“,;])[ \u3000](?=[{HAN}\d])"
    r"|(?<=\d) (?=\d)"
)
SURE, SHARE, MOSTLY, APART = 2, 0.25, 0.5, 500
"""So many spaces must split a word: the first share of those between two characters where there is one in so many
characters, else the second, for writers set a few between the halves of a headline."""
SHOWN = 4


def take_out_spaces(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` without the spaces strewn over its prose; a number that they split is put together as uncertain."""
    if text.text.count(" ") + text.text.count("\u3000") < SURE:
        return text
    strewn = list(_strewn(text.text))
    between = [(text.text[at - 1] + text.text[at + 1]) for at in strewn if _is_between(text.text, at)]
    if len(between) < SURE:
        return text
    split = sum(map(is_word, between))
    dense = len(between) * APART >= len(text.text)
    if split < SURE or split < (SHARE if dense else MOSTLY) * len(between):
        return text
    for at in strewn:
        before = text.text[max(0, at - SHOWN) : at + SHOWN + 1].replace("\n", " ")
        digits = text.text[at - 1].isdigit() and text.text[at + 1].isdigit()
        mended.append(Mended("spacing", before, before.replace(text.text[at], ""), not digits, text.at(at)))
    return text.replace([(at, at + 1, "") for at in strewn])


def _strewn(text: str) -> Iterator[int]:
    """Where single spaces stand in lines of prose, outside brackets."""
    start = 0
    for line in text.split("\n"):
        if len(line) >= LONG and (" " in line or "\u3000" in line) and INNER.search(ASIDE.sub("", line)):
            aside = [match.span() for match in ASIDE.finditer(line)]
            for match in STRAY.finditer(line):
                if not any(low < match.start() < high for low, high in aside):
                    yield start + match.start()
        start += len(line) + 1


def _is_between(text: str, at: int) -> bool:
    return "\u3400" <= text[at - 1] <= "\u9fff" and "\u3400" <= text[at + 1] <= "\u9fff"
