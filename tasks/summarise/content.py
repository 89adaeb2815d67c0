"""What a text says that may be printed, and what says nothing: resolve, praise, ceremony, a lack that names none.

The one answer to this question, for what is held for review and for what may stand on paper.
"""

from __future__ import annotations

import re
from functools import cached_property

from tasks.knowledge import reader
from tasks.summarise.leaning import states
from tasks.summarise.lexicon import DATA, AnyPattern, Lexicon
from tasks.summarise.tagging import tagger

_BREAKS = re.compile("[，；。：！？]")
_COUNTED = re.compile(r"\d")
_NAMED = re.compile(r"“[^”]+”|《[^》]+》|[A-Za-z]{2,}")


class ContentLexicon(Lexicon):
    """The lists of ``content.yaml``."""

    empty_gap: str
    empty_gap_limit: int
    gap_contents: re.Pattern[str]
    lacking: re.Pattern[str]
    no_lack: re.Pattern[str]
    adrift: re.Pattern[str]
    framing: re.Pattern[str]
    hollow: tuple[str, ...]
    softer: tuple[str, ...]
    pointable: re.Pattern[str]
    generic_only: str
    shortest: int
    tails: re.Pattern[str]
    commonplace: re.Pattern[str]
    title: re.Pattern[str]

    @cached_property
    def hollow_pattern(self) -> AnyPattern:
        """Finds clauses of resolve, mood, ceremony and verdict."""
        return AnyPattern(self.hollow)

    @cached_property
    def softer_pattern(self) -> AnyPattern:
        """Finds clauses of aims and verdicts, which names and works bear out."""
        return AnyPattern(self.softer)


content_lexicon = reader(DATA / "content.yaml", ContentLexicon)


def clauses_of(text: str) -> list[str]:
    """The clauses of a text, without its marks."""
    return [clause for clause in _BREAKS.split(text) if clause]


def lacks(text: str) -> bool:
    """Whether a gap says what is lacking; a figure that fell may stand in any list of results."""
    return says_what_is_lacking(content_lexicon().no_lack.sub("", text))


def is_empty_gap(text: str) -> bool:
    """Whether a gap names a difficulty without saying what it consists of."""
    lexicon = content_lexicon()
    if len(text) > lexicon.empty_gap_limit or not re.search(lexicon.empty_gap, text):
        return False
    return not lexicon.gap_contents.search(text)


def says_what_is_lacking(text: str) -> bool:
    """Whether a gap has a word of lack or difficulty; without one it tells a scene, not a gap."""
    return bool(content_lexicon().lacking.search(text))


def is_empty(text: str) -> bool:
    """Whether a text says too little to be printed."""
    lexicon = content_lexicon()
    bare = re.sub(r"\W", "", text)
    return len(bare) < lexicon.shortest or bool(re.match(lexicon.generic_only, bare))


def says_something(text: str) -> bool:
    """Whether a text has content: a predicate or a lack, and more than resolve, ceremony and the setting of a scene.

    The one answer to this question, for what is held for review and for what may stand on paper.
    """
    lexicon = content_lexicon()
    if not states(text) and not lexicon.lacking.search(text):
        return False
    clauses = clauses_of(text)
    return not (all(is_hollow(clause) or _only_frames(clause) for clause in clauses) or lexicon.adrift.match(text))


def _only_frames(clause: str) -> bool:
    """Whether a clause only says in view of what."""
    return bool(content_lexicon().framing.match(clause)) and tagger().tag(clause)[-1][1].startswith(("n", "a"))


def is_hollow(clause: str) -> bool:
    """Whether a clause only resolves, praises or names a duty."""
    lexicon = content_lexicon()
    if _COUNTED.search(clause):
        return False
    if lexicon.hollow_pattern.search(clause):
        return True
    borne_out = _NAMED.search(clause) or lexicon.pointable.search(clause)
    return not borne_out and bool(lexicon.softer_pattern.search(clause))
