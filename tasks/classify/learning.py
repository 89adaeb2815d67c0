"""Who learns from whom, as a sentence states it (赴X学习考察, 对标X, X值得我们学); cooperation is no learning."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import field_validator

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.knowledge import reader
from tasks.models.base import Model

VISIT, WORTH, TAKEN, ROLLED_OUT = "赴…学习考察", "值得学习", "经验带回", "拿来经验"
_LOOK_BACK = 24
_STOP = frozenset("，；")
_TAKES_SERIES = ("学习、对标", ROLLED_OUT, VISIT)
_GOES_ON = ("、", "，", "就")
_NEXT_ITEM = re.compile(r"[^，。；：、！？]{1,16}、[“‘]?")
_ITEMS = re.compile(r"(?:[^，。；：！？的]{1,20}、)+")
_NOUN = re.compile(r"(?:学校|大学|学院|学生|学者|学科|学术|医学|科学|文学)")


@dataclass(frozen=True, slots=True)
class Learning:
    """A stated relation: learner and benchmark, the sentence that states it, and the pattern that found it."""

    paragraph: int
    start: int
    end: int
    learner: Place
    benchmark: Place
    pattern: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference named as a benchmark, the pattern that says so, and where the words of the pattern end.

    ``who`` are the offsets of the words that say who learns, where the pattern holds them.
    """

    reference: Reference
    pattern: str
    end: int
    who: tuple[int, int] | None = None


class Pattern(Model):
    """A way to state learning; ``learning.yaml`` says what the fields are."""

    name: str
    why: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    sentence: re.Pattern[str] | None = None
    unless_sentence: re.Pattern[str] | None = None

    def found(self, said: Said) -> re.Match[str] | None:
        """The match of what stands after the benchmark (empty where anything may), or null."""
        if self.before and not self.before.search(said.ahead):
            return None
        match = (self.after or _ANYTHING).match(said.text, said.at, said.end)
        return None if match is None or self._barred(said) else match

    def _barred(self, said: Said) -> bool:
        if self.sentence and not self.sentence.search(said.text, said.start, said.end):
            return True
        return bool(
            (self.unless_sentence and self.unless_sentence.search(said.text, said.start, said.end))
            or (self.unless_before and self.unless_before.search(said.ahead))
            or (self.unless_after and self.unless_after.match(said.text, said.at, said.end))
        )


