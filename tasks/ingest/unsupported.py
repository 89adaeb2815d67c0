"""What a person can do about a file of a kind that is not read; the list itself is ``unsupported.tsv``."""

from __future__ import annotations

from functools import cache
from importlib import resources


def advice(suffix: str) -> str:
    """What to do about files of this suffix (``.xlsx``, small letters); empty where the list says nothing."""
    return _advice().get(suffix, "")


@cache
def _advice() -> dict[str, str]:
    text = resources.files(__package__).joinpath("unsupported.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {suffix: words for suffixes, words in rows for suffix in suffixes.split()}
