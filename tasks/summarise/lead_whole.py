"""A lead made whole: the words beside it that belong to it come in, those that only point or say whose it is go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tasks.summarise.candidates import Candidate
from tasks.summarise.lead_shape import SHORTEST, fits, opens_nothing
from tasks.summarise.lexicon import condense_lexicon
from tasks.summarise.phrases import Word, lead_lexicon, words

_NOMINAL = ("n", "vn", "j", "b", "eng", "an")
_NOT_BEFORE = frozenset(("ns", "nr", "nt", "nrt"))


def whole(text: str, lead: Candidate, names: tuple[str, ...] = ()) -> Candidate:
    """The lead with what belongs to it, as far as it stays short enough; else the lead.

    ``text`` is the clause in which it stands; of a compound that is too long its end is taken.
    """
    row = words(text, names)
    first = next((i for i, word in enumerate(row) if word.start == lead.start), None)
    last = next((i for i, word in enumerate(row) if word.end == lead.end), None)
    if first is None or last is None or first > last:
        return lead
    low, high = _grown(row, first, last)
    for one, other in _spans(row, (first, last), (low, high)):
        start, end = row[one].start, row[other].end
        piece = text[start:end]
        if (start, end) == (lead.start, lead.end):
            return lead
        if fits(piece) and not opens_nothing(row[one]):
            return Candidate(lead.score, lead.segment, start, end, piece, lead.verbal)
    return lead


def untailed(lead: str) -> str:
    """A lead without a word behind its matter that only says what it counts for (某品牌|地位)."""
    tail = next((tail for tail in lead_lexicon().tails if lead.endswith(tail)), "")
    rest = lead.removesuffix(tail)
    return rest if tail and fits(rest) else lead


def bared(lead: str) -> str:
    """A lead without the words it opens with that only say whose it is (全市|新增贷款)."""
    opening = next((word for word in _openings() if lead.startswith(word)), "")
    rest = lead[len(opening) :]
    return rest if len(rest) >= SHORTEST and rest[0] not in "、和与及" else lead  # 国家|、省“小巨人”企业


@cache
def _openings() -> tuple[str, ...]:
    return tuple(sorted(lead_lexicon().scopes | lead_lexicon().empty))


def _spans(row: Sequence[Word], own: tuple[int, int], grown: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The spans to try, the best first."""
    first, last = own
    low, high = grown
    while first < last and _says_nothing(row[first]) and row[last].end - row[first].end >= SHORTEST:
        first += 1
    yield from ((one, high) for one in range(low, first + 1) if not _says_nothing(row[one]))
    if high > last and row[high].tag[0] == "n" and row[last].text not in lead_lexicon().closing:
        yield from ((one, high) for one in range(first + 1, last + 1))
    yield first, last


def _says_nothing(word: Word) -> bool:
    return word.text in lead_lexicon().empty or word.text in lead_lexicon().scopes


def _grown(row: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The run of words around those from ``first`` to ``last`` that make one name."""
    low, high = first, last
    while low and row[low - 1].tag not in _NOT_BEFORE and (_belongs(row[low - 1]) or _tells_which(row, low - 1)):
        low -= 1
    while high + 1 < len(row) and _belongs(row[high + 1]):
        high += 1
    behind = row[high + 1] if high + 1 < len(row) else None
    if not _ends(row[high]) or (behind is not None and behind.tag.startswith(_NOMINAL)):
        return low, last
    return low, high


def _belongs(word: Word) -> bool:
    """Whether a word beside a noun is part of the same name: a noun or a verb that stands as one, governing nothing."""
    if word.text in condense_lexicon().doing or word.text in lead_lexicon().barred_openers or word.text[0] in "“《":
        return False
    if word.text in lead_lexicon().governing or word.text in lead_lexicon().pointing or len(word.text) < 2:
        return False
    return word.tag.startswith(_NOMINAL) or word.text in lead_lexicon().dual


def _tells_which(row: Sequence[Word], index: int) -> bool:
    """Whether a word before a noun tells which: an adjective (清洁|能源), the second of two verbs (推进|自建)."""
    word = row[index]
    if len(word.text) < 2 or word.text in lead_lexicon().governing or word.text in condense_lexicon().doing:
        return False
    second = index > 0 and row[index - 1].tag == "v" and word.tag == "v"
    return word.tag == "a" or (second and word.text not in lead_lexicon().barred_openers)


def _ends(word: Word) -> bool:
    return not word.tag.startswith(("b", "ns"))
