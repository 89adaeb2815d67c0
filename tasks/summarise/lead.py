"""The lead phrase of a point: a few of its own words that say what it is about, never a word cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import rjieba

from tasks.summarise.condense import Segment, hard_words, modal_words, segments
from tasks.summarise.lexicon import Lexicon, condense_lexicon, load
from tasks.summarise.marks import balance, is_balanced

SHORTEST, LONGEST = 4, 10
_NOMINAL = ("n", "vn", "b", "j", "l", "i", "a", "eng", "g", "z")
_STOP = ("p", "r", "u", "f", "d", "y", "t", "q", "w", "e", "o", "c", "m", "k", "h")
_REST_MIN = 5


class LeadLexicon(Lexicon):
    """The lists of ``lead.yaml``."""

    heads: list[str]
    generic: list[str]
    barred_openers: list[str]
    frames: str
    context_openers: list[str]


@cache
def lead_lexicon() -> LeadLexicon:
    """The lists of ``lead.yaml``."""
    return LeadLexicon.model_validate(load("lead"))


@dataclass(frozen=True)
class Lead:
    """A lead phrase, the text that follows it in print, and the whole text before the phrase was moved out."""

    lead: str
    text: str
    whole: str


@dataclass(frozen=True)
class Word:
    """A word with its tag and its offset in the segment; a quoted term is one word."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Candidate:
    """A phrase of one segment that might lead, with its score."""

    score: float
    segment: int
    start: int
    end: int
    text: str


def lead_for(text: str, context: str = "", names: tuple[str, ...] = ()) -> Lead:
    """The lead for a condensed text; ``context`` is the heading or sentence before it, ``names`` the region's own names.

    The lead is made of the text's own words, or, where these yield none, of the context's.
    """
    parts = segments(text)
    framed = _framed(text) or _theme(parts)
    if framed:
        return framed
    best = max(_candidates(parts, names), key=lambda c: (c.score, -c.segment, -c.start), default=None)
    if best is None or best.score < 0:
        spare = max(_candidates(segments(_bare(context)), names), key=lambda c: (c.score, -c.start), default=None)
        if spare is not None:
            return Lead(spare.text, text, text)
    if best is None:
        return Lead(_fallback(parts), text, text)
    return Lead(best.text, _moved(parts, best) or text, text)


def _framed(text: str) -> Lead | None:
    """招商引资方面，多层级…… → lead 招商引资."""
    found = re.match(lead_lexicon().frames, text)
    if not found:
        return None
    rest = text[found.end() :]
    return Lead(found["lead"], rest, text) if len(rest) >= _REST_MIN else None


def _theme(parts: list[Segment]) -> Lead | None:
    """A short sentence that announces the next one: 提升招商质效。……"""
    if len(parts) < 2 or not parts[0].close.startswith(("。", "：")) or hard_words(parts[0].text):
        return None
    size = len(re.sub(r"\W", "", parts[0].text))
    if not SHORTEST <= size <= LONGEST or not is_balanced(parts[0].text):
        return None
    rest = "".join(part.full for part in parts[1:])
    return Lead(parts[0].text, rest, "".join(part.full for part in parts)) if len(rest) >= _REST_MIN else None


def _bare(context: str) -> str:
    lexicon = lead_lexicon()
    text = re.sub(condense_lexicon().enumeration, "", context.strip())
    return re.sub(f"^(?:{'|'.join(lexicon.context_openers)})+", "", text)


def words(text: str) -> list[Word]:
    """The words of a segment; a short term in quotation marks counts as one noun."""
    found: list[Word] = []
    start = 0
    for piece in re.split(r"([“‘《][^“”‘’《》]{1,14}[”’》])", text):
        if piece[:1] in "“‘《" and piece[-1:] in "”’》" and piece:
            found.append(Word(piece, "nz", start))
            start += len(piece)
            continue
        for word, tag in rjieba.tag(piece):
            found.append(Word(word, tag, start))
            start += len(word)
    return found


