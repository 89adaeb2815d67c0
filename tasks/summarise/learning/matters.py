"""What a statement is about, in words an office knows: 招商引资, 产业链, 养老…; the lists of ``matters.yaml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tasks.knowledge import reader
from tasks.models import Role
from tasks.summarise.lexicon import Lexicon

DATA = Path(__file__).parent / "data"


Words = Annotated[tuple[str, ...], BeforeValidator(str.split)]


class Matter(Lexicon):
    """The words that point to one matter; see the head of ``matters.yaml``."""

    words: Words
    need: Words = ()
    answer: Words = ()
    without: Words = Field(default=(), alias="not")
    broad: bool = False
    wide: bool = False
    of: str = ""


Side = Literal["need", "answer"]


_matters = reader(DATA / "matters.yaml", dict[str, Matter])


@cache
def _patterns(side: Side) -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    """For each matter what points to it on one side, and what says that it is not meant."""
    return {
        name: (
            _any((*matter.words, *(matter.need if side == "need" else matter.answer))),
            _any(matter.without) if matter.without else None,
        )
        for name, matter in _matters().items()
    }


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


def side_of(role: Role) -> Side:
    """A gap needs, everything else answers."""
    return "need" if role is Role.GAP else "answer"


def matters_of(text: str, side: Side) -> dict[str, tuple[str, ...]]:
    """The matters of a text with the words that point to each, in the order of the file.

    A need that names a part of a matter is about that part; an answer about a part is about the whole too.
    """
    found = {}
    for name, (pattern, without) in _patterns(side).items():
        words = tuple(dict.fromkeys(match.group() for match in pattern.finditer(_bare(text, without))))
        if words:
            found[name] = words
    parts = {name: whole for name in found if (whole := _matters()[name].of)}
    if side == "need":
        return {name: words for name, words in found.items() if name not in parts.values()}
    for part, whole in parts.items():
        found.setdefault(whole, found[part])
    return found


def family(matter: str) -> str:
    """The whole that a matter is a part of, or the matter itself."""
    return _matters()[matter].of or matter


def is_broad(matter: str) -> bool:
    """Whether a matter holds so many others that sharing it says little."""
    return _matters()[matter].broad


def is_wide(matter: str) -> bool:
    """Whether a matter names a whole field, which every gap of the field names."""
    return _matters()[matter].wide or is_broad(matter)


def _bare(text: str, without: re.Pattern[str] | None) -> str:
    """The text without the words that only look like the matter's."""
    return without.sub("□", text) if without else text
