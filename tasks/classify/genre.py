"""Tell an article's genre, and whether it is of the kind this project reads at all, by cue words kept as data."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from tasks.classify.places.lists import word_lists
from tasks.models import Article, Genre

CUES = Path(__file__).parent / "genre_cues.txt"
_BLANK = re.compile(r"(?:[XＸ×某]{2,}|[〇○_＿]{2,})(?=省|市|县|区|镇|乡|村|局|同志|年)")
_OPENING = 200
"""Characters at the head of an article in which a report says that a meeting was held or who wrote it."""
_ENOUGH = 4.0
"""Words of public affairs per thousand characters below which an article is not read for findings."""
"""Set so that every labelled text of the genre passes and sport, shows, games and shop talk do not."""


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(words)) for name, words in word_lists(CUES).items()}


def tell_genre(article: Article) -> Genre:
    """The genre by the first rule that holds; a news feature where none does but the text reports."""
    cues = _cues()
    title = f"{article.title or ''} {article.subtitle or ''}"
    body = "\n".join(paragraph.text for paragraph in article.paragraphs)
    head = body[:_OPENING]
    if cues["report title"].search(title) or cues["report opening"].search(head):
        return Genre.WORK_REPORT
    if cues["notice title"].search(title) or cues["notice opening"].search(head):
        return Genre.NOTICE
    if article.author_office or cues["office byline"].search(title):
        return Genre.SIGNED
    if cues["reflection title"].search(title) or len(cues["reflection"].findall(body)) >= 2:
        return Genre.REFLECTION
    if cues["commentary title"].search(title):
        return Genre.COMMENTARY
    if cues["meeting title"].search(title) or cues["meeting opening"].search(head):
        return Genre.MEETING
    if len(cues["first person"].findall(body)) * 1000 > 4 * len(body) > 0:
        return Genre.SIGNED
    return Genre.FEATURE if cues["reporting"].search(body) else _argued(body)


def _argued(body: str) -> Genre:
    """Text without a reporter: commentary when it argues, else none of the kinds."""
    argues = _cues()["arguing"].findall(body)
    return Genre.COMMENTARY if len(argues) * 500 > len(body) else Genre.OTHER


def is_relevant(article: Article) -> bool:
    """Whether the article is about the work of regions: enough words of public affairs, no blank form, no fiction."""
    text = "".join(paragraph.text for paragraph in article.paragraphs)
    if not text or len(_BLANK.findall(text)) >= 3:
        return False
    affairs = len(_cues()["affairs"].findall(text))
    strange = len(_cues()["strange"].findall(text))
    return (affairs - strange) * 1000 >= _ENOUGH * len(text)
