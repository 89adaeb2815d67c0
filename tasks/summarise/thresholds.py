"""Where a finding stops being sure enough for the body of a briefing."""

from __future__ import annotations

from tasks.models import Role

BODY_CONFIDENCE = 0.38
"""Below this confidence a finding is 待核: on texts that nobody had read before two in three of these are wrong."""

PAPER_CONFIDENCE = 0.63
"""Below this more than half are wrong on texts that nobody had read before, and no place less likely than not reaches
it: such findings stand in the working papers (HTML, XLSX), where their confidence is shown."""

PRINTABLE = {Role.EXPERIENCE: 0.7, Role.GAP: 0.6, Role.MEASURE: 0.7}
"""From this fitness on a point is printed where there are more than paper holds. Of 707 judged points of work reports
that the model had not seen half pass, and nine in ten of those are good (seven in ten of all). Gaps are few, and
more of them are good."""

FITTEST = {Role.EXPERIENCE: 0.8, Role.GAP: 0.65, Role.MEASURE: 0.8}
"""And those from this fitness on come first: a quarter pass, and hardly one in ten of them is bad."""

PAPER_WORTH = 0.4
"""Fitness times confidence squared, below which a point is not printed. Confidence counts twice, for the less sure are
wrong far more often in tales of visits and meetings than in the work reports that it was fitted on: of 368 points of 43
unseen texts, judged by a reader, 54% of what is fit alone were good, 62% of what is worth it, and as many of them."""

LEADING_WORTH = 0.6
"""And from this on a point comes first, and may stand in the 提要."""

LEAST_WORTH = 0.2
"""Worth less than this a point is not printed even where there is room: of those judged one in four was good."""

FAIRLY_PRINTABLE = 0.5
"""Of a region of which little is said, what is worth paper passes from this fitness on."""

LEAST_PRINTABLE = 0.3
"""Below this fitness a point is not printed even where there is room: a tenth of all, four in five of them bad."""

SURE_REGION = 0.5
"""Below this region score the region is said to be uncertain."""

SURE_ROLE = 0.5
"""Below this probability the role is said to be uncertain."""

SURE_ENOUGH = 0.65
"""From this confidence on a finding may stand in a chain that no text states; a wrong one there is worse than none."""
