"""Phrases of a clause that might lead a point, each with how well it would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from tasks.summarise.lead_shape import ADVERBIAL, CUT, GRADE, LONGEST, fits, opens_nothing, text_of
from tasks.summarise.lead_worth import worth
from tasks.summarise.lexicon import modal_words
from tasks.summarise.phrases import Phrase, Word, lead_lexicon, phrases, words

GOES_ON = frozenset(("v", "vn", "b", "a", "n"))
_SIZED = re.compile(r"(?:达到?|超过?|过|突破|近)\d")
_LISTED = frozenset("、和与及")
_NEGATING = ("不", "未", "无", "非", "没")
_COUPLING = ("和", "与", "及")
_ROLE_WITHIN = 10
"""某县作为某区: where 作为 stands so near its start, a clause only says as what."""
_NUMERALS = frozenset("一二两三四五六七八九十百千万多几数各首")
SECOND = 1.2
"""What a candidate loses for each clause that it stands behind the first: what comes first is the matter."""
_LOOSE = frozenset(("p", "r", "uj", "ul", "c", "f", "d", "y", "ns"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that might lead: where it stands, and how well it would."""

    score: float
    segment: int
    start: int
    end: int
    text: str
    verbal: bool


def candidates(text: str, segment: int, names: tuple[str, ...]) -> Iterator[Candidate]:
    """Noun phrases, with their verbs before or behind them, and whole short clauses."""
    lexicon = lead_lexicon()
    row = phrases(words(text, names))
    own = row[0].words[0].tag == "ns" and row[0].words[0].text in names if row else False
    framing = text.startswith(lexicon.framing, row[0].end if own else 0) or "作为" in text[:_ROLE_WITHIN]
    view = View(text, row, segment, 3.0 * framing + SECOND * segment)
    for index, phrase in enumerate(row):
        if phrase.kind == "noun":
            yield from _noun(view, index)
            yield from _pair(view, index)
            yield from _told(view, index)
            yield from _verb_object(view, index)
    yield from _whole_clause(view)


@dataclass(frozen=True, slots=True)
class View:
    """A clause with its phrases, its number, and what its place costs every candidate."""

    text: str
    row: list[Phrase]
    segment: int
    cost: float

    def holds(self, first: Word, end: int) -> bool:
        """Whether the characters from a word to ``end`` may lead; only then they are worth a score."""
        start, piece = first.start, self.text[first.start : end]
        if not fits(piece) or opens_nothing(first) or ADVERBIAL.match(piece):
            return False
        negated = start and self.text[start - 1] in _NEGATING  # 不|确定因素
        return not negated and not self._cuts(start, end) and not self._is_ungoverned(start, end)

    def candidate(self, score: float, first: Word, end: int, verbal: bool = True) -> Candidate:
        """The characters from a word to ``end`` as a candidate."""
        start = first.start
        return Candidate(score - self.cost, self.segment, start, end, self.text[start:end], verbal)

    def _is_ungoverned(self, start: int, end: int) -> bool:
        """Whether a piece is a frame without the word that makes it one, and what it frames: 聚焦|园区发展数字经济."""
        if not start or self.text[:start] not in lead_lexicon().framing:
            return False
        inner = [word for phrase in self.row for word in phrase.words if start <= word.start and word.end <= end]
        pairs = pairwise(inner[1:])
        return any(one.text in lead_lexicon().dual and other.tag[0] in "nbajv" for one, other in pairs)

    def _cuts(self, start: int, end: int) -> bool:
        """Whether characters that belong to the piece stand before or behind it.

        充（换）|电设施 before it; behind it what an attribute or a place stands for (年产大型|无人机, 铁路某市|段).
        """
        if (start and self.text[start - 1] in "）)") or self.text[end : end + 1] == "段":
            return True
        if not self.text[end : end + 1].isalnum():
            return False
        last, behind = _around(self.row, end)
        if last is None or behind is None:
            return False
        if last.tag == "a":
            return True  # 义务教育优质|均衡县
        return last.tag in ("b", "ns") and not behind.tag.startswith(("v", "d", "p"))


def _around(row: list[Phrase], end: int) -> tuple[Word | None, Word | None]:
    """The words that end and begin at an offset."""
    last: Word | None = None
    for phrase in row:
        if phrase.end >= end:
            for word in phrase.words:
                if word.start == end:
                    return last, word
                last = word
    return None, None


