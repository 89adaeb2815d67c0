"""Whether an article is about the work of regions, and if not, why it is set aside; the cues are kept as data."""

from __future__ import annotations

import re
from pathlib import Path

from tasks.classify.places.lists import word_patterns
from tasks.models import Article, SetAside

CUES = Path(__file__).with_name("relevance_cues.txt")
_BLANK = re.compile(r"(?:[XＸ×]{2,}|[〇○_＿]{2,})(?=省|市|县|区|镇|乡|村|局|同志|年)")
_BLANKS, _BLANK_EVERY = 3, 60
"""A text with this many blanks to fill in (XX市), one in so many characters, is a form; a report may hide its place."""
LEAST = -1.0
"""Below these log odds an article is not read: of 1,983 labelled texts that state a role of a place none stands below
-0.5 when the table has not seen it, of 791 pages on other things 95 in a hundred do below -1."""
_SCENE = 300
"""A shorter text counts as one of this size: two nods in three lines make no novel."""
_TELLS, _TELLS_IN_CHAPTER, _FEWEST_SIGNS = 12.0, 4.0, 5
"""Signs of a told scene in a thousand characters: of labelled features the highest has ten, of chapters of novels the
lowest without a chapter's heading twelve."""
_TURN, _TURN_LONGEST = 0.5, 80
"""What a turn of talk (a short paragraph that opens with a quotation mark) and an interjection count beside a sign."""
_HEAD = 4  # paragraphs in which a chapter's heading may stand
_BUTTONS = 40
"""Characters of a dropped line that may hold a reader's buttons (上一章); a longer one is a site's menu."""


def why_aside(article: Article, relevance: float) -> SetAside | None:
    """Why the article is not about the work of regions, null when it is.

    ``relevance`` are the log odds that it is, by its words. Forms with blanks and novels have the same words.
    """
    text = "".join(paragraph.text for paragraph in article.paragraphs)
    blanks = len(_BLANK.findall(text))
    if not text or (blanks >= _BLANKS and blanks * _BLANK_EVERY >= len(text)):
        return SetAside.FORM
    if _is_told(article):
        return SetAside.FICTION
    return SetAside.OTHER if relevance < LEAST else None


def _is_told(article: Article) -> bool:
    """Whether a text is a story: scenes of gesture and talk, or the chapter of a book that has some of both."""
    text = "\n".join(paragraph.text for paragraph in article.paragraphs)
    counts = {name: len(word_patterns(CUES)[name].findall(text)) for name in ("telling", "gestures", "interjections")}
    turns = sum(
        paragraph.text.startswith("“") and len(paragraph.text) <= _TURN_LONGEST for paragraph in article.paragraphs
    )
    signs = counts["telling"] + counts["gestures"] + _TURN * (counts["interjections"] + turns)
    dense = 1000 * signs / max(len(text), _SCENE)
    if dense >= _TELLS and signs >= _FEWEST_SIGNS:
        return True
    opening = "\n".join((article.title or "", *(paragraph.text for paragraph in article.paragraphs[:_HEAD])))
    if not word_patterns(CUES)["chapter"].search(opening):
        return False
    around = "\n".join((opening, *(one.text for one in article.dropped if len(one.text) <= _BUTTONS)))
    return dense >= _TELLS_IN_CHAPTER or bool(word_patterns(CUES)["books"].search(around))
