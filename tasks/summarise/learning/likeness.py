"""How alike two statements and two regions are: by matters, by words (character pairs), by level and place."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tasks.knowledge import reader
from tasks.models import Finding, Level, Region
from tasks.summarise.learning.matters import DATA, family, is_broad, matters_of, side_of
from tasks.summarise.learning.practice import is_list_of_everything
from tasks.summarise.lexicon import Lexicon

_RUN = re.compile("[一-鿿]+")
_FOCUS, _COVER = 0.5, 0.3
"""How much it counts that the answer is about the shared matters alone, and that it meets all of the need: an answer to
one of three needs is worth more than one that touches all of them among ten others."""
_LATER = 0.6
"""What a matter counts that a need names after its first."""
_AROUND = 4
"""So many characters before a word of a matter may belong to the name of the thing."""
_LISTED = 0.3
"""What remains of an answer that strings everything together."""
_SAME_LEVEL, _NEXT_LEVEL, _SAME_PROVINCE = 0.7, 0.35, 0.3
_RANKS = {Level.PROVINCE: 0, Level.CITY: 1, Level.ZONE: 2, Level.COUNTY: 2, Level.TOWNSHIP: 3, Level.VILLAGE: 4}


@dataclass(frozen=True)
class Reading:
    """A finding with what it is compared by: its matters, and the unit vector of its character pairs."""

    finding: Finding
    text: str
    matters: dict[str, tuple[str, ...]]
    pairs: Mapping[str, float]


class Corpus:
    """Statements read together, so that what is common among them counts less."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        rows = [(finding, f"{finding.lead}，{finding.summary}") for finding in findings]
        matters = [matters_of(text, side_of(finding.role)) for finding, text in rows]
        counts = [pair_counts(text) for _, text in rows]
        self._size = len(rows)
        self._with_matter = Counter(name for found in matters for name in found)
        self._with_pair = Counter(pair for found in counts for pair in found)
        self.readings = tuple(
            Reading(finding, text, found, self._vector(pairs))
            for (finding, text), found, pairs in zip(rows, matters, counts, strict=True)
        )

    def weight(self, matter: str) -> float:
        """The rarer a matter, the more it says that two statements share it; 1 for one that all have."""
        return 1.0 + math.log((1 + self._size) / (1 + self._with_matter[matter]))

    def _called_for(self, need: Reading, matter: str) -> float:
        """What it counts to meet a matter of a need: most for what the need names first."""
        first = {name: need.text.find(words[0]) for name, words in need.matters.items()}
        return self.weight(matter) * (1.0 if first[matter] == min(first.values()) else _LATER)

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        weights = {
            pair: count * math.log((2 + self._size) / (1 + self._with_pair[pair])) for pair, count in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {pair: weight / length for pair, weight in weights.items()}

    def shared(self, need: Reading, answer: Reading) -> tuple[float, tuple[str, ...]]:
        """How well an answer's matters meet a need's (0–1), and the matters both are about, the weightiest first."""
        both = [name for name in need.matters if name in answer.matters and not is_broad(name)]
        if not both:
            return 0.0, ()
        common = sum(self.weight(name) for name in both)
        focus = min(1.0, common / sum(self.weight(name) for name in {family(name) for name in answer.matters}))
        focus *= _LISTED if is_list_of_everything(answer.text) else 1.0
        cover = sum(self._called_for(need, name) for name in both) / sum(
            self._called_for(need, name) for name in need.matters
        )
        return focus**_FOCUS * cover**_COVER, tuple(sorted(both, key=lambda name: (-self.weight(name), name)))


class CommonWords(Lexicon):
    """``common.yaml``."""

    common: frozenset[str]


_common = reader(DATA / "common.yaml", CommonWords)


def pair_counts(text: str) -> Counter[str]:
    """The pairs of neighbouring Chinese characters in a text, without the common words of official prose."""
    runs = _RUN.findall(text)
    pairs = Counter(run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return Counter({pair: count for pair, count in pairs.items() if pair not in _common().common})


def words_alike(one: Reading, other: Reading) -> float:
    """The cosine of two statements' character pairs."""
    first, second = sorted((one.pairs, other.pairs), key=len)
    return sum(weight * second[pair] for pair, weight in first.items() if pair in second)


def same_object(need: Reading, answer: Reading, matters: Iterable[str]) -> str:
    """The longest run of words in both texts that ends in a word of a matter they share (乡村旅游); empty if none."""
    words = {word for matter in matters for word in need.matters[matter]}
    runs = (
        run for word in words for run in _runs_around(word, need.text) if run in answer.text and len(run) > len(word)
    )
    return max(runs, key=lambda run: (len(run), run), default="")


def _runs_around(word: str, text: str) -> Iterator[str]:
    """The Chinese text around a word, cut ever shorter at its front."""
    at = text.find(word)
    while at >= 0:
        begin = at
        while begin and at - begin < _AROUND and _RUN.match(text[begin - 1]):
            begin -= 1
        yield from (text[start : at + len(word)] for start in range(begin, at + 1))
        at = text.find(word, at + 1)


def regions_alike(one: Region, other: Region) -> float:
    """1 for two places of one level in one province, less for other levels and provinces; 0 where nothing is alike."""
    near = {0: _SAME_LEVEL, 1: _NEXT_LEVEL}
    level = near.get(abs(_RANKS.get(one.level, 9) - _RANKS.get(other.level, -9)), 0.0)
    return level + _SAME_PROVINCE * (_province(one) == _province(other))


def _province(region: Region) -> str:
    return region.code[:2] if region.code else region.full_name[:2]
