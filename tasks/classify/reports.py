"""A government's report to its congress tells of its own region, whatever other places it names.

吸纳京津技术合同成交额增长, 在北京、深圳举办推介会, 与长三角协同: what was done or is to be done is the reporter's own.
A county has what its own sentence says of it once it has opened a clause there; the next sentence is about the whole
again. Named within a clause (依托某区园区, “某县香菇”) it only tells where.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tasks.knowledge import knowledge
from tasks.models import Article, Clause, Genre, Region

SURE = 0.8
"""The region score of a clause that goes back to the reporting region: of 76 such clauses in twelve provincial reports
nine in ten were its own."""
REASON = "工作报告所述为本地之事"
_ENDS = re.compile("[。！？；]")
_WORDS = Path(__file__).with_suffix(".yaml")
_TELLING = 2
"""Characters of a name that tell it in its sentence: reports leave 市, 县 and 区 out."""


def of_its_own(article: Article, clauses: Sequence[Clause], home: Region | None, genre: Genre) -> tuple[Clause, ...]:
    """The clauses of a work report with the regions inside the home that their sentence names, or the home."""
    if genre is not Genre.WORK_REPORT or home is None:
        return tuple(clauses)
    texts = {paragraph.paragraph_id: paragraph.text for paragraph in article.paragraphs}
    return tuple(_own(clause, texts[clause.paragraph_id], home) if clause.regions else clause for clause in clauses)


def _own(clause: Clause, text: str, home: Region) -> Clause:
    if all(region.full_name == home.full_name for region in clause.regions):
        return clause
    sentence = _ENDS.split(text[: clause.start])[-1] + text[clause.start : clause.end]
    inside = tuple(region for region in clause.regions if _is_inside(region, home, sentence))
    if inside == clause.regions:
        return clause
    return clause.model_copy(
        update={
            "regions": inside or (home,),
            "region_score": max(clause.region_score, SURE),
            "reasons": (*clause.reasons, REASON),
        }
    )


def _is_inside(region: Region, home: Region, sentence: str) -> bool:
    if region.full_name == home.full_name:
        return True
    return region.full_name.startswith(home.full_name) and bool(_opening(region.name[:_TELLING]).search(sentence))


@lru_cache(maxsize=4096)
def _opening(name: str) -> re.Pattern[str]:
    """The name where it opens a clause, alone or in a row of places (甲县、乙县建成…)."""
    acted_on = "|".join(knowledge(_WORDS, dict[str, list[str]])["acted_on"])
    return re.compile(rf"(?:^|[，；。：])(?:其中|同时|目前)?(?!{acted_on})(?:[\u4e00-\u9fff]{{2,7}}[、和])*{name}")
