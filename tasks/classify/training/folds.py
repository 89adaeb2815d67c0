"""Thirds of the labelled texts: what a model says of texts that it did not learn from."""

from __future__ import annotations

import zlib

FOLDS = 3


def fold_of(name: str) -> int:
    """The third that a text belongs to, by its name; all fillings of a text and all passages of a file share it."""
    return zlib.crc32(name.split(" ")[0].encode()) % FOLDS


def file_of(stem: str, fold: int) -> str:
    """The name of the model file made without a third."""
    return f"{stem}-without-{fold}.npz"
