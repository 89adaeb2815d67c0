"""Whether a lead is cut out of something longer: a list, a compound, a name that goes on behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.summarise.marks import is_balanced
from tasks.summarise.phrases import Word, lead_lexicon, words

_COUPLING = ("、", "和", "与", "及", "或", "）")
_OPEN, _CLOSED = ("“", "《"), ("”", "》")
_COUNTED = re.compile(r"[、和与及][\d.]+[^、\d]{0,2}$")
"""One of a list of counted things: 22个……、7个|融合产业项目."""
_MEMBER = re.compile("(?:、[^、“”]{2,4}|[、和与及](?:一批|一系列|各类|各项|多个))$")
"""The verb of the last of a list of works: 改造茶园、培育|某行动."""
_DENYING = ("没有", "未能", "难以", "未", "不", "没")
"""Words that deny what stands behind them: 没有|专门设计卫生间."""
_AGAINST = re.compile("与[^，；。]*(?:要求|期盼|期待|需求|需要|愿望|相比|差距|适应|匹配)")
"""What a matter is set against: 干部能力|与发展要求不相适应."""
_ADVERBS = ("仍", "较", "尚", "还", "均", "已", "也", "总", "皆")
_SUMMED = re.compile("等|的|[两三四五六七八九十类项个件]|[”》）]$")
"""What stands between a list and a lead that sums it up (甲、乙等|基础设施)."""
_TOWARDS = ("向", "对", "由", "从", "被")
"""Words that bind a name to what stands behind it (向|人大常委会报告制度)."""
_PAPERS = ("政策", "意见", "办法", "措施", "方案", "机制", "制度")
_WITH = ("与", "同", "由", "向", "对")
_NUMERALS = frozenset("一二三四五六七八九十两百")
_SHARED = ("持续", "加快", "加速", "全面", "推进", "实现", "完成", "开展", "取得", "达到", "获得", "启动")
"""Verbs by which something is said of a lead, before a noun of work."""
_KINDS = frozenset("型性级式化省市县区镇乡村园站馆院厂场群带廊港岛湖奖")
"""What may end the name of a kind of place or thing (冷链物流|园)."""
_NAMES = ("ns", "nt", "nr")


def is_cut_out(lead: str, clause: str) -> bool:
    """Whether words of a clause leave behind what belongs to them: 产业链与|供应链对接, 高龄津贴|申请、认证."""
    start = clause.find(lead)
    end = start + len(lead)
    before, behind = clause[:start], clause[end:]
    if (
        _MEMBER.search(before)
        or before.endswith(_DENYING)
        or before.endswith((*_COUPLING, "等"))
        or before.endswith(_OPEN) != behind.startswith(_CLOSED)
    ):
        return True
    coupled = behind.startswith(_COUPLING[:-1]) and not _AGAINST.match(behind)
    if coupled or _is_last_of_list(before):
        return True
    row = words(clause)
    ahead = next((index for index, word in enumerate(row) if word.end == start), None)
    last = next((word for word in row if word.end == end), None)
    after = next((index for index, word in enumerate(row) if word.start == end), None)
    opening = next((word.text for word in row if word.start == start), "")
    if opening in lead_lexicon().never_first and opening != lead:
        return True
    if _is_torn(lead, before, row) or _COUNTED.search(before) or (ahead is not None and _belongs_before(row, ahead)):
        return True
    if after is None or last is None:
        return False
    return (ahead is not None and _acts(row[0]) and _acts(row[after])) or _goes_on(last, row[after:])


def _is_last_of_list(before: str) -> bool:
    """Whether a lead stands in the last member of a list: “甲”、“乙”茶叶、“丙”|药材品牌."""
    _, mark, last = before.rpartition("、")
    return bool(mark) and not _SUMMED.search(last) and is_balanced(before)


def _is_torn(lead: str, before: str, row: Sequence[Word]) -> bool:
    """Whether verbs show that a lead is the end of a longer phrase.

    难啃的|事项发起攻坚, 制定支持|企业发展政策, 与某|中心共建分中心.
    """
    start, end = len(before), len(before) + len(lead)
    inside = [word for word in row if start <= word.start and word.end <= end]
    if before.endswith("的") and any(map(_acts, inside)):
        return True
    if lead.endswith(_PAPERS) and sum(_acts(word) for word in row if word.end <= start) > 1:
        return True
    return before.startswith(_WITH) and any(word.tag.startswith("v") for word in inside[1:-1])


def _acts(word: Word) -> bool:
    return word.tag.startswith("v") and word.text not in lead_lexicon().dual


def _belongs_before(row: list[Word], index: int) -> bool:
    """Whether a word right before a lead is of the same name: 林权|登记试点; 国家 and 全省 say no more."""
    ahead, lexicon = row[index], lead_lexicon()
    if ahead.tag.startswith("nr"):
        return True  # a firm's own park
    alone = len(ahead.text) == 1 and ahead.text not in lexicon.modifiers
    if ahead.text in _TOWARDS or (alone and (ahead.tag[0] in "ab" or (index and ahead.tag == "v"))):
        return True  # 大|品种工程, 电商进|农村示范县
    if index and ahead.text in lexicon.dual and row[index - 1].tag.startswith("n"):
        return True  # 黑土地保护|全产业链项目
    if ahead.text in lexicon.empty or ahead.text in lexicon.scopes or ahead.text in lexicon.governing:
        return False
    return ahead.tag.startswith(("n", "j", "b", "an")) and not ahead.tag.startswith(_NAMES)


def _goes_on(last: Word, rest: list[Word]) -> bool:
    """Whether the name goes on behind a lead, or its own verb does."""
    following = rest[0]
    if following.text == "的":
        return True
    if following.text in _ADVERBS or following.text in lead_lexicon().parts:
        return False  # 特色产业|仍需培育, 公共服务|短板较多
    if following.text in ("到", "至"):
        return last.tag.startswith("v")
    if last.text[-1] in _CLOSED and following.tag == "m":
        return len(rest) > 2 and rest[2].tag.startswith("n")  # “三纵三横”|6条骨干道路
    if last.tag.startswith("v") and last.text not in lead_lexicon().dual:
        return following.tag.startswith(("n", "v", "m"))
    if following.text in _KINDS or following.tag.startswith(("n", "zg", "g")):
        return True
    behind = rest[1] if len(rest) > 1 else None
    if following.tag.startswith("m") and not following.text[0].isdigit() and following.text[0] in _NUMERALS:
        return True  # 安全生产|十五条措施
    if behind is not None and following.tag.startswith("v") and behind.tag == "vn" and following.text not in _SHARED:
        return len(rest) > 2 and rest[2].tag.startswith("n")  # 茶业|综合改革试点
    compound = following.text in lead_lexicon().dual and behind is not None and behind.tag.startswith("n")
    listed = compound or (behind is not None and behind.text in _COUPLING)
    return listed and following.tag in ("v", "vn")
