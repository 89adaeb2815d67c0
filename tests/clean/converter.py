"""The converter that damaged pages of the kind of two seeds: it works on GBK bytes and ignores where characters begin.

It turns simplified text into traditional, encodes it in GBK, puts ``(pinyin)`` after every byte pair that is a
traditional character of its table, wherever the pair stands, and decodes the bytes again. A first byte whose second
byte became ``(`` or another byte that cannot follow is shown as ``?`` together with it. What later software does: pairs
of the first user-defined zone vanish, full-width marks become half-width.
"""

from __future__ import annotations

import functools
import random

import opencc
from pypinyin import Style, pinyin

VANISHING = [chr(code) for code in range(0xE000, 0xE234)]
HALF = str.maketrans("，；：？！（）", ",;:?!()")


@functools.cache
def to_traditional(text: str) -> str:
    return opencc.OpenCC("s2t").convert(text)


@functools.cache
def table() -> dict[bytes, bytes]:
    """The converter's table: the bytes of each traditional character with its commonest reading."""
    simplify = opencc.OpenCC("t2s").convert
    entries = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            pair = bytes((lead, trail))
            character = pair.decode("gbk", "ignore")
            if len(character) == 1 and _annotated(character, simplify(character)):
                entries[pair] = f"({pinyin(character, style=Style.TONE)[0][0]})".encode("gbk")
    return entries


def _annotated(character: str, simple: str) -> bool:
    """The table holds traditional characters whose simplified form is in everyday use."""
    return "\u3400" <= character <= "\u9fff" and simple != character and bool(simple.encode("gb2312", "ignore"))


def annotate(encoded: bytes) -> tuple[bytes, list[int]]:
    """Insert the readings; also where (offsets in ``encoded``) a pair was hit across a boundary."""
    out, across, position = bytearray(), [], 0
    aligned = boundaries(encoded)
    while position < len(encoded):
        pair = encoded[position : position + 2]
        reading = table().get(pair)
        if reading is None:
            out += encoded[position : position + 1]
            position += 1
            continue
        if position not in aligned:
            across.append(position)
        out += pair + reading
        position += 2
    return bytes(out), across


def boundaries(encoded: bytes) -> set[int]:
    """Where characters begin."""
    found, position = set(), 0
    while position < len(encoded):
        found.add(position)
        position += 2 if encoded[position] >= 0x81 else 1
    return found


def show(encoded: bytes) -> str:
    """Decode as the browser-side software did: an impossible pair is one ``?``."""
    out, position = [], 0
    while position < len(encoded):
        byte = encoded[position]
        if byte < 0x80:
            out.append(chr(byte))
            position += 1
        elif byte == 0x80:
            out.append("€")
            position += 1
        else:
            pair = encoded[position : position + 2]
            try:
                shown = pair.decode("gb18030")
            except UnicodeDecodeError:
                shown = "?"
            out.append(shown if len(shown) == 1 else "?")
            position += 2
    return "".join(out)


def damage(text: str, *, vanish: bool = False, half: bool = True) -> str:
    """``text`` (simplified, one paragraph a line) as the converter leaves it."""
    lines = []
    for line in text.split("\n"):
        shown = show(annotate(to_traditional(line).encode("gbk", "ignore"))[0])
        if vanish:
            shown = "".join(character for character in shown if character not in VANISHING)
        lines.append(shown.translate(HALF) if half else shown)
    return "\n".join(lines)


def lose_full_stops(text: str, seed: int, share: float = 0.3) -> str:
    """Damage some 。” and 。“ of traditional ``text`` too: the first byte lost, what follows read one byte off."""
    chance = random.Random(seed)  # noqa: S311
    lines = []
    for line in text.split("\n"):
        encoded = line.encode("gbk", "ignore") + b"</p>"
        for quote in (b"\xb0", b"\xb1"):
            encoded = _lose(encoded, b"\xa1\xa3\xa1" + quote, chance, share)
        shown = show(annotate(encoded)[0])
        lines.append(shown.removesuffix("</p>"))
    return "\n".join(lines)


def _lose(encoded: bytes, mark: bytes, chance: random.Random, share: float) -> bytes:
    parts = encoded.split(mark)
    out = parts[0]
    for part in parts[1:]:
        aligned = len(out) in boundaries(out + mark)
        out += (b"?" + mark[1:] if aligned and chance.random() < share else mark) + part
    return out


def fold_bytes(text: str) -> str:
    """Full-width marks of traditional ``text`` made half-width byte by byte, wherever their two bytes stand.

    The byte that is left before such a mark is shown as ``?``; the mark stays.
    """
    encoded = text.encode("gb18030")
    for mark in b",;:?!()":
        encoded = encoded.replace(bytes((0xA3, 0x80 | mark)), bytes((mark,)))
    out, position = [], 0
    while position < len(encoded):
        size = 1 if encoded[position] < 0x80 else 2
        pair = encoded[position : position + size]
        broken = size == 2 and pair[-1] < 0x40
        out.append("?" if broken else show(pair))
        position += 1 if broken else size
    return "".join(out)
