"""Whether an experience is a practice that others can follow, by the words of ``practice.yaml``."""

from __future__ import annotations

import re
from functools import cache

from tasks.models import Finding
from tasks.summarise.learning.matters import load
from tasks.summarise.lexicon import Lexicon


class PracticeLexicon(Lexicon):
    """The lists of ``practice.yaml``."""

    action: re.Pattern[str]
    impression: re.Pattern[str]
    endowment: re.Pattern[str]
    visiting: re.Pattern[str]
    name: re.Pattern[str]
    lack: re.Pattern[str]
    list_marks: int


@cache
def _lexicon() -> PracticeLexicon:
    return PracticeLexicon.model_validate(load("practice"))


def can_be_followed(finding: Finding) -> bool:
    """Whether an experience tells something to follow, rather than an impression or a bare result."""
    text = f"{finding.lead}，{finding.summary}"
    if _lexicon().impression.search(text):
        return False
    if _lexicon().name.search(finding.summary) and not says_what_was_done(finding.summary):
        return False
    return says_what_was_done(text) or not _lexicon().endowment.search(text)


def says_what_was_done(text: str) -> bool:
    """Whether a text names an action, not only a result."""
    return bool(_lexicon().action.search(text))


def says_what_is_lacking(text: str) -> bool:
    """Whether a text that is taken for a gap says that something is missing or wrong."""
    return bool(_lexicon().lack.search(text))


def tells_of_visits(text: str) -> bool:
    """Whether a text is about learning and visiting itself."""
    return bool(_lexicon().visiting.search(text))


def is_list_of_everything(text: str) -> bool:
    """Whether a text strings so many things together that it is about none of them."""
    return text.count("、") > _lexicon().list_marks