_ANYTHING = re.compile("")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence (``text[start:end]``) around a benchmark that ends ``at``; ``ahead`` are the words before it."""

    text: str
    start: int
    end: int
    at: int
    ahead: str


class Patterns(Model):
    """``learning.yaml`` with the words put in."""

    patterns: tuple[Pattern, ...]
    mutual: re.Pattern[str]
    method: re.Pattern[str]
    received: re.Pattern[str]
    them: re.Pattern[str]
    gone: re.Pattern[str]
    traders: re.Pattern[str]
    lessons: re.Pattern[str]
    party: re.Pattern[str]
    nobody: re.Pattern[str]
    own_party: re.Pattern[str]
    travellers: re.Pattern[str]
    hosts: re.Pattern[str]
    shown: re.Pattern[str]
    aid: re.Pattern[str]
    taught: re.Pattern[str]

    @field_validator("patterns")
    @classmethod
    def _some(cls, patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        if not {VISIT, WORTH, TAKEN, ROLLED_OUT} <= {pattern.name for pattern in patterns}:
            raise ValueError("patterns that the code knows by name are missing")
        return patterns


load_patterns = reader(Path(__file__).with_suffix(".yaml"), Patterns)


@cache
def _led_up() -> re.Pattern[str]:
    """What stands before a benchmark by any of the patterns that ask for it: most names have none of that before."""
    return re.compile("|".join(f"(?:{one.before.pattern})" for one in load_patterns().patterns if one.before))


@cache
def _not_led_up() -> tuple[Pattern, ...]:
    """The patterns that ask only for what stands behind a benchmark."""
    return tuple(one for one in load_patterns().patterns if one.before is None)


def benchmarks_in(
    text: str, start: int, end: int, references: Sequence[Reference], own: Collection[str] = ()
) -> list[Mark]:
    """The references of a sentence that are named as benchmarks.

    Of several before words of worth (甲……，乙的经验值得学习) one is meant: the first of their clause, else of all,
    with those enumerated behind it, but none of the reader's ``own`` places (full names) where there is another.
    """
    marks = _with_series(text, [(one, mark_of(text, start, end, one)) for one in references])
    worth = [mark for mark in marks if mark.pattern == WORTH]
    worth = [mark for mark in worth if not set(own) & set(mark.reference.key)] or worth
    within = [mark for mark in worth if _STOP.isdisjoint(text[mark.reference.end : mark.end])]
    meant = next(iter(within or worth), None)
    return [mark for mark in marks if mark.pattern != WORTH or mark is meant or (meant and _beside(text, meant, mark))]


def _beside(text: str, one: Mark, other: Mark) -> bool:
    """Whether two benchmarks open items of one enumeration (甲的某园区、乙的某中心等给出了可借鉴的经验)."""
    between = text[one.reference.end : other.reference.start]
    return "、" in between and bool(_ITEMS.fullmatch(between))


def _with_series(text: str, found: Sequence[tuple[Reference, Mark | None]]) -> list[Mark]:
    """The marks, and who follows a benchmark in its enumeration (借鉴甲的某某办法、乙的某某做法)."""
    marks: list[Mark] = []
    for reference, mark in found:
        last = marks[-1] if marks else None
        if mark:
            marks.append(mark)
        elif last and _follows(text, last, reference):
            marks.append(Mark(reference, last.pattern, reference.end))
    return marks


def _follows(text: str, last: Mark, reference: Reference) -> bool:
    """Whether a reference is the next item after a benchmark that a verb of learning has as its object.

    A journey may go on behind a comma, province by province (赴甲省乙市、丙市，丁省戊县、己县考察).
    """
    if last.pattern not in _TAKES_SERIES or reference.kind not in ("name", "group"):
        return False
    if _NEXT_ITEM.fullmatch(text, last.reference.end, reference.start):
        return True
    between = _without_above(text[last.reference.end : reference.start], reference)
    return last.pattern == VISIT and between == "，" and text[reference.end : reference.end + 1] in _GOES_ON


def mark_of(text: str, start: int, end: int, reference: Reference) -> Mark | None:
    """The first pattern that names a reference as a benchmark; null when none does."""
    if _NOUN.match(text, max(0, reference.start - 1)):
        return None
    ahead = _without_above(text[max(start, reference.start - _LOOK_BACK) : reference.start], reference)
    said = Said(text, start, end, reference.end, ahead)
    for pattern in load_patterns().patterns if _led_up().search(ahead) else _not_led_up():
        match = pattern.found(said)
        if match is not None:
            who = next((match.span(name) for name, words in match.groupdict().items() if words), None)
            return Mark(reference, pattern.name, match.end(), who)
    return None


def _without_above(ahead: str, reference: Reference) -> str:
    """The words before a name without the places that it lies in (赴甲省|乙县)."""
    above = {path[len(over) :] for over, path in pairwise(("", *reference.places[0].ancestors))}
    while name := next((one for one in above if one and ahead.endswith(one)), ""):
        ahead = ahead[: -len(name)]
    return ahead


def received(text: str, start: int, reference: Reference) -> bool:
    """Whether a delegation goes there, to learn or not: then the article is not written from there."""
    ahead = text[max(start, reference.start - _LOOK_BACK) : reference.start]
    return bool(load_patterns().received.search(ahead))


def taken_over(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that a method just told of was learned (把这套办法学到了手)."""
    return bool(load_patterns().method.search(text, start, end))
