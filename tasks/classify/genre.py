"""Tell an article's genre by cue words kept as data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tasks.classify.places.lists import word_patterns
from tasks.models import Article, Genre

CUES = Path(__file__).parent / "genre_cues.txt"
_OPENING = 160
"""Characters at the head of an article in which a report says that a meeting was held or who wrote it."""
_DENSE = {"meeting": 600, "reflection": 500, "first person": 150, "reporting": 900, "arguing": 350}
"""A kind of cue is frequent when it comes at least once in so many characters; set on the labelled training texts."""


class _Reading(NamedTuple):
    """What the genre rules look at: title line, opening, body, and whether an office stands by the author's name."""

    title: str
    opening: str
    body: str
    office: bool

    def titled(self, cue: str) -> bool:
        return bool(word_patterns(CUES)[f"{cue} title"].search(self.title))

    def opens(self, cue: str) -> bool:
        return bool(word_patterns(CUES)[f"{cue} opening"].search(self.opening))

    def dense(self, cue: str) -> bool:
        return len(word_patterns(CUES)[cue].findall(self.body)) * _DENSE[cue] >= max(len(self.body), 1)


_RULES: tuple[tuple[Genre, Callable[[_Reading], bool]], ...] = (
    (Genre.WORK_REPORT, lambda text: text.titled("report") or text.opens("report")),
    (Genre.NOTICE, lambda text: text.titled("notice") or text.opens("notice")),
    (Genre.COMMENTARY, lambda text: text.titled("commentary")),
    (Genre.SIGNED, lambda text: text.office),
    (Genre.MEETING, lambda text: (text.titled("meeting") or text.opens("meeting")) and text.dense("meeting")),
    (Genre.REFLECTION, lambda text: text.titled("reflection") and not text.dense("reporting")),
    (Genre.REFLECTION, lambda text: text.dense("reflection") and not text.dense("reporting")),
    (Genre.SIGNED, lambda text: text.dense("first person") and not text.dense("reporting")),
    (Genre.COMMENTARY, lambda text: text.dense("arguing") and not text.dense("reporting")),
    (Genre.FEATURE, lambda text: bool(word_patterns(CUES)["reporting"].search(text.body))),
)
"""The first rule that holds tells the genre."""


def tell_genre(article: Article) -> Genre:
    """The article's genre, 其他 when no rule holds."""
    body = "\n".join(paragraph.text for paragraph in article.paragraphs)
    title = " ".join(part for part in (article.title, article.subtitle, *article.authors) if part)
    text = _Reading(title, body[:_OPENING], body, bool(article.author_office))
    return next((genre for genre, holds in _RULES if holds(text)), Genre.OTHER)
