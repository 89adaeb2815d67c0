"""Which place the office of a speaker belongs to."""

from __future__ import annotations

import re
from pathlib import Path

from tasks.classify.outline import Discourse
from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.places.references import Reference
from tasks.classify.speakers import Speech
from tasks.knowledge import reader
from tasks.models.base import Model


class Words(Model):
    """The patterns of ``offices.yaml``, which says what each is for."""

    central: re.Pattern[str]
    holds: re.Pattern[str]
    heads: re.Pattern[str]
    visiting: re.Pattern[str]


load_words = reader(Path(__file__).with_suffix(".yaml"), Words)


def speaker_place(discourse: Discourse, paragraph: int, offset: int) -> Place | None:
    """The place whose office the speaker at this offset holds."""
    speech = discourse.speech(paragraph, offset)
    return place_of(discourse, speech) if speech else None


def place_of(discourse: Discourse, speech: Speech) -> Place | None:
    """The place whose office the speaker holds; looked up once a speech."""
    key = (speech.paragraph, speech.start)
    if key not in discourse.offices:
        place = office_place(discourse, speech)
        discourse.offices[key] = _spoken_to(discourse, speech, place) or place
    return discourse.offices[key]


def _spoken_to(discourse: Discourse, speech: Speech, place: Place | None) -> Place | None:
    """省委书记在常州调研时指出: what is said on a visit below the speaker's place is said of the place visited."""
    text = discourse.article.paragraphs[speech.told_in].text
    for one in reversed(_single(discourse, speech.told_in, *speech.who)):
        inside = place is not None and place.path in one.places[0].ancestors
        if inside and text[one.start - 1 : one.start] in "在到" and load_words().visiting.match(text, one.end):
            return one.places[0]
    return None


def office_place(discourse: Discourse, speech: Speech) -> Place | None:
    """The place for which the speaker speaks: of the office that introduces him here, or of the one given before.

    Of two offices (省委常委、某市委书记) it is the place that the speaker heads, of several heads the last named.
    """
    said = _held(discourse, speech.told_in, *speech.who)
    if said:
        return said
    office = speech.speaker.office or ""
    for number, paragraph in enumerate(discourse.article.paragraphs if len(office) > _BARE else ()):
        start = paragraph.text.find(office)
        known = _held(discourse, number, start, start + len(office)) if start >= 0 else None
        if known:
            return known
    if load_words().central.match(office):
        return load_gazetteer().place("中国")
    named = _single(discourse, speech.told_in, *speech.who)
    return named[-1].places[0] if named else _in_office(discourse, office)


def _in_office(discourse: Discourse, office: str) -> Place | None:
    """The place of an office that the article names elsewhere."""
    for row in discourse.references:
        for reference in row:
            if len(reference.places) == 1 and len(reference.text) > 1 and reference.text in office:
                return reference.places[0]
    return None


_BARE = 3  # 县委书记 is an office of no place that is named


def _single(discourse: Discourse, paragraph: int, start: int, end: int) -> list[Reference]:
    """The references to one place in a span."""
    row = discourse.references[paragraph]
    return [r for r in row if start <= r.start and r.end <= end and len(r.places) == 1]


def _held(discourse: Discourse, paragraph: int, start: int, end: int) -> Place | None:
    """The place whose office is named in a span: the last that is headed, else the last."""
    text = discourse.article.paragraphs[paragraph].text
    named = [r for r in _single(discourse, paragraph, start, end) if load_words().holds.match(text, r.end, end)]
    headed = [r for r in named if load_words().heads.match(text, r.end, end)]
    chosen = headed or named
    return chosen[-1].places[0] if chosen else None
