"""What the discourse offers for a clause: the sets of places it may be about, each with how it is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tasks.classify.candidates import Candidate, Key, at, mark
from tasks.classify.discourse import Discourse, speaker_place
from tasks.classify.offices import place_of
from tasks.classify.setting import Setting, Spot, Standing
from tasks.classify.standing import numbered, parallel, quoted_inside, words_before

FAR_BACK = 3  # sentences; further back is all the same
_REACH = 3  # paragraphs to look back
_ITEM = 30  # a paragraph this short that ends in 、 or ； is an item of a list, over which the subject goes on


NAMED = {"in facility", "sentence facility", "before facility"}
"""Features that say that a place is named in the clause, its sentence or one before; filled as they are made."""


def gather(setting: Setting, spot: Spot) -> tuple[dict[Key, Candidate], tuple[bool, bool, bool]]:
    """Every set of places that a clause may be about, in a stable order, and where the text speaks of any at all.

    The latter tells whether the sentence, the paragraph and the speech that holds the clause do.
    """
    found: dict[Key, Candidate] = {}
    spoken = _from_paragraph(setting, found, spot)
    _from_before(setting, found, spot.paragraph)
    _from_parallel(setting, found, spot.paragraph)
    _from_article(setting, found, spot)
    _from_clause_before(setting, found, spot)
    return found, spoken


def _from_paragraph(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> tuple[bool, bool, bool]:
    """Mark what the clause, its sentence and the sentences before it speak of.

    Tells whether the sentence, the paragraph and the speech that holds the clause speak of any place as their subject.
    """
    discourse = setting.discourse
    here = discourse.sentence(spot.paragraph, spot.start)
    end = widened(discourse, spot)
    speech = discourse.speech(spot.paragraph, spot.start)
    inside, sentence, before, ahead = [], [], [], []
    row = setting.standings[spot.paragraph]
    for one in row:
        if one.sentence > here:
            break
        if one.reference.start >= end:
            ahead.append(one)
        elif one.reference.start >= spot.start:
            inside.append(one)
        elif one.sentence < here:
            before.append(one)
        elif not (speech and speech.names(spot.paragraph, one.reference.start)):
            sentence.append(one)
    text = discourse.article.paragraphs[spot.paragraph].text
    _mark_row(found, "in", inside)
    _mark_row(found, "sentence", sentence)
    if sentence:
        _mark_segments(found, text, setting.part(spot.paragraph, spot.start), sentence)
    _mark_before(found, here, before)
    told_of = [one for one in (*before, *sentence, *inside) if not quoted_inside(text, one.reference)]
    _mark_topic(found, here, told_of, spot_named=bool(inside))
    _mark_going_on(
        found,
        text,
        discourse.sentences[spot.paragraph][here][0],
        [one for one in before if one.opens and one.sentence == here - 1],
    )
    if ahead and not inside and not sentence:
        mark(found, ahead[0].reference, "ahead", f"ahead {ahead[0].how}")
    if not inside and not sentence:
        _mark_looked_back(found, text, here, (one for one in row if one.sentence > here))
    said = [one for one in (*sentence, *inside) if speech and one.reference.start >= speech.start]
    told = any(_tells(one) and one.reference.kind != "own" for one in said)
    return bool(inside or sentence), bool(inside or sentence or before), told


_GOES_ON = re.compile(r"(?:特别是|尤其|其中|同时|此外|另外|并且|而且|不仅如此|与此同时|为此|由此|通过|还|也|更)")


def _mark_going_on(found: dict[Key, Candidate], text: str, start: int, before: list[Standing]) -> None:
    """特别是……, 同时……: a sentence that adds to the one before goes on with the subject that opened last."""
    told = [one for one in before if _tells(one)]
    if told and _GOES_ON.match(text, start):
        mark(found, told[-1].reference, "topic goes on")


_LOOKS_BACK = re.compile(r"(?:对标|对照|比照|对比|相比|比起|较之|学习|借鉴|学|与|同)$")


def _mark_looked_back(found: dict[Key, Candidate], text: str, here: int, after: Iterable[Standing]) -> None:
    """昆山……。某项指标达……。对标昆山，我市……: the sentence before such a one is still about the benchmark."""
    for one in after:
        if one.sentence > here + 1:
            return
        begin = one.reference.start - len(words_before(text, one.reference))
        if one.sentence == here + 1 and _LOOKS_BACK.fullmatch(text, begin, one.reference.start):
            mark(found, one.reference, "looked back to")
            return


def _tells(one: Standing) -> bool:
    """两地新区同步推进, 双方的议题: subject of its clause, or the owner of it."""
    return one.how == "subject" or (one.how == "owner" and one.opens)


_LEADS_IN = re.compile(
    r"(?:在|从|自|到|对|就|通过|为了?|随着|今年|去年|明年|近|目前|当前|眼下|同时|此外|其中|例如|比如|\d{4}年).*"
    r"|.*(?:后|时|前|来|间|上|中|下|里|年|月|日|初|底|方面|报道|[说称]|表示|介绍|认为|看来|看到|据了解|可见)"
)


def widened(discourse: Discourse, spot: Spot) -> int:
    """A clause of a few characters (在北京, 今年) only leads in: what follows in its sentence belongs to it."""
    text = discourse.article.paragraphs[spot.paragraph].text
    if spot.end - spot.start > 8 or spot.end >= len(text) or text[spot.end - 1] in "。！？；":
        return spot.end
    if not _LEADS_IN.fullmatch(text[spot.start : spot.end].strip("，、：“”")):
        return spot.end
    limit = discourse.sentences[spot.paragraph][discourse.sentence(spot.paragraph, spot.start)][1]
    stops = [at for at in (text.find(mark, spot.end + 1, limit) for mark in "，；") if at > 0]
    return min(stops, default=limit)


def _without_facilities(found: dict[Key, Candidate], name: str, row: list[Standing]) -> list[Standing]:
    """建好深圳产业园, 跑出江阴速度: a place in the name of what is built or praised opens and closes nothing."""
    for one in row:
        if _is_facility(one):
            mark(found, one.reference, f"{name} facility")
    return [one for one in row if not _is_facility(one)]


def _is_facility(one: Standing) -> bool:
    return one.how in ("part", "practice") and not one.opens


def _mark_row(found: dict[Key, Candidate], name: str, row: list[Standing]) -> None:
    row = _without_facilities(found, name, row)
    for index, one in enumerate(row):
        names = _row_names(name, one.how, one.reference.kind, one.opens, index == 0, index == len(row) - 1)
        mark(found, one.reference, *names)


@cache
def _row_names(name: str, how: str, kind: str, opens: bool, first: bool, last: bool) -> tuple[str, ...]:
    """The features of a reference in the clause or its sentence."""
    names = [f"{name} {how}", f"{name} kind {kind}"]
    for is_so, what in ((opens, "opens"), (first, "first"), (last, "last")):
        names += [f"{name} {what}", f"{name} {what} {how}"] if is_so else []
    NAMED.update(names)
    return tuple(names)


def _mark_segments(found: dict[Key, Candidate], text: str, segment: int, row: list[Standing]) -> None:
    """After ； a new part begins, which often goes back to what opened the sentence."""
    for one in row:
        if one.opens and parallel(text, segment, one.reference):
            mark(found, one.reference, "parallel part")
        mark(found, one.reference, "same part" if one.segment == segment else "earlier part")
        if numbered(text, segment) and one.segment < segment and numbered(text, one.segment):
            mark(found, one.reference, "earlier item")
        if one.segment == segment and segment > row[0].segment and one.opens and _tells(one):
            mark(found, one.reference, "opened this part")
    if row and all(one.segment != segment for one in row):
        mark(found, row[0].reference, "opened the parts")


def _mark_topic(found: dict[Key, Candidate], here: int, row: list[Standing], spot_named: bool) -> None:
    """The last subject that opened its clause goes on while no other is named; several places as one does.

    ``spot_named`` tells that the clause itself names a place. What stood first in the paragraph yields to it.
    """
    if row and row[-1].sentence < here and len(row[-1].reference.places) > 1:
        mark(found, row[-1].reference, "said last several, silent since")
    opened = [one for one in row if one.opens and _tells(one)]
    if not opened:
        return
    topic = opened[-1]
    far = min(FAR_BACK, here - topic.sentence)
    silent = all(one is topic for one in row if one.sentence == here)
    names = [f"topic {far}", f"topic {far}, {'silent' if silent else 'spoken'} since"]
    if topic.sentence == here and sum(one.sentence == here for one in opened) == 1 and not spot_named:
        names.append("alone opened the sentence")
    if topic.reference.kind == "class" and (silent or topic.sentence == here):
        names.append("topic class")
    if topic is not row[0] and row[0].sentence < topic.sentence:
        mark(found, row[0].reference, "paragraph first, another opened since")
    if len(topic.reference.places) > 1:
        names += ["topic several", f"topic several, {'silent' if silent else 'spoken'} since"]
    mark(found, topic.reference, *names)


def _mark_before(found: dict[Key, Candidate], here: int, row: list[Standing]) -> None:
    row = _without_facilities(found, "before", row)
    for index, one in enumerate(row):
        far = min(FAR_BACK, here - one.sentence)
        mark(found, one.reference, *_before_names(far, one.how, one.opens, index == 0, index == len(row) - 1))


@cache
def _before_names(far: int, how: str, opens: bool, first: bool, last: bool) -> tuple[str, ...]:
    """The features of a reference in a sentence before, ``far`` sentences back."""
    names = [f"before {far}", f"before {how}"]
    names += ["before opens", f"before opens {far}"] if opens else []
    names += ["paragraph first opens"] if first and opens else []
    names += ["paragraph first", f"paragraph first {how}"] if first else []
    names += ["before last", f"before last {how}"] if last else []
    NAMED.update(names)
    return tuple(names)


def _from_before(setting: Setting, found: dict[Key, Candidate], paragraph: int) -> None:
    """What the paragraph before and the heading above speak of."""
    discourse = setting.discourse
    texts = setting.texts
    reach = _REACH
    for number in range(paragraph - 1, -1, -1):
        row = discourse.references[number]
        reach -= len(texts[number]) > _ITEM or texts[number][-1:] not in "、；，"
        if row:
            mark(found, row[-1], "paragraph before last")
            mark(found, row[0], "paragraph before first")
        if row or reach <= 0:
            break
    if (heading := setting.above[paragraph]) >= 0:
        for reference in discourse.references[heading][:1]:
            mark(found, reference, "heading")


def _from_parallel(setting: Setting, found: dict[Key, Candidate], paragraph: int) -> None:
    """昆山坚持…。 坚持…。 坚持…。: paragraphs that begin as the words after a subject did share that subject."""
    texts = setting.texts
    begin, number = texts[paragraph][:2], setting.parallel[paragraph]
    if number < 0:
        return
    for one in setting.standings[number]:
        if one.opens and _tells(one) and texts[number].startswith(begin, one.reference.end):
            mark(found, one.reference, "parallel paragraph")
            return


def _from_article(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> None:
    discourse = setting.discourse
    if discourse.home:
        at(found, (discourse.home,)).features.add("home")
    if discourse.nation:
        at(found, (discourse.nation,)).features.add(f"nation, {_speaking(setting, spot)}")
    speaker = speaker_place(discourse, spot.paragraph, spot.start)
    if speaker:
        at(found, (speaker,)).features.add("speaker")
    spoke = discourse.spoke_before(spot.paragraph, spot.start) if not speaker else None
    if spoke and (place := place_of(discourse, spoke)):
        at(found, (place,)).features.add("spoke before")
    for place in setting.parties:
        at(found, (place,))
    if setting.most:
        mark(found, setting.most, "most said")
    if len(discourse.pair) == 2:
        at(found, discourse.pair).features.add("pair")


def _speaking(setting: Setting, spot: Spot) -> str:
    """Whether the sentence, or else the paragraph before it, speaks of a place below the nation.

    What stands behind the clause counts where it is a subject (依托区位优势，某省……).
    """
    here, end = setting.discourse.sentence(spot.paragraph, spot.start), widened(setting.discourse, spot)
    told = [
        one.sentence
        for one in setting.standings[spot.paragraph]
        if one.sentence <= here
        and one.reference.places[0] is not setting.discourse.nation
        and (one.reference.start < end or (one.opens and _tells(one)))
    ]
    return "paragraph silent" if not told else "sentence speaks" if told[-1] == here else "paragraph speaks"


def _from_clause_before(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> None:
    """What the clause before was about tends to go on."""
    if spot.before is None or spot.before[0] != spot.paragraph or spot.before[2] not in found:
        return
    own = [candidate for candidate in found.values() if "in opens subject" in candidate.features]
    if own and found[spot.before[2]] not in own:
        return  # a clause with a subject of its own goes on with none
    near = spot.before[1] == setting.discourse.sentence(spot.paragraph, spot.start)
    found[spot.before[2]].features.add("goes on in sentence" if near else "goes on in paragraph")
