"""Decode bytes by a logged ladder: byte order mark, declaration, strict UTF-8, strict GB18030, scored rest.

Statistical detectors take GB2312 for Big5 and GB18030 for GB2312; a ladder of strict decoders with a check on how
common the resulting characters are does not.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from tasks.ingest.reasons import refusal

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{2,30})""")
# Labels that in practice name a subset of what pages hold: the superset decodes both.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
CHINESE = ("gb18030", "big5hkscs")
# Text wholly in rare characters was decoded with the wrong table; real prose stays above 0.9, mojibake below 0.6.
PLAUSIBLE = 0.7
# Share of bytes that may be lost before a file counts as no text.
LOSS = 0.05
# Share of NUL bytes in one half of each pair above which ASCII was written in UTF-16.
WIDE_ZEROS = 0.75
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Decoded(NamedTuple):
    """Text with the charset that gave it and notes on how sure that is and what was lost."""

    text: str
    charset: str
    notes: tuple[str, ...]


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode ``content``; ``declared`` is a charset said outside of it (an HTTP or MIME header).

    Raises SourceError ``not_text`` when no charset gives text.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refusal("empty")
    found = _marked(content) or _declared(content, declared) or _strict(content) or _lossy(content)
    text = found.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(CONTROL.findall(text)) > len(text) * LOSS:
        raise refusal("not_text")
    return found._replace(text=text)


def _marked(content: bytes) -> Decoded | None:
    for mark, charset in MARKS:
        if content.startswith(mark):
            text = _try(content[len(mark) :], charset)
            if text is not None:
                return Decoded(text, charset, ("bom",))
    return None


def _declared(content: bytes, outside: str | None) -> Decoded | None:
    inside = DECLARED.search(content[:4096])
    labels = [outside, inside.group(1).decode("ascii") if inside else None]
    for label in filter(None, labels):
        charset = _known(label)
        text = _try(content, charset) if charset else None
        if text is None or charset is None:
            continue
        if charset == "utf-8" or (charset in CHINESE and commonness(text) >= PLAUSIBLE):
            return Decoded(text, charset, ("declared",))
    return None


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return SUPERSETS.get(name, name)


def _strict(content: bytes) -> Decoded | None:
    text = _try(content, "utf-8")
    if text is not None and text.count("\x00") <= len(text) * LOSS:
        return Decoded(text, "utf-8", ())
    wide = _wide(content)
    if wide:
        return wide
    scored = [(commonness(text), charset, text) for charset in CHINESE if (text := _try(content, charset)) is not None]
    if not scored:
        return None
    score, charset, text = max(scored, key=lambda entry: entry[0])
    return Decoded(text, charset, (f"score {score:.2f}",)) if score >= PLAUSIBLE else None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: half of the bytes of its ASCII are NUL, or its ideographs are everyday ones."""
    best: Decoded | None = None
    best_score = PLAUSIBLE
    for charset, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        text = _try(content, charset)
        if text is None:
            continue
        zeros = content[high:4096:2].count(0) / max(1, len(content[high:4096:2]))
        score = max(commonness(text) * _readable(text[:4000]), zeros if zeros > WIDE_ZEROS else 0)
        if score > best_score:
            best, best_score = Decoded(text, charset, ("no bom", f"score {score:.2f}")), score
    return best


def _readable(text: str) -> float:
    return sum(1 for character in text if character.isascii() or HAN.match(character)) / max(1, len(text))


def _lossy(content: bytes) -> Decoded:
    """Decode with replacement, by the charset that loses least; the loss is noted."""
    options = [(content.decode(charset, "replace"), charset) for charset in ("utf-8", "gb18030", "big5hkscs")]
    text, charset = min(options, key=lambda option: (_lost(option[0]), option[1] != "utf-8"))
    lost = text.count("\ufffd")
    if lost > len(text) * LOSS or commonness(text) < PLAUSIBLE:
        raise refusal("not_text")
    return Decoded(text, charset, (f"{lost} characters lost",) if lost else ("implausible",))


def _lost(text: str) -> float:
    return text.count("\ufffd") + len(HAN.findall(text[:20000])) * (1 - commonness(text))


def _try(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


@cache
def common_characters() -> frozenset[str]:
    """The characters of everyday Chinese: level 1 of GB 2312 (3,755) and of Big5 (5,401)."""
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    return frozenset(
        "".join(pair.decode("gb2312", "ignore") for pair in simplified)
        + "".join(pair.decode("big5", "ignore") for pair in traditional)
    )


def commonness(text: str) -> float:
    """The share of ideographs (and strays from other scripts) that everyday Chinese uses; 1.0 without any."""
    sample = [
        c for c in text[:20000] if ord(c) > 0xFF and not "\u2000" <= c <= "\u33ff" and not "\uff00" <= c <= "\uffef"
    ]
    common = common_characters()
    return sum(c in common for c in sample) / len(sample) if sample else 1.0
