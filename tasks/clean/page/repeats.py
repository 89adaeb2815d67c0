"""What repeats on a page: comments, and lists of other articles with their first sentences.

Their containers have any name, but every item has the same shape: more than one line, one of them a name with a clock
time, a row of buttons (回复 赞 举报), a linked headline or, at the end, a date. Paragraphs of a text have none of it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from tasks.clean.dates import DATE_LINE
from tasks.clean.page.lines import Line

COMMA = re.compile(r"[，。；！？：、,;]")
STUCK = re.compile(r"20\d\d-\d\d-\d\d\d\d:\d\d")  # a date and a time in two elements without a space
CLOCK = re.compile(r"(?<![\d:：])\d{1,2}[:：]\d{2}(?!\d)|\d+\s*(?:秒|分钟|小时|天|周|个月)前")
BUTTON = re.compile(
    r"(?<![\u4e00-\u9fff])(?:回复|举报|点赞|赞|顶|踩|引用|投诉|支持|反对)\s*(?:[\[（(]\s*\d+\s*[\]）)]|\d+|(?![\u4e00-\u9fff]))"
)
DAY = re.compile(r"[\[（(·\s]*(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d\d-\d\d|\d{1,2}月\d{1,2}日)[\]）)\s]*")
SHORT_LINE = 40  # characters
HEADLINE = 8
LINKED = 0.8
FEWEST, LONGEST = 4, 10  # items in a list, lines in an item
SURE = 0.7  # of the items bear a mark
BEFORE = 40  # characters of prose before the first item: the text itself
NEAR = 4  # lines between the marks of two comments without a container


def repeated(lines: list[Line]) -> set[int]:
    """The lines of comments and of lists of other articles."""
    prose = _prose_before(lines)
    found = digests(lines)
    for items in _groups(lines):
        if prose[items[0][0].index] >= BEFORE and _is_list(items):
            found.update(line.index for item in items for line in item)
    for first, last in _runs(lines):
        if prose[first] >= BEFORE:
            found.update(range(first, last + 1))
    return found


def _prose_before(lines: list[Line]) -> list[int]:
    """For each line the characters of prose before it."""
    sums = [0]
    for line in lines:
        sums.append(sums[-1] + (len(line.text) if line.link_share < LINKED and COMMA.search(line.text) else 0))
    return sums


def _groups(lines: list[Line]) -> list[list[list[Line]]]:
    """Elements of one name and one parent that hold several lines each, with these lines."""
    held: dict[etree._Element, list[Line]] = {}
    for line in lines:
        for element in (line.element, *line.element.iterancestors()):
            held.setdefault(element, []).append(line)
    groups: dict[tuple[etree._Element, object], list[list[Line]]] = {}
    for element, own in held.items():
        parent = element.getparent()
        if parent is not None and 1 < len(own) <= LONGEST:
            groups.setdefault((parent, element.tag), []).append(own)
    return [items for items in groups.values() if len(items) >= FEWEST]


def _is_list(items: list[list[Line]]) -> bool:
    marked = [item for item in items if _is_marked(item)]
    told = [item for item in marked if any(COMMA.search(line.text) and not _is_mark(line) for line in item)]
    return len(told) >= FEWEST and len(marked) >= SURE * len(items)


def _is_marked(item: list[Line]) -> bool:
    """Whether a line of an item is no sentence but what comments and lists show beside one."""
    return any(_is_mark(line) for line in item) or DAY.fullmatch(item[-1].text) is not None


def _is_mark(line: Line) -> bool:
    if len(line.text) > SHORT_LINE:
        return False
    headline = line.link_share >= LINKED and len(line.text) >= HEADLINE
    return headline or bool(CLOCK.search(line.text) or BUTTON.search(line.text))


def _runs(lines: list[Line]) -> list[tuple[int, int]]:
    """Runs of comments that stand one after the other without containers: from the first row of buttons to the last.

    What follows the last row as closely as the rows follow each other belongs to it.
    """
    rows = [line.index for line in lines if _is_row(line)]
    runs: list[list[int]] = [rows[:1]] if rows else []
    for one, other in pairwise(rows):
        if other - one <= NEAR:
            runs[-1].append(other)
        else:
            runs.append([other])
    long = [run for run in runs if len(run) >= FEWEST - 1]
    return [(run[0], min(run[-1] + run[-1] - run[-2], len(lines)) - 1) for run in long]


def _is_row(line: Line) -> bool:
    """Whether a line is a row of buttons: two of them, or one with a time."""
    buttons = len(BUTTON.findall(line.text)) if len(line.text) <= SHORT_LINE else 0
    return buttons > 1 or (buttons > 0 and CLOCK.search(line.text) is not None)


def digests(lines: list[Line]) -> set[int]:
    """The lines of lists of other articles: headline, beginning and date, several times over."""
    found: set[int] = set()
    run: list[int] = []
    index = 0
    while index < len(lines):
        if _is_digest(lines[index : index + 3]):
            run += range(index, index + 3)
            index += 3
            continue
        found.update(run if len(run) >= 3 * (FEWEST - 1) else ())
        run, index = [], index + 1
    return found | set(run if len(run) >= 3 * (FEWEST - 1) else ())


def _is_digest(lines: list[Line]) -> bool:
    if len(lines) < 3 or lines[0].text[-1] in "。；，、：" or not COMMA.search(lines[1].text):
        return False
    dated = DATE_LINE.fullmatch(lines[2].text) or STUCK.fullmatch(lines[2].text)
    return dated is not None and len(lines[1].text) > len(lines[0].text)
