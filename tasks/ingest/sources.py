"""Sources and quarantine rows: how they are made."""

from __future__ import annotations

import hashlib

from tasks.errors import SourceError
from tasks.models import Quarantined, Source

# What desktops leave in folders; no user means these as input.
DROPPINGS = (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX")


def make_source(name: str, content: bytes) -> Source:
    """A Source with the hash of its bytes."""
    return Source(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())


def quarantined(name: str, problem: SourceError) -> Quarantined:
    """The row for an input that cannot be used."""
    return Quarantined(source=name, reason=problem.reason, detail=problem.detail)
