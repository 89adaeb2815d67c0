"""Undo byte shifts: text that a converter working on GBK bytes cut in the middle of characters.

Such a converter puts ``(pinyin)`` after every byte pair of its table, also where the pair is the second byte of one
character and the first of the next. The first byte is then eaten with the bracket (a ``?`` is left) and what follows
is read one byte off, until a second byte that is ASCII, another annotation or the end of the line brings it back into
step. Full-width marks (A3xx) found across a boundary do the same. Given the eaten byte the rest is determined, so the
inverse is a walk over the bytes; the eaten byte is found from the table of annotated characters. What no byte
determines is chosen by the lexicon and marked as uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks.clean.restore import gbk
from tasks.clean.restore.choices import (
    MARGIN,
    UNKNOWN,
    doubles,
    fit,
    guess,
    is_common,
    is_plausible,
    is_weak,
    likeliest,
)
from tasks.clean.restore.lexicon import is_word
from tasks.clean.restore.mended import Mended
from tasks.clean.restore.readings import ANNOTATION, SYLLABLE, annotated, reads
from tasks.clean.script import to_simplified
from tasks.clean.traced import Span, Traced

LOST = "?？\ufffd"
EATEN = re.compile(rf"[{LOST}]\(?({SYLLABLE})\)")
MARK = re.compile(rf"[{LOST}]([!,;:%()！，；：％（）])")
TAG = re.compile(r"[<＜]?/?(?:p|br|div|span|td|li|h\d)\s*/?>")
TRIGGER = re.compile(rf"{EATEN.pattern}|{MARK.pattern}")
QUOTES = (0xAE, 0xAF, 0xB0, 0xB1)  # second bytes of ‘ ’ “ ”
HALF_MARKS = ",;:?!()"
# Before these a lone byte is shown as ``?`` and nothing else is lost; before others an ASCII character went with it.
STEADY = ",;:!?()，；：！？（）。、”’"
CONTEXT = 4
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

    @property
    def text(self) -> str:
        """What was won back."""
        return "".join(self.out)

    def won(self, text: str, halves: tuple[int, int | None]) -> None:
        """Add a character and the two bytes it was put together from."""
        self.out.append(text)
        self.halves.append(halves)


def repair_shifts(text: Traced, mended: list[Mended]) -> Traced:
    """Undo every shift in ``text`` whose inverse gives plausible Chinese; others stay as they are."""
    if not TRIGGER.search(text.text):
        return text
    learned = _learn(text.text)
    spans: list[Span] = []
    for start, end in _lines(text.text):
        for span, walk in _line_repairs(text.text[start:end], learned):
            at = start + span[0]
            spans.append((at, start + span[1], span[2]))
            before = text.text[max(start, at - 1) : start + span[1]]
            mended.append(
                Mended(walk.kind, before, before[: at - max(start, at - 1)] + span[2], walk.certain, text.at(at))
            )
    return text.replace(spans)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.end()


def _learn(text: str) -> Learned:
    """The converter's table as this text shows it: (character, reading) of every well-formed annotation."""
    pairs = ((text[match.start() - 1], match.group(1) or match.group(2)) for match in ANNOTATION.finditer(text, 1))
    return frozenset(entry for entry in pairs if reads(*entry))


def _line_repairs(line: str, learned: Learned) -> Iterator[tuple[Span, Walk]]:
    position = 0
    while True:
        match = _next(line, position)
        if match is None:
            return
        walk = _best(line, match, learned)
        position = match.start() + 1
        if walk is not None:
            position = max(walk.end, position)
            yield (match.start(), walk.end, walk.text), walk


def _next(line: str, position: int) -> re.Match[str] | None:
    """The next place where a byte may have been eaten."""
    found = TRIGGER.search(line, position)
    return (EATEN.match(line, found.start()) or MARK.match(line, found.start())) if found else None


def _best(line: str, match: re.Match[str], learned: Learned) -> Walk | None:
    """The most plausible reading of the run that begins at ``match``, None when no reading is Chinese."""
    closed = [walk for walk in _readings(line, match, learned) if walk.closed]
    sound = [walk for walk in (_with_vanished(line, match.start(), walk) for walk in closed) if is_plausible(walk.text)]
    if len(sound) < 2:
        return sound[0] if sound else None
    before = line[max(0, match.start() - CONTEXT) : match.start()]
    ranked = sorted(sound, key=lambda walk: -fit(before, walk.text, line[walk.end : walk.end + CONTEXT]))
    best, second = (fit(before, walk.text, line[walk.end : walk.end + CONTEXT]) for walk in ranked[:2])
    ranked[0].certain = ranked[0].certain and best > second + MARGIN
    return ranked[0]


