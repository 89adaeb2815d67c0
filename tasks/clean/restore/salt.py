"""Take out what copying guards, spam and lost spaces left between the lines: none of it was ever text.

What was put in place of words (an advertisement in another script) leaves a mark, for nobody knows which words.
"""

from __future__ import annotations

import re

from tasks.clean.characters import HAN
from tasks.clean.restore.choices import UNKNOWN
from tasks.clean.restore.mended import Mended
from tasks.clean.traced import Traced

PROSE = r"[\u3400-\u9fff\u3001-\u3011\uff01-\uff1f“”‘’…—]"
# A no-break space that the table of the page did not hold is shown as a question mark: at the head of a line, in rows.
HEAD = re.compile(rf"^[ 　]*\?{{2,}}[ 　?]*(?={PROSE})", re.MULTILINE)
ROW = re.compile(r" ?\?(?: \?)+ ?|(?<=[\]】])\? |(?<=[A-Z\d])\? (?=\[)")
# Boards put rows of one or two random characters between the lines, so that copies of a text can be told.
JAM = re.compile(r"(?:(?<![!-~])|(?<=[,.;:!?]))(?:[!-~]{1,2} ){3,}[!-~]{0,2}(?![!-~])")
SYMBOL = re.compile(r"[!-/:-@\[-`{-~]")
ODD = re.compile(r"[&`~^|{}\[\]#$\\@'\"]")  # no formula is made of the others alone
LEAST_SYMBOLS, LONG = 3, 16
LEAST_GAPS = 4
RANDOM = re.compile(" [!-~]{1,2} [!-~]{1,2} ")
# Emoji, playing cards, alchemy: characters of a scraper that tells its copies by them.
# Figures in circles and arrows (\u2776 and after) are the writer's own.
PICTURES = r"[\U0001f000-\U0001faff\u2610-\u2775]+"
SALTED = re.compile(rf"(?<={PROSE}){PICTURES}(?={PROSE}|$)", re.MULTILINE)
LEAST_SALTED = 3
# An advertisement in Hangul or Thai, in the middle of a Chinese sentence.
FOREIGN = re.compile(
    rf"(?<={HAN.pattern})[\uac00-\ud7a3\u0e00-\u0e7f][\uac00-\ud7a3\u0e00-\u0e7f ]{{3,40}}(?={HAN.pattern})"
)
LEAST_FOREIGN = 2
OTHER = re.compile("[\U0001f000-\U0001faff\uac00-\ud7a3\u0e00-\u0e7f]")
# What three bytes for a lost character become when they are read as GBK, two lost ones at a time.
LOST_MARKS = ("锟斤", "锟絓", "烫烫", "屯屯")
LOST = re.compile("(?:锟斤拷|锟斤|锟絓)+|[烫屯]{4,}")


def take_out_salt(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` without rows of random characters, pictures between its characters and question marks for spaces."""
    if "?" in text.text:
        text = _out(text, HEAD, "lost_space", "", mended)
        text = _out(text, ROW, "lost_space", " ", mended)
    if text.text.count(" ") >= LEAST_GAPS and RANDOM.search(text.text):
        text = _jammed(text, mended)
    if any(mark in text.text for mark in LOST_MARKS):
        text = _out(text, LOST, "lost", UNKNOWN, mended)
    if not OTHER.search(text.text):
        return text
    if len(SALTED.findall(text.text)) >= LEAST_SALTED:
        text = _out(text, SALTED, "inserted_symbol", "", mended)
    if len(FOREIGN.findall(text.text)) >= LEAST_FOREIGN:
        text = _out(text, FOREIGN, "inserted_advertisement", UNKNOWN, mended)
    return text


def _out(text: Traced, pattern: re.Pattern[str], kind: str, after: str, mended: list[Mended]) -> Traced:
    def new(match: re.Match[str]) -> str:
        mended.append(Mended(kind, match.group(), after, after != UNKNOWN, text.at(match.start())))
        return after

    return text.sub(pattern, new)


def _jammed(text: Traced, mended: list[Mended]) -> Traced:
    spans = [(match.start(), match.end(), "") for match in JAM.finditer(text.text) if _is_jam(match.group())]
    if len(spans) < 2 and not any(end - start > LONG for start, end, _ in spans):
        return text
    for start, end, _ in spans:
        mended.append(Mended("inserted_letters", text.text[start:end], "", True, text.at(start)))
    return text.replace(spans)


def _is_jam(text: str) -> bool:
    return len(set(SYMBOL.findall(text))) >= LEAST_SYMBOLS and ODD.search(text) is not None
