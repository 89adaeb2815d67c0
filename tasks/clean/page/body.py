"""Find the lines of the article among the lines of a page.

Every line is worth its characters when it is prose, and costs something when it is links or stands in a comment, a
menu or a list of other articles. The article is the element whose lines are worth most together (a maximum subtree
sum): an ancestor that adds only menus is worth less, one that adds more of the article is worth more, however short
the article and however long the menus.
"""

from __future__ import annotations

import re

from lxml import etree

from tasks.clean.page.habits import habits, said
from tasks.clean.page.lines import Line
from tasks.clean.patterns import LONGEST, line_kinds

MARKS = re.compile(r"[，。；！？：、,;]")
HAN = re.compile(r"[\u3400-\u9fff]")
LINKED = 0.5
SHORT = 12
# What a line of links costs, besides its length: a menu of single words must weigh something too.
LINK_COST = 10
SHORT_COST = 3
NOISE_TAGS = frozenset(("nav", "footer", "aside"))
# An element with a noisy name that holds most of the page's prose is the article all the same (class="side-content").
MOST = 0.6
COMMENTS = frozenset(("comment", "comments", "comm", "cmt", "pinglun", "gentie", "tie", "reply", "replies", "respond"))


def worth(line: Line, *, noisy: bool) -> float:
    """What a line adds to the sum of its container."""
    size = len(line.text)
    if noisy or line.link_share > LINKED:
        return -LINK_COST - size / 2
    if len(line.text) <= LONGEST and line_kinds().reason(line.text):
        return -SHORT_COST
    own = len(HAN.findall(line.text)) * (1 - line.link_share)
    if MARKS.search(line.text) and own >= SHORT:
        return own
    return 0 if own >= SHORT / 2 else -SHORT_COST


class Noise:
    """Which elements are noise by their name, with those that hold most of the page's prose excepted."""

    def __init__(self, lines: list[Line]) -> None:
        self._known: dict[etree._Element, bool] = {}
        self._prose: dict[etree._Element, int] = {}
        self._all = 0
        for line in lines:
            if line.link_share <= LINKED and MARKS.search(line.text):
                self._all += len(line.text)
                for element in _up(line.element):
                    self._prose[element] = self._prose.get(element, 0) + len(line.text)

    def holds(self, element: etree._Element) -> bool:
        """Whether ``element`` stands in noise."""
        chain: list[etree._Element] = []
        answer = False
        for above in _up(element):
            if above in self._known:
                answer = self._known[above]
                break
            chain.append(above)
        for below in reversed(chain):
            answer = answer or self._is_noise(below)
            self._known[below] = answer
        return answer

    def _is_noise(self, element: etree._Element) -> bool:
        if element.tag in ("body", "html"):
            return False
        names = said(element)
        if names & COMMENTS:
            return True
        noisy = element.tag in NOISE_TAGS or bool(names & habits().noise)
        return noisy and self._prose.get(element, 0) <= MOST * self._all


def _up(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def choose(lines: list[Line], noise: Noise, start: int) -> tuple[int, int] | None:
    """The first line and the one after the last of the article, looking from line ``start``; None without prose."""
    sums: dict[etree._Element, float] = {}
    for line in lines[start:]:
        value = worth(line, noisy=noise.holds(line.element))
        for element in _up(line.element):
            sums[element] = sums.get(element, 0.0) + value
    if not sums:
        return None
    best = max(sums, key=lambda element: (sums[element], sum(1 for _ in element.iterancestors())))
    if sums[best] <= 0:
        return None
    inside = [line.index for line in lines[start:] if best in _up(line.element)]
    return inside[0], inside[-1] + 1


def first_prose(lines: list[Line], span: tuple[int, int]) -> int:
    """The index of the first line of prose in ``span``."""
    prose = (
        line.index for line in lines[span[0] : span[1]] if line.heading is None and worth(line, noisy=False) >= SHORT
    )
    return next(prose, span[0])
