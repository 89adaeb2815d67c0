"""How headings and dates are recognised by their text, in any document."""

from __future__ import annotations

import re

from tasks.render.fonts import FontRole

HEADING_LENGTH = 40
"""A longer paragraph that begins like a heading is text with a heading run in."""
HEADINGS: tuple[tuple[str, re.Pattern[str], FontRole], ...] = (
    ("一级标题", re.compile(r"[一二三四五六七八九十]{1,3}、"), "heading"),
    ("二级标题", re.compile(r"（[一二三四五六七八九十]{1,3}）"), "kai"),
)
"""Name, how its text begins, and the face GB/T 9704 (7.3.3) gives it."""
PADDED_DATE = re.compile(r"\d{4}年(?:0\d月|\d{1,2}月0\d日)")
"""A date with a zero before the month or the day, which 7.3.5 rules out."""
