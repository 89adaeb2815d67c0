"""Phrases of a clause: words in runs that belong together, so that a lead phrase never cuts one in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from tasks.summarise.lexicon import Lexicon, condense_lexicon, load
from tasks.summarise.tagging import tagger

_NOMINAL = frozenset(("n", "nz", "nt", "ng", "vn", "b", "j", "l", "i", "an", "eng", "g", "z", "nrt"))
_TERM = re.compile(r"([“‘《][^“”‘’《》]{1,14}[”’》])")


class LeadLexicon(Lexicon):
    """The lists of ``lead.yaml``."""

    heads: frozenset[str]
    dual: frozenset[str]
    generic: frozenset[str]
    barred_openers: frozenset[str]
    framing: tuple[str, ...]
    frames: re.Pattern[str]
    context_openers: tuple[str, ...]

    @cached_property
    def long_heads(self) -> tuple[str, ...]:
        """The heads as a tuple for ``str.endswith``."""
        return tuple(sorted(self.heads))


@cache
def lead_lexicon() -> LeadLexicon:
    """The lists of ``lead.yaml``."""
    return LeadLexicon.model_validate(load("lead"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its tag and offset; a short term in quotation or book marks is one word tagged ``nz``."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the word."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
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
    """The words of a clause; the region's own names at its head are one word of tag ``ns``."""
    found: list[Word] = []
    start = 0
    head = next((name for name in sorted(names, key=len, reverse=True) if text.startswith(name)), "")
    if head:
        found.append(Word(head, "ns", 0))
        start = len(head)
    for piece in _TERM.split(text[start:]):
        if not piece:
            continue
        term = piece[0] in "“‘《" and len(piece) > 2 and piece[-1] in "”’》"
        tagged = [(piece, "nz")] if term else tagger().tag(piece)
        for word, tag in tagged:
            found.append(Word(word, tag, start))
            start += len(word)
    return found


def phrases(row: list[Word]) -> list[Phrase]:
    """The words gathered into noun phrases, verbs and the rest, in order."""
    made: list[Phrase] = []
    batch: list[Word] = []
    for index, word in enumerate(row):
        if _joins(row, index, bool(batch)):
            batch.append(word)
            continue
        made.extend(_closed(batch))
        batch = []
        verbal = word.tag in ("v", "vd", "vi", "vn")
        made.append(Phrase("verb" if verbal else "other", (word,)))
    made.extend(_closed(batch))
    return made


def _closed(batch: list[Word]) -> Iterator[Phrase]:
    if batch:
        yield Phrase("noun", tuple(batch))


def _joins(row: list[Word], index: int, inside: bool) -> bool:
    """Whether a word belongs to a noun phrase, given whether one is open before it."""
    word = row[index]
    lexicon = lead_lexicon()
    if word.text[0] in "不无未没" or word.text in condense_lexicon().loose_words:
        return False
    if word.tag == "m" and word.text[0] == "第" and len(word.text) > 1:
        return _noun_follows(row, index) == "noun"
    if word.tag == "ns" and index:
        return _noun_follows(row, index) == "noun"
    follows = _noun_follows(row, index)
    if word.text in lexicon.dual:
        return inside or follows == "dual"
    if word.tag in ("v", "vn") and inside and follows and len(word.text) > 1:
        return any(other.tag == "v" and other.text not in lexicon.dual for other in row[: index - 1])
    if word.tag == "a":
        return follows == "noun" and len(word.text) > 1
    if word.tag in ("l", "i") and inside:
        return bool(follows)
    return word.tag in _NOMINAL


def _noun_follows(row: list[Word], index: int) -> str:
    if index + 1 >= len(row):
        return ""
    following = row[index + 1]
    if following.text in lead_lexicon().dual:
        return "dual"
    return "noun" if following.tag in _NOMINAL else ""
