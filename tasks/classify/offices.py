"""Which place the office of a speaker belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks.classify.places.gazetteer import Place, load_gazetteer
from tasks.classify.speakers import Speech

if TYPE_CHECKING:
    from tasks.classify.discourse import Discourse


def speaker_place(discourse: Discourse, paragraph: int, offset: int) -> Place | None:
    """The place whose office the speaker at this offset holds."""
    speech = discourse.speech(paragraph, offset)
    if speech is None:
        return None
    key = (paragraph, speech.start)
    if key not in discourse.offices:
        discourse.offices[key] = office_place(discourse, speech)
    return discourse.offices[key]


_CENTRAL = re.compile(r"国家[^省市县区]{0,8}(?:主任|局长|署长|司长)|国务院|全国人大|[^省市县区，]{2,5}部副?部长")


def office_place(discourse: Discourse, speech: Speech) -> Place | None:
    """The place named in the words that introduce the speaker, or in the office given earlier."""
    start, end = speech.who
    named_here = [
        r for r in discourse.references[speech.paragraph] if start <= r.start and r.end <= end and len(r.places) == 1
    ]
    if named_here:
        return named_here[-1].places[0]
    office = speech.speaker.office or ""
    if _CENTRAL.match(office):
        return load_gazetteer().place("中国")
    for row in discourse.references:
        for reference in row:
            if len(reference.places) == 1 and len(reference.text) > 1 and reference.text in office:
                return reference.places[0]
    return None
