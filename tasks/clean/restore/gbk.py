"""Characters and their two bytes in GBK, user-defined zones included."""

from __future__ import annotations

from functools import cache

EURO = 0x80  # what code page 936 shows as €
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def pair(character: str) -> tuple[int, int] | None:
    """The two bytes of a character, None when it has not exactly two."""
    encoded = character.encode("gb18030", "ignore")
    return (encoded[0], encoded[1]) if len(encoded) == 2 and len(character) == 1 else None


@cache
def character(lead: int, trail: int) -> str | None:
    """The character of two bytes, None when GBK has none there."""
    try:
        found = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return found if len(found) == 1 and not is_private(found) else None


def is_private(text: str) -> bool:
    """Whether ``text`` is a private-use character: two bytes that GBK gives no meaning."""
    return "\ue000" <= text <= "\uf8ff"


def wide(mark: str) -> tuple[int, int] | None:
    """The bytes of the full-width form of an ASCII mark: ``!`` was ！ (A3A1) before its width was folded."""
    return (0xA3, 0x80 | ord(mark)) if "!" <= mark <= "~" else None
