"""Duplicates: the same text again, reprints with another head or tail, and texts that another holds whole.

A small run compares every pair; a large one lets MinHash signatures in an LSH index, and paragraphs in common, name the
pairs to compare. Either way a pair is judged by its shared character runs, so both give the same answer but for pairs
the index misses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy
import numpy.typing

from tasks.clean.characters import squeeze
from tasks.models import Article

Shingles = numpy.typing.NDArray[numpy.uint32]

RUN = 5  # characters in a shingle
BASE = 0x01000193  # of the polynomial that hashes a shingle to 32 bits
# Jaccard similarity from which two texts are the same report, and share of the shorter found in the longer from which
# it is contained; two different reports on one meeting stay below 0.5 and 0.7.
SAME, CONTAINED = 0.8, 0.9
SHORTEST = 60  # shingles: shorter texts are duplicates only when equal
PAIRWISE = 64  # articles up to which all pairs are compared
PERMUTATIONS = 64
CANDIDATE = 0.7
LONG_PARAGRAPH = 30
COMMON_PARAGRAPH = 20  # articles: a paragraph in more is a formula
FULL = 0.9  # of the longest copy's length


def deduplicate(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same articles in the same order; a copy of another names it in ``duplicate_of``.

    Of several copies the fullest and best attributed is kept. Equal texts have equal identifiers: the copies get a
    number behind theirs.
    """
    texts = [squeeze("".join(paragraph.text for paragraph in article.paragraphs)) for article in articles]
    near = _neighbours(texts, articles)
    kept: set[int] = set()
    original: dict[int, int] = {}
    for index in sorted(range(len(articles)), key=lambda index: _rank(index, articles, texts, near)):
        twin = min((other for other in near[index] if other in kept), default=None)
        if twin is None:
            kept.add(index)
        else:
            original[index] = twin
    return _named(articles, original)


def _rank(index: int, articles: Sequence[Article], texts: Sequence[str], near: dict[int, set[int]]) -> tuple[int, ...]:
    """The order in which copies are kept: full ones first, then by how much is known of them, then the longest."""
    longest = max(len(texts[other]) for other in (index, *near[index]))
    article = articles[index]
    known = sum(map(bool, (article.publisher, article.published, article.title, article.authors)))
    return (len(texts[index]) < FULL * longest, -known, -len(texts[index]), index)


def _named(articles: Sequence[Article], original: dict[int, int]) -> tuple[Article, ...]:
    """Set ``duplicate_of``, and number identifiers that stand twice, the kept copy's first."""
    counts: Counter[str] = Counter()
    names: dict[int, str] = {}
    for index in sorted(range(len(articles)), key=lambda index: (index in original, index)):
        name = articles[index].article_id
        counts[name] += 1
        names[index] = name if counts[name] == 1 else f"{name}-{counts[name]}"
    return tuple(
        article.model_copy(
            update={"article_id": names[index], "duplicate_of": names[original[index]] if index in original else None}
        )
        for index, article in enumerate(articles)
    )


def _neighbours(texts: Sequence[str], articles: Sequence[Article]) -> dict[int, set[int]]:
    """For every text those that it is equal to, nearly equal to, or in a relation of containment with."""
    shingles = [_shingles(text) for text in texts]
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in _pairs(texts, shingles, articles):
        if texts[one] == texts[other] or _alike(shingles[one], shingles[other]):
            near[one].add(other)
            near[other].add(one)
    return near


def _shingles(text: str) -> Shingles:
    """The set of hashed runs of RUN characters, sorted."""
    codes = numpy.frombuffer(text.encode("utf-32-le"), dtype=numpy.uint32)
    count = max(1, len(codes) - RUN + 1)
    hashes = numpy.zeros(count, dtype=numpy.uint32)
    for offset in range(min(RUN, len(codes))):
        hashes = hashes * numpy.uint32(BASE) ^ codes[offset : offset + count]
    return numpy.unique(hashes)


def _alike(one: Shingles, other: Shingles) -> bool:
    smaller = min(len(one), len(other))
    if smaller < SHORTEST:
        return False
    shared = len(numpy.intersect1d(one, other, assume_unique=True))
    return shared >= CONTAINED * smaller or shared >= SAME * (len(one) + len(other) - shared)


def _pairs(
    texts: Sequence[str], shingles: Sequence[Shingles], articles: Sequence[Article]
) -> Iterable[tuple[int, int]]:
    if len(texts) <= PAIRWISE:
        return combinations(range(len(texts)), 2)
    return sorted({*_equal(texts), *_sharing_paragraphs(articles), *_by_signature(shingles)})


def _equal(texts: Sequence[str]) -> Iterable[tuple[int, int]]:
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        if first.setdefault(text, index) != index:
            yield first[text], index


def _sharing_paragraphs(articles: Sequence[Article]) -> Iterable[tuple[int, int]]:
    """Pairs with a long paragraph in common: reprints and excerpts keep paragraphs as they are."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, article in enumerate(articles):
        for text in dict.fromkeys(paragraph.text for paragraph in article.paragraphs):
            if len(text) >= LONG_PARAGRAPH:
                places[text].append(index)
    for found in places.values():
        if len(found) <= COMMON_PARAGRAPH:
            yield from combinations(found, 2)


def _by_signature(shingles: Sequence[Shingles]) -> Iterable[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    for number, runs in enumerate(shingles):
        signature = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
        signature.update_batch(runs.tolist())
        for other in index.query(signature):
            yield int(other), number
        index.insert(number, signature)
