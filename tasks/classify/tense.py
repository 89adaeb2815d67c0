"""What tense tells of 经验 and 举措, once it is settled whom a clause is about (DESIGN.md, Words).

What a benchmark does is 经验, what the learner or an official does is 举措. The readings of a clause do not know whom
it is about; 实行“链长制” alone may be either. So a 举措 of another region, told by nobody for it and without a word of
what is to come, is that region's 经验. A 经验 after 必须 or 下一步 in its sentence is a 举措, whatever it tells of.
And a 举措 in a sentence of completed aspect (了, 累计, 先后) without a word of what is to come has been done and is
经验; only to have gone or sent somebody to learn stays the learner's 举措.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tasks.knowledge import read_knowledge
from tasks.models import Article, Clause, Genre, Region, Role

DOUBT = 50.0
"""A clause keeps its role all the same when the reading holds it for so many times likelier than the other."""
DONE_DOUBT = 500.0
"""The same where aspect says that a thing is done; the readings often take the verbs of done work for plans."""
_ENDS = "。！？"
_DONE = re.compile(r"累计|已(?!于)|先后|截至|(?<=[\u4e00-\u9fff])了(?!解|不|望|如|然|无|结)")
_TO_LEARN = re.compile("挂职|跟班|赴.{0,16}(?:考察|学习|取经)|外出(?:考察|学习|锻炼)|考察学习|学习考察")


def settle(article: Article, clauses: Sequence[Clause], home: Region | None, genre: Genre) -> tuple[Clause, ...]:
    """The clauses with 举措 and 经验 as tense has them.

    Regions inside the home are others in a commentary only, which holds them up as examples; elsewhere they share the
    home's plans. A clause with a speaker is no other's present: officials speak of what their own region will do.
    """
    texts = {paragraph.paragraph_id: paragraph.text for paragraph in article.paragraphs}
    return tuple(_settled(clause, texts[clause.paragraph_id], home, genre) for clause in clauses)


def _settled(clause: Clause, text: str, home: Region | None, genre: Genre) -> Clause:
    if _is_due(clause, text):
        return _turned(clause, Role.MEASURE)
    if _is_done(clause, text) or (home is not None and _tells_of_another(clause, text, home, genre)):
        return _turned(clause, Role.EXPERIENCE)
    return clause


def _is_due(clause: Clause, text: str) -> bool:
    """Whether a 经验 stands after a word of duty in its sentence."""
    return (
        clause.role is Role.EXPERIENCE
        and clause.role_scores[2] * DOUBT > clause.role_scores[0]
        and bool(_pattern("duty").search(_sentence(text, clause)[0]))
    )


def _is_done(clause: Clause, text: str) -> bool:
    """Whether a 举措 stands in a sentence of completed aspect."""
    if clause.role is not Role.MEASURE or clause.role_scores[0] * DONE_DOUBT <= clause.role_scores[2]:
        return False
    sentence = "".join(_sentence(text, clause))
    return bool(_DONE.search(sentence)) and not _TO_LEARN.search(sentence) and not speaks_of_what_is_to_come(sentence)


def _tells_of_another(clause: Clause, text: str, home: Region, genre: Genre) -> bool:
    return (
        clause.role is Role.MEASURE
        and clause.speaker is None
        and bool(clause.regions)
        and clause.role_scores[0] * DOUBT > clause.role_scores[2]
        and all(_is_other(region, home, genre) for region in clause.regions)
        and not speaks_of_what_is_to_come("".join(_sentence(text, clause)))
    )


def _turned(clause: Clause, role: Role) -> Clause:
    """The clause with the other of the two roles; what spoke for either speaks for it now."""
    experience, gap, measure, none = clause.role_scores
    both = experience + measure
    scores = (both, gap, 0.0, none) if role is Role.EXPERIENCE else (0.0, gap, both, none)
    return clause.model_copy(update={"role": role, "role_scores": scores})


def _is_other(region: Region, home: Region, genre: Genre) -> bool:
    if home.full_name.startswith(region.full_name):
        return False
    return genre is Genre.COMMENTARY or not region.full_name.startswith(home.full_name)


def speaks_of_what_is_to_come(sentence: str) -> bool:
    """Whether a sentence has a word of what is to come, must or should be."""
    return bool(_pattern("ahead").search(_pattern("not_ahead").sub("", sentence)))


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = read_knowledge(Path(__file__).with_suffix(".yaml"))
    return words


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()[name])))


def _sentence(text: str, clause: Clause) -> tuple[str, str]:
    """The clause's sentence up to the clause's end, and what follows."""
    start = max(text.rfind(mark, 0, clause.start) for mark in _ENDS) + 1
    ends = [place for mark in _ENDS if (place := text.find(mark, clause.end)) >= 0]
    return text[start : clause.end], text[clause.end : min(ends, default=len(text))]
