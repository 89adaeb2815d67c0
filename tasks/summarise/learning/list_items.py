"""Where the items of an announced list stand: before its title, behind it, or in the paragraphs that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.knowledge import reader
from tasks.models import Paragraph
from tasks.numerals import whole_number
from tasks.summarise.learning.matters import DATA
from tasks.summarise.lexicon import Lexicon

_OPEN, _CLOSE = "“‘（《(", "”’）》)"
FEWEST = 2
"""Items that make a list."""
_FEWEST_UNQUOTED = 3
_LONGEST_NAME, _LONGEST_ITEM = 36, 80
_SENTENCE_END = "。！？"


class ListLexicon(Lexicon):
    """The patterns of ``lists.yaml``."""

    noun_in_list: str
    heads: str
    fields: str
    follows: str
    opener: re.Pattern[str]
    enumerators: str

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """Finds what a list may count."""
        return re.compile(self.noun_in_list)

    @cached_property
    def head(self) -> re.Pattern[str]:
        """Finds the last word that is no part of the first item."""
        return re.compile(rf".*(?:{self.heads})", re.DOTALL)

    @cached_property
    def field(self) -> re.Pattern[str]:
        """Finds what stands between items and their number."""
        return re.compile(self.fields)

    @cached_property
    def follow(self) -> re.Pattern[str]:
        """Finds what joins a title to its items."""
        return re.compile(self.follows)

    @cached_property
    def enumerator(self) -> re.Pattern[str]:
        """Finds the number an item begins with."""
        return re.compile(self.enumerators)


list_lexicon = reader(DATA / "lists.yaml", ListLexicon)


@dataclass(frozen=True)
class Title:
    """An announcement: its paragraph (by number), where it stands, what it counts, and whether it is quoted."""

    paragraph: int
    start: int
    end: int
    number: int
    unit: str
    text: str
    quoted: bool


Items = list[tuple[int, int, int]]
"""Items as paragraph number, start and end."""


def items_of(title: Title, paragraphs: Sequence[Paragraph]) -> Items:
    """The items of a title: ahead of it, behind it, or in the paragraphs that follow; the first way that fits."""
    text = paragraphs[title.paragraph].text
    for way in (_ahead, _behind):
        items = [(title.paragraph, start, end) for start, end in way(title, text)]
        if _fits(title, items, text):
            return items
    return _below(title, paragraphs)


def _fits(title: Title, items: Items, text: str) -> bool:
    fewest = FEWEST if title.quoted else min(title.number, _FEWEST_UNQUOTED)
    short = all(0 < end - start <= _LONGEST_ITEM for _, start, end in items)
    if not fewest <= len(items) <= title.number or not short:
        return False
    return len(items) == title.number or "等" in text[items[-1][2] : items[-1][2] + 3]


def _ahead(title: Title, text: str) -> list[tuple[int, int]]:
    """“甲、乙、丙”等12项事项; 在甲、乙、丙等方面的“八条短板”."""
    end = title.start
    joint = list_lexicon().field.search(text, 0, end)
    if joint is None or not ("等" in joint.group() or text[end - 1] == "等"):
        return []
    stop = joint.start() if "等" in joint.group() else end - 1
    if text[stop - 1] == "”":
        start = text.rfind("“", 0, stop) + 1
        return _split(text, start, stop - 1)
    start = max(text.rfind(mark, 0, stop) for mark in "，；。：！？") + 1
    first = text.find("、", start, stop)
    head = list_lexicon().head.match(text, start, first) if first >= 0 else None
    return _split(text, head.end() if head else start, stop)


def _behind(title: Title, text: str) -> list[tuple[int, int]]:
    """“五大行动”：甲、乙、丙; 八项重点工作：一是…二是…."""
    joint = list_lexicon().follow.match(text, title.end)
    if joint is None:
        return []
    numbered = _numbered(text, joint.end())
    if numbered:
        return numbered[: title.number]
    opener = list_lexicon().opener.match(text, joint.end())
    start = opener.end() if opener else joint.end()
    end = min((at for mark in _SENTENCE_END if (at := text.find(mark, start)) >= 0), default=len(text))
    return _split(text, start, end, "；" if "；" in text[start:end] else "、")


def _numbered(text: str, start: int) -> list[tuple[int, int]]:
    """一是…，…。二是…: each item up to its first stop."""
    marks = [match for match in list_lexicon().enumerator.finditer(text, start) if _opens(text, match.start(), start)]
    if len(marks) < FEWEST:
        return []
    bounds = [*(match.start() for match in marks[1:]), len(text)]
    return [(m.end(), _name_end(text, m.end(), bound)) for m, bound in zip(marks, bounds, strict=True)]


def _opens(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1] in "：:∶；。，"


def _name_end(text: str, start: int, bound: int) -> int:
    """Where an item's name ends: at its first comma, semicolon or stop."""
    ends = [at for mark in "，；。：" if (at := text.find(mark, start, bound)) >= 0]
    return min(ends, default=bound)


