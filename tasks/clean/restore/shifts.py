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
    SHOWN,
    UNKNOWN,
    fit,
    is_common,
    is_plausible,
    is_stray,
)
from tasks.clean.restore.lexicon import count, is_word
from tasks.clean.restore.mended import Mended
from tasks.clean.restore.readings import ANNOTATION, SYLLABLE, annotated, reads
from tasks.clean.restore.vanished import DOUBT, PLAIN, Seen, fill, kept_zones
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
WINDOW = 32  # characters, in which CONTEXT characters and their annotations stand
# How much likelier (in logarithms) a run must become before a mark between its bytes is believed.
GAIN = 6.0
# And how much likelier a full stop is before a quote than words say.
USUAL = 3.0
# A character that stands alone is counted at least this often.
ALONE = 3000


def repair_shifts(text: Traced, mended: list[Mended]) -> Traced:
    """Undo every shift in ``text`` whose inverse gives plausible Chinese; others stay as they are."""
    if not TRIGGER.search(text.text):
        return text
    seen = Seen(_learn(text.text), kept_zones(text.text))
    found = list(_repairs(text.text, seen))
    if any(walk.gain > PLAIN for *_, walk in found):
        found = list(_repairs(text.text, seen._replace(vanished=True)))
    spans: list[Span] = []
    for begin, end, walk in found:
        shown = text.text[max(0, begin - 1) : begin].strip("\n")
        spans.append((begin, end, walk.text))
        before, after = shown + text.text[begin:end], shown + walk.text
        mended.append(Mended(walk.kind, before, after, walk.certain, text.at(begin)))
    return text.replace(spans)


def _repairs(text: str, seen: Seen) -> Iterator[tuple[int, int, Walk]]:
    for start, end in _lines(text):
        for begin, stop, walk in _line_repairs(text[start:end], seen):
            yield start + begin, start + stop, walk


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.end()


def _learn(text: str) -> Learned:
    """The converter's table as this text shows it: (character, reading) of every well-formed annotation."""
    pairs = ((text[match.start() - 1], match.group(1) or match.group(2)) for match in ANNOTATION.finditer(text, 1))
    return frozenset(entry for entry in pairs if reads(*entry))


def _line_repairs(line: str, seen: Seen) -> Iterator[tuple[int, int, Walk]]:
    position = 0
    while True:
        found = TRIGGER.search(line, position)
        if found is None:
            return
        walk = next((walk for match in _matches(line, found.start()) if (walk := _best(line, match, seen))), None)
        position = found.start() + 1
        if walk is not None:
            position = max(walk.end, position)
            yield found.start(), walk.end, walk


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


def _best(line: str, match: re.Match[str], seen: Seen) -> Walk | None:
    """The most plausible reading of the run that begins at ``match``, None when no reading is Chinese."""
    sound = _sound(line, match, seen)
    if len(sound) < 2:
        return sound[0] if sound else None
    ranked = sorted(((_likely(line, match.start(), walk), -index) for index, walk in enumerate(sound)), reverse=True)
    best = sound[-ranked[0][1]]
    best.certain = best.certain and ranked[0][0] > ranked[1][0] + MARGIN
    return best


def _likely(line: str, start: int, walk: Walk) -> float:
    """How likely a reading is between its neighbours; nearly every run before a quote begins with a full stop."""
    usual = USUAL if walk.kind == "full_stop" else 0.0
    return usual + walk.prior + fit(_before(line, start), walk.text, _after(line, walk.end))


def _before(line: str, start: int) -> str:
    """The last characters before ``start`` without annotations."""
    return ANNOTATION.sub("", line[max(0, start - WINDOW) : start])[-CONTEXT:]


def _after(line: str, end: int) -> str:
    """The first characters from ``end`` without annotations."""
    return ANNOTATION.sub("", line[end : end + WINDOW])[:CONTEXT]


def _sound(line: str, match: re.Match[str], seen: Seen) -> list[Walk]:
    """The readings that are Chinese. What a text shows of the converter's table comes first, but is not all of it."""
    closed = [walk for walk in _readings(line, match, seen) if walk.closed]
    sound = [
        walk for walk in (_with_vanished(line, match.start(), walk, seen) for walk in closed) if is_plausible(walk.text)
    ]
    if match.re is EATEN or _before_quote(line, match):
        return sound
    return [walk for walk in sound if _gains(line, match, walk)]