def _noun(view: View, index: int) -> Iterator[Candidate]:
    """A noun phrase, or the end of one that is too long; of a quoted list its first member (“甲、乙”活动 → 甲活动)."""
    phrase = view.row[index]
    scope = len(phrase.words) > 1 and phrase.words[0].text in lead_lexicon().scopes
    named = phrase.words[-1]
    member = view.text[phrase.start - 1 : phrase.start] == "、" and named.text[0] == "“" and len(phrase.words) > 1
    if member and view.holds(named, phrase.end):  # 形态、业态“两态合一”: the name is of all of them
        yield view.candidate(6.2, named, phrase.end)
        return
    for first, word in enumerate(phrase.words[scope:]):
        inner = phrase.words[scope + first :]
        if word.tag == "ns" and len(inner) < 3 and inner[-1].text not in lead_lexicon().heads:
            return  # a place by its name
        if GRADE.match(view.text, phrase.end) or (word.start and view.text[word.start - 1] in "—－-"):
            continue
        held = view.holds(word, phrase.end)
        listed = not held and word.text[0] == "“" and "、" in word.text and len(inner) > 1
        first_of = word.text[1:-1].split("、")[0] + view.text[word.end : phrase.end] if listed else ""
        if not held and not fits(first_of):
            continue
        score = 5.0 - 1.6 * bool(first) + worth(inner) + _setting(view, index, bool(first))
        if held:
            yield from _opening(view, phrase) if first else ()
            yield view.candidate(score, word, phrase.end, verbal=False)
        else:
            yield Candidate(score - view.cost, view.segment, word.start, phrase.end, first_of, verbal=True)
        return


def _pair(view: View, index: int) -> Iterator[Candidate]:
    """Two noun phrases joined by 和 that share what follows: 教育和医疗资源; without their verb where that is too long.

    Of two joined by 、 and no third both are meant: 生态保护、安全生产.
    """
    joint = view.row[index - 1].words[0].text if index else ""
    if index < 2 or joint not in (*_COUPLING, "、") or view.row[index - 2].kind != "noun":
        return
    if index > 2 and view.row[index - 3].words[-1].text in lead_lexicon().dual:
        return  # 发展|环境和营商环境
    if joint == "、" and index > 2 and view.row[index - 3].words[0].text in _LISTED:
        return
    first, last = view.row[index - 2], _pointed_at(view.row[index])
    marks = (view.text[first.start - 1 : first.start], view.text[last.end : last.end + 1])
    follower = _around(view.row, last.end)[1]
    ends = follower is None or follower.tag[0] not in "nvabjl" or follower.text in lead_lexicon().pointing
    if not ends and len(last.words) == 1:
        return  # 能力提升和作风|转变
    named = last.words[-1].tag[:2] in ("ns", "nr")
    if named or _LISTED & set(marks):
        return
    end = next((word.end for word in reversed(last.words[-2:]) if view.holds(first.words[0], word.end)), None)
    if end is not None:
        whole = 1.5 * (ends and fits(text_of(first)) and fits(text_of(last)))  # each could lead alone: both are meant
        yield view.candidate(4.8 + whole + worth(last.words), first.words[0], end)


def _pointed_at(phrase: Phrase) -> Phrase:
    """A noun phrase up to a word that only points at it: 安全生产|领域风险隐患."""
    inner = tuple(takewhile(lambda word: word.text not in lead_lexicon().pointing, phrase.words))
    return Phrase(phrase.kind, inner or phrase.words)


def _opening(view: View, phrase: Phrase) -> Iterator[Candidate]:
    """The opening of a noun phrase that is too long, up to a word that names a piece of work."""
    ahead = phrase.words[0]
    governs = ahead.tag.startswith("v") and ahead.text not in lead_lexicon().dual
    row = phrase.words[1:] if ahead.tag == "ns" or governs else phrase.words
    for size in range(len(row) - 1, 1, -1):
        if row[size - 1].text in lead_lexicon().closing and view.holds(row[0], row[size - 1].end):
            yield view.candidate(4.4 + worth(row[:size]), row[0], row[size - 1].end)


