"""Whether an experience is a practice that others can follow, by the words of ``practice.yaml``."""

from __future__ import annotations

import re

from tasks.knowledge import reader
from tasks.models import Finding
from tasks.summarise.learning.matters import DATA
from tasks.summarise.lexicon import Lexicon

_PART = re.compile("[，；]")
_LEAST = 12
"""So many characters a practice takes at least; less is a catchword."""


class PracticeLexicon(Lexicon):
    """The lists of ``practice.yaml``."""

    action: re.Pattern[str]
    doing: re.Pattern[str]
    deed: re.Pattern[str]
    figure: re.Pattern[str]
    not_counted: re.Pattern[str]
    means: tuple[re.Pattern[str], ...]
    granted: re.Pattern[str]
    bound: re.Pattern[str]
    fields: dict[str, re.Pattern[str]]
    impression: re.Pattern[str]
    endowment: re.Pattern[str]
    visiting: re.Pattern[str]
    name: re.Pattern[str]
    solved: re.Pattern[str]
    only_name: re.Pattern[str]
    lack: re.Pattern[str]
    list_marks: int


_lexicon = reader(DATA / "practice.yaml", PracticeLexicon)


def can_be_followed(finding: Finding) -> bool:
    """Whether an experience tells something to follow, rather than an impression or a bare result."""
    text = f"{finding.lead}，{finding.summary}"
    if _lexicon().impression.search(text):
        return False
    if _lexicon().name.search(finding.summary) and not says_what_was_done(finding.summary):
        return False
    return says_what_was_done(text) or not _lexicon().endowment.search(text)


def states_a_practice(finding: Finding) -> bool:
    """Whether an experience tells who did what and how, so that others may do it.

    Praise, a slogan, a bare result and the name of a programme alone are none. A deed shows how by its means, or else
    by what came of it in figures.
    """
    if len(finding.summary) < _LEAST or _lexicon().only_name.match(finding.summary):
        return False
    return (says_by_what_means(finding) or says_what_came_of_it(finding)) and can_be_followed(finding)


def says_by_what_means(finding: Finding) -> bool:
    """Whether an experience names an instrument or a way, rather than figures alone."""
    told = "，".join(_doing(finding.summary))
    return any(means.search(told) for means in _lexicon().means)


def says_what_came_of_it(finding: Finding) -> bool:
    """Whether an experience tells a deed and what came of it in figures; a count of what was built shows no way."""
    words = _lexicon()
    deeds = any(words.deed.search(part) for part in _doing(finding.summary))
    return deeds and bool(words.figure.search(words.not_counted.sub("", finding.summary)))


def what_was_done(finding: Finding) -> str:
    """The parts of an experience that say what was done, with its lead where that is none of the other parts."""
    doing = _doing(finding.summary)
    elsewhere = finding.lead in finding.summary and not any(finding.lead in part for part in doing)
    return "，".join(doing if elsewhere else (finding.lead, *doing))


def _doing(text: str) -> list[str]:
    """The parts of a text that tell of the place's own doing."""
    words = _lexicon()
    return [part for part in _PART.split(text) if words.doing.search(part) and not words.granted.search(part)]


def bound_to(text: str) -> frozenset[str]:
    """What a text names that only some places have or that has passed: a port, a mine, an epidemic."""
    return frozenset(match.group() for match in _lexicon().bound.finditer(text))


def of_one_field(need: str, answer: str) -> bool:
    """Whether an answer is not from the countryside for a gap of the town, or the other way round.

    What was done in the countryside is an answer only where the gap is about it.
    """
    asked, told = _fields(need), _fields(answer)
    return not told or bool(asked & told) or not (asked or "countryside" in told)


def _fields(text: str) -> set[str]:
    return {name for name, pattern in _lexicon().fields.items() if pattern.search(text)}


def says_what_was_done(text: str) -> bool:
    """Whether a text names an action, not only a result."""
    return bool(_lexicon().action.search(text))


def says_what_is_done(text: str) -> bool:
    """Whether a text says what somebody does or will do, rather than what shall become better."""
    return bool(_doing(text))


def says_what_is_lacking(text: str) -> bool:
    """Whether a text that is taken for a gap says that something is missing or wrong."""
    return bool(_lexicon().lack.search(_lexicon().solved.sub("", text)))


def tells_of_visits(text: str) -> bool:
    """Whether a text is about learning and visiting itself."""
    return bool(_lexicon().visiting.search(text))


def is_list_of_everything(text: str) -> bool:
    """Whether a text strings so many things together that it is about none of them."""
    return text.count("、") > _lexicon().list_marks
