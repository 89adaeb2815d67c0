"""Phrases of a clause: words in runs that belong together, so that a lead phrase never cuts one in two."""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from tasks.knowledge import reader
from tasks.summarise.lexicon import DATA, Lexicon, condense_lexicon
from tasks.summarise.tagging import tagger

_NOMINAL = frozenset(("n", "nz", "nt", "ng", "vn", "b", "j", "l", "i", "an", "eng", "g", "z", "nrt"))
_VERBAL = frozenset(("v", "vd", "vi", "vn"))
_NEGATIONS = "不无未没"
_OPENERS = ("“", "‘", "《", "（")
_OPENED = re.compile("[“‘《（]")
_TERM = re.compile(r"([“‘《][^“”‘’《》]{1,14}[”’》]|《[^》]{15,}》|（[^（）]*）)")
_LONG = 16
"""A title longer than this with its marks is no term."""


class LeadLexicon(Lexicon):
    """The lists of ``lead.yaml``."""

    heads: frozenset[str]
    closing: frozenset[str]
    dual: frozenset[str]
    generic: frozenset[str]
    broad: frozenset[str]
    barred_openers: frozenset[str]
    modifiers: frozenset[str]
    sized: frozenset[str]
    actors: frozenset[str]
    parts: frozenset[str]
    tails: tuple[str, ...]
    pointing: frozenset[str]
    scopes: frozenset[str]
    empty: frozenset[str]
    governing: frozenset[str]
    framing: tuple[str, ...]
    frames: re.Pattern[str]
    context_openers: tuple[str, ...]
    working: frozenset[str]
    results: frozenset[str]
    verdict: re.Pattern[str]
    stub: re.Pattern[str]
    honours: re.Pattern[str]
    zeal: frozenset[str]
    never_first: frozenset[str]

    @cached_property
    def long_heads(self) -> tuple[str, ...]:
        """The heads as a tuple for ``str.endswith``."""
        return tuple(sorted(self.heads))


lead_lexicon = reader(DATA / "lead.yaml", LeadLexicon)


class Word(NamedTuple):
    """A word with its tag and offset; a short term in quotation or book marks is one word tagged ``nz``."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the word."""
        return self.start + len(self.text)


class Phrase(NamedTuple):
    """A noun phrase (``noun``), a verb (``verb``), or anything else (``other``), as a run of words."""

    kind: Literal["noun", "verb", "other"]
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """The offset of the first word."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """The offset behind the last word."""
        return self.words[-1].end


def words(text: str, names: tuple[str, ...] = ()) -> list[Word]:
    """The words of a clause; the first of the region's own ``names`` that opens it is one word of tag ``ns``."""
    head = next(name for name in names if text.startswith(name)) if text.startswith(names) else ""
    return list(_words(text, head))


@lru_cache(maxsize=4096)
def _words(text: str, head: str) -> tuple[Word, ...]:
    """The words of a clause that opens with a region's name; several rules ask for one clause."""
    found = [Word(head, "ns", 0)] if head else []
    start = len(head)
    tag_words = tagger().tag
    for piece in _TERM.split(text[start:]) if _OPENED.search(text) else (text[start:],):
        term = piece[:1] in _OPENERS and len(piece) > 2 and piece[-1] in "”’》）"
        for word, tag in (
            ((piece, "x" if piece[0] == "（" or len(piece) > _LONG else "nz"),) if term else tag_words(piece)
        ):
            found.append(Word(word, tag, start))
            start += len(word)
    return tuple(found)


def phrases(row: list[Word]) -> list[Phrase]:
    """The words gathered into noun phrases, verbs and the rest, in order."""
    made: list[Phrase] = []
    batch: list[Word] = []
    sorts = [_sort(word.text, word.tag) for word in row]
    for index, word in enumerate(row):
        if _joins(sorts, index, bool(batch)):
            batch.append(word)
            continue
        if batch:
            made.append(Phrase("noun", tuple(batch)))
            batch = []
        made.append(Phrase("verb" if word.tag in _VERBAL else "other", (word,)))
    if batch:
        made.append(Phrase("noun", tuple(batch)))
    return made


@lru_cache(maxsize=65536)
def _sort(text: str, tag: str) -> Sort:
    """What a word is to a noun phrase."""
    if text[0] in _NEGATIONS or text in condense_lexicon().loose_words or text in lead_lexicon().governing:
        return Sort.NEVER
    if text in lead_lexicon().dual:
        return Sort.DUAL
    if (tag == "m" and text[0] == "第" and len(text) > 1) or text in lead_lexicon().modifiers:
        return Sort.LEADS
    if tag == "ns":
        return Sort.PLACE
    if text in condense_lexicon().doing or (tag == "v" and text in lead_lexicon().barred_openers):
        return Sort.DOING
    if tag in ("v", "vn"):
        return Sort.VERB if len(text) > 1 else Sort.NEVER
    if tag == "a":
        return Sort.LEADS if len(text) > 1 else Sort.NEVER
    if tag in ("l", "i"):
        return Sort.NOUN if text.endswith(lead_lexicon().long_heads) else Sort.IDIOM
    return Sort.NOUN if tag in _NOMINAL else Sort.NEVER


class Sort(Enum):
    """What a word is to a noun phrase: part of it, part of it beside another, its opener only, or never in it.

    A verb of doing is only ever what governs one.
    """

    NOUN = 0
    DUAL = 1
    LEADS = 2
    PLACE = 3
    VERB = 4
    IDIOM = 5
    NEVER = 6
    DOING = 7


_FOLLOWING = frozenset((Sort.NOUN, Sort.DUAL, Sort.IDIOM))


def _joins(sorts: list[Sort], index: int, inside: bool) -> bool:
    """Whether a word belongs to a noun phrase, given whether one is open before it."""
    sort = sorts[index]
    if sort is Sort.NOUN:
        return True
    if sort in (Sort.NEVER, Sort.DOING):
        return False
    behind = sorts[index + 1] if index + 1 < len(sorts) else Sort.NEVER
    follows = behind in _FOLLOWING
    if sort is Sort.DUAL:
        return inside or behind is Sort.DUAL
    if sort is Sort.IDIOM:
        return follows or not inside
    if sort is Sort.VERB:  # between nouns, behind the verb that governs them
        return inside and follows and not {Sort.VERB, Sort.DOING}.isdisjoint(sorts[: max(0, index - 1)])
    return follows and behind is not Sort.DUAL and not (sort is Sort.PLACE and index == 0)
