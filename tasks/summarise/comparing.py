"""A sentence that sets a place against others says itself what is what: 对标某地……，本地……还不高，必须……."""

from __future__ import annotations

import re

from tasks.knowledge import reader
from tasks.models import ClassifiedArticle, Clause, Region, Role
from tasks.summarise.lexicon import DATA, Lexicon

_SENTENCE = re.compile(r"[^。！？；\n]+")
_COMPARED = re.compile(
    r"(?:但|而)?(?:对标|对照|对比|比照|与[^，]{1,14}相比|同[^，]{1,14}相比|相比)[^，]{0,30}，"
    r"(?P<lack>[^。！？；]*?)，(?P<must>(?:必须|要|须|亟需|应当|今后|下一步)[^。！？；]*)"
)
_SURE = 0.9


class ComparingLexicon(Lexicon):
    """The patterns of ``comparing.yaml``."""

    lack: re.Pattern[str]


_lexicon = reader(DATA / "comparing.yaml", ComparingLexicon)


def as_compared(classified: ClassifiedArticle) -> ClassifiedArticle:
    """The article with the clauses of such sentences labelled as the sentence says.

    What is compared (对标……) is no finding; what follows up to 必须 is a gap where it says what is lacking; the rest
    are measures. Both are of the place that the gap is about. Clauses of other sentences stay as they are.
    """
    spans = {
        (paragraph.paragraph_id, sentence.start() + match.start()): (sentence.start(), match)
        for paragraph in classified.article.paragraphs
        for sentence in _SENTENCE.finditer(paragraph.text)
        if (match := _COMPARED.match(sentence.group())) and _lexicon().lack.search(match["lack"])
    }
    if not spans:
        return classified
    clauses = list(classified.clauses)
    for (paragraph_id, _), (offset, match) in spans.items():
        _relabel(clauses, paragraph_id, offset, match, classified.home)
    return classified.model_copy(update={"clauses": tuple(clauses)})


def _relabel(clauses: list[Clause], paragraph_id: str, offset: int, match: re.Match[str], home: Region | None) -> None:
    lack, must = offset + match.start("lack"), offset + match.start("must")
    end = offset + match.end()
    inside = [n for n, c in enumerate(clauses) if c.paragraph_id == paragraph_id and offset <= c.start < end]
    gaps = [n for n in inside if lack <= clauses[n].start < must]
    regions = clauses[gaps[0]].regions if gaps else ()
    regions = regions or ((home,) if home else ())
    for n in inside:
        start = clauses[n].start
        role = None if start < lack else Role.GAP if start < must else Role.MEASURE
        clauses[n] = _labelled(clauses[n], role, regions)


def _labelled(clause: Clause, role: Role | None, regions: tuple[Region, ...]) -> Clause:
    rest = (1 - _SURE) / 3
    one, two, three, four = (_SURE if role is other else rest for other in (*Role, None))
    return clause.model_copy(
        update={
            "role": role,
            "role_scores": (one, two, three, four),
            "regions": regions if role else (),
            "reasons": (*clause.reasons, "句式：对标他地，述本地差距，提本地举措"),
        }
    )
