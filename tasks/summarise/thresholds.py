"""Where a finding stops being sure enough for the body of a briefing."""

from __future__ import annotations

BODY_CONFIDENCE = 0.35
"""Below this confidence a finding is 待核. Set so that the classifier's own choice of a role is mostly kept; to be
calibrated against the reliability table."""

SURE_REGION = 0.5
"""Below this region score the region is said to be uncertain."""

SURE_ROLE = 0.5
"""Below this probability the role is said to be uncertain."""
