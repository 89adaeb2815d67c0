"""Split a paragraph into sentences and clauses, the units whose role is decided.

A clause ends at ，；：。！？ or a dash. Brackets, titles and short quotations inside a clause keep it whole, so do
enumerations with 、. Lead-ins that only number or introduce (一是, （二）, 某某表示) become clauses of their own, so
that they can be no finding while what follows them is one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

EMBEDDED_QUOTATION = 30
"""A quotation up to this many characters, with text going on right after it, is a name or term inside its clause."""

_MARKS = re.compile(r"[，；：。！？…,;:!?“”‘’（）()《》〈〉【】\n]|——|--")
_CLOSERS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】"}
_SENTENCE_ENDS = frozenset("。！？!?\n…")
_BREAKS = frozenset("，；：。！？…,;:!?\n") | {"——", "--"}
_EDGES = "，；：。！？…,;:!?、—- \t\u3000\n•●·"
_LEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳])\s*"
)
_SAYING = re.compile(
    r"[^，。：；]{2,24}?(?:表示|强调|指出|认为|透露|坦言|建议)(?=[要将在应，]|[^了过的出，。：；“”]{6})"
)
_STATEMENT_QUOTE = re.compile(r"[。！？；]")


class Span(NamedTuple):
    """A clause inside its paragraph: ``text[start:end]`` without the marks around it.

    ``sentence`` counts sentences from 0, ``before`` and ``after`` are the marks at its sides ("" at the paragraph's
    edge), ``quoted`` says that it stands inside a quotation of whole clauses, ``lead`` that it only leads in.
    """

    start: int
    end: int
    sentence: int
    before: str
    after: str
    quoted: bool
    lead: bool


def split(text: str) -> tuple[Span, ...]:
    """The clauses of a paragraph in order; they never overlap and none is empty."""
    spans: list[Span] = []
    start, sentence, before = 0, 0, ""
    breaks, quotations = _scan(text)
    for end, resume, mark in [*breaks, (len(text), len(text), "")]:
        quoted = any(opened <= end - 1 < closed for opened, closed in quotations)
        spans.extend(_clauses(text, start, end, sentence, before, mark, quoted))
        sentence += mark in _SENTENCE_ENDS
        start, before = resume, mark or before
    return tuple(spans)


def _scan(text: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, int]]]:
    """Where clauses end (end, where the next starts, the mark), and the quotations that speak (from, to)."""
    breaks: list[tuple[int, int, str]] = []
    quotations: list[tuple[int, int]] = []
    skip = 0
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match.group()
        if at < skip:
            continue
        if mark in _CLOSERS:
            skip = _bracket_end(text, at, _CLOSERS[mark])
        elif mark == "“":
            skip = _embedded_end(text, at)
            if not skip:
                quotations.append((at, _bracket_end(text, at, "”")))
        elif mark in _BREAKS and not _inside_number(text, at, mark):
            breaks.append((at, match.end(), mark))
    return breaks, quotations


def _bracket_end(text: str, at: int, closer: str) -> int:
    end = text.find(closer, at)
    return end + 1 if end >= 0 else at + 1


def _embedded_end(text: str, at: int) -> int:
    """Past the closing mark of a quotation that is a term inside its clause, 0 for a quotation that speaks."""
    end = text.find("”", at)
    if end < 0:
        return 0
    term = not _STATEMENT_QUOTE.search(text, at, end) and end - at <= EMBEDDED_QUOTATION
    goes_on = end + 1 < len(text) and text[end + 1] not in _EDGES and text[end + 1] != "“"
    led_in = at > 0 and text[at - 1] not in _EDGES
    return end + 1 if term and (goes_on or led_in) else 0


def _inside_number(text: str, at: int, mark: str) -> bool:
    return mark in ",:" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def _clauses(text: str, start: int, end: int, sentence: int, before: str, after: str, quoted: bool) -> list[Span]:
    """The clause between two marks, with its lead-in cut off."""
    start, end = _trim(text, start, end)
    if start >= end:
        return []
    cut = _lead_end(text, start, end)
    if cut is None:
        return [Span(start, end, sentence, before, after, quoted, False)]
    lead_start, lead_end = _trim(text, start, cut)
    rest_start, rest_end = _trim(text, cut, end)
    lead = Span(lead_start, lead_end, sentence, before, "", quoted, True)
    return [lead, Span(rest_start, rest_end, sentence, "", after, quoted, False)]


def _lead_end(text: str, start: int, end: int) -> int | None:
    """Where a lead-in at the head of a clause ends, None when it has none or is nothing else."""
    match = _LEAD.match(text, start, end) or _SAYING.match(text, start, end)
    return match.end() if match and _trim(text, match.end(), end)[0] < end else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out marks, blanks and quotation marks without their partner at the edges."""
    while start < end and (text[start] in _EDGES or text[start] in "”’"):
        start += 1
    while start < end and (text[end - 1] in _EDGES or text[end - 1] in "“‘"):
        end -= 1
    for opener, closer in ("“”", "‘’"):
        if start < end and text[start] == opener and closer not in text[start:end]:
            start += 1
        if start < end and text[end - 1] == closer and opener not in text[start : end - 1]:
            end -= 1
    return start, end
