"""Take out what was put between the characters: invisible characters, escapes, addresses, stars, spaces."""

from __future__ import annotations

import html
import re

from tasks.clean.characters import HAN
from tasks.clean.restore.lexicon import is_word
from tasks.clean.restore.mended import Mended
from tasks.clean.traced import Traced

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]+")
NAMED = "nbsp|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|ensp|emsp|bull"  # what Chinese pages write by name
HALF = re.compile(rf"(?:{NAMED});")
ENTITY = re.compile(
    r"&(?:amp;)*(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,10}\d?);|<U\+[0-9A-F]{4,5}>"
    rf"|&(?:{NAMED})(?![A-Za-z;])|(?<![A-Za-z&])(?:{NAMED});"  # half an entity
)
ADDRESS = re.compile(rf"(?<={HAN.pattern})(?:https?://|www\.)[A-Za-z0-9./_-]{{4,60}}(?={HAN.pattern})")
STAR = re.compile(rf"(?<={HAN.pattern})\*(?={HAN.pattern})")
STARS = re.compile(rf"(?<={HAN.pattern})(?:\*{{1,4}}|[xX×]{{2,4}})(?={HAN.pattern})")
CJK = r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’—…·]"
SPACED = re.compile(rf"(?<={HAN.pattern})[ \u3000](?={HAN.pattern})")
BESIDE = re.compile(rf"(?<={CJK})[ \u3000](?![ \u3000])|(?<![ \u3000])[ \u3000](?={CJK})")
REPLACED = re.compile("\ufffd+")
# Question marks in a row with the text going on: a converter puts them for bytes it cannot read, where nobody asks.
UNASKED = re.compile(r"[?？]{2,}(?=[A-Za-z\u3400-\u9fff])")
ASKED = re.compile("[吗呢么吧嘛谁哪何几怎岂]|什么|多少|是否|难道|是不是|[有能会要可]没?不?[有能会要]|为啥|咋|凭啥")
STOP = re.compile(r"[。！\n]")
SENTENCE = 80  # characters before them in which the question would be asked
# A comma that some mirrors put before every other mark; one by itself is a slip of the writer.
DOUBLED = re.compile(r"[,，](?=[,，、。；：！？;:]|[!?？]{2})")
LEAST_DOUBLED = 3
WIDE_GAP = re.compile(r"[ \u3000]{2,}")
# A segmented text has a space every word or two; prose has one in a headline.
SEGMENTED = 0.15
LEAST_SPACES = 8
TRIGGERS = (
    "&",
    "<U+",
    "http",
    "www.",
    "*",
    "xx",
    "XX",
    "××",
    "\ufffd",
    "??",
    "？？",
)  # looked for first: it costs next to nothing


def take_out_noise(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` without what was salted into it; what stands for lost characters stays and is marked."""
    if _is_salted(text.text):
        text = _replace(text, ENTITY, "entity", mended)
        text = _replace(text, INVISIBLE, "invisible", mended)
        text = _replace(text, ADDRESS, "inserted_address", mended)
        text = _stars(text, mended)
        _mark_lost(text, mended)
    return _segmented(text, mended)


def _is_salted(text: str) -> bool:
    marked = any(mark in text for mark in TRIGGERS) or INVISIBLE.search(text) is not None
    return marked or (";" in text and HALF.search(text) is not None)


def take_out_commas(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` without the commas that were put before its marks, where there are several of them."""
    if len(DOUBLED.findall(text.text)) < LEAST_DOUBLED:
        return text
    return _replace(text, DOUBLED, "inserted_comma", mended)


def _replace(text: Traced, pattern: re.Pattern[str], kind: str, mended: list[Mended]) -> Traced:
    def new(match: re.Match[str]) -> str | None:
        after = _unescape(match.group()) if kind == "entity" else ""
        if after == match.group():
            return None
        mended.append(Mended(kind, match.group(), after, True, text.at(match.start())))
        return after

    return text.sub(pattern, new)


def _unescape(entity: str) -> str:
    """What an entity stands for, escaped once or several times; a space for &nbsp;."""
    if entity.startswith("<"):  # as R prints what its locale cannot show
        return chr(int(entity[3:-1], 16))
    entity = entity if entity.startswith("&") else f"&{entity}"
    entity = entity if entity.endswith(";") else f"{entity};"
    for _ in range(4):
        entity = html.unescape(entity)
    return " " if entity == "\u00a0" else entity


def _stars(text: Traced, mended: list[Mended]) -> Traced:
    """A star inside a word is salt; one that stands for a character is left, for nobody knows which."""

    def new(match: re.Match[str]) -> str | None:
        around = text.text[match.start() - 1] + text.text[match.end()]
        if not is_word(around):
            return None
        mended.append(Mended("inserted_star", match.group(), "", True, text.at(match.start())))
        return ""

    return text.sub(STAR, new) if STAR.search(text.text) else text


def _asks(text: str, end: int) -> bool:
    """Whether the sentence that ends here asks something."""
    return ASKED.search(STOP.split(text[max(0, end - SENTENCE) : end])[-1]) is not None


def _mark_lost(text: Traced, mended: list[Mended]) -> None:
    for pattern in (STARS, REPLACED, UNASKED):
        for match in pattern.finditer(text.text):
            if pattern is UNASKED and _asks(text.text, match.start()):
                continue
            shown = text.text[max(0, match.start() - 4) : match.end() + 4].replace("\n", " ")
            mended.append(Mended("lost", shown, shown, False, text.at(match.start())))


def _segmented(text: Traced, mended: list[Mended]) -> Traced:
    """A text cut into words by spaces is put together again."""
    spaces = text.text.count(" ") + text.text.count("\u3000")
    if spaces < LEAST_SPACES:
        return text
    between = len(SPACED.findall(text.text))
    if between < LEAST_SPACES or between < SEGMENTED * len(text.text) / 4:  # sooner known; a quarter is Chinese
        return text
    if between < SEGMENTED * len(HAN.findall(text.text)):
        return text
    mended.append(Mended("spacing", "词间空格", "已合并", True, text.at(0)))
    return text.sub(BESIDE, "").sub(WIDE_GAP, " ")
