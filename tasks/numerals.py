"""Chinese and Arabic numerals as numbers, one word at a time (never over prose)."""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}


def number(text: str) -> float | None:
    """The value of a numeral (三十五, 1,200, 2.5万, 二〇二五), or None when it is none."""
    plain = text.replace(",", "").replace("，", "")
    try:
        return float(plain)
    except ValueError:
        return _spelled(plain)


def whole_number(text: str) -> int:
    """The value of a numeral that counts things, 0 for anything else."""
    return int(number(text) or 0)


def _spelled(text: str) -> float | None:
    if not any(character in _DIGITS or character in _SCALES for character in text):
        return None
    if text[-1] in _GROUPS and (head := number(text[:-1])) is not None:
        return head * _GROUPS[text[-1]]
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return float("".join(str(_DIGITS[character]) for character in text))
    total = group = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SCALES:
            group += (digit or 1) * _SCALES[character]
            digit = 0
        elif character in _GROUPS:
            total += (group + digit) * _GROUPS[character]
            group = digit = 0
        else:
            return None
    return float(total + group + digit)
