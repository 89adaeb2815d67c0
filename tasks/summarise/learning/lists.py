"""清单: enumerations that a text announces with title and number; items in its order and words, never mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from tasks.models import ClassifiedArticle, Evidence, NamedList, Paragraph, Region
from tasks.numerals import number
from tasks.summarise.learning.matters import load
from tasks.summarise.lexicon import Lexicon

_NUMBER = "[一二三四五六七八九十]{1,3}|[1-9][0-9]?"
_QUOTED = re.compile(rf"“(?P<number>{_NUMBER})(?P<unit>条|项|大|个|点)(?P<noun>[^”，。；：]{{0,10}})”")
_COUNTED = re.compile(rf"等(?P<number>{_NUMBER})(?P<unit>项|条|大|个)(?P<noun>[^“”，。；：、的]{{2,10}})")
_ANNOUNCED = re.compile(
    rf"(?<![第“零一二三四五六七八九十\d])(?P<number>{_NUMBER})(?P<unit>条|项|大|个|点)(?P<noun>[^“”，。；：、\d]{{2,10}})[：:∶]"
)
_OPEN, _CLOSE = "“‘（《(", "”’）》)"
_FEWEST, _FEWEST_UNQUOTED = 2, 3
_LONGEST_NAME, _LONGEST_ITEM = 36, 80
_SENTENCE_END = "。！？"
_GOES_ON = re.compile("同时|此外|还|另外|与此同时|并")


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


@cache
def _lexicon() -> ListLexicon:
    return ListLexicon.model_validate(load("lists"))


@dataclass(frozen=True)
class _Title:
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


def find_lists(classified: ClassifiedArticle) -> tuple[NamedList, ...]:
    """The lists of an article in the order of their titles; of several with the same items the first."""
    paragraphs = classified.article.paragraphs
    made: list[NamedList] = []
    taken: set[tuple[int, int]] = set()
    for title in _titles(paragraphs):
        items = _items(title, paragraphs)
        if items and not taken & {(p, s) for p, s, _ in items}:
            taken |= {(p, s) for p, s, _ in items}
            made.append(_named(classified, title, items, made[-1].regions if made else ()))
    return tuple(made)


def number_of(text: str) -> int:
    """A whole number in Chinese or Arabic numerals, 0 for anything else."""
    return int(number(text) or 0)


def _titles(paragraphs: Sequence[Paragraph]) -> Iterator[_Title]:
    for place, paragraph in enumerate(paragraphs):
        found = [
            (match, pattern is _QUOTED)
            for pattern in (_QUOTED, _COUNTED, _ANNOUNCED)
            for match in pattern.finditer(paragraph.text)
            if pattern is not _COUNTED or _lexicon().noun.search(match["noun"])
        ]
        for match, quoted in sorted(found, key=lambda pair: pair[0].start()):
            count = number_of(match["number"])
            text = f"{match['number']}{match['unit']}{match['noun']}"
            start = match.start() + (match.group().startswith("等"))
            end = match.end() - (match.group()[-1] in "：:∶")
            if count >= _FEWEST:
                yield _Title(place, start, end, count, match["unit"], f"“{text}”" if quoted else text, quoted)


def _items(title: _Title, paragraphs: Sequence[Paragraph]) -> Items:
    """The items of a title: ahead of it, behind it, or in the paragraphs that follow; the first way that fits."""
    text = paragraphs[title.paragraph].text
    for way in (_ahead, _behind):
        items = [(title.paragraph, start, end) for start, end in way(title, text)]
        if _fits(title, items, text):
            return items
    return _below(title, paragraphs)


def _fits(title: _Title, items: Items, text: str) -> bool:
    fewest = _FEWEST if title.quoted else min(title.number, _FEWEST_UNQUOTED)
    short = all(0 < end - start <= _LONGEST_ITEM for _, start, end in items)
    if not fewest <= len(items) <= title.number or not short:
        return False
    return len(items) == title.number or "等" in text[items[-1][2] : items[-1][2] + 3]


def _ahead(title: _Title, text: str) -> list[tuple[int, int]]:
    """“甲、乙、丙”等12项事项; 在甲、乙、丙等方面的“八条短板”."""
    end = title.start
    joint = _lexicon().field.search(text, 0, end)
    if joint is None or not ("等" in joint.group() or text[end - 1] == "等"):
        return []
    stop = joint.start() if "等" in joint.group() else end - 1
    if text[stop - 1] == "”":
        start = text.rfind("“", 0, stop) + 1
        return _split(text, start, stop - 1)
    start = max(text.rfind(mark, 0, stop) for mark in "，；。：！？") + 1
    first = text.find("、", start, stop)
    head = _lexicon().head.match(text, start, first) if first >= 0 else None
    return _split(text, head.end() if head else start, stop)


def _behind(title: _Title, text: str) -> list[tuple[int, int]]:
    """“五大行动”：甲、乙、丙; 八项重点工作：一是…二是…."""
    joint = _lexicon().follow.match(text, title.end)
    if joint is None:
        return []
    numbered = _numbered(text, joint.end())
    if numbered:
        return numbered[: title.number]
    opener = _lexicon().opener.match(text, joint.end())
    start = opener.end() if opener else joint.end()
    end = min((at for mark in _SENTENCE_END if (at := text.find(mark, start)) >= 0), default=len(text))
    return _split(text, start, end, "；" if "；" in text[start:end] else "、")


def _numbered(text: str, start: int) -> list[tuple[int, int]]:
    """一是…，…。二是…: each item up to its first stop."""
    marks = [match for match in _lexicon().enumerator.finditer(text, start) if _opens(text, match.start(), start)]
    if len(marks) < _FEWEST:
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


def _below(title: _Title, paragraphs: Sequence[Paragraph]) -> Items:
    """Items in the paragraphs under an announcement that closes its own."""
    if paragraphs[title.paragraph].text[title.end :].strip("”：:∶。"):
        return []
    for way in (_short, _with_numbers, _whole):
        items = way(title, paragraphs)
        if items:
            return items
    return []


def _short(title: _Title, paragraphs: Sequence[Paragraph]) -> Items:
    """Short paragraphs closed by 、 or ； up to one closed by a full stop."""
    items: Items = []
    for place, paragraph in enumerate(paragraphs[title.paragraph + 1 :], title.paragraph + 1):
        text = paragraph.text
        if len(text) > _LONGEST_NAME or text[-1] not in "、；。":
            break
        items.append((place, _item_start(text), len(text) - 1))
        if text[-1] == "。":
            break
    return items if _FEWEST <= len(items) <= title.number else []


def _item_start(text: str) -> int:
    match = _lexicon().enumerator.match(text)
    return match.end() if match else 0


def _with_numbers(title: _Title, paragraphs: Sequence[Paragraph]) -> Items:
    """Paragraphs or headings that begin with rising numbers of one kind; what stands between them belongs to them."""
    items: Items = []
    kind = ""
    for place, paragraph in enumerate(paragraphs[title.paragraph + 1 :], title.paragraph + 1):
        match = _lexicon().enumerator.match(paragraph.text)
        if match is None:
            continue
        shape = re.sub(r"[一二三四五六七八九十\d①-⑳]+", "#", match.group())
        rank = re.search(r"[一二三四五六七八九十\d]+", match.group())
        kind = kind or shape
        if shape != kind or rank is None:
            continue
        if number_of(rank.group()) != len(items) + 1:
            break
        items.append((place, match.end(), _name_end(paragraph.text, match.end(), len(paragraph.text))))
        if len(items) == title.number:
            return items
    return []


def _whole(title: _Title, paragraphs: Sequence[Paragraph]) -> Items:
    """As many body paragraphs as announced, and then a heading or the end."""
    first, last = title.paragraph + 1, title.paragraph + 1 + title.number
    block = paragraphs[first:last]
    if len(block) < title.number or any(one.kind == "heading" for one in block):
        return []
    if last < len(paragraphs) and paragraphs[last].kind != "heading":
        return []
    return [(first + n, 0, _name_end(one.text, 0, len(one.text))) for n, one in enumerate(block)]


def _named(classified: ClassifiedArticle, title: _Title, items: Items, before: tuple[Region, ...]) -> NamedList:
    paragraphs = classified.article.paragraphs
    spans = [(title.paragraph, title.start, title.end), *items]
    return NamedList(
        title=title.text,
        number=title.number,
        unit=title.unit,
        items=tuple(paragraphs[place].text[start:end].strip("　 ") for place, start, end in items),
        regions=_regions(classified, paragraphs[title.paragraph], title, before),
        evidence=tuple(
            Evidence(
                article_id=classified.article.article_id,
                paragraph_id=paragraphs[place].paragraph_id,
                start=start,
                end=end,
                quote=paragraphs[place].text[start:end],
            )
            for place, start, end in spans
        ),
    )


def _regions(
    classified: ClassifiedArticle, paragraph: Paragraph, title: _Title, before: tuple[Region, ...]
) -> tuple[Region, ...]:
    """Whose list it is: the regions of the clause that announces it, else the place that opens a clause before it.

    A paragraph that goes on from a list before it (同时，还……) is about the same places; else it is the article's home.
    """
    for clause in classified.clauses:
        held = clause.paragraph_id == paragraph.paragraph_id and clause.start <= title.start < clause.end
        if held and clause.regions:
            return clause.regions
    subjects = [
        mention.region
        for mention in classified.mentions
        if mention.paragraph_id == paragraph.paragraph_id
        and mention.region
        and mention.start < title.start
        and (mention.start == 0 or paragraph.text[mention.start - 1] in "，。；：“")
    ]
    if subjects:
        return (subjects[-1],)
    if before and _GOES_ON.match(paragraph.text):
        return before
    return (classified.home,) if classified.home else ()
