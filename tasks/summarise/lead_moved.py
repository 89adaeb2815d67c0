"""The text under a lead: the words of the lead go from it where the rest reads, so that nothing is said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.summarise.candidates import GOES_ON, Candidate
from tasks.summarise.content import is_hollow
from tasks.summarise.lead_shape import OUTSIDE
from tasks.summarise.lexicon import condense_lexicon, hard_words, modal_words
from tasks.summarise.phrases import lead_lexicon, words
from tasks.summarise.segments import Segment

_REST_MIN = 5
_PREDICATE_MIN = 4
_MEASURED = re.compile(
    r"(?:(?:达到?|突破|超过?|近|约|为|占|居|增至|降至|增加到|提高到|下降到|稳定在)+\d[^、]*|由\d[^、]*)"
)
_SIZE = re.compile("(?:量|额|值|率|数|产|收入|面积|投资|支出|人口|营收|利润|余额|税收|里程|容量|装机)$")
_AMOUNT = re.compile(r"\d[\d.]*[^\d、]{0,6}")
"""What is one figure of a lead before it: 粮食产量|达12万吨, not 冷库|12座、粮库3座."""
_STILL = ("仍", "依然", "还", "较", "偏", "明显", "不", "比较", "十分", "很")


def moved(parts: Sequence[Segment], lead: Candidate) -> str | None:
    """The text without the lead, where the lead opens it and the rest still reads; else None."""
    first = parts[0]
    if lead.segment:
        return None
    before, rest, others = first.text[: lead.start], first.text[lead.end :], parts[1:]
    if _says_nothing_more(before, rest, first.close):
        return _without_first(parts) if not hard_words(first.text[: lead.end]) else None
    if before or not rest:
        return None
    whole = rest + "".join(part.text for part in others)
    reads = not lead.verbal and len(rest) >= _PREDICATE_MIN and len(OUTSIDE.sub("", whole)) > _REST_MIN
    if not reads or not _is_subject(lead) or not (_is_measured(lead, rest) or _predicates(rest)):
        return None
    return "".join([rest, first.close, *(part.full for part in others)])


def _says_nothing_more(before: str, rest: str, close: str) -> bool:
    """Whether a clause says no more than its lead: 实施|某工程, 某改革|有新进展."""
    if rest and not lead_lexicon().stub.fullmatch(rest):
        return False
    lexicon = lead_lexicon()
    verbs = lexicon.working | (condense_lexicon().doing if close.startswith("。") else frozenset())
    plain = verbs | lexicon.zeal | condense_lexicon().degree_words
    return not before or all(word.text in plain for word in words(before))


def _without_first(parts: Sequence[Segment]) -> str | None:
    """The text without its first clause, where what is left says something by itself."""
    first, others = parts[0], parts[1:]
    if not others or first.close[:1] == "：" or modal_words(first.text):
        return None
    if others[0].text.startswith((*condense_lexicon().continuers, "分别")) or all(is_hollow(p.text) for p in others):
        return None
    text = "".join(part.full for part in others)
    return text if len(text) >= _REST_MIN * 2 else None


def _is_measured(lead: Candidate, rest: str) -> bool:
    """Whether a clause gives a figure of its lead: 茶叶产量|达12万吨; without a verb only of a size (产量|12万吨)."""
    return bool(_MEASURED.fullmatch(rest) or (_SIZE.search(lead.text) and _AMOUNT.fullmatch(rest)))


def _is_subject(lead: Candidate) -> bool:
    """Whether a lead can be the subject of what follows: it ends in no verb but one that stands as a noun."""
    last = words(lead.text)[-1]
    return not last.tag.startswith("v") or last.text in lead_lexicon().heads


def _predicates(rest: str) -> bool:
    """Whether the rest of a clause is what is said of its subject, and the subject is no more than the lead."""
    row = words(rest)
    ahead = row[0]
    if ahead.tag[0] not in "vdal" or len(ahead.text) < 2:
        return False
    if ahead.text in lead_lexicon().dual and len(row) > 1 and row[1].tag in GOES_ON:
        return False  # 技术|转移示范机构1个: a noun goes on
    if rest.partition("、")[0] != rest and ahead.tag[0] != "v":
        return False  # 产业结构|不优、产业规模偏小: the first of several that stand together
    if len(row) > 1 and row[1].text in ("的", "与", "和", "同", "、"):
        return False  # 经济|增长的基础尚不牢固, 经济|恢复、社会保持稳定: what is said is said of another word too
    still = len(row) > 2 and row[2].text.startswith(_STILL)  # 生态环境|改善压力仍然较大: the subject goes on
    told = len(row) > 2 and row[2].tag.startswith("v")  # 人均|预期寿命达到
    return not (ahead.tag.startswith("v") and len(row) > 1 and row[1].tag in GOES_ON and (still or told))
