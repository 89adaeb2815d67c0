"""What shape characters must have to lead a point: short, whole, and neither torn off before nor cut short behind."""

from __future__ import annotations

import re

from tasks.summarise.lexicon import hard_words
from tasks.summarise.marks import is_balanced
from tasks.summarise.phrases import Phrase, Word, lead_lexicon

SHORTEST, LONGEST = 4, 10
MARKS = re.compile("[“”‘’《》]")
OUTSIDE = re.compile(r"[^\w]")
NO_OPENERS = frozenset("区段以把将对从向被与和及其该此各每某又也还都就上中下内里在等月日年时多的了着性化型式率度级者员")
"""A phrase that opens with one of these as a word has lost what stood before it."""
ADVERBIAL = re.compile(
    "等(?![级候待])|以(?!.[代换促补奖赛])|距(?!离)|把|被|与|其|该|此|每|某|又|也|还|都|就|更(?![新换替])"
)
"""And one that opens with one of these at all."""
NO_CLOSERS = (
    "季度",
    "半年",
    "年度",
    "月份",
    "时",
    "之后",
    "以后",
    "之前",
    "以前",
    "以来",
    "之间",
    "期间",
    "时期",
    "年来",
    "五年",
    "三年",
    "前列",
    "机遇",
    "整体",
    "总体",
    "型",
)
"""A phrase that ends in one of these only says when, or how it ranks."""
NOUNS_OF_QUALITY = ("同质性", "积极性", "主动性", "创造性", "协同性", "稳定性", "安全性", "脆弱性", "可及性", "均衡性")
"""Words in 性 that name a thing; others say how (历史性|解决)."""
_FOREIGN = re.compile(r"[\d%]|[A-Za-z]$")
_TERM = re.compile(r"“[^”]*”|《[^》]*》")
_ONE_QUOTED = re.compile("“.”的")
CUT = frozenset("的性化等力率厂度型式类版级界圈间段")
"""Where one of these follows, a noun phrase has not ended."""
GRADE = re.compile(r"\d+(?:强|[A-Z]|[级类]|\+)")


def opens_nothing(word: Word) -> bool:
    """Whether a phrase that opens with this word has lost what stood before it, or only points there."""
    return word.text in NO_OPENERS or word.text in lead_lexicon().pointing


def text_of(phrase: Phrase) -> str:
    """The words of a phrase joined."""
    return "".join(word.text for word in phrase.words)


def fits(text: str) -> bool:
    """Whether characters are short, whole and plain enough to lead."""
    if not SHORTEST <= len(text) <= LONGEST + 4:
        return False
    if "（" in text or text.endswith(NO_CLOSERS) or (text.endswith("性") and not text.endswith(NOUNS_OF_QUALITY)):
        return False
    bare = text if text.isalnum() else _TERM.sub("", text)
    if _FOREIGN.search(bare) or hard_words(bare) or _ONE_QUOTED.match(text):
        return False
    if text.isalnum():
        return len(text) <= LONGEST
    plain = MARKS.sub("", text)
    return len(plain) <= LONGEST and len(OUTSIDE.sub("", plain)) >= SHORTEST and is_balanced(text)