def _setting(view: View, index: int, cut: bool) -> float:
    """How a noun phrase stands: a subject or an object leads better than a modifier or a member of a list."""
    phrase, text = view.row[index], view.text
    before, behind = text[phrase.start - 1 : phrase.start], text[phrase.end : phrase.end + 1]
    before_it = text[max(0, phrase.start - 8) : phrase.start]
    follower = view.row[index + 1].words[0] if index + 1 < len(view.row) else None
    ahead = view.row[index - 1].words[0] if index else None
    counted = ahead is not None and ahead.tag == "m" and ahead.text[0] not in _NUMERALS  # 大宗|商品消费
    score = (1.0 if not behind or (not cut and phrase.start == 0) else 0.0) - 2.0 * counted
    score -= 1.5 * (index > 0 and view.row[index - 1].words[0].tag in ("ns", "nr"))
    score -= 4.0 * before.isdigit()
    score -= 2.5 * (before in _COUPLING and before != "")  # 发展和|安全任务: the other half is missed
    score -= 3.0 * (behind in CUT) + 2.5 * (before == "、") + 1.5 * (behind in _LISTED)
    score -= 1.5 * ("、" in before_it and behind != "、" and "“" in before_it)
    if follower is None:
        return score
    if follower.tag[0] in "vl" and follower.end == len(text) and follower.text not in ("是", "为"):
        score -= 2.5
    modifies = follower.tag[0] in "va" and view.text[follower.end : follower.end + 1] == "的"
    manner = phrase.words[-1].text.endswith("性")  # 创造性|开展, 挥发性|有机物
    goes_on = follower.tag == "f" or follower.tag in ("n", "nz", "b")  # 区县|间, 试点|城市
    score -= 3.0 * (modifies or manner or goes_on)  # 经济|增长的基础
    governed = index > 0 and view.row[index - 1].kind == "verb"
    if governed and follower.tag in GOES_ON and follower.end < len(text):
        score -= 2.0
    return score - 1.0 * follower.tag.startswith(("ns", "nr", "k", "m"))


def _told(view: View, index: int) -> Iterator[Candidate]:
    """A noun phrase with a short predicate that ends the clause: 县域经济提质增效."""
    phrase, behind = view.row[index], view.row[index + 1 :]
    if not 0 < len(behind) <= 2 or any(p.words[0].tag[0] not in "vald" for p in behind):
        return
    if behind[-1].words[0].text in lead_lexicon().barred_openers or view.text[: phrase.start].endswith(tuple(_LISTED)):
        return
    if index and view.row[index - 1].words[0].tag.startswith(("m", "q")):
        return
    if not view.holds(phrase.words[0], len(view.text)):
        return
    before = view.text[phrase.start - 1 : phrase.start]
    governed = index == 1 and view.row[0].kind == "verb"
    cut = not governed and (before.isalnum() or before == "”")  # 企业运行|困难增加
    score = 4.6 + worth(phrase.words) - 0.5 * (phrase.start > 0) - 3.0 * cut
    yield view.candidate(score, phrase.words[0], len(view.text))


def _verb_object(view: View, index: int) -> Iterator[Candidate]:
    """A verb and the noun phrase right behind it: 拓宽通道."""
    if not index or view.row[index - 1].kind != "verb":
        return
    lexicon = lead_lexicon()
    verb, phrase = view.row[index - 1], view.row[index]
    word = verb.words[0].text
    before = view.row[index - 2] if index > 1 else None
    listed = view.text[phrase.end : phrase.end + 1] in _LISTED
    if (
        listed
        or len(word) < 2
        or (before is not None and (before.kind == "noun" or before.words[0].tag in ("p", "uj", "ns")))
    ):
        return
    if not view.holds(verb.words[0], phrase.end):
        return
    dull = word in lexicon.barred_openers or word in lexicon.generic
    score = 4.2 + worth(phrase.words) + _setting(view, index, True) - 4.0 * dull
    cut = view.text[phrase.end : phrase.end + 1].isalnum()  # 实施城镇|既有建筑改造
    score -= 4.0 * bool(_SIZED.match(view.text, phrase.end))  # 培育产值|超10亿元企业
    score += 0.8 * (verb.start == 0) - 0.8 * fits(text_of(phrase)) - 1.5 * cut
    yield view.candidate(score, verb.words[0], phrase.end)


def _whole_clause(view: View) -> Iterator[Candidate]:
    """A clause short enough to lead as it is."""
    text = view.text
    if len(text) > LONGEST + 4 or not view.row or modal_words(text):
        return
    inner = tuple(word for phrase in view.row for word in phrase.words)
    if any(word.tag in _LOOSE or word.text in lead_lexicon().framing for word in inner):
        return
    dull = inner[0].text in lead_lexicon().barred_openers
    if view.holds(inner[0], len(text)):
        yield view.candidate(4.0 + worth(inner) - 4.0 * dull, inner[0], len(text))
