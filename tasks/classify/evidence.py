"""What the discourse offers for a clause: the sets of places it may be about, each with how it is spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from tasks.classify.candidates import Candidate, Key, mark
from tasks.classify.outline import Discourse
from tasks.classify.setting import Setting, Spot, Standing
from tasks.classify.speakers import Speech
from tasks.classify.standing import numbered, parallel, quoted_inside, words_before
from tasks.classify.surroundings import mark_surroundings
from tasks.classify.wording import as_which, is_next_item, load_words, said, widened

FAR_BACK = 3  # sentences; further back is all the same

NAMED = {"in facility", "sentence facility", "before facility"}
"""Features that say that a place is named in the clause, its sentence or one before; filled as they are made."""


def gather(setting: Setting, spot: Spot) -> tuple[dict[Key, Candidate], tuple[bool, bool, bool]]:
    """Every set of places that a clause may be about, in a stable order, and where the text speaks of any at all.

    The latter tells whether the sentence, the paragraph and the speech that holds the clause do.
    """
    found: dict[Key, Candidate] = {}
    spoken = _from_paragraph(setting, found, spot)
    mark_surroundings(setting, found, spot)
    return found, spoken


def _from_paragraph(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> tuple[bool, bool, bool]:
    """Mark what the clause, its sentence and the sentences before it speak of.

    Tells whether the sentence, the paragraph and the speech that holds the clause speak of any place as their subject.
    """
    discourse, row = setting.discourse, setting.standings[spot.paragraph]
    text = setting.texts[spot.paragraph]
    here = discourse.sentence(spot.paragraph, spot.start)
    speech = discourse.speech(spot.paragraph, spot.start)
    near = _divided(setting, spot, here, speech)
    _mark_row(found, "in", near.inside)
    _mark_row(found, "sentence", near.sentence)
    if near.sentence:
        _mark_segments(found, text, setting.part(spot.paragraph, spot.start), near.sentence)
    _mark_before(found, here, near.before)
    told_of = [one for one in (*near.before, *near.sentence, *near.inside) if not quoted_inside(text, one.reference)]
    _mark_topic(found, here, told_of, spot_named=bool(near.inside))
    _mark_goes_on(setting, found, spot, here, near.before)
    _mark_label(found, text, row)
    if all(one.how == "scope" for one in (*near.inside, *near.sentence)):
        _mark_ahead(discourse, found, spot, near.ahead)
    if not near.inside and not near.sentence:
        _mark_looked_back(found, text, here, (one for one in row if one.sentence > here))
    said = [one for one in (*near.sentence, *near.inside) if speech and one.reference.start >= speech.start]
    told = any(one.tells and one.reference.kind != "own" for one in said)
    named = bool(near.inside or near.sentence)
    return named, named or bool(near.before), told


@dataclass(slots=True)
class _Near:
    """The references up to the end of the sentence: inside the clause, before it, behind it."""

    inside: list[Standing] = field(default_factory=list)
    sentence: list[Standing] = field(default_factory=list)
    before: list[Standing] = field(default_factory=list)
    ahead: list[Standing] = field(default_factory=list)


def _divided(setting: Setting, spot: Spot, here: int, speech: Speech | None) -> _Near:
    """The references of the paragraph by where they stand; who speaks is none of those in his sentence."""
    near, end = _Near(), widened(setting.discourse, spot)
    for one in setting.standings[spot.paragraph]:
        if one.sentence > here:
            break
        if one.reference.start >= end:
            near.ahead.append(one)
        elif one.reference.start >= spot.start:
            near.inside.append(one)
        elif one.sentence < here:
            near.before.append(one)
        elif not (speech and speech.names(spot.paragraph, one.reference.start)):
            near.sentence.append(one)
    return near


def _mark_ahead(discourse: Discourse, found: dict[Key, Candidate], spot: Spot, ahead: list[Standing]) -> None:
    """The first place behind a clause that names none, nor its sentence before it (作为……，某市……)."""
    if ahead:
        mark(found, ahead[0].reference, "ahead", f"ahead {ahead[0].how}")
        if ahead[0].opens and as_which(said(discourse, spot)):
            mark(found, ahead[0].reference, "ahead, as which")


def _mark_goes_on(setting: Setting, found: dict[Key, Candidate], spot: Spot, here: int, before: list[Standing]) -> None:
    """What a sentence goes on with that adds to the one before, or is an item of a series."""
    text, start = setting.texts[spot.paragraph], setting.discourse.sentences[spot.paragraph][here][0]
    _mark_going_on(found, text, start, [one for one in before if one.opens and one.sentence == here - 1])
    if before and is_next_item(said(setting.discourse, spot)):
        _mark_items(found, text, start, before)


def _mark_label(found: dict[Key, Candidate], text: str, row: list[Standing]) -> None:
    """常州：……: what a paragraph is headed with is what it is about."""
    if row and row[0].reference.start == 0 and text.startswith("：", row[0].reference.end):
        mark(found, row[0].reference, "heads the paragraph")


def _mark_items(found: dict[Key, Candidate], text: str, start: int, before: list[Standing]) -> None:
    """某地……，一是……。二是……: the items in the sentences after it share the subject of the first."""
    firsts = [match.start() for match in load_words().first_item.finditer(text, 0, start)]
    told = [one for one in before if firsts and one.opens and one.tells and one.reference.start < firsts[-1]]
    if told:
        mark(found, told[-1].reference, "opened the items")


def _mark_going_on(found: dict[Key, Candidate], text: str, start: int, before: list[Standing]) -> None:
    """特别是……, 同时……: a sentence that adds to the one before goes on with the subject that opened last."""
    told = [one for one in before if one.tells]
    if told and load_words().goes_on.match(text, start):
        mark(found, told[-1].reference, "topic goes on")


def _mark_looked_back(found: dict[Key, Candidate], text: str, here: int, after: Iterable[Standing]) -> None:
    """昆山……。某项指标达……。对标昆山，我市……: the sentence before such a one is still about the benchmark."""
    for one in after:
        if one.sentence > here + 1:
            return
        begin = one.reference.start - len(words_before(text, one.reference))
        if one.sentence == here + 1 and load_words().looks_back.fullmatch(text, begin, one.reference.start):
            mark(found, one.reference, "looked back to")
            return


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
        if one.segment == segment and segment > row[0].segment and one.opens and one.tells:
            mark(found, one.reference, "opened this part")
    if row and all(one.segment != segment for one in row):
        mark(found, row[0].reference, "opened the parts")


def _mark_topic(found: dict[Key, Candidate], here: int, row: list[Standing], spot_named: bool) -> None:
    """The last subject that opened its clause goes on while no other is named; several places as one does.

    ``spot_named`` tells that the clause itself names a place. What stood first in the paragraph yields to it.
    """
    if row and row[-1].sentence < here and len(row[-1].reference.places) > 1:
        mark(found, row[-1].reference, "said last several, silent since")
    opened = [one for one in row if one.opens and one.tells]
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
