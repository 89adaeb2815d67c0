"""提要: a few lines that stand alone, with figures and sources; nothing is put in to fill the number."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from tasks.knowledge import reader
from tasks.models import Finding, Highlight, LearningChain, Region, Role
from tasks.summarise.condense import condense
from tasks.summarise.content import is_empty_gap
from tasks.summarise.gate import Gate, stands
from tasks.summarise.lead_scope import whole
from tasks.summarise.leaning import has_subject
from tasks.summarise.led import is_led
from tasks.summarise.lexicon import DATA, Lexicon
from tasks.summarise.order import title
from tasks.summarise.statements import Library, Statement, sentence
from tasks.summarise.tagging import tagger
from tasks.summarise.wording import subject_names

_HEAD = 12
_CLAUSE = re.compile("[，；。：]")
_ANOTHER = ("ns", "nr", "nt", "r")
"""Tags of words by which a sentence names somebody else."""
LONGEST = 110
"""A longer text is no line of a 提要."""
SHORT, HALF = 62, 48
"""Characters to which a line, and each half of a line from a chain, is shortened where loose clauses allow it."""
MOST, OF_CHAINS, OF_REGION, SHARE, GAPS = 8, 3, 1, 3, 2
"""At most so many lines, so many from chains, so many about one region, at most one line for so many points, and so
many that tell what is lacking before all others. No source fills more than its share and one line more, so that an
issue over several articles shows them all."""


class HighlightLexicon(Lexicon):
    """The lists of ``highlights.yaml``."""

    when: re.Pattern[str]
    somebody: re.Pattern[str]


highlight_lexicon = reader(DATA / "highlights.yaml", HighlightLexicon)


def highlights(
    statements: Sequence[Statement],
    printed: Sequence[Statement],
    chains: Sequence[LearningChain],
    findings: dict[str, Finding],
    library: Library,
) -> tuple[Highlight, ...]:
    """The lines of the 提要: what stated chains say, then the weightiest of the ``printed`` statements.

    One line a region. What the 提要 says of all ``statements`` stands in body, annex or the chains, too.
    """
    limit = min(MOST, max(1, len(statements) // SHARE)) if statements else 0
    weight = {finding.finding_id: s.weight for s in statements for finding in s.findings}
    lines = [line for chain in chains if (line := _of_chain(chain, findings, weight, library))][:OF_CHAINS]
    told = _Told(lines, math.ceil(limit / max(1, len(library.numbers))) + 1)
    ranked = [s for s in sorted(printed, key=_rank) if _stands_alone(s)]
    gate = Gate.of(statements)
    gaps = (s for s in ranked if s.role is Role.GAP and gate.passes(s))
    lacking = {id(s) for s in islice(gaps, max(0, GAPS - len(lines)))}
    ranked.sort(key=lambda s: id(s) not in lacking)
    for fit, fresh in ((gate.leads, True), (gate.leads, False), (gate.passes, True)):
        # first one line of each source, then the weightiest of the rest, then of those not yet heard what else passes
        for statement in ranked:
            if len(lines) < limit and told.admits(statement, library, fresh) and fit(statement):
                told.add(statement, library)
                lines.append(_of_statement(statement, library))
    return _with_a_measure_in_sight(lines[:limit], {name: s.role for s in statements for name in _ids(s)})


def _rank(statement: Statement) -> tuple[bool, float, str]:
    """The weightiest first; what is said of the nation or of a group of places after all that is of one place."""
    return statement.first.region.level.is_outer, -statement.weight, statement.first.finding_id


def _with_a_measure_in_sight(lines: Sequence[Highlight], roles: dict[str, Role]) -> tuple[Highlight, ...]:
    """The first line that tells what is being done stands second: the first page shows all three roles."""
    told = [line for line in lines if all(roles.get(name) is Role.MEASURE for name in line.finding_ids)]
    if not told or lines.index(told[0]) < 2:
        return tuple(lines)
    rest = [line for line in lines if line is not told[0]]
    return (rest[0], told[0], *rest[1:])


def _ids(statement: Statement) -> tuple[str, ...]:
    return tuple(finding.finding_id for finding in statement.findings)


def _stands_alone(statement: Statement) -> bool:
    text = statement.first.summary
    if len(text) > LONGEST or not stands(statement):
        return False
    return statement.role is not Role.GAP or not is_empty_gap(text)


class _Told:
    """What the lines so far are about, so that no region and no source fills the 提要."""

    def __init__(self, lines: Sequence[Highlight], share: int) -> None:
        self._share = share
        self._findings = {name for line in lines for name in line.finding_ids}
        self._regions: Counter[str] = Counter()
        self._sources = Counter(number for line in lines for number in line.sources)

    def admits(self, statement: Statement, library: Library, fresh: bool) -> bool:
        """Whether a line may be added; with ``fresh`` only of a source that has none yet."""
        source = library.sources(statement.first)[0]
        if any(finding.finding_id in self._findings for finding in statement.findings):
            return False
        if self._regions[statement.first.region.full_name] >= OF_REGION:
            return False
        return not self._sources[source] if fresh else self._sources[source] < self._share

    def add(self, statement: Statement, library: Library) -> None:
        """Notes a line that was added."""
        self._findings.update(finding.finding_id for finding in statement.findings)
        self._regions[statement.first.region.full_name] += 1
        self._sources[library.sources(statement.first)[0]] += 1


def _of_statement(statement: Statement, library: Library) -> Highlight:
    finding = statement.first
    return Highlight(
        lead=finding.lead if is_led(finding) else "",
        text=sentence(named(finding, statement.regions, SHORT)),
        sources=library.sources(finding),
        finding_ids=_ids(statement),
    )


def _of_chain(
    chain: LearningChain, findings: dict[str, Finding], weight: dict[str, float], library: Library
) -> Highlight | None:
    """The weightiest experience of the benchmarks beside the learner's own gap."""
    experiences = [findings[name] for name in chain.experience_ids if name in weight]
    gaps = [findings[name] for name in chain.gap_ids if name in weight]
    if not experiences or not gaps:
        return None
    best = max(experiences, key=lambda finding: (weight[finding.finding_id], finding.finding_id))
    text = f"{named(best, (best.region,), HALF)}；{named(gaps[0], (gaps[0].region,), HALF)}"
    return Highlight(
        lead=gaps[0].lead if is_led(gaps[0]) else "",  # what the two are compared in
        text=sentence(text),
        sources=tuple(sorted({*library.sources(best), *library.sources(gaps[0])})),
        finding_ids=(best.finding_id, gaps[0].finding_id),
    )


