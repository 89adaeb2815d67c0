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


# A calendar leaf: the day in large figures, year and month beneath or above it in an element of their own.
LEAF_DAY = re.compile(r"0?([1-9]|[12]\d|3[01])日?")
LEAF_MONTH = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])月?")


def join_leaf(first: str, second: str) -> str | None:
    """21 and 2024年02月, in either order, as one date; None where two lines are no calendar leaf."""
    for day, month in ((first, second), (second, first)):
        days, months = LEAF_DAY.fullmatch(day), LEAF_MONTH.fullmatch(month)
        if days and months:
            return calendar(int(months[1]), int(months[2]), int(days[1]))
    return None


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
