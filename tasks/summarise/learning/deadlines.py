"""Deadlines as texts set them (年内, 2027年底前, 三年内), and the last day that each can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from tasks.knowledge import reader
from tasks.numerals import whole_number
from tasks.summarise.learning.matters import DATA
from tasks.summarise.lexicon import Lexicon
from tasks.summarise.tense import looks_ahead, tense_lexicon

_PLAN_ENDS = {"十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_DECEMBER = 12
_NEXT = "明"
_LONG_AGO = 6
"""Years; what was due before is told as the age of something (2000年前建成的小区)."""
_CLAUSE_ENDS = "，；。！？"
_CLAUSE = re.compile(f"[{_CLAUSE_ENDS}]")
_BY_THEN = re.compile("^(?:到|至|力争|确保)|[底末前内]$")


class RollingLexicon(Lexicon):
    """The patterns of ``rolling.yaml``."""

    titles: re.Pattern[str]
    deadline: tuple[re.Pattern[str], ...]
    unit: re.Pattern[str]
    task: re.Pattern[str]
    done: re.Pattern[str]
    works: re.Pattern[str]
    undone: re.Pattern[str]


rolling_lexicon = reader(DATA / "rolling.yaml", RollingLexicon)


@dataclass(frozen=True)
class Deadline:
    """``said`` are the text's words; ``due`` the last day they can mean (ISO), empty where the source has no date."""

    said: str
    due: str


def deadline_in(text: str, published: str | None, told: str) -> Deadline | None:
    """The deadline of a text: the first that says by when (到2027年, 年底前), else the first time named; null for none.

    ``published`` is the source's date, from which 今年 and 三年内 are counted; ``told`` (the source's date, else the
    issue's) tells a year to come from one that is past: a past year is no deadline unless the words set one (到…年).
    """
    bare = rolling_lexicon().titles.sub(lambda title: "□" * len(title.group()), text)
    found = (
        (match.start(), match)
        for pattern in rolling_lexicon().deadline
        for match in pattern.finditer(bare)
        if _is_set(match, told) and _is_to_come(match)
    )
    first = min(found, key=lambda pair: (not _BY_THEN.search(pair[1].group()), pair[0]), default=None)
    return Deadline(first[1].group(), _due(first[1], published)) if first else None


def _is_set(match: re.Match[str], told: str) -> bool:
    year = match.groupdict().get("year")
    if year is None or int(year) >= int(told[:4]):
        return True
    return int(year) >= int(told[:4]) - _LONG_AGO and bool(_BY_THEN.search(match.group()))


def _is_to_come(match: re.Match[str]) -> bool:
    """Whether a time is one by which, or in which, something is to be done, not one of what was done (上半年引进了……).

    A half-year or a quarter by itself is a deadline only beside a word that looks ahead.
    """
    said = match.groupdict()
    if _BY_THEN.search(match.group()):
        return True
    start = max(match.string.rfind(mark, 0, match.start()) for mark in _CLAUSE_ENDS) + 1
    clause = _CLAUSE.split(match.string[start:], 1)[0]
    if looks_ahead(clause):
        return True
    dated = any(said.get(name) for name in ("year", "relative", "plan", "years"))
    return dated and not tense_lexicon().past.search(clause)


def _due(match: re.Match[str], published: str | None) -> str:
    said = {name: words for name, words in match.groupdict().items() if words}
    year = _year(said, published)
    if year is None:
        return ""
    month = _month(said)
    return f"{year}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _year(said: dict[str, str], published: str | None) -> int | None:
    if "year" in said:
        return int(said["year"])
    if "plan" in said:
        return _PLAN_ENDS[said["plan"]]
    if published is None:
        return None
    now = int(published[:4])
    if "years" in said:
        return now + whole_number(said["years"])
    return now + (said.get("relative") == _NEXT)


def _month(said: dict[str, str]) -> int:
    """The last month meant."""
    if "month" in said:
        return min(int(said["month"]), _DECEMBER)
    if "quarter" in said:
        return 3 * ("一二三四".find(said["quarter"]) + 1 or int(said["quarter"]))
    return 6 if said.get("half") == "上" else _DECEMBER
