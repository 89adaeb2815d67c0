"""Turn a text's clauses into numbers: hashed character n-grams and marks of structure, with numpy alone.

Nothing here is learned. Training and use share this module, so that both see the same features. ``polarity.yaml`` lists
the words that tell how a plain fact is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.classify.clauses import Span, split
from tasks.knowledge import knowledge

ORDERS = (1, 2, 3, 4)
BUCKETS = 1 << 18
HEADING_LENGTH = 36
"""A paragraph at most this long that does not end like a sentence is taken for a heading."""

_OPEN, _CLOSE = "\x02", "\x03"
_DIGITS = re.compile(r"[0-9０-９]+")
_LATIN = re.compile(r"[A-Za-z]+")
_MARKS = {mark: index for index, mark in enumerate("，；：。！？")}
_FOLDED = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "…": "。", "\n": "。"}
_LENGTHS = (4, 8, 14, 22, 35)
_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Encoded(NamedTuple):
    """The clauses of a text. ``grams[starts[i]:starts[i + 1]]`` are the buckets of clause i's n-grams.

    ``marks`` is (clauses, MARKS) of zeros and ones; ``joints`` says what lies before each clause (see ``joint``);
    ``headings`` gives the clause of the heading above, -1 for none.
    """

    paragraphs: Ints
    spans: tuple[Span, ...]
    clauses: tuple[str, ...]
    grams: Ints
    starts: Ints
    marks: Floats
    joints: Ints
    headings: Ints


JOINTS = 6
"""Kinds of joint: 0 start of text, 1 of a paragraph, 2 of a sentence, 3 after ；：, 4 after ，, 5 after a lead-in."""


def encode(paragraphs: Sequence[str], headings: Sequence[bool]) -> Encoded:
    """Encode the paragraphs of one text; ``headings`` says which of them the markup knows as headings."""
    spans: list[Span] = []
    owners: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        own = split(paragraph)
        spans.extend(own)
        owners.extend([index] * len(own))
    clauses = tuple(paragraphs[owner][span.start : span.end] for owner, span in zip(owners, spans, strict=True))
    grams, starts, polarity = _grams([_fold(clause) for clause in clauses])
    titles = [known or is_heading(text) for text, known in zip(paragraphs, headings, strict=True)]
    return Encoded(
        np.array(owners, dtype=np.int32),
        tuple(spans),
        tuple(clause.replace("\n", " ") for clause in clauses),
        grams,
        starts,
        np.hstack([_marks(titles, owners, spans, clauses), polarity]),
        np.array(_joints(owners, spans), dtype=np.int32),
        np.array(_headings(titles, owners), dtype=np.int32),
    )


def is_heading(text: str) -> bool:
    """Whether a paragraph looks like a heading: short, and not ended like a sentence."""
    return len(text) <= HEADING_LENGTH and not text.endswith(("。", "！", "；", "，", "：", "”", ";", ","))


def _fold(text: str) -> str:
    return _LATIN.sub("A", _DIGITS.sub("0", text))


def _grams(clauses: Sequence[str]) -> tuple[Ints, Ints, Floats]:
    """The hashed n-grams of each clause, one clause after the other, where each begins, and each clause's polarity."""
    polarity = np.zeros((len(clauses), len(POLARITY)), dtype=np.float32)
    if not clauses:
        return np.zeros(0, np.int32), np.zeros(1, np.int32), polarity
    codes = _codes("".join(f"{_OPEN}{clause}{_CLOSE}" for clause in clauses))
    sizes = np.array([len(clause) + 2 for clause in clauses])
    ends = np.repeat(np.cumsum(sizes), sizes)
    owner = np.repeat(np.arange(len(clauses)), sizes)
    place = np.arange(len(codes))
    keys, owners = [], []
    for order, hashed in _hashes(codes):
        inside = place + order <= ends
        keys.append(hashed[inside] % np.uint32(BUCKETS))
        owners.append(owner[inside])
        for kind, known in enumerate(_polar_hashes(order)):
            polarity[owners[-1][np.isin(hashed[inside], known)], kind] = 1.0
    polarity[:, -1] = polarity[:, POLARITY.index("adverse")] * (1 - polarity[:, POLARITY.index("mending")])
    everyone = np.concatenate(owners)
    order_by_clause = np.argsort(everyone, kind="stable")
    starts = np.zeros(len(clauses) + 1, dtype=np.int32)
    np.cumsum(np.bincount(everyone, minlength=len(clauses)), out=starts[1:])
    return np.concatenate(keys)[order_by_clause].astype(np.int32), starts, polarity


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _hashes(codes: NDArray[np.uint32]) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """For each order the hash of the n-gram that begins at each place."""
    hashed = np.zeros(len(codes), dtype=np.uint32)
    for index, order in enumerate(ORDERS):
        shifted = np.zeros(len(codes), dtype=np.uint32)
        shifted[: len(codes) - index] = codes[index:]
        hashed = (hashed ^ shifted) * _MULTIPLIERS[index % 4] + np.uint32(order)
        hashed ^= hashed >> np.uint32(15)
        yield order, hashed


