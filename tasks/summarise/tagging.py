"""Words of official prose with their tags: the segmenter jieba knows by heart, and a list of what it lacks."""

from __future__ import annotations

from functools import cache

import rjieba

from tasks.summarise.lexicon import Lexicon, load


class WordLexicon(Lexicon):
    """The lists of ``words.yaml``."""

    add: dict[str, list[str]]
    retag: dict[str, str]


class Tagger:
    """A segmenter of its own with the words of official prose; tags of known words corrected."""

    def __init__(self) -> None:
        lexicon = WordLexicon.model_validate(load("words"))
        self._segmenter = rjieba.Jieba()
        for tag, added in lexicon.add.items():
            for word in added:
                self._segmenter.add_word(word, None, tag)
        self._retag = {**lexicon.retag, **{word: tag for tag, added in lexicon.add.items() for word in added}}

    def tag(self, text: str) -> list[tuple[str, str]]:
        """The words of the text with their tags; joined they are the text."""
        return [(word, self._retag.get(word, tag)) for word, tag in self._segmenter.tag(text)]


@cache
def tagger() -> Tagger:
    """The one tagger of this process."""
    return Tagger()
