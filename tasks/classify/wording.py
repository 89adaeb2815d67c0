"""What the words of a clause, or of its sentence, say of whom it is about: us, both, the visitors, an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tasks.classify.outline import Discourse
from tasks.classify.setting import Spot
from tasks.knowledge import reader
from tasks.models.base import Model


class Words(Model):
    """The patterns of ``wording.yaml``, which says what each is for."""

    us: re.Pattern[str]
    mutual: re.Pattern[str]
    looks: re.Pattern[str]
    tells: re.Pattern[str]
    wishes: re.Pattern[str]
    acts: re.Pattern[str]
    as_which: re.Pattern[str]
    first_item: re.Pattern[str]
    next_item: re.Pattern[str]
    goes_on: re.Pattern[str]
    looks_back: re.Pattern[str]
    leads_in: re.Pattern[str]


load_words = reader(Path(__file__).with_suffix(".yaml"), Words)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause in its text, and where its sentence begins."""

    text: str
    begin: int
    start: int
    end: int


def said(discourse: Discourse, spot: Spot) -> Said:
    """The words that a clause and its sentence are made of."""
    begin = discourse.sentences[spot.paragraph][discourse.sentence(spot.paragraph, spot.start)][0]
    return Said(discourse.article.paragraphs[spot.paragraph].text, begin, spot.start, spot.end)


def speaks_of_us(said: Said) -> bool:
    """我们, 我市: whether the sentence, up to the end of the clause, speaks of the writer's or the speaker's own."""
    return bool(load_words().us.search(said.text, said.begin, said.end))


def mutual(said: Said) -> bool:
    """双方, 共建: whether the clause says what two or more do together."""
    return bool(load_words().mutual.search(said.text, said.start, said.end))


def looking(said: Said) -> bool:
    """Whether a clause tells what one looks at or is told of, by its own words or those before it in its sentence."""
    words = load_words()
    looks = [match.end() for match in words.looks.finditer(said.text, said.begin, said.end)]
    return bool(looks) and not words.tells.search(said.text, min(looks[-1], said.start), said.end)


def wishing(said: Said) -> bool:
    """希望大家……: whether a clause is what the speaker wishes of his own people, whatever was told before."""
    return bool(load_words().wishes.search(said.text, said.begin, said.end))


def visitors_act(said: Said) -> bool:
    """考察团打算……, 给考察团支招：……: whether the visitors do it or are to do it."""
    return bool(load_words().acts.search(said.text, said.begin, said.end))


def as_which(said: Said) -> bool:
    """作为……，某市……: whether a clause only says what the subject behind it is."""
    return bool(load_words().as_which.match(said.text, said.start))


def is_next_item(said: Said) -> bool:
    """二是……: whether the sentence is an item of a series that an earlier sentence opened."""
    return bool(load_words().next_item.match(said.text, said.begin))


def widened(discourse: Discourse, spot: Spot) -> int:
    """A clause of a few characters (在北京, 今年) only leads in: what follows in its sentence belongs to it."""
    text = discourse.article.paragraphs[spot.paragraph].text
    if spot.end - spot.start > 8 or spot.end >= len(text) or text[spot.end - 1] in "。！？；":
        return spot.end
    if not load_words().leads_in.fullmatch(text[spot.start : spot.end].strip("，、：“”")):
        return spot.end
    limit = discourse.sentences[spot.paragraph][discourse.sentence(spot.paragraph, spot.start)][1]
    stops = [at for at in (text.find(mark, spot.end + 1, limit) for mark in "，；") if at > 0]
    return min(stops, default=limit)


ALWAYS = (speaks_of_us, mutual, wishing, as_which, is_next_item)
"""What is asked of every clause."""
ON_VISITS = (looking, visitors_act)
"""What is asked where the text tells of a visit."""
