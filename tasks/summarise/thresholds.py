"""Where a finding stops being sure enough for the body of a briefing."""

from __future__ import annotations

BODY_CONFIDENCE = 0.45
"""Below this confidence a finding is 待核: more of those below it are wrong than right."""

PAPER_CONFIDENCE = 0.63
"""Below this more than a third are wrong, and no place less likely than not reaches it: such findings stand in the
working papers (HTML, XLSX), where their confidence is shown."""

SURE_REGION = 0.5
"""Below this region score the region is said to be uncertain."""

SURE_ROLE = 0.5
"""Below this probability the role is said to be uncertain."""

SURE_ENOUGH = 0.65
"""From this confidence on a finding may stand in a chain that no text states; a wrong one there is worse than none."""
