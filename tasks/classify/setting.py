"""What every clause of an article shares: how each reference stands, learners, benchmarks, the place most spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from tasks.classify.candidates import Key
from tasks.classify.learning import VISIT
from tasks.classify.outline import Discourse
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.classify.standing import is_scope, part_of, stands
from tasks.models import Role

_BEGIN = 2  # so many characters tell that paragraphs begin alike
_LISTING = 3  # so many places inside home in one paragraph make it a round of them, each with its own clause


@dataclass(frozen=True, slots=True)
class Standing:
    """A reference with its sentence, where the part up to ； begins, how it stands, and whether it opens its clause."""

    reference: Reference
    sentence: int
    segment: int
    how: str
    opens: bool

    @property
    def tells(self) -> bool:
        """两地新区同步推进, 双方的议题: whether it is the subject of its clause, or the owner of it."""
        return self.how == "subject" or (self.how == "owner" and self.opens)


def _standing(discourse: Discourse, paragraph: int, reference: Reference) -> Standing:
    text = discourse.article.paragraphs[paragraph].text
    how, opens = stands(text, reference)
    if is_scope(text, reference, discourse.home):
        how = "scope"
    sentence = discourse.sentence(paragraph, reference.start)
    return Standing(reference, sentence, part_of(text, reference.start), how, opens)


@dataclass(slots=True)
class Setting:
    """What every clause of an article shares: how references stand, learners, benchmarks, the place most spoken of."""

    discourse: Discourse
    standings: list[list[Standing]]
    learners: frozenset[str]
    benchmarks: frozenset[str]
    visitors: frozenset[str]
    most: Reference | None
    listing: frozenset[int]
    parties: tuple[Place, ...]
    texts: list[str] = field(init=False)
    starts: list[list[int]] = field(init=False)
    above: list[int] = field(init=False)
    parallel: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Take once what every clause asks for: texts, where references begin, and what stands before each paragraph.

        ``above`` is the number of the heading above it, ``parallel`` that of the nearest paragraph before it that does
        not begin as it does; -1 for none.
        """
        paragraphs = self.discourse.article.paragraphs
        self.texts = [paragraph.text for paragraph in paragraphs]
        self.starts = [[one.reference.start for one in row] for row in self.standings]
        headings = (number if one.kind == "heading" else -1 for number, one in enumerate(paragraphs))
        self.above = [-1, *accumulate(headings, max)][: len(paragraphs)]
        self.parallel = []
        for number, text in enumerate(self.texts):
            goes_on = number > 1 and self.texts[number - 1].startswith(text[:_BEGIN])
            self.parallel.append(self.parallel[-1] if goes_on else number - 1)

    def part(self, paragraph: int, offset: int) -> int:
        """Where the part up to the last ； begins that holds an offset."""
        return part_of(self.texts[paragraph], offset)

    @classmethod
    def of(cls, discourse: Discourse) -> Setting:
        """Gather it once an article."""
        count: dict[Key, int] = {}
        first: dict[Key, Reference] = {}
        for row in discourse.references:
            for reference in row:
                count[reference.key] = count.get(reference.key, 0) + 1
                first.setdefault(reference.key, reference)
        most = max(count, key=lambda key: (count[key], key)) if count else None
        return cls(
            discourse,
            [[_standing(discourse, number, one) for one in row] for number, row in enumerate(discourse.references)],
            frozenset(link.learner.path for link in discourse.learnings),
            frozenset(link.benchmark.path for link in discourse.learnings),
            frozenset(link.learner.path for link in discourse.learnings if link.pattern == VISIT),
            first[most] if most else None,
            frozenset(number for number, row in enumerate(discourse.references) if _lists(row, discourse.home)),
            tuple({p.path: p for link in discourse.learnings[:8] for p in (link.learner, link.benchmark)}.values()),
        )


def _lists(row: list[Reference], home: Place | None) -> bool:
    if home is None:
        return False
    inside = {place.path for reference in row for place in reference.places if home.path in place.ancestors}
    return len(inside) >= _LISTING


@dataclass(slots=True)
class Spot:
    """A clause to be attributed, and what the clause before it was about."""

    paragraph: int
    start: int
    end: int
    role: Role | None
    before: tuple[int, int, Key] | None = None  # paragraph, sentence and places of the clause before
