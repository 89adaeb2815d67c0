"""The lead phrase of a point: a few of its own words that say what it is about, never a word cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from tasks.summarise.candidates import Candidate, candidates
from tasks.summarise.lead_cut import is_cut_out
from tasks.summarise.lead_fallback import fallback
from tasks.summarise.lead_joint import joint_lead
from tasks.summarise.lead_moved import moved
from tasks.summarise.lead_scope import holds_for
from tasks.summarise.lead_shape import LONGEST, MARKS
from tasks.summarise.lead_theme import Lead, bare, framed, is_result, lent, own_theme
from tasks.summarise.lead_whole import bared, untailed, whole
from tasks.summarise.phrases import lead_lexicon
from tasks.summarise.segments import Segment, segments

_SEGMENTS = 3
_GOOD, _STRONG, _WEAK, _POOR, _HOPELESS = 7.4, 6.6, 3.0, 2.0, -0.5
"""Scores of a lead that ends the search, of one of several telling words, of one that is better than nothing, of one
below which later clauses are searched too, and of one that is not."""
_MANY = 3
"""Of so many clauses a theme says more than the first of them."""
_MARKED = 4
"""Quotation marks around two names count for nothing in the length of a lead."""


def lead_for(
    text: str,
    frame: str = "",
    heading: str = "",
    above: str = "",
    *,
    theme: str = "",
    names: tuple[str, ...] = (),
    lacking: bool = False,
) -> Lead:
    """The lead for a condensed text.

    Args:
        text: the text to be printed.
        frame: the clause right before it that frames it (对标邻县园区建设); its words lead better than weak own ones.
        heading: the heading above; lends its words where the text has none.
        above: the short sentence right before; its theme leads better than an item of the text.
        theme: the short sentence further up that the text is one of several under; it lends where no item leads.
        names: the region's own names, which say nothing under its title.
        lacking: whether the text is a gap, of which each clause may name another matter.
    """
    names = tuple(sorted(names, key=len, reverse=True))
    parts = segments(text)
    announced = framed(text) or own_theme(parts)
    if announced:
        return announced
    best, sound = _best_sound(text, parts, names, lacking=lacking)
    if lacking and not sound and (joint := joint_lead(text)):
        return Lead(joint, text, text)
    for above_it in (above if not _leads_alone(best, text, parts) else "", theme if not sound else ""):
        if above_it and not _opens_own_matter(parts) and (said := lent(above_it)):
            return Lead(said, text, text)
    over = "" if heading and is_result(heading) else heading
    for context, needed in ((frame, _STRONG), (over, _WEAK if sound else inf)):
        spare = _best(segments(bare(context)), names) if context and (best is None or best.score < needed) else None
        if spare is not None and spare.score >= _WEAK:
            return Lead(_short(spare.text), text, text)
    if best is None or best.score < _HOPELESS:
        return Lead(_short(bared(fallback(text))), text, text)
    best = whole(parts[best.segment].text, best, names)
    return Lead(_short(best.text), moved(parts, best) or text, text)


def _best_sound(
    text: str, parts: list[Segment], names: tuple[str, ...], *, lacking: bool
) -> tuple[Candidate | None, bool]:
    """The best candidate that is cut out of nothing and holds for the text, and whether there is one.

    Where there is none, the best of all.
    """
    best = _best(parts, names)
    if best is None:
        return None, False
    for one in (best, *_of_first_clause(parts, names)):
        grown = whole(parts[one.segment].text, one, names).text
        if holds_for(grown, text, lacking=lacking) and not is_cut_out(grown, parts[one.segment].text):
            return one, True
    return best, False


def _of_first_clause(parts: Sequence[Segment], names: tuple[str, ...]) -> Iterator[Candidate]:
    """The candidates of the first clause that are better than nothing, the best first."""
    told = (one for one in candidates(parts[0].text, 0, names) if one.score >= _WEAK)
    yield from sorted(told, key=lambda one: -one.score)


def _opens_own_matter(parts: Sequence[Segment]) -> bool:
    """Whether a text opens with a sentence of its own: the one before it is of another matter, not above it."""
    return len(parts) > 1 and parts[0].close.startswith("。")


def _leads_alone(best: Candidate | None, text: str, parts: Sequence[Segment]) -> bool:
    """Whether a lead is better than the theme above: it says much, holds for the text, and is a name or nearly all.

    It is where its clause is a theme of its own (工业经济|加快转型升级): the one above is of several sentences.
    """
    if best is None or best.score < _WEAK or not holds_for(best.text, text):
        return False
    own = parts[best.segment].text[best.end :]
    announces = not best.segment and not best.start and bool(lead_lexicon().stub.fullmatch(own))
    return announces or (best.score >= _STRONG and (len(parts) < _MANY or "“" in best.text))


def _short(lead: str) -> str:
    """A lead without the tail that names no matter, and without marks only where its words alone are too many."""
    lead = untailed(lead.strip())
    return MARKS.sub("", lead) if len(lead) > LONGEST + _MARKED else lead


def _best(parts: list[Segment], names: tuple[str, ...]) -> Candidate | None:
    """The best candidate of the first clauses; a good one spares the search of the next."""
    best: Candidate | None = None
    for index, part in enumerate(parts):
        if index >= _SEGMENTS and best is not None and best.score >= _POOR:
            break
        for candidate in candidates(part.text, index, names):
            if best is None or candidate.score > best.score:
                best = candidate
        if best is not None and best.score >= _GOOD:
            break
    return best
