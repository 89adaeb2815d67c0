"""What is understood of an article: places, and for each clause its role, regions, topics and speaker."""

from __future__ import annotations

from tasks.models.base import Model
from tasks.models.text import Article
from tasks.models.vocabulary import Genre, Level, Role, SetAside, Topic


class Region(Model):
    """A place that findings are about.

    ``full_name`` is the whole path from the province (四川省遂宁市安居区); ``code`` the six digits of GB/T 2260 or
    null; ``parent`` the full name of the place above, null for a province, the nation or a group.
    """

    name: str
    full_name: str
    code: str | None
    level: Level
    parent: str | None


class Mention(Model):
    """A place named in the text: where, in which words, which region was chosen, out of which, and why."""

    paragraph_id: str
    start: int
    end: int
    text: str
    region: Region | None
    candidates: tuple[Region, ...] = ()
    reason: str = ""


class Speaker(Model):
    """Who says it: name and office as the text gives them; either may be unknown."""

    name: str | None
    office: str | None


class Clause(Model):
    """A run of characters of one paragraph with what it states.

    ``role`` is null for a clause that is no finding. ``role_scores`` are probabilities of 经验, 差距, 举措 and none,
    in this order. ``regions`` are the places it is about (several for a shared statement), ``reasons`` why.
    """

    paragraph_id: str
    start: int
    end: int
    role: Role | None
    role_scores: tuple[float, float, float, float]
    regions: tuple[Region, ...] = ()
    region_score: float = 1.0
    topics: tuple[Topic, ...] = ()
    speaker: Speaker | None = None
    reasons: tuple[str, ...] = ()


class StatedLearning(Model):
    """One place is said to learn from another, in these words of a paragraph."""

    learner: Region
    benchmark: Region
    paragraph_id: str
    start: int
    end: int


class ClassifiedArticle(Model):
    """An article with all that is understood of it. ``home`` is the place it is written from or about.

    ``learnings`` is null where the discourse was not read. ``set_aside`` says why an article is not relevant,
    ``relevance`` are the log odds that its words give for the work of places, null where they were not read.
    """

    article: Article
    genre: Genre
    relevant: bool
    topics: tuple[Topic, ...]
    regions: tuple[Region, ...]
    home: Region | None
    mentions: tuple[Mention, ...] = ()
    clauses: tuple[Clause, ...] = ()
    learnings: tuple[StatedLearning, ...] | None = None
    set_aside: SetAside | None = None
    relevance: float | None = None
