"""How headings are numbered and sources marked in a Word briefing; the rest is worded as in the printed templates."""

from __future__ import annotations

from tasks.models import Issue
from tasks.render.templates import chinese_number

NOT_COVERED = "本期来源未涉及"


def heading_number(level: int, number: int) -> str:
    """The number a heading's text carries, by level from 1: 一、 （一） 1． （1）."""
    if level > 2:
        return f"{number}．" if level == 3 else f"（{number}）"
    return f"{chinese_number(number)}、" if level == 1 else f"（{chinese_number(number)}）"


def issue_label(issue: Issue) -> str:
    """第3期（总第15期）; without a total only 第3期."""
    return f"第{issue.number}期" + (f"（总第{issue.total}期）" if issue.total else "")


def source_mark(number: int) -> str:
    """The mark of a source: ［4］."""
    return f"［{number}］"
