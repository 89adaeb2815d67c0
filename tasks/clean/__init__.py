"""From a raw document to a clean article: restore damage, strip boilerplate, find metadata and structure."""

from tasks.clean.article import clean
from tasks.clean.duplicates import deduplicate

__all__ = ["clean", "deduplicate"]
