"""Check the own training texts and count what they hold: ``python -m tasks.classify.training.check [FILES]``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tasks.classify.training.labels import LabelError, TrainingText, own_files, parse


def report(texts: Iterable[TrainingText]) -> str:
    """How many texts, labels and characters there are, by role, topic and genre."""
    texts = tuple(texts)
    genres = Counter(text.genre.value for text in texts)
    spans = [span for text in texts for span in text.spans]
    roles = Counter(span.role.value + ("?" if span.borderline else "") for span in spans)
    size: Counter[str] = Counter()
    for span in spans:
        size[span.role.value] += span.end - span.start
    total = sum(len(paragraph) for text in texts for paragraph in text.paragraphs)
    topics = Counter(topic.value for span in spans for topic in span.topics)
    return "\n".join(
        f"{name}: " + " ".join(f"{key} {count}" for key, count in counts)
        for name, counts in (
            ("texts", [("all", len(texts)), *genres.most_common()]),
            ("labels", [("all", len(spans)), *roles.most_common()]),
            ("characters", [("all", total), *size.most_common()]),
            ("topics", topics.most_common()),
        )
    )


def main(paths: list[str]) -> int:
    """Check the files named (default: all of this folder) and print what they hold."""
    files = [Path(path) for path in paths] or own_files()
    texts = [text for file in files for text in parse(file)]
    doubles = [key for key, count in Counter(text.text_id for text in texts).items() if count > 1]
    if doubles:
        raise LabelError(f"ids used twice: {doubles}")
    sys.stdout.write(report(texts) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
