"""Quotation marks, brackets and book marks: what is closed, what stands inside, and how to keep them in pairs."""

from __future__ import annotations

import re
from functools import lru_cache

PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "【": "】", "「": "」", "〔": "〕", "〈": "〉"}
_CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
_MARK = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")
_EMPTY = re.compile("|".join(re.escape(opener + closer) for opener, closer in PAIRS.items()))
_SHORT_TERM = 16
_BREAKS = "，。；：！？、 　"
_CLAUSE_END = re.compile(r"[，；。！？：…]+[”’）」]*")


def unmatched(text: str) -> frozenset[int]:
    """Offsets of marks that have no partner."""
    stack: list[int] = []
    lone: set[int] = set()
    for match in _MARK.finditer(text):
        position, opener = match.start(), _CLOSERS.get(match.group())
        if opener is None:
            stack.append(position)
        elif any(text[opened] == opener for opened in stack):
            while text[stack[-1]] != opener:
                lone.add(stack.pop())
            stack.pop()
        else:
            lone.add(position)
    return frozenset(lone.union(stack))


def balance(text: str) -> str:
    """The text without marks that have lost their partner, and without pairs that hold nothing."""
    if not _MARK.search(text):
        return text
    if lone := unmatched(text):
        text = "".join([character for position, character in enumerate(text) if position not in lone])
    while (emptied := _EMPTY.sub("", text)) != text:
        text = emptied
    return text


def is_balanced(text: str) -> bool:
    """Whether every mark has its partner."""
    return not unmatched(text)


def raise_nested(text: str) -> str:
    """Single quotes become double ones where no double pair stands around them any more (GB/T 15834)."""
    raised, depth = [], 0
    for character in text:
        if character == "“":
            depth += 1
        elif character == "”":
            depth -= 1
        raised.append({"‘": "“", "’": "”"}.get(character, character) if depth <= 0 else character)
    return "".join(raised)


def unquoted(text: str) -> str:
    """The text without the quotation marks of speech; names and terms keep theirs."""
    if "“" not in text:
        return text
    speech = {at for start, end in _quotations(text) if _is_speech(text, start, end) for at in (start, end - 1)}
    return "".join(character for position, character in enumerate(text) if position not in speech)


def terms(text: str) -> tuple[tuple[int, int], ...]:
    """Spans that are cut nowhere: titles, bracketed remarks, and names and terms in quotation marks."""
    spans = [
        (start, end)
        for start, end in _pairs(text)
        if text[start] in "《（【〔〈" or (text[start] in "“‘「" and not _is_speech(text, start, end))
    ]
    return tuple(sorted(spans))


def _pairs(text: str) -> list[tuple[int, int]]:
    """Spans of all pairs of marks, the inner ones first."""
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in _MARK.finditer(text):
        opener = _CLOSERS.get(match.group())
        if opener is None:
            stack.append(match.start())
        elif stack and text[stack[-1]] == opener:
            found.append((stack.pop(), match.end()))
    return found


def _quotations(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in _pairs(text) if text[start] == "“"] if "“" in text else []


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a quotation is speech: whole clauses between punctuation marks, longer than a term."""
    if end - start <= _SHORT_TERM or not _CLAUSE_END.search(text[start + 1 : end - 1]):
        return False
    opens = start == 0 or text[start - 1] in _BREAKS
    closes = end == len(text) or text[end] in _BREAKS or text[end - 2] in _BREAKS
    return opens and closes


def inside(spans: tuple[tuple[int, int], ...], position: int) -> bool:
    """Whether the position lies within one of the spans."""
    return any(start < position < end for start, end in spans)


@lru_cache(maxsize=1024)
def clause_ends(text: str) -> tuple[tuple[int, int], ...]:
    """Where clauses end: spans of the punctuation that closes them, never inside a title or a short term."""
    spans = terms(text)
    ends = [(m.start(), m.end()) for m in _CLAUSE_END.finditer(text)]
    return tuple([end for end in ends if not inside(spans, end[0])] if spans else ends)
