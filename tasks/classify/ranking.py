"""What speaks for each region a clause may be about: features of the discourse, weighed by a small learned table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tasks.classify.discourse import Discourse, speaker_place
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.models import Role

WEIGHTS = Path(__file__).parent / "places" / "ranking.tsv"
_FILLER = re.compile(
    r"[“‘（]?(?:(?:第[一二三四五六七八九十]+|[一二三四五六七八九十]+是|首先|其次|再次|同时|此外|另外|目前|如今|眼下|近年来|近日|日前|今年|去年|当前|下一步|今后|其中|比如|例如"
    r"|\d{4}年[^，]{0,6}|但|而|又|也|还|并|先看|再看|先说|再说|回到|反观|看看|当地|这些年|几年来|多年来|过去|“十[三四五]五”(?:期间|时期)?|以来|一直|以|则|就|因为|由于|虽然|即使|如果)[，、]?)*[“‘]?$"
)
_OBJECT = re.compile(
    r"(?:赴|到|前往|来到|走进|在|向|对标|对照|学习|借鉴|与|同|和|比|跟|来|对|把|从|以|将|给|为|被|往|至|由|离|距|去|学|引|进|出|帮|援|靠近|紧挨|毗邻|相较于|相比于?|区别于|不同于|成为|是)[“‘]?$"
)
_IN = re.compile(r"(?:^|[，。；])在$")
_WE = re.compile(r"我们|咱们|自己|自身|我[省市县区州旗镇乡村]|本[省市县区]|回头看|反观|对照先进|反思")
_HEADING = "heading"
Key = tuple[str, ...]


@dataclass(slots=True)
class Candidate:
    """A set of places that a clause may be about, what speaks for it, and the weight of that."""

    places: tuple[Place, ...]
    features: dict[str, float] = field(default_factory=dict)
    words: str = ""
    score: float = 0.0

    def mark(self, *names: str) -> None:
        """Note features; each counts once."""
        for name in names:
            self.features[name] = 1.0


@dataclass(slots=True)
class Setting:
    """What of an article every clause of it shares: learners, benchmarks, how often each place is spoken of."""

    discourse: Discourse
    learners: frozenset[str]
    benchmarks: frozenset[str]
    most: Key | None

    @classmethod
    def of(cls, discourse: Discourse) -> Setting:
        """Gather it once an article."""
        count: dict[Key, int] = {}
        for row in discourse.references:
            for reference in row:
                count[reference.key] = count.get(reference.key, 0) + 1
        most = max(count, key=lambda key: (count[key], key)) if count else None
        learners = frozenset(link.learner.path for link in discourse.learnings)
        benchmarks = frozenset(link.benchmark.path for link in discourse.learnings)
        return cls(discourse, learners, benchmarks, most)


def relation(text: str, reference: Reference, since: int) -> str:
    """How words stand in their clause: its subject, an object, a place where, or owner of what follows (X的…)."""
    ahead = text[since : reference.start]
    if _IN.search(ahead) or (ahead in ("在", "在“")):
        return "where"
    if text.startswith("的", reference.end):
        return "owner"
    return "object" if _OBJECT.search(ahead) else "subject"


def candidates(setting: Setting, paragraph: int, start: int, end: int, role: Role | None) -> list[Candidate]:
    """Every set of places that a clause may be about, with its features, in a stable order."""
    found: dict[Key, Candidate] = {}
    _from_paragraph(setting, found, paragraph, start, end)
    _from_before(setting, found, paragraph)
    _from_article(setting, found, paragraph, start)
    for candidate in found.values():
        _describe(setting, candidate, paragraph, start, end, role)
    return list(found.values())


def _at(found: dict[Key, Candidate], places: tuple[Place, ...], words: str = "") -> Candidate:
    key = tuple(place.path for place in places)
    candidate = found.setdefault(key, Candidate(places))
    candidate.words = candidate.words or words
    return candidate


def _clause_start(text: str, at: int, floor: int) -> int:
    return max(floor, max(text.rfind(mark, 0, at) for mark in "，。；：！？") + 1)


def _from_paragraph(setting: Setting, found: dict[Key, Candidate], paragraph: int, start: int, end: int) -> None:
    discourse = setting.discourse
    text = discourse.article.paragraphs[paragraph].text
    here = discourse.sentence(paragraph, start)
    begin = discourse.sentences[paragraph][here][0]
    references = [r for r in discourse.references[paragraph] if r.start < end]
    inside = [r for r in references if r.start >= start]
    sentence = [r for r in references if begin <= r.start < start]
    before = [r for r in references if r.start < begin]
    for index, reference in enumerate(inside):
        how = relation(text, reference, max(start, _clause_start(text, reference.start, start)))
        opens = bool(_FILLER.match(text, start, reference.start) and _FILLER.fullmatch(text[start : reference.start]))
        candidate = _at(found, reference.places, reference.text)
        candidate.mark(f"in {how}", f"in kind {reference.kind}")
        if opens:
            candidate.mark("in opens", f"in opens {how}")
        if not index:
            candidate.mark("in first", f"in first {how}")
    for index, reference in enumerate(sentence):
        how = relation(text, reference, _clause_start(text, reference.start, begin))
        candidate = _at(found, reference.places, reference.text)
        candidate.mark(f"sentence {how}", f"sentence kind {reference.kind}")
        if not index:
            candidate.mark("sentence first", f"sentence first {how}")
        if index == len(sentence) - 1:
            candidate.mark("sentence last", f"sentence last {how}")
    _from_sentences(setting, found, paragraph, here, before)
    if inside or sentence:
        for candidate in found.values():
            candidate.mark("spoken")


def _from_sentences(
    setting: Setting, found: dict[Key, Candidate], paragraph: int, here: int, before: list[Reference]
) -> None:
    discourse = setting.discourse
    text = discourse.article.paragraphs[paragraph].text
    for index, reference in enumerate(before):
        number = discourse.sentence(paragraph, reference.start)
        how = relation(text, reference, _clause_start(text, reference.start, discourse.sentences[paragraph][number][0]))
        candidate = _at(found, reference.places, reference.text)
        candidate.mark(f"before {min(3, here - number)}", f"before {how}")
        if not index:
            candidate.mark("paragraph first", f"paragraph first {how}")
        if index == len(before) - 1:
            candidate.mark("before last", f"before last {how}")


def _from_before(setting: Setting, found: dict[Key, Candidate], paragraph: int) -> None:
    """What the paragraph before and the heading above speak of."""
    discourse = setting.discourse
    for number in range(paragraph - 1, max(-1, paragraph - 4), -1):
        row = discourse.references[number]
        if not row:
            continue
        _at(found, row[-1].places, row[-1].text).mark("paragraph before last")
        _at(found, row[0].places, row[0].text).mark("paragraph before first")
        break
    for number in range(paragraph - 1, -1, -1):
        if discourse.article.paragraphs[number].kind == _HEADING:
            for reference in discourse.references[number][:1]:
                _at(found, reference.places, reference.text).mark("heading")
            break


def _from_article(setting: Setting, found: dict[Key, Candidate], paragraph: int, start: int) -> None:
    discourse = setting.discourse
    if discourse.home:
        _at(found, (discourse.home,)).mark("home")
    speaker = speaker_place(discourse, paragraph, start)
    if speaker:
        _at(found, (speaker,)).mark("speaker")
    for link in discourse.learnings[:8]:
        _at(found, (link.learner,))
        _at(found, (link.benchmark,))
    if setting.most:
        for row in discourse.references:
            for reference in row:
                if reference.key == setting.most:
                    _at(found, reference.places, reference.text).mark("most said")
                    return


def _describe(setting: Setting, candidate: Candidate, paragraph: int, start: int, end: int, role: Role | None) -> None:
    """Features of the candidate itself, crossed with the clause's role where the language joins them."""
    discourse, features = setting.discourse, candidate.features
    text = discourse.article.paragraphs[paragraph].text
    paths = {place.path for place in candidate.places}
    spoken = "spoken" in features
    features.pop("spoken", None)
    label = role.value if role else "none"
    candidate.mark(f"level {candidate.places[0].region.level.value}")
    if len(paths) > 1:
        candidate.mark("several", f"several {label}")
    if paths & setting.learners and not paths & setting.benchmarks:
        candidate.mark("learner", f"learner {label}")
    if paths & setting.benchmarks and not paths & setting.learners:
        candidate.mark("benchmark", f"benchmark {label}")
    if "home" in features:
        candidate.mark(f"home {label}", "home, sentence silent" if not spoken else "home, others spoken of")
    if "speaker" in features:
        candidate.mark(f"speaker {label}")
    if _WE.search(text, _sentence_start(discourse, paragraph, start), end):
        candidate.mark("we home" if "home" in features else "we other")
    home = discourse.home
    if home and home.path not in paths:
        candidate.mark("below home" if home.path in candidate.places[0].ancestors else "not home")


def _sentence_start(discourse: Discourse, paragraph: int, start: int) -> int:
    return discourse.sentences[paragraph][discourse.sentence(paragraph, start)][0]


@cache
def load_weights() -> dict[str, float]:
    """The learned weights, one a feature; see make_ranking.py."""
    rows = (line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows if name != "feature"}


def score(row: Iterable[Candidate], weights: dict[str, float]) -> list[Candidate]:
    """The candidates with their scores, best first; ties keep their order."""
    ranked = list(row)
    for candidate in ranked:
        candidate.score = sum(weights.get(name, 0.0) * value for name, value in candidate.features.items())
    return sorted(ranked, key=lambda candidate: -candidate.score)
