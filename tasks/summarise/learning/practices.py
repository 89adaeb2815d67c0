"""模式名录: models and practices that texts name (“某某经验”, 河长制), with who has them and who plans them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from pydantic import Field

from tasks.knowledge import reader
from tasks.models import Finding, Practice, Role
from tasks.summarise.learning.matters import DATA
from tasks.summarise.lexicon import Lexicon


class PracticeNames(Lexicon):
    """The patterns of ``practices.yaml``."""

    suffixes: str
    plus: str
    systems: str
    without: re.Pattern[str] = Field(alias="not")
    common: re.Pattern[str]
    taken: re.Pattern[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds a name: group ``inner`` or ``outer`` a quoted one, ``plus`` one of parts, ``system`` a plain one."""
        return re.compile(
            rf"“(?P<inner>[^“”，。；：]{{2,14}}(?:{self.suffixes}))”"
            rf"|“(?P<outer>[^“”，。；：]{{2,14}})”(?P<suffix>{self.suffixes})"
            rf"|“(?P<plus>{self.plus})”|(?P<system>{self.systems})"
        )


_names = reader(DATA / "practices.yaml", PracticeNames)


def find_practices(findings: Sequence[Finding]) -> tuple[Practice, ...]:
    """The named practices in the printable 经验 and 举措, in their order; a name once for a region and role."""
    seen: dict[tuple[str, str, Role], Practice] = {}
    for finding in findings:
        if finding.role is not Role.GAP and finding.status == "body":
            for name in names_in(finding.evidence[0].quote):
                practice = Practice(
                    name=name,
                    region=finding.region,
                    role=finding.role,
                    evidence=finding.evidence[0],
                    finding_id=finding.finding_id,
                )
                seen.setdefault((name, finding.region.full_name, finding.role), practice)
    return tuple(seen.values())


def names_in(text: str) -> Iterator[str]:
    """The names of practices in a text, as they are known: the quoted words with what makes them a model."""
    for match in _names().pattern.finditer(text):
        name = match["inner"] or match["plus"] or match["system"] or f"{match['outer']}{match['suffix']}"
        if not _names().without.search(name):
            yield name


def is_common(name: str) -> bool:
    """Whether a practice is the whole country's, so that it is nobody's own."""
    return bool(_names().common.search(name))


def is_taken_over(name: str, text: str) -> bool:
    """Whether a text says that a practice came from elsewhere (坚持和发展“某某经验”, 引进某某制)."""
    at = text.find(name.rstrip("经验模式做法")) if name not in text else text.find(name)
    return at >= 0 and bool(_names().taken.search(text[:at]))
