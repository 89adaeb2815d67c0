"""What the words of a phrase are worth as a lead, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.summarise.phrases import Word, lead_lexicon

_FIGURES = re.compile(r"[一二三四五六七八九十百千万两\dN]")
_TURN_ABOUT = re.compile(r"(?:[一二三四五六七八九十百千万两\d][^\W\d一二三四五六七八九十百千万两]){2,}")
_COUNTERS = re.compile("[个类项大条批双张]")


def worth(inner: tuple[Word, ...]) -> float:
    """How much the words of a phrase say: a telling head and a quoted name more, generic words less."""
    lexicon = lead_lexicon()
    last = inner[-1].text
    telling = _tells(last)
    generic = sum(word.text in lexicon.generic for word in inner)
    score = 1.5 * telling - 1.2 * generic + 1.0 * any(word.text[0] in "“《" for word in inner) + 0.5 * (len(inner) > 1)
    office = last.endswith(("部", "局", "委", "厅", "办", "政府", "集团", "公司"))
    idiom = len(inner) == 1 and inner[0].tag in ("i", "l") and not telling
    dull = is_dull([(word.text, word.tag) for word in inner])
    score -= 3.0 * (inner[-1].tag in ("a", "d"))  # 分阶段精准|投放
    score -= 2.5 * (not any(_is_thing(word) for word in inner))  # 动工建设, 严厉打击
    return score - 4.0 * dull - 2.5 * (idiom or office)


def is_dull(row: Sequence[tuple[str, str]]) -> bool:
    """Whether words and their tags name nothing in particular, a telling head behind them left aside.

    增长|机制, 配套|设施, 经济社会|发展: which, is not said.
    """
    lexicon = lead_lexicon()
    told = row[:-1] if len(row) > 1 and _tells(row[-1][0]) else row
    said = [word for word, tag in told if not _says_nothing(word, tag)]
    return not said or (all(word in lexicon.dual for word in said) and any(_counts(word) for word, _ in told))


@lru_cache(maxsize=16384)
def _says_nothing(word: str, tag: str) -> bool:
    """Whether a word by itself names nothing: a wide one, a quality, a figure, a verb of work or of zeal."""
    lexicon = lead_lexicon()
    wide = word in lexicon.generic or word in lexicon.broad or tag in ("a", "m")
    return wide or word in lexicon.working or word in lexicon.zeal or _counts(word)


@lru_cache(maxsize=4096)
def _counts(word: str) -> bool:
    """Whether a name is of figures alone and tells nothing to who does not know it (“五个一”, “三改四提”, 十大)."""
    bare = re.sub(r"\W", "", word)
    figures = len(_FIGURES.findall(bare))
    if not figures:
        return False
    return not _FIGURES.sub("", _COUNTERS.sub("", bare)) or bool(_TURN_ABOUT.fullmatch(bare))


@lru_cache(maxsize=4096)
def _tells(last: str) -> bool:
    """Whether the last word of a phrase is or ends in a telling head."""
    return last.endswith(lead_lexicon().long_heads)


def _is_thing(word: Word) -> bool:
    """Whether a word names something; verbs that stand as nouns alone do not, however many stand together."""
    return word.tag[0] in "njle"
