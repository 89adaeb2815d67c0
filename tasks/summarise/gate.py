"""What may stand on paper: sure enough, saying something by itself, and likely to be printed by a reader."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.models import Role
from tasks.summarise.alone import stands_alone
from tasks.summarise.content import lacks, says_something
from tasks.summarise.gate_checks import (
    ends_in_praise,
    is_bare_title,
    is_commonplace,
    is_half_hollow,
    is_of_the_world,
    is_of_totals,
    is_of_two_sentences,
    is_subject,
    lacks_its_subjects,
    names_its_place,
)
from tasks.summarise.lead_scope import whole
from tasks.summarise.led import is_led
from tasks.summarise.printable import is_dull_lead, printable
from tasks.summarise.statements import Statement
from tasks.summarise.thresholds import (
    FAIRLY_PRINTABLE,
    FITTEST,
    LEADING_WORTH,
    LEAST_PRINTABLE,
    LEAST_WORTH,
    PAPER_CONFIDENCE,
    PAPER_WORTH,
    PRINTABLE,
)

OF_ONE_PLACE = 0.6
"""A source of which so much tells of one place is that place's own: what lies within is told of in a clause or two."""

MAIN_SHARE = 0.2
"""A place of which at least so much of a source tells need not be named in each statement."""

LEAST_SHOWN = 3
"""Of a region with no more statements than these paper is less choosy."""


def stands(statement: Statement) -> bool:
    """Whether a statement is sure enough for paper and says something by itself."""
    return statement.first.confidence >= PAPER_CONFIDENCE and speaks(statement)


def speaks(statement: Statement) -> bool:
    """Whether a statement says something by itself, and a gap what is lacking."""
    text = statement.first.summary
    return (
        says_something(text)
        and stands_alone(whole(statement.first), statement.role)
        and (statement.role is not Role.GAP or lacks(text))
    )


@dataclass(frozen=True)
class Gate:
    """Who passes to paper: of a region with plenty of statements only the fittest, else all that are fairly fit.

    How fit a statement is, is reckoned when it is asked for, once: of a thousand statements paper takes fifty.
    ``known`` counts the statements of each region, ``told`` those of each source, and of each region by a source;
    ``own`` names the place of each source that is one place's own.
    """

    known: Counter[str]
    told: Counter[tuple[str, ...]]
    own: dict[str, str]
    _fitness: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Gate:
        """The gate for the statements of an issue."""
        told: Counter[tuple[str, ...]] = Counter()
        for statement in statements:
            told.update((_place(statement), _place(statement)[:1]))
        own = {place[0]: place[1] for place in told if len(place) > 1 and told[place] >= OF_ONE_PLACE * told[place[:1]]}
        return cls(Counter(statement.first.region.full_name for statement in statements), told, own)

    def leads(self, statement: Statement) -> bool:
        """Whether a statement comes first where there is not room for all."""
        fittest = self.fitness(statement) >= FITTEST[statement.role] and self.worth(statement) >= LEADING_WORTH
        return fittest and self.passes(statement)

    def passes(self, statement: Statement) -> bool:
        """Whether a statement may be printed where there is not room for all."""
        finding = statement.first
        dull = is_led(finding) and is_dull_lead(finding.lead, finding.evidence[0].quote)
        if dull or not self._is_of_its_place(statement):
            return False
        plenty = self.known[finding.region.full_name] > LEAST_SHOWN
        fit = self.fitness(statement) >= (PRINTABLE[statement.role] if plenty else FAIRLY_PRINTABLE)
        return fit and self.worth(statement) >= PAPER_WORTH and not self._is_held(statement)

    def tolerates(self, statement: Statement) -> bool:
        """Whether a statement may be printed where there is room."""
        sound = self._is_of_its_place(statement) and not self.is_in_passing(statement)
        return sound and self.fitness(statement) >= LEAST_PRINTABLE and self.worth(statement) >= LEAST_WORTH

    def fitness(self, statement: Statement) -> float:
        """How likely a reader would print a statement."""
        finding = statement.first
        if finding.finding_id not in self._fitness:
            self._fitness[finding.finding_id] = printable(finding, led=is_led(finding))
        return self._fitness[finding.finding_id]

    def worth(self, statement: Statement) -> float:
        """How likely a reader would print a statement, and how sure it is that it is one."""
        return self.fitness(statement) * statement.first.confidence**2

    def shown(self, statements: Sequence[Statement]) -> list[Statement]:
        """What the file of a region prints of its statements: what passes; where that is little, the best of the rest.

        One at least, for a region of which something is stated is promised its file; none where nothing says anything
        by itself.
        """
        standing = [statement for statement in statements if stands(statement)]
        passing = [statement for statement in standing if self.passes(statement)]
        if len(passing) >= LEAST_SHOWN:
            return passing
        kept = {id(statement) for statement in passing}
        others = [s for s in standing if id(s) not in kept and self.tolerates(s)]
        others = others or [s for s in statements if not passing and speaks(s)]
        others.sort(key=lambda s: (self._is_held(s), -self.worth(s), s.first.finding_id))
        kept.update(id(statement) for statement in others[: LEAST_SHOWN - len(passing)])
        return [statement for statement in statements if id(statement) in kept]

    def best_of_unheard(self, statements: Sequence[Statement], heard: Sequence[Statement]) -> list[Statement]:
        """Of each source that none of ``heard`` is from, its best statement that may be printed where there is room.

        Only of sources of which no statement passes: what passes and found no room is heard of elsewhere. A source
        whose best is worth little is left out, and the briefing says so.
        """
        sources = {_place(statement)[0] for statement in heard}
        waiting: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            if _place(statement)[0] not in sources:
                waiting[_place(statement)[0]].append(statement)
        failing = (row for row in waiting.values() if not any(self.passes(statement) for statement in row))
        best = (max(row, key=lambda s: (not self._is_held(s), self.worth(s), s.first.finding_id)) for row in failing)
        return [statement for statement in best if self.tolerates(statement)]

    def _is_held(self, statement: Statement) -> bool:
        """Whether something other than its fitness keeps a statement off paper."""
        finding = statement.first
        return (
            is_of_totals(finding)
            or is_of_two_sentences(finding)
            or lacks_its_subjects(finding)
            or ends_in_praise(finding)
            or is_half_hollow(finding)
            or is_of_the_world(finding)
            or is_bare_title(finding)
            or is_commonplace(finding)
            or self.is_in_passing(statement)
        )

    def is_in_passing(self, statement: Statement) -> bool:
        """Whether the place lies within the one whose own the source is, and is not the subject of the words."""
        article, name = _place(statement)
        own = self.own.get(article, name)
        return own != name and name.startswith(own) and not is_subject(statement.first, statement.first.region)

    def _is_of_its_place(self, statement: Statement) -> bool:
        """Whether a township or village is named in the words, or what its source is about."""
        source = self.told[_place(statement)[:1]]
        return names_its_place(statement.first) or self.told[_place(statement)] >= MAIN_SHARE * source


def _place(statement: Statement) -> tuple[str, str]:
    """The source of a statement and the region it is printed under."""
    return statement.first.evidence[0].article_id, statement.first.region.full_name
