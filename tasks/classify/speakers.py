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
_EDGE = "，。；：！？“”\n"
_STOP = "。；！？“”\n"
_GOES_ON = "|".join(_WORDS["after names"])
_OFFICIAL = re.compile(rf"(?:{_POSTS})(?P<name>{_NAME})(?=(?:{_VERBS})|{_GOES_ON}|$)")
_SAYS = re.compile(
    rf"(?<!可以)(?<!需要)(?<!主要)(?<!的)(?<!殷[殷切])(?<!谆谆)(?P<verb>{_VERBS})(?:(?P<mark>，|：“?|“)|(?=[。]|$))|(?:要求|建议|表示|认为|指出|强调)(?=各|要|将|其)"
)
_PEOPLE = alternatives((*_WORDS["posts"], *_WORDS["people"]))
_TELLS = alternatives(_WORDS["tells afterwards"])
_AFTERWARDS = re.compile(rf"(?:{_PEOPLE})(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?=的?(?:{_TELLS})|的|在|走|登|，|。|$)")
_TOLD = re.compile(_TELLS)
_WHOLE = re.compile("“[^”]*”[。！？]?")
_WHO, _OFFICE, _LEAST = 60, 40, 4  # characters looked back for the speaker and his office; the shortest quotation
_NATION = re.compile(
    rf"(?:{alternatives((*_WORDS['leaders'], *_WORDS['national bodies']))})(?:总书记|主席|同志)?"
    rf"(?!总书记|主席|同志|{alternatives(_WORDS['not speaking'])})(?![^，。；]{{0,40}}精神)"
)
_OBEYED = re.compile("|".join(_WORDS["obeying"]))
_GOES_STRAIGHT_ON = re.compile("(?:还|又|也|并|同时|进一步|特别|反复|多次|明确|[在当][^，]{1,20}时){0,4}$")
_AGAIN = re.compile(r"(?:他|她|其|对方)(?:还|也|又)?(?:们)?$")
_OFFICE_TAIL = re.compile(
    rf"(?P<office>[^{_EDGE}、]{{0,40}}?(?:{_POSTS}))(?:在[^，。]{{1,12}}(?:中|上|时))?(?:[^，。：“]{{0,8}})?$"
)


@dataclass(frozen=True, slots=True)
class Speech:
    """A run of one paragraph that somebody says.

    ``who`` are the offsets of the words that name the speaker, in paragraph ``told_in`` (mostly the same one).
    """

    paragraph: int
    start: int
    end: int
    who: tuple[int, int]
    speaker: Speaker
    told_in: int

    @property
    def of_nation(self) -> bool:
        """Whether a national leader or body speaks."""
        return self.speaker.name is None and bool(_NATION.fullmatch(self.speaker.office or ""))

    def names(self, paragraph: int, offset: int) -> bool:
        """Whether an offset lies in the words that name the speaker."""
        return paragraph == self.told_in and self.who[0] <= offset < self.who[1]


def find_officials(article: Article) -> dict[str, str]:
    """The offices of the persons whom the article introduces (某区委书记某某): name → office."""
    officials: dict[str, str] = {}
    for paragraph in article.paragraphs:
        for match in _OFFICIAL.finditer(paragraph.text):
            start = _back(paragraph.text, match.start(), _EDGE, _OFFICE)
            officials.setdefault(match["name"], paragraph.text[start : match.start("name")].strip("、 "))
    return officials


def find_speeches(article: Article) -> tuple[Speech, ...]:
    """What is said by whom, in reading order.

    A speech runs from its verb to the end of the sentence or of the quotation; where the verb follows a quotation
    (“……”某某说) that quotation is a speech too. 他说 goes on for the speaker before. A paragraph that is one quotation
    is said by whom the paragraph before leaves speaking, else by whom the next one names at once.
    """
    officials = find_officials(article)
    speeches: list[Speech] = []
    last: Speaker | None = None
    for number, paragraph in enumerate(article.paragraphs):
        text = paragraph.text
        for match in _SAYS.finditer(text):
            who = (_back(text, match.start(), _STOP, _WHO), match.start())
            words = text[slice(*who)]
            speaker = _named(words, officials)
            if _AGAIN.search(words):
                speaker = _spoken_of(text[_told(speeches, number) : who[0]]) or last
            elif _GOES_STRAIGHT_ON.match(words) and speeches and _ends_before(text, speeches[-1], number, who[0]):
                speaker = speeches[-1].speaker
            if speaker:
                speeches += _speeches(text, number, match, who, speaker)
                last = speaker
        if not speeches or speeches[-1].paragraph != number:
            speeches += _quoted_whole(article, number, speeches[-1] if speeches else None)
    return tuple(speeches)


