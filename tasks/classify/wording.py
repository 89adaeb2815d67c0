"""What the words of a clause, or of its sentence, say of whom it is about: us, both, the visitors, an item."""

from __future__ import annotations

import re
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


def _in_sentence(pattern: re.Pattern[str], discourse: Discourse, spot: Spot) -> bool:
    """Whether words stand in the sentence of a clause, up to its end."""
    return bool(pattern.search(_text(discourse, spot), _begin(discourse, spot), spot.end))


def _text(discourse: Discourse, spot: Spot) -> str:
    return discourse.article.paragraphs[spot.paragraph].text


def _begin(discourse: Discourse, spot: Spot) -> int:
    return discourse.sentences[spot.paragraph][discourse.sentence(spot.paragraph, spot.start)][0]


def speaks_of_us(discourse: Discourse, spot: Spot) -> bool:
    """我们, 我市: whether the sentence speaks of the writer's or the speaker's own."""
    return _in_sentence(load_words().us, discourse, spot)


def mutual(discourse: Discourse, spot: Spot) -> bool:
    """双方, 共建: whether the clause says what two or more do together."""
    return bool(load_words().mutual.search(_text(discourse, spot), spot.start, spot.end))


def looking(discourse: Discourse, spot: Spot) -> bool:
    """Whether a clause tells what one looks at or is told of, by its own words or those before it in its sentence."""
    text, words = _text(discourse, spot), load_words()
    looks = [match.end() for match in words.looks.finditer(text, _begin(discourse, spot), spot.end)]
    return bool(looks) and not words.tells.search(text, min(looks[-1], spot.start), spot.end)


def wishing(discourse: Discourse, spot: Spot) -> bool:
    """希望大家……: whether a clause is what the speaker wishes of his own people, whatever was told before."""
    return _in_sentence(load_words().wishes, discourse, spot)


def visitors_act(discourse: Discourse, spot: Spot) -> bool:
    """考察团打算……, 给考察团支招：……: whether the visitors do it or are to do it."""
    return _in_sentence(load_words().acts, discourse, spot)


def as_which(discourse: Discourse, spot: Spot) -> bool:
    """作为……，某市……: whether a clause only says what the subject behind it is."""
    return bool(load_words().as_which.match(_text(discourse, spot), spot.start))


def is_next_item(discourse: Discourse, spot: Spot) -> bool:
    """二是……: whether the sentence is an item of a series that an earlier sentence opened."""
    return bool(load_words().next_item.match(_text(discourse, spot), _begin(discourse, spot)))


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
