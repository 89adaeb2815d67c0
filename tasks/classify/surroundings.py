"""What stands around the paragraph of a clause: what stands before it, home or the nation, the clause before."""

from __future__ import annotations

from tasks.classify.candidates import Candidate, Key, at, mark
from tasks.classify.offices import place_of, speaker_place
from tasks.classify.setting import Setting, Spot
from tasks.classify.wording import widened

_REACH = 3  # paragraphs to look back
_ITEM = 30  # a paragraph this short that ends in 、 or ； is an item of a list, over which the subject goes on


def mark_surroundings(setting: Setting, found: dict[Key, Candidate], spot: Spot) -> None:
    """Mark what is spoken of outside the paragraph of a clause, and what the clause before was about."""
    _from_before(setting, found, spot.paragraph)
    _from_parallel(setting, found, spot.paragraph)
    _from_article(setting, found, spot)
    _from_clause_before(setting, found, spot)


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
        if one.opens and one.tells and texts[number].startswith(begin, one.reference.end):
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
        and (one.reference.start < end or (one.opens and one.tells))
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
