"""How numbers, dates and short labels are written in a Word briefing."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.models import Issue, Role, Topic

DIGITS = "零一二三四五六七八九"
UNKNOWN = "来源文本未载明"
TO_BE_SET = "〔待定〕"
SENTENCE_ENDS = tuple("。！？…”』）；")

SHORT_TOPIC = {
    Topic.STRATEGY: "战略",
    Topic.INDUSTRY: "产业",
    Topic.SCIENCE: "科技",
    Topic.OPENING: "开放",
    Topic.REFORM: "改革",
    Topic.CITY: "城建",
    Topic.COUNTRYSIDE: "乡村",
    Topic.CULTURE: "文旅",
    Topic.ECOLOGY: "生态",
    Topic.LIVELIHOOD: "民生",
    Topic.GOVERNANCE: "治理",
    Topic.TALENT: "人才",
}
SHORT_ROLE = {Role.EXPERIENCE: "经", Role.GAP: "差", Role.MEASURE: "举"}


def chinese_number(number: int) -> str:
    """1–99 in Chinese as headings count: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


def heading_number(level: int, number: int) -> str:
    """The number a heading's text carries: 一、 （一） 1. （1）."""
    forms = {1: f"{chinese_number(number)}、", 2: f"（{chinese_number(number)}）", 3: f"{number}."}
    return forms.get(level, f"（{number}）")


def chinese_date(date: str) -> str:
    """2026-11-02 as 2026年11月2日, without zero padding (GB/T 9704)."""
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def issue_label(issue: Issue) -> str:
    """第3期（总第15期)."""
    return f"第{issue.number}期" + (f"（总第{issue.total}期）" if issue.total else "")


def source_mark(number: int) -> str:
    """The mark of a source: ［4］."""
    return f"［{number}］"


def source_marks(numbers: Iterable[int]) -> str:
    """The marks of several sources, one after the other."""
    return "".join(source_mark(number) for number in numbers)


def sentence(text: str) -> str:
    """The text with its full stop."""
    return text if not text or text.endswith(SENTENCE_ENDS) else f"{text}。"
