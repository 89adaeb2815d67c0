"""What announces a point: its own first sentence or frame, a sentence or heading above it that lends its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.summarise.lead_fallback import closes
from tasks.summarise.lead_shape import LONGEST, OUTSIDE, SHORTEST, fits, opens_nothing
from tasks.summarise.lead_whole import untailed
from tasks.summarise.lead_worth import is_dull
from tasks.summarise.lexicon import condense_lexicon, hard_words, modal_words
from tasks.summarise.marks import is_balanced
from tasks.summarise.phrases import lead_lexicon, words
from tasks.summarise.segments import Segment

_REST_MIN = 5
_FIGURE = re.compile(r"\d")
_NOUNS = ("n", "nz", "nt", "vn", "l", "j")
_NUMBER = re.compile("^[一二三四五六七八九十]+[、，]")
_DASHES = "—－-·　 "
_ANNOUNCING = ("为", "是", "有", "如下", "即", "在于", "包括")


@dataclass(frozen=True)
class Lead:
    """A lead phrase, the text that follows it in print, and the whole text before the phrase was moved out."""

    lead: str
    text: str
    whole: str


def framed(text: str) -> Lead | None:
    """园区建设方面，先易后难…… → lead 园区建设."""
    found = lead_lexicon().frames.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    return Lead(found["lead"], rest, text) if len(rest) >= _REST_MIN and not hard_words(found["lead"]) else None


def own_theme(parts: list[Segment]) -> Lead | None:
    """A short sentence that announces the next one (提升招商质效。抢抓……) leads it."""
    if len(parts) < 2 or not parts[0].close.startswith(("。", "：")) or hard_words(parts[0].text):
        return None
    if _FIGURE.search(parts[0].text):
        return None  # 专利授权180件。招商引资……: it states something of its own
    size = len(OUTSIDE.sub("", parts[0].text))
    fits_theme = size >= SHORTEST and len(parts[0].text) <= LONGEST and is_balanced(parts[0].text)
    if not fits_theme or parts[0].text.endswith(_ANNOUNCING) or is_result(parts[0].text):
        return None
    rest = "".join(part.full for part in parts[1:])
    return (
        Lead(_unadorned(_unjudged(parts[0].text)), rest, f"{parts[0].full}{rest}") if len(rest) >= _REST_MIN else None
    )


def lent(above: str) -> str:
    """The theme that the sentence before lends, where it names a matter: 提升|招商实效; empty where it does not."""
    theme = untailed(_unadorned(_unjudged(_unnumbered(above))))
    row = [(word.text, word.tag) for word in words(theme)]
    named = any(tag.startswith(_NOUNS) for _, tag in row) and not is_dull(row)
    named = named and not is_result(above) and row[0][0] not in lead_lexicon().framing
    return theme if named and fits(theme) and not hard_words(theme) and not modal_words(theme) else ""


def is_result(sentence: str) -> bool:
    """Whether a sentence tells something done or to be solved, no theme of what follows."""
    first, *_, last = (*words(sentence), *words(sentence)[-1:])
    return first.text in lead_lexicon().results or first.text == "解决" or last.text in lead_lexicon().results


def _unjudged(theme: str) -> str:
    """A theme without the verdict it ends in, where its subject can lead alone: 综合实力|稳步提升."""
    subject = lead_lexicon().verdict.sub("", theme)
    if subject == theme or len(OUTSIDE.sub("", subject)) < SHORTEST or not is_balanced(subject):
        return theme
    row = words(subject)
    plain = not row[0].tag.startswith(("v", "d")) or row[0].text in lead_lexicon().dual
    return subject if plain and (closes(row[-1]) or row[-1].text in lead_lexicon().dual) else theme


def _unadorned(theme: str) -> str:
    """A theme without the words of zeal it opens with: 加快|数字经济发展, 全力以赴|抓项目扩投资."""
    row = words(theme)
    while row and (row[0].text in lead_lexicon().zeal or row[0].text in condense_lexicon().degree_words):
        row = row[1:]
    rest = theme[row[0].start :] if row else theme
    plain = bool(row) and not opens_nothing(row[0]) and row[0].text not in lead_lexicon().barred_openers
    return rest if plain and len(OUTSIDE.sub("", rest)) >= SHORTEST and is_balanced(rest) else theme


def _unnumbered(heading: str) -> str:
    """A heading without its dash and its number: 四、|路域环境整治."""
    return condense_lexicon().enumeration.sub("", _NUMBER.sub("", heading.strip(_DASHES)))


def bare(context: str) -> str:
    """A frame or heading without the words it opens with as one."""
    lexicon = lead_lexicon()
    text = _unnumbered(context)
    return re.sub(f"^(?:{'|'.join(lexicon.context_openers)})+|(?:工作|方面|情况)$", "", text)
