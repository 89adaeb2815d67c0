"""Where the text of a page stands in its markup, so that evidence resolves in the original."""

from __future__ import annotations

import html
import re
from bisect import bisect_right

from tasks.clean.traced import Traced

SKIPPED = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<(script|style)\b(?:.*?</\1\s*>|.*\Z)|<[^>]*(?:>|\Z)"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});|\s+",
    re.DOTALL,
)
WORD = re.compile(r"\S+")


class Locator:
    """The visible characters of some markup without white space, each with its offset in the markup."""

    def __init__(self, markup: str) -> None:
        texts: list[str] = []
        self._flat: list[int] = []
        self._raw: list[int] = []
        size = cursor = 0
        for match in SKIPPED.finditer(markup):
            size = self._add(texts, markup[cursor : match.start()], cursor, size)
            if match.group().startswith("&"):
                size = self._add(texts, "".join(html.unescape(match.group()).split()), match.start(), size)
            cursor = match.end()
        self._add(texts, markup[cursor:], cursor, size)
        self.text = "".join(texts)
        self._cursor = 0

    def _add(self, texts: list[str], text: str, raw: int, size: int) -> int:
        if text:
            texts.append(text)
            self._flat.append(size)
            self._raw.append(raw)
        return size + len(text)

    def trace(self, text: str) -> Traced:
        """``text`` with its offsets in the markup; looked for after the text traced before, then anywhere."""
        bare = "".join(text.split())
        start = self.text.find(bare, self._cursor)
        if start < 0:
            start = self.text.find(bare)
        if start < 0 or not bare:
            return Traced(text, ((0, self._offset(self._cursor)),))
        self._cursor = start + len(bare)
        pairs: list[tuple[int, int]] = []
        for word in WORD.finditer(text):
            size = word.end() - word.start()
            pairs.extend((word.start() + here, raw) for here, raw in self._pairs(start, start + size))
            start += size
        return Traced(text, tuple(pairs))

    def _pairs(self, start: int, end: int) -> list[tuple[int, int]]:
        """The offsets of a run of flat text: one pair at its beginning and one at each gap in the markup."""
        first = bisect_right(self._flat, start)
        last = bisect_right(self._flat, end - 1)
        inner = [(flat - start, raw) for flat, raw in zip(self._flat[first:last], self._raw[first:last], strict=True)]
        return [(0, self._offset(start)), *inner]

    def _offset(self, flat: int) -> int:
        index = bisect_right(self._flat, flat) - 1
        return self._raw[index] + flat - self._flat[index] if index >= 0 else 0