def _quoted_whole(article: Article, number: int, before: Speech | None) -> list[Speech]:
    """The speech of a paragraph that is nothing but a quotation and names no speaker."""
    text = article.paragraphs[number].text
    if not text.startswith("“") or not ("”" not in text or _WHOLE.fullmatch(text)):
        return []
    if before and before.paragraph == number - 1 and _is_open(article.paragraphs[number - 1].text, before):
        return [Speech(number, 1, len(text), before.who, before.speaker, before.told_in)]
    following = article.paragraphs[number + 1].text if number + 1 < len(article.paragraphs) else ""
    sentence = following[: following.find("。") + 1 or len(following)]
    match = _AFTERWARDS.search(sentence)
    if not match or not _TOLD.search(sentence):
        return []
    who = (_back(sentence, match.start(), _EDGE, _OFFICE), match.end())
    speaker = Speaker(name=match["name"], office=sentence[who[0] : match.start("name")].strip("、 "))
    return [Speech(number, 1, len(text), who, speaker, number + 1)]


def _is_open(text: str, speech: Speech) -> bool:
    """Whether a speech goes on in the next paragraph: it ends in a colon, or its quotation is not closed."""
    return text.endswith("：") or (speech.end == len(text) and "”" not in text[speech.start :])


def _back(text: str, end: int, stops: str, reach: int) -> int:
    """Where the words before ``end`` begin: after the last stop, at most ``reach`` characters back."""
    start = end
    while start > max(0, end - reach) and text[start - 1] not in stops:
        start -= 1
    return start


def _speeches(text: str, number: int, match: re.Match[str], who: tuple[int, int], speaker: Speaker) -> list[Speech]:
    """The quotation that ends right before the speaker is named, and what follows the verb."""
    found = []
    if text[who[0] - 1 : who[0]] == "”":
        opened = text.rfind("“", 0, who[0] - 1) + 1
        if opened and who[0] - 1 - opened >= _LEAST:
            found.append(Speech(number, opened, who[0] - 1, who, speaker, number))
    if match["mark"] or not match["verb"]:
        found.append(Speech(number, match.end(), _reach(text, match.end(), match["mark"]), who, speaker, number))
    return found


def _told(speeches: list[Speech], number: int) -> int:
    """Where the last speech of a paragraph ends."""
    return max((speech.end for speech in speeches if speech.paragraph == number), default=0)


def _spoken_of(text: str) -> Speaker | None:
    """The national leader of whom a text has last spoken, whom 他 means then."""
    found = list(_NATION.finditer(text))
    return Speaker(name=None, office=found[-1].group()) if found else None


def _speaks_himself(words: str, leader: str, officials: dict[str, str]) -> bool:
    """Whether a leader is the subject of the verb behind the words, not what is obeyed (牢记总书记嘱托).

    Nobody else is named between him and the verb: 总书记在……考察时，进一步|强调.
    """
    before, _, tail = words.rpartition(leader)
    last = tail.rsplit("，", 1)[-1] if "，" in tail else ""
    if _OBEYED.search(before.rsplit("，", 1)[-1]) or not _GOES_STRAIGHT_ON.match(last):
        return False
    return not re.search("|".join((_POSTS, *map(re.escape, officials))), tail)


def _ends_before(text: str, speech: Speech, number: int, start: int) -> bool:
    """Whether a national leader's speech ends right before ``start``: 指出 without a subject goes on for him."""
    return speech.of_nation and speech.paragraph == number and not text[speech.end : start].strip(_STOP)


def _named(words: str, officials: dict[str, str]) -> Speaker | None:
    leader = _spoken_of(words)
    if leader and _speaks_himself(words, leader.office or "", officials):
        return leader
    for name in sorted(officials, key=lambda said: words.rfind(said), reverse=True):
        if name in words:
            return Speaker(name=name, office=officials[name])
    tail = _OFFICE_TAIL.search(words)
    if tail:
        return Speaker(name=None, office=tail["office"].strip())
    return None


def _reach(text: str, start: int, mark: str | None) -> int:
    """Where the speech ends: with its quotation when it opens one, after a bare colon with the paragraph.

    Else it ends with its sentence.
    """
    opened = text.rfind("“", max(0, start - 2), start + 1)
    if opened >= 0:
        closed = text.find("”", start)
        return closed if closed > 0 else len(text)
    if mark == "：":
        return len(text)
    ends = [at for at in (text.find(stop, start) for stop in "。！？") if at >= 0]
    return min(ends) if ends else len(text)
