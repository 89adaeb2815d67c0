"""Whether a finding is good enough for paper, asked of the statement that tells it."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.models import Finding
from tasks.summarise.gate import Gate, stands
from tasks.summarise.statements import Statement


class Soundness:
    """What the gate of paper says of the findings of an issue."""

    def __init__(self, told: Sequence[Statement]) -> None:
        self._gate = Gate.of(told)
        self._told = {finding.finding_id: one for one in told for finding in one.findings}
        self._known: dict[str, bool] = {}

    def of(self, finding: Finding) -> bool:
        """Whether a finding may stand on paper."""
        return self.by_id(finding.finding_id)

    def by_id(self, finding_id: str) -> bool:
        """The same by its id."""
        if finding_id not in self._known:
            one = self._told.get(finding_id)
            self._known[finding_id] = one is not None and stands(one) and self._gate.tolerates(one)
        return self._known[finding_id]
