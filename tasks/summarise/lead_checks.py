"""Whether a lead names the matter of its text, seen from where it stands there: not cut out of a list or a compound.

Two strict readers of printed points held most against leads: members of lists, ends of longer names, a word from the
third clause of five. What fails here stands in the working papers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.models import Finding, Role
from tasks.summarise.lead_cut import is_cut_out
from tasks.summarise.lead_scope import governs, is_frame, says_no_more, whole
from tasks.summarise.lead_shape import MARKS, SHORTEST
from tasks.summarise.phrases import lead_lexicon
from tasks.summarise.wording import subject_names

_BREAKS = re.compile("[，；。：！？]")
_IDIOM = 3
_RANK = re.compile("第[一二三四五六七八九十]|位列|排名|居全|前列|^全[国省]推广")


def leads_badly(finding: Finding) -> bool:
    """Whether a finding has no lead, or one cut out of something longer, or one from the midst of many matters."""
    if says_no_more(finding):
        return True
    if not governs(finding):
        return finding.role is not Role.GAP  # what is lacking stands without a lead, too
    lead, text = finding.lead, whole(finding)
    if lead not in text:
        text = MARKS.sub("", text)  # it is too long with its marks and goes without them
    clauses = [clause for clause in _BREAKS.split(text) if clause]
    place = next((clause for clause in clauses if lead in clause), None)
    if _RANK.search(lead) or any(lead.startswith(word) for word in lead_lexicon().zeal if len(word) > _IDIOM):
        return True
    if place is None:
        return False  # the heading above lends it, or the sentence before
    if is_frame(place) and place != clauses[-1]:
        return True  # 按照每户……的|资助标准
    return is_cut_out(lead, place) or _is_honour(lead, place, subject_names(finding.region))


def _is_honour(lead: str, clause: str, names: Sequence[str]) -> bool:
    """Whether a lead is what the matter before it was put on or passed, not the matter: 十个项目列入|交通规划."""
    before = clause[: clause.find(lead)]
    found = lead_lexicon().honours.search(before)
    subject = before[: found.start()] if found else ""
    name = max((name for name in names if subject.startswith(name)), key=len, default="")
    return len(subject) - len(name) >= SHORTEST
