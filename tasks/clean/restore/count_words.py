"""Count the words and pairs of words of the genre for ``words.tsv``. Run by hand.

Usage: ``python -m tasks.clean.restore.count_words FILE... > words.tsv``

The files hold texts of the genre in simplified characters; marks of labels in our own training texts are taken off.
``words.tsv`` was counted over our own training texts and 240 work reports of cities; every fifth is left to measure on.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tasks.clean.restore.lexicon import MARK, split

LABELS = re.compile(r"^#.*$|\[\[[^|\]]*\|[^|\]]*\|[^|\]]*\||\]\]", re.MULTILINE)
RUN = re.compile(rf"(?:[\u3400-\u9fff]|{MARK.pattern})+")
LEAST_WORD, LEAST_PAIR, LEAST_FILES = 5, 10, 5


def main(paths: list[str]) -> None:
    """Write words, then pairs, with how often they were seen."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    files: Counter[tuple[str, str]] = Counter()
    for path in paths:
        here: Counter[tuple[str, str]] = Counter()
        for run in _runs(Path(path).read_text("utf-8")):
            singles.update(run)
            here.update(pairwise(run))
        pairs.update(here)
        files.update(here.keys())
    sys.stdout.write("# word, the word after it or nothing, times seen; made by tasks/clean/restore/count_words.py\n")
    for word, seen in sorted(singles.items()):
        if seen >= LEAST_WORD:
            sys.stdout.write(f"{word}\t\t{seen}\n")
    for pair, seen in sorted(pairs.items()):
        if seen >= LEAST_PAIR and files[pair] >= LEAST_FILES:
            sys.stdout.write(f"{pair[0]}\t{pair[1]}\t{seen}\n")


def _runs(text: str) -> Iterator[list[str]]:
    for match in RUN.finditer(LABELS.sub("", text)):
        yield split(match.group())


if __name__ == "__main__":
    main(sys.argv[1:])
