"""Which clauses say something by themselves, and which lean on a main clause to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.summarise.lexicon import CondenseLexicon, condense_lexicon
from tasks.summarise.segments import Segment
from tasks.summarise.tagging import tagger

_SHORT_VERBS = frozenset("是有为建增达获占居超减降升成办开修设引抓促保补强树搞走用让使把")
_NAMING = ("n", "r", "j", "vn", "b", "eng")
_LOOSE_NUMBER = re.compile(r"[一-龥] \d{1,2}$")
"""A number behind a space at the end is that of a page (……集体没有 1)."""
_FRAME_LIMIT = 24
_FIGURE = re.compile(r"\d")
WITHIN = re.compile("在.+(?:上|中|方面|领域)[^，。；]{2,}$")


def states(text: str) -> bool:
    """Whether a clause says something by itself; a bare noun phrase is the subject of what follows."""
    words = tagger().tag(text)
    return any(_is_verb(word, tag) or tag[0] in "li" or tag == "a" for word, tag in words)


def _is_verb(word: str, tag: str) -> bool:
    return tag[0] == "v" and (len(word) > 1 or word in _SHORT_VERBS)


def has_subject(text: str) -> bool:
    """Whether a clause opens with what it is about and goes on to say something of it."""
    row = tagger().tag(text.lstrip("“‘《"))
    if not row or not row[0][1].startswith(_NAMING):
        return False
    return any(_is_verb(word, tag) or tag[0] in "la" for word, tag in row[1:])


def leans(text: str, lexicon: CondenseLexicon) -> bool:
    """Whether a clause says only when, in view of what or on what condition, and leans on its main clause."""
    bare = text.strip("“”‘’")
    if lexicon.leaning.search(bare):
        return True
    return bare.startswith(lexicon.openers) or (bare.startswith(lexicon.bound_adjuncts) and not _says_itself(bare))


def breaks_off(text: str) -> bool:
    """Whether a text stops before it has said what it began: on a word that governs what is missing, or without a verb.

    (……严格按照, ……保持零感染，有, 将甲与乙)
    """
    bare = text.rstrip("“”‘’（《，、；：。 ")
    row = tagger().tag(bare)
    if not row or _LOOSE_NUMBER.search(bare):
        return True
    word, tag = row[-1]
    return word in condense_lexicon().governing or (len(word) == 1 and tag in ("p", "c"))


def _says_itself(text: str) -> bool:
    """Whether a clause with a frame before it goes on to a statement (在全市率先|建成……, 为企业减负3亿元)."""
    return len(text) > _FRAME_LIMIT or bool(_FIGURE.search(text) or WITHIN.match(text))


def hanging(parts: Sequence[Segment], lexicon: CondenseLexicon) -> int:
    """How many sentences end in a clause that leans on one to come (如果……, 得知……等情况时, 相较于……)."""
    return sum(is_last(parts, index) and leans(part.text, lexicon) for index, part in enumerate(parts))


def is_last(parts: Sequence[Segment], index: int) -> bool:
    """Whether a clause is the last of its sentence."""
    return index + 1 == len(parts) or parts[index].close[:1] in ("。", "；", "！", "？")
