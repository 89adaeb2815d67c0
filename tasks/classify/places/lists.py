"""Word lists in files that anyone can extend: sections in brackets, words parted by blanks, # for notes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


@cache
def word_lists(path: Path) -> dict[str, tuple[str, ...]]:
    """The words of each section of a file; words before any section are under the empty name."""
    parts: dict[str, list[str]] = {"": []}
    section = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
            parts.setdefault(section, [])
        elif not line.startswith("#"):
            parts[section].extend(line.split())
    return {name: tuple(words) for name, words in parts.items()}


def alternatives(words: tuple[str, ...]) -> str:
    """The words as a pattern, longer ones first, so that 第一书记 is not read as 书记."""
    return "|".join(sorted(words, key=lambda word: -len(word)))


@cache
def word_patterns(path: Path) -> dict[str, re.Pattern[str]]:
    """For each section of a file that holds any words a pattern of them, each word a regular expression."""
    return {name: re.compile("|".join(words)) for name, words in word_lists(path).items() if words}