def _readings(line: str, match: re.Match[str], seen: Seen) -> Iterator[Walk]:
    """Every way to read the run at ``match``, one for each byte that can have been eaten."""
    if match.re is EATEN:
        before = _pair_before(line[: match.start()])
        reading = match.group(1)
        for mark, lead in annotated(before[1], reading) if before else ():
            walk = Walk(start=match.start(), prior=SHOWN * ((mark, reading) in seen.table))
            yield walk_on(line, match.end(), walk, lead, seen.table)
    else:
        yield from _across_mark(line, match, seen)


def _pair_before(line: str) -> tuple[int, int] | None:
    """The bytes of the last character; its own annotation is passed over, a half-width mark was full-width."""
    annotation = next((match for match in ANNOTATION.finditer(line[-12:]) if match.end() == len(line[-12:])), None)
    if annotation:
        line = line[-12:][: annotation.start()]
    mark = line[-1:]
    return gbk.wide(mark) if mark and mark in HALF_MARKS else gbk.pair(mark)


def _across_mark(line: str, match: re.Match[str], seen: Seen) -> Iterator[Walk]:
    """A full-width mark (A3xx) was found across a boundary: ``?``, the mark, and a run one byte off.

    。” and 。“ (A1A3 A1B1) hold ！ (A3A1), 。考 (A1A3 BFBC) holds ？ (A3BF); any other character that ends in A3 does
    the same with what follows, but then only the lexicon can tell it.
    """
    mark = gbk.wide(match["mark"]) if match["mark"].isascii() else gbk.pair(match["mark"])
    if mark is None:
        return
    quoted = _before_quote(line, match)
    before = _before(line, match.start())
    for lead, first in _firsts(before, every=bool(seen.table), quoted=quoted):
        kind = "full_stop" if lead == FULL_STOP and quoted else "lost_byte"
        walk = Walk(kind=kind, certain=kind == "full_stop", start=match.start())
        walk.won(first, (lead, None))
        yield walk_on(line, match.end(), walk, mark[1], seen.table)


def _before_quote(line: str, match: re.Match[str]) -> bool:
    """Whether a quote, or what swallowed one, stands after the mark: 。” and 。“ are what is broken most."""
    after = line[match.end() : match.end() + 1]
    following = gbk.pair(after)
    return match["mark"] in "!！" and bool(after in LOST or (following and following[0] in QUOTES))


def _firsts(before: str, *, every: bool, quoted: bool) -> Iterator[tuple[int, str]]:
    """What may have stood before the mark: a full stop, a character that is a word, alone or with the one before.

    Only a text that shows the converter's work is searched for ``every`` character.
    """
    if quoted or (every and before and before[-1] not in "。，、；：,;:"):
        yield FULL_STOP, "。"
    for lead in range(0xB0, 0xF8) if every else ():
        first = gbk.character(lead, 0xA3)
        simple = to_simplified(first) if first and is_common(first) else ""
        if first and simple and (is_word(to_simplified(before[-1:]) + simple) or count(simple) >= ALONE):
            yield lead, first


def _gains(line: str, match: re.Match[str], walk: Walk) -> bool:
    """Whether the run makes words only when it is read one byte on; a question mark is a question mark else."""
    if ORPHAN.match(line, walk.end):
        return False
    after = _after(line, walk.end)
    shown = ANNOTATION.sub("", line[match.end() : walk.end])
    return fit("", walk.text[1:], after) > fit("", shown, after) + GAIN


def _with_vanished(line: str, start: int, walk: Walk, seen: Seen) -> Walk:
    """Put back what vanished from the file inside the run; a stray that no pair explains leaves a mark."""
    before, after = _before(line, start), _after(line, walk.end)
    for index, (won, halves) in enumerate(zip(walk.out, walk.halves, strict=True)):
        if halves[1] is None:
            continue
        left = (before + "".join(walk.out[:index]))[-CONTEXT:]
        right = ("".join(walk.out[index + 1 :]) + after)[:CONTEXT]
        gap = fill(left, won, right, (halves[0], halves[1]), seen)
        if gap and gap.gain > 0:
            walk.out[index] = gap.text
            walk.gain = max(walk.gain, gap.gain)
        elif is_stray(won):
            walk.out[index] = UNKNOWN
        elif not gap or gap.gain < DOUBT:
            continue
        walk.certain = False
    return walk
