"""Who speaks: name and office, and how far the speech reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tasks.classify.places.lists import alternatives, word_lists
from tasks.models import Article, Speaker

_WORDS = word_lists(Path(__file__).with_name("speakers.txt"))
_VERBS, _POSTS = alternatives(_WORDS["verbs"]), alternatives(_WORDS["posts"])
_NAME = f"[{''.join(_WORDS['surnames'])}][\u4e00-\u9fff]{{1,2}}?"
_EDGE = "，。；：！？“”\\n"
_TITLE = re.compile(
    rf"(?P<office>[^{_EDGE}]{{0,40}}?(?:{_POSTS}))(?P<name>{_NAME})(?=(?:{_VERBS})|[、，（在等率带主作向也则要还就还以陪]|$)"
)
_SPEECH = re.compile(
    rf"(?P<who>[^。；！？“”\n]{{1,60}}?)(?<!可以)(?<!需要)(?P<verb>{_VERBS})(?P<mark>，|：“?|“)"
    rf"|(?P<open>[^。；！？“”\n]{{1,40}})(?P<short>要求|建议|表示|认为|指出|强调)(?=各|要|将|其)"
)
_QUOTED = re.compile(
    rf"“(?P<said>[^”]{{4,}})[，。！？…]?”(?P<who>[^。；！？“”\n]{{1,40}}?)(?P<verb>{_VERBS})(?=[，。：]|$)"
)
_AGAIN = re.compile(r"(?:他|她|其|对方)(?:还|也|又)?(?:们)?$")
_OFFICE_TAIL = re.compile(
    rf"(?P<office>[^{_EDGE}、]{{0,40}}?(?:{_POSTS}))(?:在[^，。]{{1,12}}(?:中|上|时))?(?:[^，。：“]{{0,8}})?$"
)


@dataclass(frozen=True, slots=True)
class Speech:
    """A run of one paragraph that somebody says; ``who`` are the offsets of the words that name the speaker."""

    paragraph: int
    start: int
    end: int
    who: tuple[int, int]
    speaker: Speaker


def find_officials(article: Article) -> dict[str, str]:
    """The offices of the persons whom the article introduces (青白江区委书记王林): name → office."""
    officials: dict[str, str] = {}
    for paragraph in article.paragraphs:
        for match in _TITLE.finditer(paragraph.text):
            officials.setdefault(match["name"], match["office"].strip("、 "))
    return officials


def find_speeches(article: Article) -> tuple[Speech, ...]:
    """What is said by whom, in reading order.

    A speech runs from its verb to the end of the sentence or of the quotation; 他说 goes on for the speaker before.
    """
    officials = find_officials(article)
    speeches: list[Speech] = []
    last: Speaker | None = None
    for number, paragraph in enumerate(article.paragraphs):
        matches = [*_SPEECH.finditer(paragraph.text), *_QUOTED.finditer(paragraph.text)]
        for match in sorted(matches, key=lambda one: one.end()):
            speech = _speech(paragraph.text, number, match, officials, last)
            if speech:
                speeches.append(speech)
                last = speech.speaker
    return tuple(speeches)


def _speech(
    text: str, number: int, match: re.Match[str], officials: dict[str, str], last: Speaker | None
) -> Speech | None:
    groups = match.groupdict()
    group = "who" if groups.get("who") else "open"
    words = groups[group] or ""
    speaker = last if _AGAIN.search(words) else _named(words, officials)
    if speaker is None:
        return None
    if groups.get("said"):
        return Speech(number, *match.span("said"), match.span(group), speaker)
    return Speech(number, match.end(), _reach(text, match.end()), match.span(group), speaker)


def _named(words: str, officials: dict[str, str]) -> Speaker | None:
    for name in sorted(officials, key=lambda said: words.rfind(said), reverse=True):
        if name in words:
            return Speaker(name=name, office=officials[name])
    tail = _OFFICE_TAIL.search(words)
    if tail:
        return Speaker(name=None, office=tail["office"].strip())
    return None


def _reach(text: str, start: int) -> int:
    """Where the speech ends: with its quotation when it opens one, else with the sentence."""
    opened = text.rfind("“", max(0, start - 2), start + 1)
    if opened >= 0:
        closed = text.find("”", start)
        return closed if closed > 0 else len(text)
    ends = [at for at in (text.find(mark, start) for mark in "。！？") if at >= 0]
    return min(ends) if ends else len(text)
