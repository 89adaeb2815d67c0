"""The digital edition of a newspaper: its pages say the day and the paper once, far above the article."""

from __future__ import annotations

import re

from tasks.clean.dates import DATE_LINE, find_date
from tasks.clean.page.lines import Line

# What only the frame of such a page shows: 第A01版：要闻, 版面导航, 标题导航, 数字报.
FRAME = re.compile(r"第\s*[A-Z]?\d{1,3}\s*版|版面(?:导航|概览|目录|列表)|标题导航|数字报|电子[版报]|[上下]一版")
NAME = re.compile(r"[\u4e00-\u9fff]{2,10}报")
OWNER = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,10}报)社?\s*(?:出版|版权所有)")
FRAMES = 2  # signs of a frame, for one word may stand in any menu


def is_edition(lines: list[Line]) -> bool:
    """Whether the page shows an article in the frame of a newspaper's edition."""
    return len({match.group() for line in lines if (match := FRAME.search(line.text))}) >= FRAMES


def edition_date(above: list[Line]) -> str | None:
    """The day in the frame above the headline, the nearest one."""
    dated = (find_date(line.text) for line in reversed(above) if DATE_LINE.match(line.text))
    return next((date for date in dated if date), None)


def paper(window: list[str], lines: list[Line]) -> str | None:
    """The paper's name: part of the window's title, or who owns the page."""
    named = next((part for part in window if NAME.fullmatch(part)), None)
    owned = (match["name"] for line in lines if (match := OWNER.match(line.text)))
    return named or next(owned, None)
