"""What a distribution did, recipient by recipient."""

from __future__ import annotations

from enum import StrEnum

from tasks.distribute.planning import Recipient
from tasks.models import Model


class Result(StrEnum):
    """What a distribution did about a recipient."""

    SENT = "已发"
    CORRECTED = "已发更正"
    ALREADY = "此前已发"
    WAITING = "待发"
    FAILED = "失败"
    UNCLEAR = "待核实"
    CHANGED = "内容已变"


# Results after which a person or another run has something to do.
OPEN = frozenset({Result.WAITING, Result.FAILED, Result.UNCLEAR, Result.CHANGED})


class Line(Model):
    """One recipient's result, with the reason where there is one."""

    recipient: Recipient
    result: Result
    detail: str = ""


class Report(Model):
    """What a distribution did."""

    issue: str
    lines: tuple[Line, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everybody has theirs."""
        return not any(line.result in OPEN for line in self.lines)

    def count(self, result: Result) -> int:
        """How many recipients ended so."""
        return sum(line.result is result for line in self.lines)
