"""Words of official prose with their tags: the segmenter jieba knows by heart, and a list of what it lacks."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import rjieba

from tasks.knowledge import knowledge
from tasks.summarise.lexicon import DATA, Lexicon, any_of, condense_lexicon


class WordLexicon(Lexicon):
    """The lists of ``words.yaml``."""

    add: dict[str, list[str]]
    retag: dict[str, str]


Tagged = tuple[tuple[str, str], ...]
"""Words, each with its tag."""
_TEXTS, _WORDS = 4096, 65536
"""How many texts and words are remembered: several rules ask for one clause, and one word stands in many clauses."""


class Tagger:
    """A segmenter of its own with the words of official prose; tags of known words corrected."""

    def __init__(self) -> None:
        lexicon = knowledge(DATA / "words.yaml", WordLexicon)
        self._segmenter = rjieba.Jieba()
        for tag, added in lexicon.add.items():
            for word in added:
                self._segmenter.add_word(word, None, tag)
        self._degree = re.compile(any_of(condense_lexicon().degree))
        self._retag = {**lexicon.retag, **{word: tag for tag, added in lexicon.add.items() for word in added}}
        self._tagged = lru_cache(_TEXTS)(self._tag)
        self._parts = lru_cache(_WORDS)(self._parts_of)

    def tag(self, text: str) -> list[tuple[str, str]]:
        """The words of the text with their tags; joined they are the text."""
        return list(self._tagged(text))

    def _tag(self, text: str) -> Tagged:
        return tuple([pair for word, tag in self._segmenter.tag(text) for pair in self._parts(word, tag)])

    def _parts_of(self, word: str, tag: str) -> Tagged:
        """A word of degree with the verb it stands before (大力发展) as two words; any other word as it is."""
        tag = self._retag.get(word, tag)
        head = self._degree.match(word) if len(word) > 3 else None
        if head is None:
            return ((word, tag),)
        verb = self._segmenter.tag(word[head.end() :])
        whole = len(verb) != 1 or not self._retag.get(*verb[0]).startswith("v")
        return ((word, tag),) if whole else ((head.group(), "d"), (verb[0][0], "v"))


@cache
def tagger() -> Tagger:
    """The one tagger of this process."""
    return Tagger()