def _candidates(parts: list[Segment], names: tuple[str, ...]) -> Iterator[Candidate]:
    for index, part in enumerate(parts):
        row = words(part.text)
        for first in range(len(row)):
            for last in range(first, min(first + 6, len(row))):
                text = part.text[row[first].start : row[last].end]
                if len(text) > LONGEST + 4:
                    break
                score = _score(row, first, last, index, text, names)
                if score is not None:
                    yield Candidate(score, index, row[first].start, row[last].end, text)


def _score(row: list[Word], first: int, last: int, index: int, text: str, names: tuple[str, ...]) -> float | None:
    """How well a run of words leads; None when it may not lead at all."""
    lexicon = lead_lexicon()
    size = len(re.sub(r"\W", "", text))
    inner = row[first : last + 1]
    if not SHORTEST <= size <= LONGEST or not is_balanced(text) or not _whole(row, first, last):
        return None
    if any(word.tag.startswith(_STOP) or (word.tag in ("x", "ns") and word.text not in "、") for word in inner):
        return None
    if "、" in (inner[0].text, inner[-1].text) or re.search(r"\d", text) or hard_words(text):
        return None
    if any(text.startswith(name) for name in names):
        return None
    if all(word.text in lexicon.generic for word in inner):
        return None
    opens = inner[0]
    verbal = opens.tag == "v" and len(inner) > 1
    if verbal and opens.text in lexicon.barred_openers:
        return None
    score = 3.0 if size <= 8 else 1.0
    score += 3.0 * any(word.text.endswith(tuple(lexicon.heads)) for word in inner[-1:])
    score -= 0.8 * min(index, 5)
    score -= 0.7 * sum(word.text in lexicon.generic for word in inner)
    score += 2.0 * (first == 0) + 1.5 * (last + 1 == len(row))
    score += 2.0 * any(word.text.startswith("“") for word in inner)
    score -= 2.0 * ("、" in text) + 1.0 * (bool(first) and row[first - 1].text == "的")
    score -= 2.0 * (verbal and not (last + 1 == len(row)))
    return score


def _whole(row: list[Word], first: int, last: int) -> bool:
    """Whether the run is a phrase of its own: no modifier cut off before it, no head cut off behind it."""
    before = row[first - 1] if first else None
    behind = row[last + 1] if last + 1 < len(row) else None
    head = row[last]
    if not head.tag.startswith(("n", "vn", "j", "l", "i", "eng", "v")) or (
        head.tag.startswith("v") and len(head.text) < 2
    ):
        return False
    if before is not None and (before.tag.startswith(_NOMINAL) or before.text in "、" or before.tag.startswith("m")):
        return False
    if before is not None and row[first].tag == "v" and not before.tag.startswith(("d", "v", "x")):
        return False
    if behind is None:
        return True
    if behind.text in "、的等" or behind.tag.startswith(("n", "vn", "j", "l", "b", "k", "ng", "u", "f")):
        return False
    return not (head.tag.startswith("v") and behind.tag.startswith(("a", "b", "q", "m")))


def _moved(parts: list[Segment], lead: Candidate) -> str | None:
    """The text without the lead, where the lead opens it and the rest still reads; else None."""
    first = parts[0]
    if lead.segment or lead.start or (modal_words(first.text) and lead.end == len(first.text)):
        return None
    rest = first.text[lead.end :]
    if rest:
        ahead = words(rest)[0]
        reads = ahead.tag.startswith(("v", "d", "a")) and len(rest) >= 2 and not words(lead.text)[0].tag == "v"
        return "".join([rest, first.close, *(part.full for part in parts[1:])]) if reads else None
    others = parts[1:]
    if not others or others[0].text.startswith(tuple(condense_lexicon().continuers)) or first.close[:1] == "：":
        return None
    text = "".join(part.full for part in others)
    return text if len(text) >= _REST_MIN * 2 else None


def _fallback(parts: list[Segment]) -> str:
    """The first words of the text up to ten characters, ended at a word: when no phrase of it can lead."""
    for part in parts:
        taken = ""
        for word in words(part.text):
            if len(taken) + len(word.text) > LONGEST:
                break
            taken += word.text
        bare = balance(taken).strip("，、的和与在对为以及")
        if len(bare) >= SHORTEST:
            return bare
    return balance(parts[0].text)[:LONGEST] if parts else ""
