"""Whether a finding is printed under its lead. A lead that misleads is left out; what it stands before is printed."""

from __future__ import annotations

from tasks.models import Finding
from tasks.summarise.lead_checks import leads_badly
from tasks.summarise.lead_scope import governs


def is_led(finding: Finding) -> bool:
    """Whether the lead names the matter, says less than the text, and holds for the whole of it."""
    return not leads_badly(finding) and governs(finding)
