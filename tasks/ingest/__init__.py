"""From sources to raw documents: find the inputs, read their bytes, decode them, open their containers."""

from tasks.ingest.discover import discover
from tasks.ingest.limits import Limits
from tasks.ingest.read import read
from tasks.ingest.reasons import reasons

__all__ = ["Limits", "discover", "read", "reasons"]
