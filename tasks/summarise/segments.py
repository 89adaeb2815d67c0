"""The clauses of a text with their closing marks: cut apart, chosen among, and joined again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tasks.summarise.marks import balance, clause_ends

_STRENGTH = "：，；。！？"
_EDGE = "，。；：、！ 　"
_FIGURE = re.compile(r"\d")


class Segment(NamedTuple):
    """A clause and the punctuation that closes it."""

    text: str
    close: str

    @property
    def full(self) -> str:
        """The clause with its closing marks."""
        return self.text + self.close


def segments(text: str) -> list[Segment]:
    """The clauses of a text; joined again they are the text."""
    found: list[Segment] = []
    start = 0
    for at, end in clause_ends(text):
        if at > start or found:
            found.append(Segment(text[start:at], text[at:end]))
            start = end
    if start < len(text):
        found.append(Segment(text[start:], ""))
    return found


def without(parts: Sequence[Segment], dropped: Collection[int]) -> list[Segment]:
    """The clauses but those at the indices dropped; a clause before dropped ones takes their strongest closing mark."""
    kept: list[Segment] = []
    for index, part in enumerate(parts):
        if index not in dropped:
            kept.append(part)
        elif kept and part.close and _weight(part.close) > _weight(kept[-1].close):
            kept[-1] = Segment(kept[-1].text, part.close)
    return kept


def _weight(close: str) -> int:
    return _STRENGTH.find(close[0]) if close else -1


def join(parts: Sequence[Segment]) -> str:
    """The clauses as one text, its marks in pairs, without punctuation at its edges."""
    return balance("".join([part.text + part.close for part in parts])).strip(_EDGE)


def with_part_of(parts: Sequence[Segment]) -> list[Segment]:
    """The clauses, 其中 before a comma with the figure that it makes a part of the one before."""
    joined: list[Segment] = []
    for part in parts:
        if joined and joined[-1].text == "其中" and _FIGURE.search(part.text):
            joined[-1] = Segment(f"其中{part.text}", part.close)
        else:
            joined.append(part)
    return joined