def _word_hash(word: str) -> np.uint32:
    """The hash of a word as an n-gram of its own length."""
    return next(hashed[0] for order, hashed in _hashes(_codes(word)) if order == len(word))


POLARITY = ("adverse", "scant", "behind", "favourable", "mending", "adverse unmended")
"""Marks of polarity: the lists of ``polarity.yaml``, and adverse without mending."""


@cache
def _polar_hashes(order: int) -> tuple[NDArray[np.uint32], ...]:
    """The hashes of each list's words of a length; longer words are known by their first four characters."""
    lists = knowledge(Path(__file__).with_name("polarity.yaml"), dict[str, list[str]])
    longest = max(ORDERS)
    cut = [[_fold(word)[:longest] for word in lists[kind]] for kind in POLARITY[:-1]]
    return tuple(np.array([_word_hash(word) for word in words if len(word) == order], dtype=np.uint32) for words in cut)


def _mark(mark: str) -> int:
    return _MARKS.get(_FOLDED.get(mark, mark), len(_MARKS))


def _joints(owners: Sequence[int], spans: Sequence[Span]) -> list[int]:
    return [
        0 if not index else _joint(spans[index - 1], span, owners[index - 1] == owners[index])
        for index, span in enumerate(spans)
    ]


def _joint(previous: Span, span: Span, same_paragraph: bool) -> int:
    if not same_paragraph:
        return 1
    if previous.sentence != span.sentence:
        return 2
    if previous.lead:
        return 5
    return 3 if span.before in "；：;:" and span.before else 4


def _headings(titles: Sequence[bool], owners: Sequence[int]) -> list[int]:
    found, current, heading = [], -1, -1
    for index, owner in enumerate(owners):
        if titles[owner] and (index == 0 or owners[index - 1] != owner):
            current, heading = index, owner
        found.append(current if owner != heading else -1)
    return found


STRUCTURE = 50
MARKS = STRUCTURE + len(POLARITY)


def _marks(titles: Sequence[bool], owners: Sequence[int], spans: Sequence[Span], clauses: Sequence[str]) -> Floats:
    """The structure of each clause as zeros and ones; the order of the columns is part of the model."""
    rows = np.zeros((len(spans), STRUCTURE), dtype=np.float32)
    if not spans:
        return rows
    own, last = np.array(owners), owners[-1]
    sentence = np.array([span.sentence for span in spans])
    quoted, lead = (np.array([getattr(span, name) for span in spans]) for name in ("quoted", "lead"))
    opens = np.append(True, own[1:] != own[:-1])  # its paragraph
    begins = opens | np.append(True, sentence[1:] != sentence[:-1])  # its sentence
    closes, ends = np.append(opens[1:], True), np.append(begins[1:], True)
    led, turned = np.append(False, lead[:-1]), np.append(False, quoted[1:] != quoted[:-1])
    digits = np.array([bool(_DIGITS.search(clause)) for clause in clauses])
    quotes, lists = (np.array([mark in clause for clause in clauses]) for mark in "“、")
    sizes = np.array([len(clause) for clause in clauses])
    kinds = (
        np.array([_mark(span.after) for span in spans]),
        7 + np.array([_mark(span.before) for span in spans]),
        14 + np.minimum(sentence, 3),
        18 + np.searchsorted(_LENGTHS, sizes),
        24 + (4 * own) // (last + 1),
        np.full(len(spans), 28 + min(5, last // 4)),
    )
    for kind in kinds:
        rows[np.arange(len(spans)), kind] = 1.0
    flags = (
        quoted, lead, np.array(titles)[own], opens, closes, begins, ends, begins & ends, ~opens & led,
        own == 0, own == 1, own == last, digits, quotes, lists, ~opens & turned,
    )  # fmt: skip
    rows[:, 34:] = np.stack(flags, axis=1)
    return rows
