"""What a report tells of a visit, a meeting or a file: who went where, looked, attended, spoke, praised.

It is material for 谁向谁学 and 交往记录 and states no 经验, 差距 or 举措 of a place; nor does plain geography. Regular
visits, joint mechanisms, agreements and secondments are work of places and stay: they are none of these predicates.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from tasks.classify.lines import Line
from tasks.knowledge import reader

Words = dict[str, re.Pattern[str]]
_words = reader(Path(__file__).with_suffix(".yaml"), Words)
_ALONE = ("party_acts", "nobody", "presented", "handled", "felt", "of_tour", "ceremony", "held")
"""Patterns that tell it by the words of the clause."""
_PART, _COMMA = re.compile("[。；！？]"), re.compile("[，：]")


def proceedings(lines: Sequence[Line], officials: Collection[str]) -> Iterator[int]:
    """The numbers of the clauses with a role that only tell what went on, or where a place lies."""
    acting = _acting(officials)
    for line in lines:
        if line.clause.role is None or _is_work(line):
            continue
        if _tells(line) or _of_visitors(line, acting) or _lies(line):
            yield line.number


def _is_work(line: Line) -> bool:
    """Whether the clause tells what came of a meeting, or a journey with its purpose, which is the learner's work."""
    words = _words()
    return bool(words["outcome"].search(line.words) or words["purposeful"].search(line.before + line.words))


def _acting(officials: Collection[str]) -> re.Pattern[str] | None:
    """Finds a known official who looks, attends or praises at the head of a clause."""
    names = "|".join(re.escape(name) for name in sorted(officials, key=len, reverse=True))
    return re.compile(f"(?:{names}){_words()['official_acts'].pattern}") if names else None


def _tells(line: Line) -> bool:
    words = _words()
    if any(words[name].search(line.words) for name in _ALONE) or words["is_its_matter"].search(line.after):
        return True
    return _attends(line) or _is_praised(line) or _is_wished(line) or _is_looked_into(line)


def _part_of(line: Line) -> tuple[str, str]:
    """What stands before and behind the clause, up to a stop or ；."""
    return _PART.split(line.before)[-1], _PART.split(line.after)[0]


def _attends(line: Line) -> bool:
    """Whether the part of the sentence is a row of those who attend."""
    words, (before, after) = _words(), _part_of(line)
    if words["attend"].search(before + line.text[line.clause.start : line.clause.end] + after):
        return True
    return bool(words["attendant"].search(line.words) and words["attending"].search(line.sentence))


def _is_praised(line: Line) -> bool:
    """Whether the clause stands between 对 and 给予肯定: a visitor's praise names no practice."""
    at = line.clause.start - line.start
    return any(
        start <= at < end for start, end in (m.span("praised") for m in _words()["praise"].finditer(line.sentence))
    )


def _is_wished(line: Line) -> bool:
    """Whether the clause, or one before it in its part of the sentence, says what others are wished to do."""
    said = _part_of(line)[0] + line.words
    return any(_words()["wish"].search(said[at:]) for at in (0, *(m.end() for m in _COMMA.finditer(said))))


def _is_looked_into(line: Line) -> bool:
    """Whether the clause is one of the matters that visitors looked into (考察了甲、乙，丙等方面的经验)."""
    words, (before, after) = _words(), _part_of(line)
    acts = [part for part in _COMMA.split(before) if words["party_acts"].search(part) or words["nobody"].search(part)]
    looks = bool(words["looked_into"].search(before)) and bool(words["journey"].search(before) or acts)
    return looks and bool(words["matters"].search(line.words + after))


def _of_visitors(line: Line, acting: re.Pattern[str] | None) -> bool:
    """Whether the visitors named before in the sentence, or an official, go on to look and talk here."""
    words = _words()
    if acting and acting.match(line.words):
        return True
    clauses = re.split("[，；：]", line.before)
    heads = (words["party_named"], words["presented"])
    named = any(any(head.search(one) for head in heads) or (acting and acting.match(one)) for one in clauses)
    if named and words["goes_on"].search(line.words) and not words["says"].search(line.before):
        return True
    return bool(words["journey"].search(line.before)) and _is_site(line.words)


def _is_site(text: str) -> bool:
    """Whether the words are no more than a row of places or sites."""
    words = _words()
    return bool(words["site"].search(text)) and not words["no_site"].search(text)


def _lies(line: Line) -> bool:
    """Whether the clause says no more than where a place lies, how large it is and how many live there."""
    words = _words()
    return bool(words["geography"].search(line.words)) and not words["no_geography"].search(line.sentence)
