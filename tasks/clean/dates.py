"""Dates in the spellings of Chinese pages, as YYYY-MM-DD."""

from __future__ import annotations

import datetime
import re

DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
NUMERIC = r"(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>1[0-2]|0?[1-9])\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?日?"
SPOKEN = (
    r"(?P<cy>[一二][〇○零一二三四五六七八九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月"
    r"(?P<cd>[一二三四五六七八九十]{1,3})日"
)
DATE = re.compile(rf"(?<!\d)(?:{NUMERIC}|{SPOKEN})")
CLOCK = r"\s*T?\s*\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}秒?|分)?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
WEEKDAY = r"(?:\s*(?:星期|周)[一二三四五六日天])?"
DATE_LINE = re.compile(rf"(?:{NUMERIC}|{SPOKEN}){WEEKDAY}(?:{CLOCK})?")


def find_date(text: str) -> str | None:
    """The first date in ``text`` that exists in the calendar."""
    for match in DATE.finditer(text):
        found = _read(match)
        if found:
            return found
    return None


def _read(match: re.Match[str]) -> str | None:
    if match["y"]:
        return calendar(int(match["y"]), int(match["m"]), int(match["d"]))
    return calendar(int(match["cy"].translate(DIGITS)), spoken(match["cm"]), spoken(match["cd"]))


def spoken(number: str) -> int:
    """A number up to 99 as 十, 二十一 or 〇 spell it."""
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return int(number.translate(DIGITS))
    return (int(tens.translate(DIGITS)) if tens else 1) * 10 + (int(ones.translate(DIGITS)) if ones else 0)


def calendar(year: int, month: int, day: int) -> str | None:
    """The date in ISO form, None when there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
