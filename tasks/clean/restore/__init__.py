"""Restore damaged text; every repair is recorded, what cannot be known is marked.

The order matters: bytes that look like noise carry text, so wrong decodings and shifted bytes are undone before
anything is taken out.
"""

from tasks.clean.restore.forms import replace_forms
from tasks.clean.restore.mended import Mended
from tasks.clean.restore.mojibake import repair_mojibake
from tasks.clean.restore.noise import take_out_commas, take_out_noise
from tasks.clean.restore.pinyin import strip_pinyin
from tasks.clean.restore.readings import ANNOTATION
from tasks.clean.restore.salt import take_out_salt
from tasks.clean.restore.shifts import repair_shifts
from tasks.clean.restore.spaces import take_out_spaces
from tasks.clean.traced import Traced

__all__ = ["Mended", "restore"]


def restore(text: Traced) -> tuple[Traced, list[Mended]]:
    """Undo damage in ``text``; an intact text comes back as it is."""
    mended: list[Mended] = []
    text = repair_mojibake(text, mended)
    text = take_out_commas(text, mended)
    text = repair_shifts(text, mended)
    if ANNOTATION.search(text.text):
        text = strip_pinyin(text, mended)
    text = replace_forms(take_out_salt(text, mended), mended)
    return take_out_spaces(take_out_noise(text, mended), mended), mended
