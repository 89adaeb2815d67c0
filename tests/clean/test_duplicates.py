"""Duplicates: copies name the fullest and best attributed text."""

from __future__ import annotations

import random

from tasks.clean import clean, deduplicate
from tasks.models import Article, RawDocument


def article(paragraphs: list[str], source: str = "a.txt", **more: object) -> Article:
    raw = RawDocument(source=source, sha256="0", markup="text", text="\n".join(paragraphs), charset="utf-8")
    return clean(raw).model_copy(update=more)


def prose(seed: int, count: int = 8) -> list[str]:
    """Paragraphs of random sentences: no two seeds share a run of characters to speak of."""
    chance = random.Random(seed)  # noqa: S311
    words = [chr(code) for code in range(0x4E00, 0x5E00)]
    return ["".join(chance.choices(words, k=60)) + "。" for _ in range(count)]


def test_equal_texts_get_numbers() -> None:
    one, two = deduplicate([article(prose(1)), article(prose(1), "b.txt")])
    assert one.duplicate_of is None
    assert (two.article_id, two.duplicate_of) == (f"{one.article_id}-2", one.article_id)


def test_the_best_attributed_copy_is_kept() -> None:
    bare, full = deduplicate(
        [
            article(prose(1)),
            article(["新加的头一段，说明转载情况。", *prose(1)], publisher="某报", published="2024-01-01"),
        ]
    )
    assert full.duplicate_of is None
    assert bare.duplicate_of == full.article_id


def test_a_part_names_the_whole() -> None:
    whole, part = article(prose(1)), article(prose(1)[2:5], publisher="某报")
    assert [a.duplicate_of for a in deduplicate([part, whole])] == [whole.article_id, None]


def test_different_texts_stay() -> None:
    assert all(a.duplicate_of is None for a in deduplicate([article(prose(n)) for n in range(6)]))


def test_large_runs_find_the_same() -> None:
    texts = [article(prose(n, 4)) for n in range(90)]
    copies = [article(["本网讯，转载如下。", *prose(n, 4)]) for n in range(20)]
    edited = [article([p[:28] + "改" + p[29:] for p in prose(n, 4)]) for n in range(30, 40)]
    found = deduplicate([*texts, *copies, *edited])
    assert sum(a.duplicate_of is not None for a in found) == 30
