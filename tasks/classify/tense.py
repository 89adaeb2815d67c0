"""Tenseless verbs: what a benchmark does is 经验, what the learner or an official does is 举措 (DESIGN.md, Words).

The readings of a clause do not know whom it is about; 实行“链长制” alone may be either. Once that is settled, a 举措 of
another region, told by nobody for it and without a word of what is to come, is that region's 经验.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tasks.knowledge import read_knowledge
from tasks.models import Article, Clause, Genre, Region, Role

DOUBT = 50.0
"""Such a clause stays 举措 only when the reading holds it for so many times likelier than 经验."""
_ENDS = "。！？"


def told_of_others(
    article: Article, clauses: Sequence[Clause], home: Region | None, genre: Genre
) -> tuple[Clause, ...]:
    """The clauses with 举措 turned to 经验 where they tell what another region does.

    Regions inside the home are others in a commentary only, which holds them up as examples; elsewhere they share the
    home's plans. A clause with a speaker keeps its role: officials speak of what their own region will do.
    """
    if home is None:
        return tuple(clauses)
    texts = {paragraph.paragraph_id: paragraph.text for paragraph in article.paragraphs}
    return tuple(
        _as_experience(clause) if _tells_of_another(clause, texts[clause.paragraph_id], home, genre) else clause
        for clause in clauses
    )


def _tells_of_another(clause: Clause, text: str, home: Region, genre: Genre) -> bool:
    return (
        clause.role is Role.MEASURE
        and clause.speaker is None
        and bool(clause.regions)
        and clause.role_scores[0] * DOUBT > clause.role_scores[2]
        and all(_is_other(region, home, genre) for region in clause.regions)
        and not speaks_of_what_is_to_come(_sentence(text, clause))
    )


def _as_experience(clause: Clause) -> Clause:
    """What spoke for 举措 speaks for 经验 now."""
    experience, gap, measure, none = clause.role_scores
    return clause.model_copy(update={"role": Role.EXPERIENCE, "role_scores": (experience + measure, gap, 0.0, none)})


def _is_other(region: Region, home: Region, genre: Genre) -> bool:
    if home.full_name.startswith(region.full_name):
        return False
    return genre is Genre.COMMENTARY or not region.full_name.startswith(home.full_name)


def speaks_of_what_is_to_come(sentence: str) -> bool:
    """Whether a sentence has a word of what is to come, must or should be."""
    return bool(_ahead().search(_not_ahead().sub("", sentence)))


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = read_knowledge(Path(__file__).with_suffix(".yaml"))
    return words


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()["ahead"])))


@cache
def _not_ahead() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()["not_ahead"])))


def _sentence(text: str, clause: Clause) -> str:
    start = max(text.rfind(mark, 0, clause.start) for mark in _ENDS) + 1
    ends = [place for mark in _ENDS if (place := text.find(mark, clause.end)) >= 0]
    return text[start : min(ends, default=len(text))]
