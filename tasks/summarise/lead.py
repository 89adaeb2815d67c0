"""The lead phrase of a point: a few of its own words that say what it is about, never a word cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.summarise.candidates import (
    CUT,
    GRADE,
    LONGEST,
    MARKS,
    NO_CLOSERS,
    NOUNS_OF_QUALITY,
    OUTSIDE,
    SHORTEST,
    Candidate,
    candidates,
    fits,
    opens_nothing,
    text_of,
)
from tasks.summarise.lead_joint import joint_lead
from tasks.summarise.lead_moved import moved
from tasks.summarise.lead_scope import holds_for
from tasks.summarise.lead_whole import bared, untailed, whole
from tasks.summarise.lead_worth import is_dull
from tasks.summarise.lexicon import condense_lexicon, hard_words, modal_words
from tasks.summarise.marks import is_balanced
from tasks.summarise.phrases import Word, lead_lexicon, phrases, words
from tasks.summarise.segments import Segment, segments

_REST_MIN = 5
_SEGMENTS = 3
_GOOD, _STRONG, _WEAK, _POOR, _HOPELESS = 7.4, 6.6, 3.0, 2.0, -0.5
"""Scores of a lead that ends the search, of one of several telling words, of one that is better than nothing, of one
below which later clauses are searched too, and of one that is not."""
_DENYING = "不未没无"
_NOUNS = ("n", "nz", "nt", "vn", "l", "j")
_COUNTED = re.compile(r"[^\W\d]{4,10}(?=\d)")
"""What a clause counts, up to its figure: 年产大型无人机|50架."""
_FIGURE = re.compile(r"\d")
_MANY = 3
"""Of so many clauses a theme says more than the first of them."""
_MARKED = 4
"""Quotation marks around two names count for nothing in the length of a lead."""
_DASHES = "—－-·　 "
_ANNOUNCING = ("为", "是", "有", "如下", "即", "在于", "包括")


@dataclass(frozen=True)
class Lead:
    """A lead phrase, the text that follows it in print, and the whole text before the phrase was moved out."""

    lead: str
    text: str
    whole: str


def lead_for(
    text: str,
    frame: str = "",
    heading: str = "",
    above: str = "",
    *,
    names: tuple[str, ...] = (),
    lacking: bool = False,
) -> Lead:
    """The lead for a condensed text.

    Args:
        text: the text to be printed.
        frame: the clause right before it that frames it (对标邻县园区建设); its words lead better than weak own ones.
        heading: the heading above; lends its words where the text has none.
        above: the short sentence right before; its theme leads better than an item of the text.
        names: the region's own names, which say nothing under its title.
        lacking: whether the text is a gap, of which each clause may name another matter.
    """
    names = tuple(sorted(names, key=len, reverse=True))
    parts = segments(text)
    framed = _framed(text) or _theme(parts)
    if framed:
        return framed
    best = _holding(text, parts, names)
    if lacking and (best is None or not holds_for(best.text, text, lacking=True)) and (joint := joint_lead(text)):
        return Lead(joint, text, text)
    if above and not _leads_alone(best, text, parts) and (theme := _lent(above)):
        return Lead(theme, text, text)
    for context, needed in ((frame, _STRONG), (heading, _WEAK)):
        spare = _best(segments(_bare(context)), names) if context and (best is None or best.score < needed) else None
        if spare is not None and spare.score >= _WEAK:
            return Lead(_short(spare.text), text, text)
    if best is None or best.score < _HOPELESS:
        return Lead(_short(bared(_fallback(text))), text, text)
    best = whole(parts[best.segment].text, best, names)
    return Lead(_short(best.text), moved(parts, best) or text, text)


def _holding(text: str, parts: list[Segment], names: tuple[str, ...]) -> Candidate | None:
    """The best candidate; where it does not hold for the whole text, the best of the first clause that does."""
    best = _best(parts, names)
    if best is None or holds_for(best.text, text):
        return best
    first = (one for one in candidates(parts[0].text, 0, names) if one.score >= _WEAK and holds_for(one.text, text))
    return max(first, key=lambda one: one.score, default=best)


def _leads_alone(best: Candidate | None, text: str, parts: Sequence[Segment]) -> bool:
    """Whether a lead is better than the theme above: it says much, holds for the text, and is a name or nearly all.

    It is where its clause is a theme of its own (工业经济|加快转型升级): the one above is of several sentences.
    """
    if best is None or best.score < _WEAK or not holds_for(best.text, text):
        return False
    own = parts[best.segment].text[best.end :]
    announces = not best.segment and not best.start and bool(lead_lexicon().stub.fullmatch(own))
    return announces or (best.score >= _STRONG and (len(parts) < _MANY or "“" in best.text))


def _lent(above: str) -> str:
    """The theme that the sentence before lends, where it names a matter: 提升|招商实效; empty where it does not."""
    theme = untailed(_unadorned(_unjudged(condense_lexicon().enumeration.sub("", above.strip(_DASHES)))))
    row = [(word.text, word.tag) for word in words(theme)]
    named = any(tag.startswith(_NOUNS) for _, tag in row) and not is_dull(row)
    named = named and not _is_result(above)
    return theme if named and fits(theme) and not hard_words(theme) and not modal_words(theme) else ""


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


def _framed(text: str) -> Lead | None:
    """园区建设方面，先易后难…… → lead 园区建设."""
    found = lead_lexicon().frames.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    return Lead(found["lead"], rest, text) if len(rest) >= _REST_MIN and not hard_words(found["lead"]) else None


def _theme(parts: list[Segment]) -> Lead | None:
    """A short sentence that announces the next one (提升招商质效。抢抓……) leads it."""
    if len(parts) < 2 or not parts[0].close.startswith(("。", "：")) or hard_words(parts[0].text):
        return None
    if _FIGURE.search(parts[0].text):
        return None  # 专利授权180件。招商引资……: it states something of its own
    size = len(OUTSIDE.sub("", parts[0].text))
    fits_theme = size >= SHORTEST and len(parts[0].text) <= LONGEST and is_balanced(parts[0].text)
    if not fits_theme or parts[0].text.endswith(_ANNOUNCING) or _is_result(parts[0].text):
        return None
    rest = "".join(part.full for part in parts[1:])
    return (
        Lead(_unadorned(_unjudged(parts[0].text)), rest, f"{parts[0].full}{rest}") if len(rest) >= _REST_MIN else None
    )


def _is_result(sentence: str) -> bool:
    """Whether a sentence tells something done or to be solved, no theme of what follows."""
    first = words(sentence)[0].text
    return first in lead_lexicon().results or first == "解决"


def _unjudged(theme: str) -> str:
    """A theme without the verdict it ends in, where its subject can lead alone: 综合实力|稳步提升."""
    subject = lead_lexicon().verdict.sub("", theme)
    if subject == theme or len(OUTSIDE.sub("", subject)) < SHORTEST or not is_balanced(subject):
        return theme
    row = words(subject)
    plain = not row[0].tag.startswith(("v", "d")) or row[0].text in lead_lexicon().dual
    return subject if plain and (_closes(row[-1]) or row[-1].text in lead_lexicon().dual) else theme


def _unadorned(theme: str) -> str:
    """A theme without the words of zeal it opens with: 加快|数字经济发展, 全力以赴|抓项目扩投资."""
    row = words(theme)
    while row and (row[0].text in lead_lexicon().zeal or row[0].text in condense_lexicon().degree_words):
        row = row[1:]
    rest = theme[row[0].start :] if row else theme
    plain = bool(row) and not opens_nothing(row[0]) and row[0].text not in lead_lexicon().barred_openers
    return rest if plain and len(OUTSIDE.sub("", rest)) >= SHORTEST and is_balanced(rest) else theme


def _bare(context: str) -> str:
    lexicon = lead_lexicon()
    text = condense_lexicon().enumeration.sub("", context.strip(_DASHES))
    return re.sub(f"^(?:{'|'.join(lexicon.context_openers)})+|(?:工作|方面|情况)$", "", text)


def _fallback(text: str) -> str:
    """Where no phrase leads: the longest noun phrase, words that stand together, or the end of a clause."""
    parts = segments(text)
    rows = [words(part.text) for part in parts]
    told = [(part.text, phrase) for part, row in zip(parts, rows, strict=True) for phrase in phrases(row)]
    nouns = [
        text_of(phrase)
        for clause, phrase in told
        if phrase.kind == "noun" and not GRADE.match(clause, phrase.end) and _is_plain(phrase.words)
        if not phrase.words[-1].text.endswith((*NO_CLOSERS, "性"))
        if phrase.words[-1].tag not in ("a", "b") and clause[phrase.end : phrase.end + 1] not in CUT
    ]
    best = max(nouns, key=len, default="")
    if len(best) >= SHORTEST:
        return best
    together = [text_of_run(run) for row in rows for run in _runs(row)]
    if pair := max(together, key=len, default=""):
        return pair
    ended = max(
        (text_of_run(row[first:]) for row in rows for first in range(len(row)) if _is_plain(row[first:])),
        key=len,
        default="",
    )
    if len(max(best, ended, key=len)) < SHORTEST and (piece := max(map(_piece, rows), key=len, default="")):
        return piece
    counted = _COUNTED.match(text)
    return max(best, ended, key=len) or (counted.group() if counted else OUTSIDE.sub("", text)[:LONGEST])


def _piece(row: list[Word]) -> str:
    """The longest run of words of a clause that can lead, whatever it holds: 城镇常住居民|人均…."""
    pieces = [
        text_of_run(row[first:last])
        for first in range(len(row))
        for last in range(first + 1, min(first + LONGEST, len(row)) + 1)
        if row[first].tag[0] in "nvabj" and _closes(row[last - 1]) and _is_plain(row[first:last])
    ]
    return max((piece for piece in pieces if len(piece) >= SHORTEST), key=len, default="")


def _closes(word: Word) -> bool:
    return word.tag in _NOUNS and word.text not in lead_lexicon().generic


def _runs(row: list[Word]) -> Iterator[list[Word]]:
    """Runs of nouns and verbs that hold both and are short enough to lead: 企业|累计|融资."""
    denied = False
    counted = {word.start for word in row if word.tag == "m"}
    for telling, group in groupby(row, key=_may_stand):
        run = list(group)
        while run and run[-1].end in counted and run[-1].tag.startswith("v"):
            run = run[:-1]  # 进出口总额|突破130亿元
        if not run:
            continue
        if not telling:
            denied = run[-1].text[0] in _DENYING
            continue
        run = run[1:] if denied else run  # 不|确定|因素
        while run and run[-1].text in lead_lexicon().barred_openers:
            run = run[:-1]
        kinds = {word.tag[0] for word in run}
        if {"n", "v"} <= kinds and len(text_of_run(run)) >= SHORTEST and _is_plain(run):
            yield run


def _may_stand(word: Word) -> bool:
    named = word.tag.startswith(("ns", "nr"))
    return word.tag[0] in "nvjlb" and not named and word.text[0] not in _DENYING and not modal_words(word.text)


def text_of_run(row: Sequence[Word]) -> str:
    """The words joined."""
    return "".join(word.text for word in row)


def _is_plain(row: Sequence[Word]) -> bool:
    """Whether words can lead: short, whole, without figures, and none before them is missed."""
    text = text_of_run(row)
    size = len(OUTSIDE.sub("", text))
    denies = row[0].text[0] in _DENYING and row[0].tag[0] != "n"  # 不平衡|不充分的问题
    opens = not denies and not opens_nothing(row[0]) and row[0].tag[0] not in "pcufqm"
    if text.endswith("性") and not text.endswith(NOUNS_OF_QUALITY):
        return False
    return 2 <= size <= LONGEST and is_balanced(text) and opens and not re.search(r"[\d%、（]", text)
