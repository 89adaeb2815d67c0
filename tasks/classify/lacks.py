"""What only looks like a shortcoming of today, a lack that is told among results, and a result told as a measure.

A shortcoming that is looked for or mended, an exhortation, an announcement whose contents follow, and a lack of long
ago are no 差距; 缺乏…… and 同比减少…… are no 经验; what was reached in a year gone by is no 举措.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tasks.classify.lines import Line
from tasks.knowledge import reader
from tasks.models import Article, Role

_words = reader(Path(__file__).with_suffix(".yaml"), dict[str, re.Pattern[str]])
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
LONG_AGO = 15
"""Years after which a shortcoming is history."""
_STOPS, _HEAD = re.compile("[。！？：“\n]"), 4
_FOLLOWS = 250
"""Characters within which the shortcomings stand that an announcement promises."""


def no_lacks(lines: Sequence[Line], article: Article) -> Iterator[int]:
    """The numbers of the clauses held for 差距, or for 经验 in adverse words, that tell no shortcoming of today."""
    long_ago = _written(article) - LONG_AGO
    for _, group in groupby(lines, key=lambda line: (line.clause.paragraph_id, line.start)):
        gaps = [line for line in group if line.clause.role is Role.GAP]
        if gaps and _only_sought(gaps):
            yield from (line.number for line in gaps)
    for line in lines:
        gap = line.clause.role is Role.GAP
        past = (gap or _is_dismal(line)) and _is_long_ago(line, long_ago)
        if past or (gap and (_exhorts(line) or _announces(line, lines))):
            yield line.number


def told_lacks(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of the clauses held for 经验 that plainly tell a lack."""
    words = _words()
    for line in lines:
        found = words["lacks"].search(line.words) if line.clause.role is Role.EXPERIENCE else None
        if found and not words["no_lack"].search(line.words) and _is_of_more(line, found.group()):
            yield line.number


def finished(lines: Sequence[Line], article: Article) -> Iterator[int]:
    """The numbers of the clauses held for 举措 that tell what was reached in a year gone by."""
    words, written = _words(), _written(article)
    for line in lines:
        if line.clause.role is not Role.MEASURE or not words["reached"].search(line.words):
            continue
        years = [int(year) for year in _YEAR.findall(line.before + line.words)]
        if years and max(years) < written and not words["ahead"].search(line.sentence):
            yield line.number


def _written(article: Article) -> int:
    """The year of a text: of its date, or, in a reprint, the year after the latest that it names."""
    named = [int(year) for paragraph in article.paragraphs for year in _YEAR.findall(paragraph.text)]
    dated = int(article.published[:4]) if article.published else 0
    last = max(named, default=0) + 1
    return min(dated, last) if dated and named else dated or last


def _is_of_more(line: Line, words: str) -> bool:
    """Whether less of it is a loss, where words say by how much it fell (生产总值3.9亿元，同比减少28.9%)."""
    return not words[-1].isdigit() or bool(_words()["of_more"].search(line.before + words))


def _only_sought(gaps: Sequence[Line]) -> bool:
    words = _words()
    if not any(words["sought"].search(line.words) for line in gaps):
        return False
    return not any(words["still_lacks"].search(words["sought"].sub("", line.words)) for line in gaps)


def _exhorts(line: Line) -> bool:
    return bool(_words()["exhorts"].search(line.words))


def _announces(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the clause only says that there are problems, and these follow."""
    if not _words()["announces"].search(line.words):
        return False
    return any(
        other.clause.role is Role.GAP
        and other.clause.paragraph_id == line.clause.paragraph_id
        and line.clause.end <= other.clause.start <= line.clause.end + _FOLLOWS
        for other in lines[line.number + 1 : line.number + 12]
    )


def _is_long_ago(line: Line, year: int) -> bool:
    """Whether the last word of time before the clause's end is of a time long past, and rules it.

    It does in its own sentence; at the head of an earlier one it rules the rest of the paragraph.
    """
    words, text = _words(), line.text[: line.clause.end]
    if words["today"].search(line.sentence):
        return False
    times = words["years_past"].finditer(text)
    ruling = [match for match in times if match.start() >= line.start or _opens(text, match)]
    present = max((match.start() for match in words["today"].finditer(text)), default=-1)
    if not ruling or ruling[-1].start() < present:
        return False
    return ruling[-1]["year"] is None or int(ruling[-1]["year"]) <= year


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether words stand at the head of their sentence."""
    return len(_STOPS.split(text[: match.start()])[-1]) <= _HEAD


def _is_dismal(line: Line) -> bool:
    """Whether a clause held for 经验 paints a bad past."""
    return line.clause.role is Role.EXPERIENCE and bool(_words()["dismal"].search(line.words))
