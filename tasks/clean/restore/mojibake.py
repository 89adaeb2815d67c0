"""Undo a decoding with the wrong table: UTF-8 read as GBK, UTF-8 or GBK read as Latin-1.

A line is decoded again only when that turns it into everyday Chinese; what a lost byte took with it is marked.
"""

from __future__ import annotations

import re

from tasks.clean.characters import HAN
from tasks.clean.restore.mended import Mended
from tasks.clean.traced import Span, Traced
from tasks.ingest.charset import common_characters, commonness

UNKNOWN = "□"
LATIN_ONE = re.compile(
    r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
LATIN = re.compile(rf"{LATIN_ONE.pattern}{{4,}}")
# Wrongly read text is mostly rare characters; real prose, names and all, stays above 0.9.
RARE_DISTINCT = 12
SUSPICIOUS, SOUND = 0.75, 0.9
SHORTEST = 4  # characters
READINGS = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"))


def repair_mojibake(text: Traced, mended: list[Mended]) -> Traced:
    """Decode again the lines of ``text`` that were read with the wrong table."""
    if not _suspicious(text.text):
        return text
    spans: list[Span] = []
    for match in re.finditer(r"[^\n]+", text.text):
        better = _better(match.group())
        if better is not None:
            spans.append((match.start(), match.end(), better))
            certain = UNKNOWN not in better
            mended.append(Mended("mojibake", match.group(), better, certain, text.at(match.start())))
    return text.replace(spans)


def _suspicious(text: str) -> bool:
    distinct = set(text)
    rare = [character for character in distinct - common_characters() if "\u3400" <= character <= "\u9fff"]
    return len(rare) > RARE_DISTINCT or (
        LATIN_ONE.search("".join(distinct)) is not None and LATIN.search(text) is not None
    )


def _better(line: str) -> str | None:
    latin = LATIN.search(line) is not None
    if not latin and (len(HAN.findall(line)) < SHORTEST or commonness(line) >= SUSPICIOUS):
        return None
    options = [found for written, meant in READINGS if (found := _again(line, written, meant)) is not None]
    sound = [found for found in options if len(HAN.findall(found)) >= SHORTEST / 2 and commonness(found) >= SOUND]
    return min(sound, key=lambda found: found.count(UNKNOWN), default=None)


def _again(line: str, written: str, meant: str) -> str | None:
    """``line`` encoded as it was read and decoded as it was meant; None where too much is lost."""
    try:
        again = line.replace("\ufffd", "?").encode(written).decode(meant, "replace")
    except UnicodeEncodeError:
        return None
    lost = again.count("\ufffd")
    if lost > len(again) * 0.2:
        return None
    return re.sub(r"\?*\ufffd[?\ufffd]*", UNKNOWN, again)
