"""What a repair leaves behind."""

from __future__ import annotations

from typing import NamedTuple


class Mended(NamedTuple):
    """A repair: its kind, the text before and after, whether it is sure, and where in the raw text it begins."""

    kind: str
    before: str
    after: str
    certain: bool
    raw: int
