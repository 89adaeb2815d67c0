"""Characters that stand for others: radicals where PDF readers mean characters, vertical and half-width marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tasks.clean.restore.mended import Mended
from tasks.clean.traced import Traced

FORMS = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe57\uff61\uff64]")
# Unicode says of no radical of the supplement which character it looks like.
RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)


def replace_forms(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` with the characters that are meant; each kind of replacement is recorded where it is first made."""
    first = FORMS.search(text.text)
    if first is None:
        return text
    plain = "".join(map(_plain, text.text))
    seen: set[str] = set()
    for match in FORMS.finditer(text.text, first.start()):
        shown, meant = match.group(), plain[match.start()]
        if shown != meant and shown not in seen:
            seen.add(shown)
            mended.append(Mended("form", shown, meant, True, text.at(match.start())))
    return text.same(plain)


@cache
def _plain(character: str) -> str:
    if not FORMS.match(character):
        return character
    meant = RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return meant if len(meant) == 1 else character
