"""Clauses as they are read: each with its words, its sentence, and what stands before it in there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tasks.models import Article, Clause

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")
_EDGES = "，。；：！？、—…“”‘’ \t\u3000\n"


class Line(NamedTuple):
    """A clause by its number, its words, and the offsets of its sentence in the text of its paragraph."""

    number: int
    clause: Clause
    words: str
    text: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The sentence up to the clause."""
        return self.text[self.start : self.clause.start]

    @property
    def after(self) -> str:
        """The sentence behind the clause."""
        return self.text[self.clause.end : self.end]


Check = Callable[[Sequence[Line]], Iterable[int]]
"""Gives the numbers of the clauses, of one article, that are something else than they look."""


def lines(article: Article, clauses: Sequence[Clause]) -> tuple[Line, ...]:
    """The clauses with their words and sentences."""
    texts = {paragraph.paragraph_id: paragraph.text for paragraph in article.paragraphs}
    ends = {name: [match.end() for match in _SENTENCE.finditer(text)] for name, text in texts.items()}
    made = []
    for number, clause in enumerate(clauses):
        text = texts[clause.paragraph_id]
        stops = ends[clause.paragraph_id]
        start = max((stop for stop in stops if stop <= clause.start), default=0)
        end = min((stop for stop in stops if stop >= clause.end), default=len(text))
        words = text[clause.start : clause.end].strip(_EDGES)
        made.append(Line(number, clause, words, text, start, end))
    return tuple(made)


def without_role(clause: Clause, *reasons: str, placed: bool = False) -> Clause:
    """The clause as one that states no finding, and why; ``placed`` keeps whose its figures are."""
    regions = clause.regions if placed else ()
    return clause.model_copy(
        update={"role": None, "topics": (), "regions": regions, "reasons": (*clause.reasons, *reasons)}
    )
