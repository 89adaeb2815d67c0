"""Restore damaged text; every repair is recorded, what cannot be known is marked."""

from tasks.clean.restore.mended import Mended
from tasks.clean.restore.pinyin import strip_pinyin
from tasks.clean.restore.readings import ANNOTATION
from tasks.clean.restore.shifts import repair_shifts
from tasks.clean.traced import Traced

__all__ = ["Mended", "restore"]


def restore(text: Traced) -> tuple[Traced, list[Mended]]:
    """Undo damage in ``text``; an intact text comes back as it is."""
    mended: list[Mended] = []
    text = repair_shifts(text, mended)
    if ANNOTATION.search(text.text):
        text = strip_pinyin(text, mended)
    return text, mended
