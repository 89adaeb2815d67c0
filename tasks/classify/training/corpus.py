"""Read the labelled texts that the models learn from: ``train.jsonl``, work reports by section, and our own texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tasks.classify.circumstances import NONE, ROLES
from tasks.classify.clauses import Span
from tasks.classify.training.labels import (
    RealLabel,
    TrainingText,
    key_of,
    own_files,
    parse,
    parse_real,
    real_paragraphs,
    resolve,
)
from tasks.classify.training.naming import namer
from tasks.models.vocabulary import Role, Topic

TOPICS = tuple(Topic)
BORDERLINE = 0.5
"""A clause belongs to a labelled run when at least this share of its characters does."""


class Label(NamedTuple):
    """A labelled run of characters. ``roles`` are the right roles, the first one first."""

    paragraph: int
    start: int
    end: int
    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]
    borderline: bool


class Text(NamedTuple):
    """A text to learn from: paragraphs, labels, and how much it counts. ``full`` says that unlabelled means none."""

    name: str
    title: str
    genre: str
    paragraphs: tuple[str, ...]
    labels: tuple[Label, ...]
    weight: float = 1.0


class Target(NamedTuple):
    """What is right for one clause: a 4-bit mask of the roles allowed, its topics, and the clause's weight."""

    allowed: tuple[bool, bool, bool, bool]
    topics: tuple[Topic, ...]
    weight: float


def targets(text: Text, paragraph: int, spans: Sequence[Span]) -> list[Target]:
    """The targets of a paragraph's clauses."""
    labels = [label for label in text.labels if label.paragraph == paragraph]
    return [_target(labels, span, text.weight) for span in spans]


def _target(labels: Sequence[Label], span: Span, weight: float) -> Target:
    size = max(1, span.end - span.start)
    allowed = [False] * 4
    topics: list[Topic] = []
    shares = [(max(0, min(label.end, span.end) - max(label.start, span.start)) / size, label) for label in labels]
    hits = [label for share, label in shares if share >= BORDERLINE]
    for label in hits:
        for role in label.roles:
            allowed[ROLES.index(role)] = True
        topics.extend(topic for topic in label.topics if topic not in topics)
    core = [label for label in hits if not label.borderline]
    if not core:
        allowed[NONE] = True
    return Target((allowed[0], allowed[1], allowed[2], allowed[3]), tuple(topics), weight)


def read_train(path: Path) -> Iterator[Text]:
    """The texts of ``train.jsonl``."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        labels = [label for finding in row["findings"] if (label := _train_label(row["paragraphs"], finding))]
        yield Text(row["id"], "", row["genre"], tuple(row["paragraphs"]), tuple(labels))


def _train_label(paragraphs: Sequence[str], finding: dict[str, object]) -> Label | None:
    paragraph, quote = int(str(finding["p"])), str(finding["quote"])
    start = paragraphs[paragraph].find(quote)
    if start < 0:
        return None
    roles = tuple(Role(role) for role in (str(finding["role"]), *_listed(finding.get("alt_role"))))
    topics = tuple(Topic(topic) for topic in _listed(finding["topic"]))
    return Label(paragraph, start, start + len(quote), roles, topics, bool(finding.get("borderline")))


def _listed(value: object) -> list[str]:
    return [] if value is None else [str(item) for item in value] if isinstance(value, list) else [str(value)]


def read_own(fillings: int = 1) -> Iterator[Text]:
    """Our own texts, each ``fillings`` times with other place names."""
    for path in own_files():
        for text in parse(path):
            for filling in range(fillings):
                yield _own(resolve(text, namer(f"{text.text_id} {filling}")))


def _own(text: TrainingText) -> Text:
    labels = tuple(
        Label(
            span.paragraph,
            span.start,
            span.end,
            (span.role, *([span.alternative] if span.alternative else [])),
            span.topics,
            span.borderline,
        )
        for span in text.spans
    )
    return Text(text.text_id, "", text.genre.value, text.paragraphs, labels)


def read_real(path: Path, data: Path, window: int = 4) -> Iterator[Text]:
    """The labelled paragraphs of others' texts under ``data``: runs of at most ``window`` labelled neighbours."""
    by_file: dict[str, list[RealLabel]] = {}
    for row in parse_real(path):
        by_file.setdefault(row.file, []).append(row)
    for file, rows in sorted(by_file.items()):
        paragraphs = tuple(real_paragraphs((data / file).read_text("utf-8")))
        yield from _real_texts(file, rows, paragraphs, window)


def _real_texts(file: str, rows: Sequence[RealLabel], paragraphs: Sequence[str], window: int) -> Iterator[Text]:
    known = {row.paragraph for row in rows}
    run: list[str] = []
    for paragraph in [*paragraphs, ""]:
        if key_of(paragraph) in known:
            run.append(paragraph)
        if run and (len(run) == window or key_of(paragraph) not in known):
            labels = [label for index, text in enumerate(run) for label in _real_labels(index, text, rows)]
            yield Text(f"{file} {key_of(run[0])}", "", "工作报告", tuple(run), tuple(labels))
            run = []


def _real_labels(index: int, text: str, rows: Sequence[RealLabel]) -> Iterator[Label]:
    key = key_of(text)
    for row in rows:
        if row.paragraph == key and row.role:
            yield Label(index, row.start, row.end, (row.role,), row.topics, row.borderline)
