"""Find the lines of the article among the lines of a page.

Every line is worth its characters when it is prose, and costs something when it is links or stands in a comment, a
menu or a list of other articles. The article is the element whose lines are worth most together (a maximum subtree
sum): an ancestor that adds only menus is worth less, one that adds more of the article is worth more, however short
the article and however long the menus.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from tasks.clean.characters import HAN
from tasks.clean.page.habits import habits, said
from tasks.clean.page.lines import Line
from tasks.clean.page.repeats import repeated
from tasks.clean.patterns import LONGEST, line_kinds

MARKS = re.compile(r"[，。；！？：、,;]")
LINKED = 0.5
SHORT = 12
# What a line of links costs, besides its length: a menu of single words must weigh something too.
LINK_COST = 10
SHORT_COST = 3
NOISE_TAGS = frozenset(("nav", "footer", "aside"))
# An element with a noisy name that holds most of the page's prose is the article all the same (class="side-content").
MOST = 0.6
UNFOLDED = frozenset(("hidden", "hide", "invisible"))
BOXES = 8  # in one article; a page with more of them is no article
COMMENTS = frozenset(("comment", "comments", "comm", "cmt", "pinglun", "gentie", "tie", "reply", "replies", "respond"))


@lru_cache(maxsize=1 << 14)
def _is_boilerplate(text: str) -> bool:
    """Whether a line is of a kind that is no text; a page's lines are asked several times."""
    return line_kinds().reason(text) is not None


def worth(line: Line, *, noisy: bool) -> float:
    """What a line adds to the sum of its container."""
    size = len(line.text)
    if noisy or line.link_share > LINKED:
        return -LINK_COST - size / 2
    if len(line.text) <= LONGEST and _is_boilerplate(line.text):
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
        self._repeated = repeated(lines)

    def covers(self, line: Line) -> bool:
        """Whether ``line`` stands in noise, in comments or in a list of articles with their first sentences."""
        return line.index in self._repeated or self.holds(line.element)

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
        if element.tag == "p":  # class="hidden": paragraphs that a button (展开全文) shows
            names = names - UNFOLDED
        noisy = element.tag in NOISE_TAGS or bool(names & habits().noise)
        return noisy and self._prose.get(element, 0) <= MOST * self._all


def _up(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def choose(lines: list[Line], noise: Noise, start: int) -> tuple[int, int] | None:
    """The first line and the one after the last of the article, looking from line ``start``; None without prose."""
    sums: dict[etree._Element, float] = {}
    others = announced(lines, start)
    for line in lines[start:]:
        value = worth(line, noisy=noise.covers(line) or line.index in others)
        for element in _up(line.element):
            sums[element] = sums.get(element, 0.0) + value
    if not sums:
        return None
    best = max(sums, key=lambda element: (sums[element], sum(1 for _ in element.iterancestors())))
    if sums[best] <= 0:
        return None
    inside = [line.index for line in lines[start:] if best in _up(line.element)]
    beside = [line.index for line in lines[start:] if _is_beside(line, best, noise)]
    return min(inside + beside), max(inside + beside) + 1


def _is_beside(line: Line, best: etree._Element, noise: Noise) -> bool:
    """Whether a line is a paragraph like ``best``: what stands between two may cost more than a short one is worth."""
    element = line.element
    alike = element.tag == best.tag == "p" and element.getparent() is best.getparent()
    return alike and worth(line, noisy=noise.covers(line)) >= SHORT


def announced(lines: list[Line], start: int) -> set[int]:
    """The lines of sections that their first line announces as other articles, once the text has begun."""
    found: set[int] = set()
    begun = False
    for line in lines[start:]:
        if begun and line.index not in found and len(line.text) <= LONGEST and line_kinds().is_ending(line.text):
            found.update(_section(lines, line))
        begun = begun or worth(line, noisy=False) >= SHORT
    return found


def _section(lines: list[Line], first: Line) -> list[int]:
    """The lines of the largest element that begins with ``first``."""
    before = set(_up(lines[first.index - 1].element))
    element = next((above for above in reversed(_up(first.element)) if above not in before), None)
    held: list[int] = []
    for line in lines[first.index :] if element is not None else ():
        if element not in _up(line.element):
            break
        held.append(line.index)
    return held


def first_prose(lines: list[Line], span: tuple[int, int]) -> int:
    """The index of the first line of prose in ``span``."""
    prose = (
        line.index for line in lines[span[0] : span[1]] if line.heading is None and worth(line, noisy=False) >= SHORT
    )
    return next(prose, span[0])


def boxes(lines: list[Line], span: tuple[int, int]) -> set[int]:
    """The lines of boxes with other articles (相关链接) that stand between paragraphs of the text."""
    found: set[int] = set()
    endings = [
        line for line in lines[span[0] : span[1]] if len(line.text) <= LONGEST and line_kinds().is_ending(line.text)
    ]
    for line in endings[:BOXES]:
        found |= _box(lines, span, line)
    return found


def _box(lines: list[Line], span: tuple[int, int], ending: Line) -> set[int]:
    """The lines of the largest element around ``ending`` that has paragraphs of one text before and after it."""
    inside = lines[span[0] : span[1]]
    for element in reversed(_up(ending.element)):
        held = [line.index for line in inside if element in _up(line.element)]
        if held and held[0] == ending.index and len(held) > 1:
            before, after = _paragraph(lines[span[0] : held[0]][::-1]), _paragraph(lines[held[-1] + 1 : span[1]])
            if before is not None and after is not None and before.getparent() is after.getparent():
                return set(held)
    return set()


def _paragraph(lines: list[Line]) -> etree._Element | None:
    """The element of the first line of prose."""
    return next((line.element for line in lines if worth(line, noisy=False) >= SHORT), None)
