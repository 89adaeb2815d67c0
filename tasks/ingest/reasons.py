"""The reason codes of the quarantine, with what a person reads; the list itself is ``reasons.tsv``."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tasks.errors import SourceError


@cache
def reasons() -> dict[str, str]:
    """Every reason code with its Chinese detail; ``{}`` marks the place of what is specific to one input."""
    text = resources.files(__package__).joinpath("reasons.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


def detail(code: str, specific: str = "") -> str:
    """What a person reads about ``code``, with what is ``specific`` to the input in brackets; KeyError if unknown."""
    return reasons()[code].replace("{}", f"（{specific}）" if specific else "")


def refusal(code: str, specific: str = "") -> SourceError:
    """The error to raise for an input that cannot be used for the reason ``code``."""
    return SourceError(code, detail(code, specific))
