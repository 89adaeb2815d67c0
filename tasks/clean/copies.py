"""A page that shows its text twice, once for desks and once for telephones."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block
from tasks.clean.characters import squeeze
from tasks.clean.sieve import Sifted

BEGINNING = 20  # characters by which a text is known to begin anew
FIRST = 3  # paragraphs, for a summary may stand before the first copy alone
NEARLY = 0.9
SENTENCE = re.compile(r"[。！？；\s]")


def drop_second_copy(sifted: Sifted) -> None:
    """Leave out a text that begins anew and says nothing else: pages hold a second copy for telephones."""
    texts = [squeeze(block.text.text) for block in sifted.body]
    firsts = tuple(text[:BEGINNING] for text in texts if len(text) >= BEGINNING)[:FIRST]
    for start in range(1, len(texts)):
        if texts[start].startswith(firsts) and _is_said(sifted.body[start:], "".join(texts[:start])):
            again = "".join(texts[start:])
            last = max((at for at in range(start) if texts[at] in again), default=start - 1)
            end = last + 1  # what follows stood between the two copies
            for block in sifted.body[end:]:
                sifted.drop(block, "repeat")
            del sifted.body[end:]
            return


def _is_said(blocks: list[Block], before: str) -> bool:
    """Whether nearly all sentences of ``blocks`` stand in what was said before."""
    sentences = [squeeze(sentence) for block in blocks for sentence in SENTENCE.split(block.text.text)]
    return sum(len(text) for text in sentences if text in before) >= NEARLY * sum(map(len, sentences))
