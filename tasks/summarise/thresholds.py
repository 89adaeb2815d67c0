"""Where a finding stops being sure enough for the body of a briefing."""

from __future__ import annotations

BODY_CONFIDENCE = 0.33
"""Below this confidence a finding is 待核: more than two in three of those below it are wrong, and leaving them out of
the body gains more than it loses."""

PAPER_CONFIDENCE = 0.45
"""Below this confidence more than half are wrong: a finding stays out of the printed pages and stands in the working
papers (HTML, XLSX), where its confidence is shown."""

SURE_REGION = 0.5
"""Below this region score the region is said to be uncertain."""

SURE_ROLE = 0.5
"""Below this probability the role is said to be uncertain."""

SURE_ENOUGH = 0.6
"""From this confidence on a finding may stand in a chain that no text states; a wrong one there is worse than none."""
