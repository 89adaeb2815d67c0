"""The editors' word lists, read once from the YAML files beside the code and checked on the way in."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).parent / "data"


def load(name: str) -> Any:
    """The content of ``data/<name>.yaml``."""
    return yaml.load((DATA / f"{name}.yaml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


class Lexicon(BaseModel):
    """A frozen word list; unknown keys are an error, so that a typo in a file is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class CondenseLexicon(Lexicon):
    """How a quote is shortened; the file says what each list is for."""

    hard: dict[str, list[str]]
    modal: list[str]
    not_hard: list[str]
    not_modal: list[str]
    enumeration: str
    connectives: list[str]
    tight_connectives: list[str]
    speaker_verbs: list[str]
    attribution: str
    keep_attribution: list[str]
    degree: list[str]
    degree_keeps_before: list[str]
    degree_keeps_after: list[str]
    evaluative: list[str]
    loose_adjuncts: list[str]
    bound_adjuncts: list[str]
    openers: dict[str, str]
    continuers: list[str]
    purpose_heads: list[str]
    relative_years: dict[str, int]
    verbatim: list[str]
    deictic_subjects: list[str]

    @cached_property
    def hard_pattern(self) -> re.Pattern[str]:
        """Finds hard words; look-alikes match first with an empty group."""
        words = [word for group in self.hard.values() for word in group]
        return re.compile(f"{any_of(self.not_hard)}|({any_of(words)})")

    @cached_property
    def modal_pattern(self) -> re.Pattern[str]:
        """Finds words of intent; look-alikes match first with an empty group."""
        return re.compile(f"{any_of(self.not_modal)}|({any_of(self.modal)})")

    @cached_property
    def evaluative_pattern(self) -> re.Pattern[str]:
        """Finds clauses of judgement and decoration."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.evaluative))


@cache
def condense_lexicon() -> CondenseLexicon:
    """The lists of ``condense.yaml``."""
    return CondenseLexicon.model_validate(load("condense"))
