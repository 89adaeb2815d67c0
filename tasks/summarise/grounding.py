"""The promise of grounding as a check: what is printed stands in the evidence and means the same."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tasks.summarise.lexicon import condense_lexicon, hard_words
from tasks.summarise.marks import is_balanced

_FOLDED = str.maketrans("‘’", "“”")
_WORD = re.compile(r"\w")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def with_years(text: str, published: str | None) -> str:
    """Relative years followed by the year in full-width brackets: 明年 → 明年（2025年）; unchanged without a date."""
    if not published:
        return text
    year = int(published[:4])
    shifts = condense_lexicon().relative_years
    seen: set[str] = set()

    def add(match: re.Match[str]) -> str:
        word = match.group()
        if word in seen:
            return word
        seen.add(word)
        return f"{word}（{year + shifts[word]}年）"

    return re.sub("|".join(shifts) + "(?!（)", add, text)


def without_years(text: str) -> str:
    """The text without the years that ``with_years`` put in."""
    return _relative_years().sub(r"\1", text) if "（" in text else text


def is_subsequence(text: str, of: str) -> bool:
    """Whether the characters of the text stand in ``of`` in the same order."""
    if text in of:
        return True
    at = 0
    for character in text:
        at = of.find(character, at) + 1
        if not at:
            return False
    return True


def grounded(summary: str, evidence: str) -> bool:
    """Whether the summary may be printed on this evidence.

    It is a subsequence of it (years after relative dates and raised quotation marks apart), keeps each negation,
    condition, turn, scope and amount, shows only figures of the evidence, and its marks are in pairs.
    """
    bare = without_years(summary).rstrip("。")
    if not _WORD.search(bare) or not is_balanced(summary):
        return False
    if not is_subsequence(bare.translate(_FOLDED), evidence.translate(_FOLDED)):
        return False
    kept, owed = hard_words(bare), hard_words(evidence)
    if kept != owed and Counter(owed) - Counter(kept):
        return False
    shown = _NUMBER.findall(bare)
    return not shown or not Counter(shown) - Counter(_NUMBER.findall(evidence))


@cache
def _relative_years() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(condense_lexicon().relative_years)})（\\d{{4}}年）")
