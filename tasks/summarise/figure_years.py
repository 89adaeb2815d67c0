"""Of which year a figure is: as its clause or the frame of its sentence says, or as the section it stands in is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.models import Paragraph
from tasks.summarise.figure_names import changed
from tasks.summarise.figures import Figure, figure_lexicon
from tasks.summarise.lexicon import condense_lexicon

_YEAR = re.compile(r"(?<!比)(?<!较)(?<!自)(?<!相比)((?:19|20)\d\d)年(?!以来|为基数|相比)")
_SPAN = re.compile(r"((?:19|20)\d\d)年?[至到—\-～]((?:19|20)\d\d)年")
_OWN = re.compile(r"[从由自]((?:19|20)\d\d)年[^，。；]*$")
_PLANNED = re.compile(r"(20\d\d)年.{0,8}(?:工作|目标|安排|任务|计划|打算)")
_REVIEWED = re.compile(
    r"(20\d\d)年(?:[^，。]{0,6}(?:工作|经济社会发展))?[^，。]{0,4}(?:回顾|总结|成效|成绩|成果)|(?:回顾|总结)(20\d\d)年"
)
_DAY = re.compile(r"\d{1,2}月(?![底末])")
_HEADING, _NEAR = 30, 3


@dataclass(frozen=True)
class Years:
    """The years that the headings above a paragraph set the work for and look back on, where they name any."""

    planned: int | None = None
    reviewed: int | None = None

    def under(self, paragraph: Paragraph) -> Years:
        """The years that hold from this paragraph on; a heading of another time ends the review."""
        planned = _year_of(_PLANNED, paragraph) or self.planned
        if paragraph.kind != "heading":
            return Years(planned, self.reviewed)
        told = _year_of(_REVIEWED, paragraph)
        ends = re.search(r"20\d\d年|今后|下一步|明年|未来|目标|任务|打算|计划|问题", paragraph.text)
        return Years(planned, told or (None if ends else self.reviewed))


def years_of(
    text: str, clause: tuple[int, int], batch: Sequence[Figure], published: str | None, fallback: int | None
) -> list[int | None]:
    """The year of each figure: told in its clause, carried from earlier in its sentence, or the section's own.

    Of two figures of one thing (由A增加到B) the earlier has only a year of its own; a span that opens the sentence
    gives both theirs (从2001年到2007年，…由A增加到B).
    """
    opening = max(text.rfind(mark, 0, clause[0]) for mark in "。！？；") + 1
    if batch[0].said.startswith(tuple(figure_lexicon().runs)):
        opening = clause[0]  # 2024年…，连续8年位居前列: what lasts is of no one year
    risen = changed(text, batch)
    series = list(_SPAN.finditer(text[opening : batch[0].start]))
    if series:
        first, last = (int(year) for year in series[-1].groups())
        if risen and len(batch) == 2:
            return [first, last]
        if last - first + 1 == len(batch):
            return list(range(first, last + 1))
    return [
        _own(text[clause[0] : figure.start])
        if index + 1 in risen
        else _year(text[opening : figure.start], clause[0] - opening, published, fallback)
        for index, figure in enumerate(batch)
    ]


def _own(before: str) -> int | None:
    """The year of the earlier of two figures: 由|2015年的3114元|增至近4万元."""
    told = _OWN.search(before)
    return int(told.group(1)) if told else None


def _year(before: str, clause: int, published: str | None, fallback: int | None) -> int | None:
    """The year told last before a figure in its sentence; ``clause`` is where the figure's own clause begins in it."""
    shifts = condense_lexicon().relative_years
    told = max(_YEAR.finditer(before), key=lambda match: match.start(), default=None)
    if told is not None and re.search("[由从]$", before[: told.start()]) and figure_lexicon().levels.search(before):
        told = None  # 由2015年的3114元增至|近4万元: the year is the first figure's
    relative = max((before.rfind(word), word) for word in shifts)
    if told is not None and told.start() > relative[0]:
        return int(told.group(1)) if _reaches(before, told.end(), clause) else fallback
    if relative[0] >= 0:
        return int(published[:4]) + shifts[relative[1]] if published else None
    return fallback


def _reaches(before: str, at: int, clause: int) -> bool:
    """Whether a year holds for a clause behind its own: the day of one event does not for a whole sentence."""
    return at > clause or not _DAY.match(before, at) or before.count("，", at, clause) <= _NEAR


def _year_of(pattern: re.Pattern[str], paragraph: Paragraph) -> int | None:
    """The year that a heading names in a way (2026年主要工作, 2023年工作回顾), if it does."""
    found = pattern.search(paragraph.text) if len(paragraph.text) <= _HEADING else None
    return int(next(filter(None, found.groups()))) if found else None
