"""A text that breaks off in mid-sentence: what an excerpt or a cut file leaves of its last clause states nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.classify.lines import without_role
from tasks.models import Article, Clause, Paragraph

_ENDED = re.compile(r"[。！？；：”’）】》」…!?;:)][\s\u3000]*$")
_DOTS = re.compile(r"(?<!\.)\.{2,6}[\s\u3000]*$")
_STOPS = re.compile(r"[，。；！？,;!?]")
_SENTENCE = re.compile(r"[。！？]")
_PROSE = 30  # characters of a paragraph that would end with a mark


def without_broken_end(article: Article, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses, the last one without role, topics and regions where the text breaks off in it."""
    last = next((one for one in reversed(article.paragraphs) if one.kind == "body"), None)
    if last is None or not _breaks_off(last, article.paragraphs):
        return tuple(clauses)
    start = max((match.end() for match in _STOPS.finditer(_DOTS.sub("", last.text))), default=0)
    return tuple(
        without_role(clause) if clause.paragraph_id == last.paragraph_id and clause.end > start else clause
        for clause in clauses
    )


def _breaks_off(last: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the last paragraph ends without a mark, as the others do not."""
    if _DOTS.search(last.text):
        return True
    if _ENDED.search(last.text) or not _STOPS.search(last.text):
        return False
    others = [one for one in paragraphs if one.kind == "body" and one is not last and len(one.text) >= _PROSE]
    if not others:
        return _SENTENCE.search(last.text) is not None
    return 2 * sum(_ENDED.search(one.text) is not None for one in others) >= len(others)
