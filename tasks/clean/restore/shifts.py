"""Undo byte shifts: text that a converter working on GBK bytes cut in the middle of characters.

Such a converter puts ``(pinyin)`` after every byte pair of its table, also where the pair is the second byte of one
character and the first of the next, and makes full-width marks (A3xx) half-width wherever these two bytes stand. The
byte before is then eaten with the bracket or shown as ``?``, and what follows is read one byte off until a second byte
that is ASCII, another annotation or the end of the line brings it back into step. Given the eaten byte the rest is
determined, so the inverse is a walk over the bytes; the eaten byte is found from the table of annotated characters.
What no byte determines is chosen by the lexicon and marked as uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.clean.restore import gbk
from tasks.clean.restore.choices import (
    MARGIN,
    UNKNOWN,
    doubles,
    fit,
    is_common,
    is_plausible,
    is_stray,
    is_weak,
)
from tasks.clean.restore.lexicon import is_word
from tasks.clean.restore.mended import Mended
from tasks.clean.restore.readings import ANNOTATION, SYLLABLE, annotated, reads
from tasks.clean.restore.walk import CONTEXT, EATEN, LOST, Learned, Walk, walk_on
from tasks.clean.script import to_simplified
from tasks.clean.traced import Span, Traced

MARK = re.compile(rf"[{LOST}](?P<mark>[!,;:%()?！，；：％（）？])")
# A question mark made half-width inside a run, whose first byte went with it.
SWALLOWED = re.compile(rf"(?P<mark>[{LOST}])(?=[\u3400-\u9fff])")
TRIGGER = re.compile(
    rf"{EATEN.pattern}|{MARK.pattern.replace('?P<mark>', '?:')}|{SWALLOWED.pattern.replace('?P<mark>', '?:')}"
)
ORPHAN = re.compile(rf"{SYLLABLE}[ 　]?\)")  # the end of an annotation whose beginning the run would take away
QUOTES = (0xAE, 0xAF, 0xB0, 0xB1)  # second bytes of ‘ ’ “ ”
HALF_MARKS = ",;:?!()"
FULL_STOP = 0xA1
NOTHING: Learned = frozenset()
WINDOW = 32  # characters, in which CONTEXT characters and their annotations stand
# How much likelier (in logarithms) a run must become before a mark between its bytes is believed.
GAIN = 6.0
# And how much likelier a full stop is before a quote than words say.
USUAL = 3.0


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
        found = TRIGGER.search(line, position)
        if found is None:
            return
        walk = next((walk for match in _matches(line, found.start()) if (walk := _best(line, match, learned))), None)
        position = found.start() + 1
        if walk is not None:
            position = max(walk.end, position)
            yield (found.start(), walk.end, walk.text), walk


def _matches(line: str, start: int) -> Iterator[re.Match[str]]:
    """What may have happened at ``start``: an annotation tells it, else a mark with or without its own sign."""
    eaten = EATEN.match(line, start)
    if eaten:
        yield eaten
        return
    for pattern in (MARK, SWALLOWED):
        match = pattern.match(line, start)
        if match is not None:
            yield match


def _best(line: str, match: re.Match[str], learned: Learned) -> Walk | None:
    """The most plausible reading of the run that begins at ``match``, None when no reading is Chinese."""
    sound = _sound(line, match, learned) or (_sound(line, match, NOTHING) if match.re is EATEN and learned else [])
    if len(sound) < 2:
        return sound[0] if sound else None
    ranked = sorted(((_likely(line, match.start(), walk), -index) for index, walk in enumerate(sound)), reverse=True)
    best = sound[-ranked[0][1]]
    best.certain = best.certain and ranked[0][0] > ranked[1][0] + MARGIN
    return best


def _likely(line: str, start: int, walk: Walk) -> float:
    """How likely a reading is between its neighbours; nearly every run before a quote begins with a full stop."""
    usual = USUAL if walk.kind == "full_stop" else 0.0
    return usual + fit(_before(line, start), walk.text, _after(line, walk.end))


def _before(line: str, start: int) -> str:
    """The last characters before ``start`` without annotations."""
    return ANNOTATION.sub("", line[max(0, start - WINDOW) : start])[-CONTEXT:]


def _after(line: str, end: int) -> str:
    """The first characters from ``end`` without annotations."""
    return ANNOTATION.sub("", line[end : end + WINDOW])[:CONTEXT]


def _sound(line: str, match: re.Match[str], learned: Learned) -> list[Walk]:
    """The readings that are Chinese. What a text shows of the converter's table comes first, but is not all of it."""
    closed = [walk for walk in _readings(line, match, learned) if walk.closed]
    sound = [walk for walk in (_with_vanished(line, match.start(), walk) for walk in closed) if is_plausible(walk.text)]
    if match.re is EATEN or _before_quote(line, match):
        return sound
    return [walk for walk in sound if _gains(line, match, walk)]


