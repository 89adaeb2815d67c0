"""Which place the office of a speaker belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.places.references import Reference
from tasks.classify.speakers import Speech

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse


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


_AT = re.compile("[^，。；：“”]{0,12}?(?:调研|考察|视察|检查|走访|督导|座谈|慰问)[^，。；：“”]{0,8}?(?:时|中)")


def _spoken_to(discourse: Discourse, speech: Speech, place: Place | None) -> Place | None:
    """省委书记在常州调研时指出: what is said on a visit below the speaker's place is said of the place visited."""
    text = discourse.article.paragraphs[speech.told_in].text
    for one in reversed(_single(discourse, speech.told_in, *speech.who)):
        inside = place is not None and place.path in one.places[0].ancestors
        if inside and text[one.start - 1 : one.start] in "在到" and _AT.match(text, one.end):
            return one.places[0]
    return None


_CENTRAL = re.compile(r"国家[^省市县区]{0,8}(?:主任|局长|署长|司长)|国务院|全国人大|[^省市县区，]{2,5}部副?部长")


_HEAD = "书记|省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主席|主任"
_POST = f"(?:{_HEAD}|局长|厅长|处长|部长|秘书长|常委|委员|代表|负责人|干部|站长|所长|院长|经理)"
_NEAR = "[^，。；：“”]"
_HOLDS = re.compile(rf"(?:(?!、){_NEAR}){{0,14}}?{_POST}|{_NEAR}{{0,10}}[、和]{_NEAR}{{0,10}}?{_POST}")
_HEADS = re.compile(rf"(?!(?:(?!、){_NEAR}){{0,6}}(?:副|人大|政协|纪委|常委))(?:(?!、){_NEAR}){{0,10}}?(?:{_HEAD})")
"""县委书记 and 管委会主任 head a place; 常委, 副市长 and 局长 do not."""


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
    if _CENTRAL.match(office):
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
    named = [r for r in _single(discourse, paragraph, start, end) if _HOLDS.match(text, r.end, end)]
    headed = [r for r in named if _HEADS.match(text, r.end, end)]
    chosen = headed or named
    return chosen[-1].places[0] if chosen else None
