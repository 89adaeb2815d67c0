"""经验库: the experiences of many issues, near-identical ones joined, searched by words, region, topic and matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.knowledge import reader
from tasks.models import Finding, Role
from tasks.summarise.learning.likeness import Corpus, Reading
from tasks.summarise.learning.matters import DATA, matters_of
from tasks.summarise.lexicon import Lexicon
from tasks.summarise.merging import merge

_SAID, _PLACE, _MATTER = 3.0, 2.0, 1.0
"""What a word of the question adds: said in the text, part of the region or topic, of the same matter."""


class Hints(Lexicon):
    """The patterns of ``hints.yaml``."""

    hints: dict[str, re.Pattern[str]]


@dataclass(frozen=True)
class Found:
    """An experience that answers a question, and how well."""

    finding: Finding
    score: float
    matters: tuple[str, ...]


def collect(findings: Iterable[Finding], role: Role = Role.EXPERIENCE) -> tuple[Finding, ...]:
    """The printable findings of a role of several issues: each once, near-identical ones joined with all evidence."""
    once = {one.finding_id: one for one in findings if one.role is role and one.status == "body"}
    return merge(list(once.values())).findings


def search(
    findings: Sequence[Finding], words: Sequence[str], region: str = "", topic: str = "", matter: str = ""
) -> tuple[Found, ...]:
    """Those that answer all words, the best first; without words all that the other conditions leave.

    ``region`` is a name or part of the path, ``topic`` one of the twelve or part of it, ``matter`` one of
    ``matters.yaml``.
    """
    kept = [
        one
        for one in findings
        if region in one.region.full_name and (not topic or any(topic in name for name in one.topics))
    ]
    readings = [one for one in Corpus(kept).readings if not matter or matter in one.matters]
    question = "".join(words)
    found = [
        Found(reading.finding, score, tuple(reading.matters))
        for reading in readings
        if (score := _score(reading, words, question)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.finding.finding_id)))


def _score(reading: Reading, words: Sequence[str], question: str) -> float | None:
    """How well a reading answers; null when it misses a word."""
    scores = [_word_score(reading, word) for word in words]
    if not all(scores):
        return None
    alike = sum(reading.pairs.get(question[at : at + 2], 0.0) for at in range(len(question) - 1))
    return round(sum(scores) + alike + reading.finding.confidence, 4)


def _word_score(reading: Reading, word: str) -> float:
    if word in reading.text or any(word in one.quote for one in reading.finding.evidence):
        return _SAID
    if word in reading.finding.region.full_name or any(word in topic for topic in reading.finding.topics):
        return _PLACE
    meant = matters_of(word, "answer").keys() | {word}
    return _MATTER if meant & reading.matters.keys() else 0.0


_hints = reader(DATA / "hints.yaml", Hints)


def hints(quote: str) -> dict[str, tuple[str, ...]]:
    """Conditions, cost, results and scale in the text's own clauses, by label."""
    found: dict[str, list[str]] = {}
    for clause in re.split("[，。；]", quote):
        label = next((name for name, pattern in _hints().hints.items() if pattern.search(clause)), None)
        if label and clause.strip():
            found.setdefault(label, []).append(clause.strip())
    return {label: tuple(clauses) for label, clauses in found.items()}
