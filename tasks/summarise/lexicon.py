"""The editors' word lists, read once from the YAML files beside the code and checked on the way in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tasks.knowledge import reader

DATA = Path(__file__).parent / "data"


def any_of(words: Sequence[str]) -> str:
    """A regular expression for any of the words, the longest first; a look at the first character spares most tries."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    first = "".join(re.escape(character) for character in sorted({word[0] for word in words}))
    return f"(?:(?=[{first}])(?:{'|'.join(re.escape(word) for word in ordered)}))"


class AnyPattern:
    """Whether any of several regular expressions is found in a text.

    Alternatives that hold for the head of a text alone (``^…``) are tried there once: in one search for all, each of
    them would be tried at every character.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        alternatives = [one for pattern in patterns for one in _alternatives(pattern)]
        self._at_head = re.compile("|".join(one for one in alternatives if one.startswith("^")) or "(?!)")
        self._anywhere = re.compile("|".join(one for one in alternatives if not one.startswith("^")) or "(?!)")

    def search(self, text: str) -> re.Match[str] | None:
        """A match of one of them, None where there is none."""
        return self._at_head.match(text) or self._anywhere.search(text)


def _alternatives(pattern: str) -> list[str]:
    """A regular expression cut at the bars that stand in no group and no set of characters."""
    found, depth = [""], 0
    for part in _PART.findall(pattern):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found


_PART = re.compile(r"\\.|\[\^?\]?[^\]]*\]|.", re.DOTALL)
"""An escaped character, a set of characters, or any other character."""


class Lexicon(BaseModel):
    """A frozen word list; unknown keys are an error, so that a typo in a file is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class CondenseLexicon(Lexicon):
    """How a quote is shortened; the file says what each list is for."""

    hard: dict[str, tuple[str, ...]]
    modal: tuple[str, ...]
    not_hard: list[str]
    not_modal: list[str]
    enumeration: re.Pattern[str]
    connectives: tuple[str, ...]
    explaining: frozenset[str]
    announces: re.Pattern[str]
    tight_connectives: tuple[str, ...]
    speaker_verbs: tuple[str, ...]
    attribution: re.Pattern[str]
    keep_attribution: tuple[str, ...]
    degree: tuple[str, ...]
    plain_degree: frozenset[str]
    verbal_degree: frozenset[str]
    doing: frozenset[str]
    degree_keeps_before: tuple[str, ...]
    degree_keeps_after: tuple[str, ...]
    evaluative: list[str]
    leaders: re.Pattern[str]
    boasts: re.Pattern[str]
    loose_adjuncts: tuple[str, ...]
    bound_adjuncts: tuple[str, ...]
    openers: tuple[str, ...]
    leaning: re.Pattern[str]
    attributes: re.Pattern[str]
    governing: frozenset[str]
    continuers: tuple[str, ...]
    purpose_heads: tuple[str, ...]
    relative_years: dict[str, int]
    verbatim: tuple[str, ...]
    deictic_subjects: tuple[str, ...]
    joins_a_name: frozenset[str]

    @cached_property
    def degree_words(self) -> frozenset[str]:
        """The words of degree as a set."""
        return frozenset(self.degree)

    @cached_property
    def loose_words(self) -> frozenset[str]:
        """Words of degree and of intent: neither stands inside a noun phrase."""
        return self.degree_words.union(self.modal)

    @cached_property
    def degree_pattern(self) -> re.Pattern[str]:
        """Finds words of degree."""
        return re.compile(any_of(self.degree))

    @cached_property
    def tight_pattern(self) -> re.Pattern[str]:
        """A connective at the head of a clause that needs no comma."""
        return re.compile(any_of(self.tight_connectives))

    @cached_property
    def deictic_pattern(self) -> re.Pattern[str]:
        """A subject that only points at the speaker's own place."""
        return re.compile(f"“?{any_of(self.deictic_subjects)}")

    @cached_property
    def hard_pattern(self) -> re.Pattern[str]:
        """Finds hard words; look-alikes match first with an empty group."""
        words = [word for group in self.hard.values() for word in group]
        return re.compile(f"{any_of(self.not_hard)}|({any_of(words)})")

    @cached_property
    def modal_pattern(self) -> re.Pattern[str]:
        """Finds words of intent; look-alikes match first with an empty group."""
        return re.compile(f"{any_of(self.not_modal)}|({any_of(self.modal)})")

    @cached_property
    def evaluative_pattern(self) -> AnyPattern:
        """Finds clauses of judgement and decoration."""
        return AnyPattern(self.evaluative)


condense_lexicon = reader(DATA / "condense.yaml", CondenseLexicon)


@lru_cache(maxsize=4096)
def hard_words(text: str) -> tuple[str, ...]:
    """The words in the text that no deletion may take away, in order."""
    return tuple([m.group(1) for m in condense_lexicon().hard_pattern.finditer(text) if m.group(1)])


@lru_cache(maxsize=4096)
def modal_words(text: str) -> tuple[str, ...]:
    """The words of intent in the text, in order."""
    return tuple([m.group(1) for m in condense_lexicon().modal_pattern.finditer(text) if m.group(1)])