def named(finding: Finding, regions: Sequence[Region], limit: int = LONGEST) -> str:
    """The text, shortened towards ``limit``, with its region said, so that it stands alone.

    The region is written as the subject only where the words take one; before a sentence about somebody else it stands
    with a colon, for nothing may be said of it that the source says of another.
    """
    text = condense(whole(finding), limit)
    opening = _CLAUSE.split(text, 1)[0]
    head = opening if len(opening) > _HEAD else text[:_HEAD]
    if any(name in head for region in regions for name in subject_names(region)):
        return text
    said = f"{'、'.join(title(region) for region in regions[:3])}{'等地' if len(regions) > 3 else ''}"
    when = highlight_lexicon().when.match(text)
    if when and takes_a_subject(text[when.end() :]):
        return f"{when.group()}{said}{text[when.end() :]}"
    return f"{said}{text}" if takes_a_subject(text) else f"{said}：{text}"


def takes_a_subject(text: str) -> bool:
    """Whether words may follow the name of a place: what it does, or what is said of something of its own.

    Not where they open with another place or person, or with a bare noun phrase (不满的原因，包括……).
    """
    opening = _CLAUSE.split(text, 1)[0]
    row = tagger().tag(opening.lstrip("“‘《"))
    if not row or row[0][1].startswith(_ANOTHER) or highlight_lexicon().somebody.match(opening):
        return False
    if row[0][1].startswith("n"):
        return has_subject(opening)
    return opening == text or not _is_attributed(opening, row[-1])


def _is_attributed(opening: str, last: tuple[str, str]) -> bool:
    """Whether words end in a noun that all before it is said of (不满的|原因)."""
    return last[1].startswith("n") and opening.endswith(f"的{last[0]}")