def _split(text: str, start: int, end: int, mark: str = "、") -> list[tuple[int, int]]:
    """The pieces between marks outside quotation marks and brackets, without a closing 等."""
    pieces, depth, begin = [], 0, start
    for at in range(start, end):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if text[at] == mark and depth <= 0:
            pieces.append((begin, at))
            begin = at + 1
    pieces.append((begin, end))
    tail = re.search(r"等(?:方面|领域|内容)?$|(?<=..)上$", text[begin:end])
    if tail:
        pieces[-1] = (begin, begin + tail.start())
    return [piece for piece in pieces if piece[0] < piece[1]]


def _below(title: Title, paragraphs: Sequence[Paragraph]) -> Items:
    """Items in the paragraphs under an announcement that closes its own."""
    if paragraphs[title.paragraph].text[title.end :].strip("”：:∶。"):
        return []
    for way in (_short, _with_numbers, _whole):
        items = way(title, paragraphs)
        if items:
            return items
    return []


def _short(title: Title, paragraphs: Sequence[Paragraph]) -> Items:
    """Short paragraphs closed by 、 or ； up to one closed by a full stop."""
    items: Items = []
    for place, paragraph in enumerate(paragraphs[title.paragraph + 1 :], title.paragraph + 1):
        text = paragraph.text
        if len(text) > _LONGEST_NAME or text[-1] not in "、；。":
            break
        items.append((place, _item_start(text), len(text) - 1))
        if text[-1] == "。":
            break
    return items if FEWEST <= len(items) <= title.number else []


def _item_start(text: str) -> int:
    match = list_lexicon().enumerator.match(text)
    return match.end() if match else 0


def _with_numbers(title: Title, paragraphs: Sequence[Paragraph]) -> Items:
    """Paragraphs or headings that begin with rising numbers of one kind; what stands between them belongs to them."""
    items: Items = []
    kind = ""
    for place, paragraph in enumerate(paragraphs[title.paragraph + 1 :], title.paragraph + 1):
        match = list_lexicon().enumerator.match(paragraph.text)
        if match is None:
            continue
        shape = re.sub(r"[一二三四五六七八九十\d①-⑳]+", "#", match.group())
        rank = re.search(r"[一二三四五六七八九十\d]+", match.group())
        kind = kind or shape
        if shape != kind or rank is None:
            continue
        if whole_number(rank.group()) != len(items) + 1:
            break
        items.append((place, match.end(), _name_end(paragraph.text, match.end(), len(paragraph.text))))
        if len(items) == title.number:
            return items
    return []


def _whole(title: Title, paragraphs: Sequence[Paragraph]) -> Items:
    """As many body paragraphs as announced, and then a heading or the end."""
    first, last = title.paragraph + 1, title.paragraph + 1 + title.number
    block = paragraphs[first:last]
    if len(block) < title.number or any(one.kind == "heading" for one in block):
        return []
    if last < len(paragraphs) and paragraphs[last].kind != "heading":
        return []
    return [(first + n, 0, _name_end(one.text, 0, len(one.text))) for n, one in enumerate(block)]
