"""Text that remembers where it came from, so that evidence resolves in the original."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its way back: rising ``pairs`` of (offset here, offset in the raw text), each valid up to the next."""

    text: str
    pairs: tuple[tuple[int, int], ...] = ((0, 0),)

    def at(self, offset: int) -> int:
        """The raw offset of the character at ``offset``."""
        here, raw = self.pairs[max(0, bisect_right(self.pairs, (offset, _FAR)) - 1)]
        return raw + offset - here

    def cut(self, start: int, end: int) -> Traced:
        """The part from ``start`` to ``end``."""
        if start == 0 and end == len(self.text):
            return self
        first = bisect_right(self.pairs, (start, _FAR))
        last = bisect_right(self.pairs, (end - 1, _FAR)) if end > start else first
        inner = tuple((here - start, raw) for here, raw in self.pairs[first:last])
        return Traced(self.text[start:end], ((0, self.at(start)), *inner))

    def same(self, text: str) -> Traced:
        """The same places with other characters, one for one; ValueError when the lengths differ."""
        if len(text) != len(self.text):
            raise ValueError("a one-for-one change must keep the length")
        return self if text == self.text else Traced(text, self.pairs)

    def replace(self, spans: Sequence[Span]) -> Traced:
        """Replace rising, disjoint ``spans`` (start, end, new text).

        New text maps to where the old began; what is longer than the old maps to where that ended, and not past it.
        """
        if not spans:
            return self
        texts: list[str] = []
        pairs: list[tuple[int, int]] = []
        cursor = length = 0
        for start, end, new in spans:
            length = self._copy(texts, pairs, cursor, start, length)
            if new:
                pairs.append((length, self.at(start)))
                last = self.at(max(start, end - 1))
                pairs.extend((length + extra, last) for extra in range(max(1, end - start), len(new)))
                texts.append(new)
                length += len(new)
            cursor = end
        self._copy(texts, pairs, cursor, len(self.text), length)
        return Traced("".join(texts), tuple(pairs) or ((0, self.at(0)),))

    def _copy(self, texts: list[str], pairs: list[tuple[int, int]], start: int, end: int, length: int) -> int:
        if end > start:
            part = self.cut(start, end)
            texts.append(part.text)
            pairs.extend((here + length, raw) for here, raw in part.pairs)
        return length + max(0, end - start)

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str | None]) -> Traced:
        """Like ``pattern.sub``; a function may answer None to leave a match as it is."""
        spans: list[Span] = []
        for match in pattern.finditer(self.text):
            text = new if isinstance(new, str) else new(match)
            if text is not None and text != match.group():
                spans.append((match.start(), match.end(), text))
        return self.replace(spans)

    def strip(self) -> Traced:
        """Without white space (ideographic too) at both ends."""
        bare = self.text.strip()
        if len(bare) == len(self.text):
            return self
        start = self.text.find(bare) if bare else 0
        return self.cut(start, start + len(bare))

    def split_lines(self) -> list[Traced]:
        """Every line as it is, empty ones too."""
        found, start = [], 0
        for part in self.text.split("\n"):
            found.append(self.cut(start, start + len(part)))
            start += len(part) + 1
        return found

    def lines(self) -> list[Traced]:
        """The stripped, non-empty lines."""
        found = []
        for match in _LINE.finditer(self.text):
            line = self.cut(match.start(), match.end()).strip()
            if line.text:
                found.append(line)
        return found


_FAR = 1 << 62
_LINE = re.compile(r"[^\n]+")


def join(parts: Iterable[Traced], separator: str) -> Traced:
    """One text out of ``parts``; each separator maps to the end of the part before it."""
    texts: list[str] = []
    pairs: list[tuple[int, int]] = []
    length = 0
    for part in parts:
        if texts:
            texts.append(separator)
            length += len(separator)
        pairs.extend((here + length, raw) for here, raw in part.pairs)
        texts.append(part.text)
        length += len(part.text)
    return Traced("".join(texts), tuple(pairs) or ((0, 0),))