def _readings(line: str, match: re.Match[str], learned: Learned) -> Iterator[Walk]:
    """Every way to read the run at ``match``, one for each byte that can have been eaten."""
    if match.re is EATEN:
        before = _pair_before(line[: match.start()])
        for _, lead in annotated(before[1], match.group(1), learned) if before else ():
            yield walk_on(line, match.end(), Walk(start=match.start()), lead, learned)
    else:
        yield from _across_mark(line, match, learned)


def _pair_before(line: str) -> tuple[int, int] | None:
    """The bytes of the last character; its own annotation is passed over, a half-width mark was full-width."""
    annotation = next((match for match in ANNOTATION.finditer(line[-12:]) if match.end() == len(line[-12:])), None)
    if annotation:
        line = line[-12:][: annotation.start()]
    mark = line[-1:]
    return gbk.wide(mark) if mark and mark in HALF_MARKS else gbk.pair(mark)


def _across_mark(line: str, match: re.Match[str], learned: Learned) -> Iterator[Walk]:
    """A full-width mark (A3xx) was found across a boundary: ``?``, the mark, and a run one byte off.

    。” and 。“ (A1A3 A1B1) hold ！ (A3A1), 。考 (A1A3 BFBC) holds ？ (A3BF); any other character that ends in A3 does
    the same with what follows, but then only the lexicon can tell it.
    """
    mark = gbk.wide(match["mark"]) if match["mark"].isascii() else gbk.pair(match["mark"])
    if mark is None:
        return
    quoted = _before_quote(line, match)
    before = _before(line, match.start())
    for lead, first in _firsts(before, every=bool(learned), quoted=quoted):
        kind = "full_stop" if lead == FULL_STOP and quoted else "lost_byte"
        walk = Walk(kind=kind, certain=kind == "full_stop", start=match.start())
        walk.won(first, (lead, None))
        yield walk_on(line, match.end(), walk, mark[1], learned)


def _before_quote(line: str, match: re.Match[str]) -> bool:
    """Whether a quote, or what swallowed one, stands after the mark: 。” and 。“ are what is broken most."""
    after = line[match.end() : match.end() + 1]
    following = gbk.pair(after)
    return match["mark"] in "!！" and bool(after in LOST or (following and following[0] in QUOTES))


def _firsts(before: str, *, every: bool, quoted: bool) -> Iterator[tuple[int, str]]:
    """What may have stood before the mark: a full stop after text, a character that makes a word with the one before.

    Only a text that shows the converter's work is searched for ``every`` character.
    """
    if quoted or (every and before and before[-1] not in "。，、；：,;:"):
        yield FULL_STOP, "。"
    for lead in range(0xB0, 0xF8) if every else ():
        first = gbk.character(lead, 0xA3)
        if first and is_common(first) and is_word(to_simplified(before[-1:] + first)):
            yield lead, first


def _gains(line: str, match: re.Match[str], walk: Walk) -> bool:
    """Whether the run makes words only when it is read one byte on; a question mark is a question mark else."""
    if ORPHAN.match(line, walk.end):
        return False
    after = _after(line, walk.end)
    shown = ANNOTATION.sub("", line[match.end() : walk.end])
    return fit("", walk.text[1:], after) > fit("", shown, after) + GAIN


def _with_vanished(line: str, start: int, walk: Walk) -> Walk:
    """Put back what vanished from the file inside the run, where the run as it stands makes no words.

    Byte pairs of the first user-defined zone are no characters to the later software and were dropped; the second half
    of the character before them and the first half of the one after went with them. One pair leaves two characters to
    guess, more leave a mark.
    """
    before, after = _before(line, start), _after(line, walk.end)
    for index, (won, halves) in enumerate(zip(walk.out, walk.halves, strict=True)):
        head, tail = "".join(walk.out[:index]), "".join(walk.out[index + 1 :])
        stray = is_stray(won)
        if halves[1] is None or not (stray or is_weak(walk.text, len(head), before, after)):
            continue
        left, right = (before + head)[-CONTEXT:], (tail + after)[:CONTEXT]
        best = max(doubles(halves[0], halves[1]), key=lambda double: fit(left, double, right), default=UNKNOWN)
        if fit(left, best, right) > fit(left, won, right) + MARGIN:
            walk.out[index] = best
            walk.certain = False
        elif stray:
            walk.out[index] = UNKNOWN
            walk.certain = False
    return walk
