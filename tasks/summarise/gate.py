"""What may stand on paper: sure enough, saying something by itself, and likely to be printed by a reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.models import Finding, Level, Role
from tasks.summarise.condense import states
from tasks.summarise.printable import is_dull_lead, printable
from tasks.summarise.reviewing import says_something, says_what_is_lacking
from tasks.summarise.statements import Statement, says_no_more
from tasks.summarise.tagging import tagger
from tasks.summarise.thresholds import FAIRLY_PRINTABLE, FITTEST, LEAST_PRINTABLE, PAPER_CONFIDENCE, PRINTABLE
from tasks.summarise.word_counts import word_count

_NO_LACK = re.compile(
    r"(?:下降|下滑)[^，；。]{0,6}\d[\d.%％个百分点]*|不(?:低于|少于|高于|超过|小于)|受?污染(?=耕地|地块|防治)"
)
"""A figure that fell is a gap where its source says so: alone it may stand in any list of results; and what only looks
like a lack."""

_SMALL = frozenset((Level.TOWNSHIP, Level.VILLAGE))
_SUFFIX = re.compile("(?:镇|乡|村|街道|社区)$")
_LONGEST_STEM = 5
"""A longer name is no name but what a text does there (某项工作深入推进|村)."""
_COMMON = 2.0
"""Rarity below which a word stands in more than a seventh of all reports."""

MAIN_SHARE = 0.2
"""A place of which at least so much of a source tells need not be named in each statement."""

LEAST_SHOWN = 3
"""Of a region with no more statements than these paper is less choosy."""


def stands(statement: Statement) -> bool:
    """Whether a statement is sure enough for paper and says something by itself, and a gap what is lacking."""
    text = statement.first.summary
    return (
        statement.first.confidence >= PAPER_CONFIDENCE
        and states(text)
        and says_something(text)
        and (statement.role is not Role.GAP or says_what_is_lacking(_NO_LACK.sub("", text)))
    )


def names_its_place(finding: Finding) -> bool:
    """Whether a township or village stands in the words printed under it, and is no common word (提高|镇, 重点|镇)."""
    region = finding.region
    stem = _SUFFIX.sub("", region.name)
    if region.level not in _SMALL:
        return True
    if len(stem) > _LONGEST_STEM:
        return False
    if all(word_count(word).rarity < _COMMON for word, _ in tagger().tag(stem)):
        return region.full_name[-len(region.name) - 2 :] in finding.evidence[0].quote
    return bool(re.search(f"{re.escape(stem)}(?![区县市州])", finding.evidence[0].quote))


@dataclass(frozen=True)
class Gate:
    """Who passes to paper: of a region with plenty of statements only the fittest, else all that are fairly fit.

    How fit a statement is, is reckoned when it is asked for, once: of a thousand statements paper takes fifty.
    ``known`` counts the statements of each region, ``told`` those of each source, and of each region by a source.
    """

    known: Counter[str]
    told: Counter[tuple[str, ...]]
    _fitness: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Gate:
        """The gate for the statements of an issue."""
        told: Counter[tuple[str, ...]] = Counter()
        for statement in statements:
            told.update((_place(statement), _place(statement)[:1]))
        return cls(Counter(statement.first.region.full_name for statement in statements), told)

    def leads(self, statement: Statement) -> bool:
        """Whether a statement comes first where there is not room for all."""
        return self.fitness(statement) >= FITTEST[statement.role] and self.passes(statement)

    def passes(self, statement: Statement) -> bool:
        """Whether a statement may be printed where there is not room for all."""
        finding = statement.first
        if is_dull_lead(finding.lead, finding.evidence[0].quote) or not self._is_of_its_place(statement):
            return False
        plenty = self.known[finding.region.full_name] > LEAST_SHOWN
        return self.fitness(statement) >= (PRINTABLE[statement.role] if plenty else FAIRLY_PRINTABLE)

    def tolerates(self, statement: Statement) -> bool:
        """Whether a statement may be printed where there is room."""
        return self._is_of_its_place(statement) and self.fitness(statement) >= LEAST_PRINTABLE

    def fitness(self, statement: Statement) -> float:
        """How likely a reader would print a statement."""
        finding = statement.first
        if finding.finding_id not in self._fitness:
            self._fitness[finding.finding_id] = printable(finding, led=not says_no_more(finding))
        return self._fitness[finding.finding_id]

    def _is_of_its_place(self, statement: Statement) -> bool:
        """Whether a township or village is named in the words, or what its source is about."""
        source = self.told[_place(statement)[:1]]
        return names_its_place(statement.first) or self.told[_place(statement)] >= MAIN_SHARE * source


def _place(statement: Statement) -> tuple[str, str]:
    """The source of a statement and the region it is printed under."""
    return statement.first.evidence[0].article_id, statement.first.region.full_name
