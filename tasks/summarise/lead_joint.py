"""The lead of what is lacking: the matters that its clauses name, where they are few enough to stand side by side.

A gap of a work report strings lacks of unlike matters together; the name of the first does not lead the others, so each
is named (创新能力、营商环境), and a text of too many is printed without a lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tasks.summarise.lead_scope import lists_subjects
from tasks.summarise.lead_shape import LONGEST, SHORTEST
from tasks.summarise.lexicon import hard_words, modal_words
from tasks.summarise.phrases import Word, lead_lexicon, words

_BREAKS = re.compile("[，；。：！？]")
_NOMINAL = ("n", "vn", "j", "b", "l", "an", "eng")
_NAMES = ("ns", "nt")
_OPENING = ("m", "t", "d", "c", "ns", "r")
"""Tags of what may stand before a subject: how many, when, whose."""
_MEASURES = ("力度", "进度", "速度", "水平", "能力", "步伐")
_OF_A_KIND = "性型式化"
"""A word that ends in one of these says of what kind the next is."""
_LISTED, _AND_SO_ON, _AGAINST = frozenset("、和及"), "等", "与"
_LEAST = 2
"""A matter has so many characters at least, and all of them together as many as a lead."""
_COVERED = 2 / 3
"""A joint lead names the matters of so many clauses: one of three may be of the whole (发展质量有待提升)."""


def joint_lead(text: str) -> str:
    """The matters of a lack joined, each a run of words of the text; empty where they are too many or unnamed."""
    clauses = [part for clause in _BREAKS.split(text) if clause for part in _told_apart(clause)]
    named = [list(_matters(clause)) for clause in clauses]
    if not named or sum(map(bool, named)) < _COVERED * len(clauses) or _names_no_subject(clauses, named):
        return ""
    matters = _distinct([matter for row in named for matter in row])
    for told in (matters, _distinct([_shortened(matter) for matter in matters])):
        if SHORTEST <= sum(map(len, told)) <= LONGEST:
            return "、".join(told)
    return ""


def _told_apart(clause: str) -> list[str]:
    """The parts of a clause that lists lacks of several subjects: 产业结构不优、产业层级低."""
    return list(filter(None, clause.split("、"))) if lists_subjects(clause) else [clause]


def _names_no_subject(clauses: Sequence[str], named: Sequence[Sequence[str]]) -> bool:
    """Whether the text opens with a clause without a subject, or holds another that opens with a verb of its own."""
    return not named[0] or any(
        not row and words(clause)[0].tag.startswith("v") for clause, row in zip(clauses, named, strict=True)
    )


def _matters(clause: str) -> Iterator[str]:
    """What a clause says a lack of: its subject, or the members of a list (of 甲、乙等公共服务 the last)."""
    for group in _groups(_subject(words(clause))):
        kept = _cored(group)
        text = "".join(word.text for word in kept)
        if len(text) >= _LEAST and not _is_vague(kept) and not hard_words(text) and not modal_words(text):
            yield text


def _subject(row: Sequence[Word]) -> list[Word]:
    """The words of the subject of a clause, lists within it too; none where the clause opens otherwise."""
    first = next((at for at, word in enumerate(row) if not _only_opens(word)), len(row))
    if row[0].text == _AGAINST:
        return []  # 与群众期待还有差距: what it is set against
    subject = _run(row[first:])
    attributed = next((at for at, word in enumerate(row) if word.text == "的"), len(row))
    if any(word.text == _AGAINST or word.tag == "p" for word in row[:attributed]):
        attributed = len(row)
    if (named := _run(row[attributed + 1 :])) and not _is_vague(named):
        return named  # 带动力强的|大项目, but 经济增长|的基础
    behind = row[first + len(subject) :]
    return [] if behind and behind[0].tag == "f" else subject


def _run(row: Sequence[Word]) -> list[Word]:
    """The words up to the first that can be part of no subject."""
    pairs = zip(row, [*row[1:], None], strict=False)
    return [word for word, _ in takewhile(lambda pair: _may_stand(*pair), pairs)]


def _only_opens(word: Word) -> bool:
    """Whether a word before a subject only says how much of it, when or whose (部分, 目前, 我市)."""
    lexicon = lead_lexicon()
    opens = word.tag.startswith(_OPENING) and word.text not in lexicon.modifiers
    return opens or word.text in lexicon.scopes or word.text in lexicon.pointing


def _may_stand(word: Word, behind: Word | None) -> bool:
    """Whether a word is of a subject; a verb is where what is measured of it follows (项目|推进|力度)."""
    measured = word.tag == "v" and behind is not None and behind.text.endswith(_MEASURES)
    return word.text in _LISTED or word.text == _AND_SO_ON or measured or _is_nominal(word)


def _is_nominal(word: Word) -> bool:
    if word.tag.startswith(_NAMES) or word.text in lead_lexicon().governing:
        return False
    lexicon = lead_lexicon()
    belongs = word.text in lexicon.dual or word.text in lexicon.sized or word.text in lexicon.modifiers
    return belongs or word.tag.startswith(_NOMINAL)


def _groups(subject: Sequence[Word]) -> list[list[Word]]:
    """The members of a list; of one that a noun sums up (甲、乙等公共服务) the noun, where it names something."""
    ended = next((at for at, word in enumerate(subject) if word.text == _AND_SO_ON), None)
    if ended is not None:
        behind = list(takewhile(lambda word: word.text not in _LISTED, subject[ended + 1 :]))
        if behind and not _is_vague(behind) and behind[0].text not in lead_lexicon().pointing:
            return [behind]
        subject = subject[:ended]
    groups: list[list[Word]] = [[]]
    for word in subject:
        if word.text in _LISTED:
            groups.append([])
        else:
            groups[-1].append(word)
    return [group for group in groups if group]


def _cored(group: Sequence[Word]) -> list[Word]:
    """A subject without what any matter has (能力, 水平, 支撑作用), as long as a lead is left of it."""
    row = list(group)
    while len(row) > 1 and _says_little(row[-1]) and row[-1].start - row[0].start >= SHORTEST:
        row.pop()
    return row


def _shortened(matter: str) -> str:
    """The first words of a matter that are long enough to name it."""
    ends = (word.end for word in words(matter) if not word.tag.startswith("b") and word.text[-1] not in _OF_A_KIND)
    return matter[: next((end for end in ends if end >= SHORTEST), len(matter))]


def _says_little(word: Word) -> bool:
    lexicon = lead_lexicon()
    return word.text in lexicon.parts or word.text in lexicon.generic or word.text in lexicon.dual


def _is_vague(row: Sequence[Word]) -> bool:
    """Whether words name no matter in particular: 发展质量, 工作, 各方面."""
    lexicon = lead_lexicon()
    vague = (lexicon.generic | lexicon.parts | lexicon.pointing | lexicon.broad) - lexicon.actors
    return all(word.text in vague or _is_idiom(word) for word in row)


def _is_idiom(word: Word) -> bool:
    return word.tag.startswith(("i", "l")) and not word.text.endswith(lead_lexicon().long_heads)


def _distinct(matters: Sequence[str]) -> list[str]:
    """Each matter once; one that stands in another or begins as it does goes with it."""
    kept: list[str] = []
    for matter in matters:
        if not any(matter in other or other in matter for other in kept):
            kept.append(matter)
    return kept
