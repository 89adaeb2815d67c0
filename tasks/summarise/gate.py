"""What may stand on paper: sure enough, saying something by itself, and likely to be printed by a reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.models import Role
from tasks.summarise.condense import states
from tasks.summarise.printable import printable
from tasks.summarise.reviewing import says_something, says_what_is_lacking
from tasks.summarise.statements import Statement, says_no_more
from tasks.summarise.thresholds import FAIRLY_PRINTABLE, LEAST_PRINTABLE, PAPER_CONFIDENCE, PRINTABLE

_FALL = re.compile(r"(?:下降|下滑)[^，；。]{0,6}\d[\d.%％个百分点]*")
"""A figure that fell is a gap where its source says so: alone, it may stand in any list of results."""

LEAST_SHOWN = 3
"""Of a region with no more statements than these paper is less choosy."""


def stands(statement: Statement) -> bool:
    """Whether a statement is sure enough for paper and says something by itself, and a gap what is lacking."""
    text = statement.first.summary
    return (
        statement.first.confidence >= PAPER_CONFIDENCE
        and states(text)
        and says_something(text)
        and (statement.role is not Role.GAP or says_what_is_lacking(_FALL.sub("", text)))
    )


@dataclass(frozen=True)
class Gate:
    """Who passes to paper: of a region with plenty of statements only the fittest, else all that are fairly fit.

    How fit a statement is, is reckoned when it is asked for, once: of a thousand statements paper takes fifty.
    """

    known: Counter[str]
    _fitness: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Gate:
        """The gate for the statements of an issue."""
        return cls(Counter(statement.first.region.full_name for statement in statements))

    def passes(self, statement: Statement) -> bool:
        """Whether a statement may be printed where there is not room for all."""
        plenty = self.known[statement.first.region.full_name] > LEAST_SHOWN
        return self.fitness(statement) >= (PRINTABLE[statement.role] if plenty else FAIRLY_PRINTABLE)

    def tolerates(self, statement: Statement) -> bool:
        """Whether a statement may be printed where there is room."""
        return self.fitness(statement) >= LEAST_PRINTABLE

    def fitness(self, statement: Statement) -> float:
        """How likely a reader would print a statement."""
        finding = statement.first
        if finding.finding_id not in self._fitness:
            self._fitness[finding.finding_id] = printable(finding, led=not says_no_more(finding))
        return self._fitness[finding.finding_id]
