"""Successes in small or multiplied numbers that sound like a lack: a gap needs one, more of something good is none.

Three times as much as before, three days instead of thirty, chimneys that never smoke again: what follows in the
sentence may take it back (但产量仍不足), what stands before may be the lack that it ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tasks.classify.lines import Line
from tasks.knowledge import reader
from tasks.models import Role

_words = reader(Path(__file__).with_suffix(".yaml"), dict[str, re.Pattern[str]])


def successes(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of the clauses held for 差距 whose sentence ends in a success."""
    for _, group in groupby(lines, key=lambda line: (line.clause.paragraph_id, line.start)):
        gaps = [line for line in group if line.clause.role is Role.GAP]
        if gaps and succeeds("，".join(line.words for line in gaps), gaps[0].sentence):
            yield from (line.number for line in gaps)


def succeeds(told: str, sentence: str = "") -> bool:
    """Whether words tell of a success that nothing behind them in their sentence takes back."""
    words = _words()
    if words["supposed"].search(sentence or told):
        return False
    if not any(words[kind].search(told) for kind in ("multiplied", "lightened", "ended")):
        return False
    said = sentence or told
    last = max(
        (found.end() for kind in ("multiplied", "lightened", "ended") for found in words[kind].finditer(said)),
        default=0,
    )
    return last > 0 and not words["lack"].search(words["merit"].sub("", said[last:]))
