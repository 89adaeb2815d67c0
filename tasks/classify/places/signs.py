"""What tells where an article is written: its heading, its publisher, what it speaks of and how it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.classify.places.classes import load_patterns
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import STRUCK_OUT, Reference
from tasks.classify.places.visits import Visits
from tasks.models import Article, Level

_SELF = re.compile(
    rf"我们{STRUCK_OUT}(?P<blank>[省市县区州旗镇乡])|[我本](?P<mine>[省市县区州旗镇乡])(?!场|民|域|面|身|来|里的人)"
    r"|(?<![\u4e00-\u9fff])(?P<organ>[省市县区州旗镇乡])(?=委|政府|领导|党[政委]|人大|政协)"
    r"|(?<![\u4e00-\u9fff])(?P<chief>[省市县区州旗镇乡])(?=长(?!期|远|大|久|达|约|征))"
    r"|全(?P<all>[市县区州旗镇乡])(?!场|民|域|面|身|来)"
)
_WHOLE = 0.4  # 全市 may be said of any city, 我市 and 市委 only of one's own
_COUNTY = re.compile("县域|县城|全县|县委")
_AT_LARGE = 4  # so often at least a text about the nation speaks of it
_SAID = 2  # one 全市 may be any city's
_ENDINGS = {"省": ("省", "自治区")}  # what the names of a level end in, where it is not the same word
_GOAL = re.compile(r"(?:赴|到|前往|来到|走进|走访|参观|考察|学习|对标|与|和|同|紧邻|毗邻|邻近|靠近|来自|发源于|流经)$")


@dataclass(frozen=True)
class Signs:
    """What is known before home is.

    ``headings`` are the places of title and author's office, ``visits`` says of them who comes and where one goes;
    ``names`` are the references of each paragraph, ``learners`` and ``benchmarks`` the places that learn and teach.
    """

    article: Article
    headings: Sequence[Place]
    visits: Visits
    publisher: Place | None
    names: Sequence[Sequence[Reference]]
    learners: Sequence[Place]
    benchmarks: Sequence[Place]

    def references(self) -> Iterator[Reference]:
        """All references in reading order."""
        return (one for row in self.names for one in row)

    def places(self) -> Iterator[Place]:
        """The places of all references."""
        return (place for one in self.references() for place in one.places)

    def text(self, reference: Reference) -> str:
        """The paragraph that a reference stands in."""
        return self.article.paragraphs[reference.paragraph].text

    def is_goal(self, reference: Reference) -> bool:
        """Whether one goes there or lies beside it: what is named once, and so, is hardly where one writes."""
        return bool(_GOAL.search(self.text(reference), 0, reference.start))

    @cached_property
    def mine(self) -> Counter[str]:
        """How often the text says 我市, 我县 …, by the word for the level."""
        return self._said("mine")

    @cached_property
    def blank(self) -> Counter[str]:
        """How often the text says 我们xx县, its own name struck out, by the word for the level."""
        return self._said("blank")

    @cached_property
    def own(self) -> Counter[str]:
        """How often the text says 我市, 市委 …, by the word for the level."""
        return self.mine + self._said("organ")

    @cached_property
    def offices(self) -> Counter[str]:
        """How often the text says 县委, 县长 or 全县, where it does so more than once, by the word for the level."""
        said = self.own + self._said("all") + self._said("chief")
        return said if said.total() >= _SAID else Counter()

    def of_one_place(self, home: Place | None) -> bool:
        """Whether the article is one place's own: by heading, publisher or words for itself, or as it names no other.

        A commentary on several places is none, though it tells of one of them most.
        """
        if home is None:
            return False
        province = (*home.ancestors, home.path)[0]
        named = all(province in (one.path, *one.ancestors) for one in self.places() if not one.region.level.is_outer)
        return named or bool(self.headings or self.publisher or self.own)

    @property
    def of_counties(self) -> int:
        """How often the text speaks of the county as what it plans for (全省县域, 县城)."""
        return sum(len(_COUNTY.findall(text)) for text in self._texts)

    @cached_property
    def of_nation(self) -> int:
        """How often the text speaks of the nation; zero where that is seldom."""
        said = sum(len(load_patterns().at_large.findall(text)) for text in self._texts)
        return said if said >= _AT_LARGE else 0

    @property
    def at_large(self) -> bool:
        """Whether the text speaks of the nation more often than of itself and the places of any one province."""
        provinces = Counter(
            (*place.ancestors, place.path)[0] for place in self.places() if not place.region.level.is_outer
        )
        return self.of_nation > self.own.total() + max(provinces.values(), default=0)

    def says_of_itself(self, place: Place, whole: bool) -> float:
        """The share of the words for itself that fit a place; ``whole`` counts 全市 too."""
        rows = [(self.own, 1.0), (self._said("all"), _WHOLE if whole else 0.0)]
        said = [(level, weight * count) for row, weight in rows for level, count in row.items()]
        fitting = sum(weight for level, weight in said if ends_as(place.region.name, level))
        return fitting / max(sum(weight for _, weight in said), 1.0)

    def _said(self, kind: str) -> Counter[str]:
        return Counter(match[kind] for match in self._self_words if match[kind])

    @cached_property
    def _self_words(self) -> list[re.Match[str]]:
        return [match for text in self._texts for match in _SELF.finditer(text)]

    @cached_property
    def _texts(self) -> list[str]:
        return [self.article.title or "", *(paragraph.text for paragraph in self.article.paragraphs)]


def can_be_home(place: Place) -> bool:
    """Whether an article may be written from a place: no nation, no group, no village that lies nobody knows where."""
    local = place.region.level in (Level.TOWNSHIP, Level.VILLAGE)
    return not place.region.level.is_outer and not (local and not place.ancestors)


def ends_as(name: str, level: str) -> bool:
    """Whether a name is one of the level that a word says (省 of a 自治区 too)."""
    return name.endswith(_ENDINGS.get(level, level))