def _readings(line: str, match: re.Match[str], learned: Learned) -> Iterator[Walk]:
    """Every way to read the run at ``match``, one for each byte that can have been eaten."""
    if match.re is EATEN:
        before = _pair_before(line[: match.start()])
        for _, lead in annotated(before[1], match.group(1), learned) if before else ():
            yield _walk(line, match.end(), Walk(start=match.start()), lead, learned)
    else:
        yield from _across_mark(line, match, learned)


def _pair_before(line: str) -> tuple[int, int] | None:
    """The bytes of the last character; a half-width mark was full-width when the bytes were cut."""
    mark = line[-1:]
    return gbk.wide(mark) if mark and mark in HALF_MARKS else gbk.pair(mark)


def _across_mark(line: str, match: re.Match[str], learned: Learned) -> Iterator[Walk]:
    """A full-width mark (A3xx) was found across a boundary: ``?``, the mark, and a run one byte off.

    。” and 。“ (A1A3 A1B1) hold ！ (A3A1); any other character that ends in A3 does the same with what follows, but
    then its first byte is lost for good and only the lexicon can tell it.
    """
    following = gbk.pair(line[match.end() : match.end() + 1])
    if match.group(1) in "!！" and (
        line[match.end() : match.end() + 1] in LOST or (following and following[0] in QUOTES)
    ):
        walk = Walk(kind="full_stop", start=match.start())
        walk.won("。", (0xA1, None))
        yield _walk(line, match.end(), walk, 0xA1, learned)
    elif learned:
        yield from _unknown_leads(line, match, learned)


def _unknown_leads(line: str, match: re.Match[str], learned: Learned) -> Iterator[Walk]:
    mark = gbk.wide(match.group(1)) if match.group(1).isascii() else gbk.pair(match.group(1))
    before = line[max(0, match.start() - CONTEXT) : match.start()]
    for lead in range(0xB0, 0xF8):
        first = gbk.character(lead, 0xA3)
        if mark and first and is_common(first) and is_word(to_simplified(before[-1:] + first)):
            walk = Walk(kind="lost_byte", certain=False, start=match.start())
            walk.won(first, (lead, None))
            yield _walk(line, match.end(), walk, mark[1], learned)


def _walk(line: str, position: int, walk: Walk, pending: int, learned: Learned) -> Walk:
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
        won = gbk.character(pending, step[0]) if step else None
        if step is None or won is None:
            return walk
        walk.won(won, (pending, step[0]))
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
        options = _common(annotated(pending, eaten.group(1), learned))
        walk.end = eaten.end()
        before = (line[: walk.start] + walk.text)[-CONTEXT:]
        found, sure = likeliest([option[0] for option in options], before, line[walk.end : walk.end + CONTEXT])
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


def _common(options: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Everyday characters first; rare ones only where there is no other."""
    return tuple(option for option in options if is_common(option[0])) or options


def _mark(line: str, position: int, walk: Walk, *, ended: bool) -> str:
    """Which mark A1xx was at the end of a paragraph: 。 or, after a 。, the quote that is due."""
    if not walk.text or walk.text[-1] not in "。！？…":
        walk.certain = False
        return "。"
    opened = line[:position].count("“") > line[:position].count("”")
    walk.certain = walk.certain and (opened or ended)
    return "”" if opened or ended else "“"


def _with_vanished(line: str, start: int, walk: Walk) -> Walk:
    """Put back what vanished from the file inside the run, where the run as it stands makes no words.

    A byte pair of the first user-defined zone is no character to the later software and was dropped; the second half
    of the character before it and the first half of the one after it went with it.
    """
    before, after = line[max(0, start - CONTEXT) : start], line[walk.end : walk.end + CONTEXT]
    for index, (won, halves) in enumerate(zip(walk.out, walk.halves, strict=True)):
        place = len("".join(walk.out[:index]))
        if halves[1] is None or not is_weak(walk.text, place, before, after):
            continue
        head, tail = "".join(walk.out[:index]), "".join(walk.out[index + 1 :])
        left, right = (before + head)[-CONTEXT:], (tail + after)[:CONTEXT]
        best = max(doubles(halves[0], halves[1]), key=lambda double: fit(left, double, right), default=won)
        if fit(left, best, right) > fit(left, won, right) + MARGIN:
            walk.out[index] = best
            walk.certain = False
    return walk
