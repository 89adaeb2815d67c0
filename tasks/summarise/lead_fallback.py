"""Where no phrase leads: the longest noun phrase, words that stand together, or the end of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tasks.summarise.lead_shape import (
    CUT,
    GRADE,
    LONGEST,
    NO_CLOSERS,
    NOUNS_OF_QUALITY,
    OUTSIDE,
    SHORTEST,
    opens_nothing,
    text_of,
)
from tasks.summarise.lexicon import modal_words
from tasks.summarise.marks import is_balanced
from tasks.summarise.phrases import Word, lead_lexicon, phrases, words
from tasks.summarise.segments import segments

_DENYING = "不未没无"
_NOUNS = ("n", "nz", "nt", "vn", "l", "j")
_COUNTED = re.compile(r"[^\W\d]{4,10}(?=\d)")
"""What a clause counts, up to its figure: 年产大型无人机|50架."""


def fallback(text: str) -> str:
    """Where no phrase leads: the longest noun phrase, words that stand together, or the end of a clause."""
    parts = segments(text)
    rows = [words(part.text) for part in parts]
    told = [(part.text, phrase) for part, row in zip(parts, rows, strict=True) for phrase in phrases(row)]
    nouns = [
        text_of(phrase)
        for clause, phrase in told
        if phrase.kind == "noun" and not GRADE.match(clause, phrase.end) and _is_plain(phrase.words)
        if not phrase.words[-1].text.endswith((*NO_CLOSERS, "性"))
        if phrase.words[-1].tag not in ("a", "b") and clause[phrase.end : phrase.end + 1] not in CUT
    ]
    best = max(nouns, key=len, default="")
    if len(best) >= SHORTEST:
        return best
    together = [_joined(run) for row in rows for run in _runs(row)]
    if pair := max(together, key=len, default=""):
        return pair
    ended = max(
        (_joined(row[first:]) for row in rows for first in range(len(row)) if _is_plain(row[first:])),
        key=len,
        default="",
    )
    if len(max(best, ended, key=len)) < SHORTEST and (piece := max(map(_piece, rows), key=len, default="")):
        return piece
    counted = _COUNTED.match(text)
    return max(best, ended, key=len) or (counted.group() if counted else OUTSIDE.sub("", text)[:LONGEST])


def _piece(row: list[Word]) -> str:
    """The longest run of words of a clause that can lead, whatever it holds: 城镇常住居民|人均…."""
    pieces = [
        _joined(row[first:last])
        for first in range(len(row))
        for last in range(first + 1, min(first + LONGEST, len(row)) + 1)
        if row[first].tag[0] in "nvabj" and closes(row[last - 1]) and _is_plain(row[first:last])
    ]
    return max((piece for piece in pieces if len(piece) >= SHORTEST), key=len, default="")


def closes(word: Word) -> bool:
    """Whether a word can end a lead: a noun that says something."""
    return word.tag in _NOUNS and word.text not in lead_lexicon().generic


def _runs(row: list[Word]) -> Iterator[list[Word]]:
    """Runs of nouns and verbs that hold both and are short enough to lead: 企业|累计|融资."""
    denied = False
    counted = {word.start for word in row if word.tag == "m"}
    for telling, group in groupby(row, key=_may_stand):
        run = list(group)
        while run and run[-1].end in counted and run[-1].tag.startswith("v"):
            run = run[:-1]  # 进出口总额|突破130亿元
        if not run:
            continue
        if not telling:
            denied = run[-1].text[0] in _DENYING
            continue
        run = run[1:] if denied else run  # 不|确定|因素
        while run and run[-1].text in lead_lexicon().barred_openers:
            run = run[:-1]
        kinds = {word.tag[0] for word in run}
        if {"n", "v"} <= kinds and len(_joined(run)) >= SHORTEST and _is_plain(run):
            yield run


def _may_stand(word: Word) -> bool:
    named = word.tag.startswith(("ns", "nr"))
    return word.tag[0] in "nvjlb" and not named and word.text[0] not in _DENYING and not modal_words(word.text)


def _joined(row: Sequence[Word]) -> str:
    """The words joined."""
    return "".join(word.text for word in row)


def _is_plain(row: Sequence[Word]) -> bool:
    """Whether words can lead: short, whole, without figures, and none before them is missed."""
    text = _joined(row)
    size = len(OUTSIDE.sub("", text))
    denies = row[0].text[0] in _DENYING and row[0].tag[0] != "n"  # 不平衡|不充分的问题
    opens = not denies and not opens_nothing(row[0]) and row[0].tag[0] not in "pcufqm"
    if text.endswith("性") and not text.endswith(NOUNS_OF_QUALITY):
        return False
    return 2 <= size <= LONGEST and is_balanced(text) and opens and not re.search(r"[\d%、（]", text)
