"""Read a run of text one byte off: put the characters together again until the bytes are back in step."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.clean.restore import gbk
from tasks.clean.restore.choices import SHOWN, UNKNOWN, guess, is_common, likeliest
from tasks.clean.restore.readings import ANNOTATION, SYLLABLE, annotated, reads

LOST = "?？\ufffd"
EATEN = re.compile(rf"[{LOST}]\(?({SYLLABLE})[ 　]?\)")
TAG = re.compile(r"[<＜]?/?(?:p|br|div|span|td|li|h\d)\s*/?>")
# Before these a lone byte is shown as ``?`` and nothing else is lost; before others an ASCII character went with it.
STEADY = ",;:!?()，；：！？（）。、”’"
CONTEXT = 4
NONE = "\ufffd"  # two bytes that are no character: a pair between them vanished
Learned = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Walk:
    """One attempt to read a shifted run: characters won back, where the run ends, what stayed unknown."""

    out: list[str] = field(default_factory=list)
    halves: list[tuple[int, int | None]] = field(default_factory=list)
    start: int = 0
    end: int = 0
    closed: bool = False
    certain: bool = True
    kind: str = "shift"
    gain: float = 0.0
    prior: float = 0.0

    @property
    def text(self) -> str:
        """What was won back."""
        return "".join(self.out)

    def won(self, text: str, halves: tuple[int, int | None]) -> None:
        """Add a character and the two bytes it was put together from."""
        self.out.append(text)
        self.halves.append(halves)


def walk_on(line: str, position: int, walk: Walk, pending: int, learned: Learned) -> Walk:
    """Read on from ``position`` with ``pending`` as the first byte, until the bytes are in step again."""
    while position < len(line):
        mark = line[position]
        if mark in LOST:
            return _lost(line, position, walk, pending, learned)
        annotation = ANNOTATION.match(line, position)
        if annotation and reads(line[position - 1], annotation.group(1) or annotation.group(2)):
            position = annotation.end()
            continue
        step = _bytes(mark)
        if step is None:
            return walk
        walk.won(gbk.character(pending, step[0]) or NONE, (pending, step[0]))
        position += 1
        if len(step) == 1 or step[1] < 0x80:
            if len(step) > 1:
                walk.won(chr(step[1]), (step[1], None))
            walk.end, walk.closed = position, True
            return walk
        pending = step[1]
    return walk


def _bytes(mark: str) -> tuple[int, ...] | None:
    """The bytes that a character of the damaged text stands for; one byte brings the run back into step."""
    if mark == "€":
        return (gbk.EURO,)
    if mark.isascii():
        return (ord(mark),) if 0x40 <= ord(mark) <= 0x7E else gbk.wide(mark)
    return gbk.pair(mark)


def _lost(line: str, position: int, walk: Walk, pending: int, learned: Learned) -> Walk:
    """The second byte was eaten: an annotation, a tag or the lexicon says which it was."""
    walk.closed = True
    eaten = EATEN.match(line, position)
    if eaten:
        reading = eaten.group(1)
        options = {mark: SHOWN * ((mark, reading) in learned) for mark, _ in annotated(pending, reading)}
        walk.end = eaten.end()
        before = (line[: walk.start] + walk.text)[-CONTEXT:]
        found, sure = likeliest(_common(options), before, line[walk.end : walk.end + CONTEXT])
        walk.won(found, (pending, None))
        walk.certain = walk.certain and sure
        return walk
    tag = TAG.match(line, position + 1)
    walk.end = tag.end() if tag else position + 1
    if pending == 0xA1:
        walk.won(_mark(line, position, walk, ended=walk.end >= len(line)), (pending, None))
        return walk
    after = line[walk.end : walk.end + CONTEXT]
    eaten_mark = "" if tag or not after or after[0] in STEADY else UNKNOWN
    before = (line[: walk.start] + walk.text)[-CONTEXT:]
    walk.won(guess(before, pending, eaten_mark + after) + eaten_mark, (pending, None))
    walk.certain = False
    return walk


def _common(options: dict[str, float]) -> dict[str, float]:
    """Everyday characters first; rare ones only where there is no other."""
    return {option: prior for option, prior in options.items() if prior or is_common(option)} or options


def _mark(line: str, position: int, walk: Walk, *, ended: bool) -> str:
    """Which mark A1xx was at the end of a paragraph: 。 or, after a 。, the quote that is due."""
    if not walk.text or walk.text[-1] not in "。！？…":
        walk.certain = False
        return "。"
    opened = line[:position].count("“") > line[:position].count("”")
    walk.certain = walk.certain and (opened or ended)
    return "”" if opened or ended else "“"
