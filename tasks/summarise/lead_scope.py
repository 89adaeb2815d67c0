"""Whether a lead holds for the whole text under it: not one item of a list, one shortcoming of several.

A strict reader of printed points held this most against them: a list printed under the name of its first, last or
middle item, so that unlike items are read as belonging to it. Such a point is printed without a lead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.models import Finding, Role
from tasks.summarise.content import is_hollow
from tasks.summarise.lead_shape import MARKS
from tasks.summarise.phrases import Word, lead_lexicon, words

_CLAUSE = re.compile("([^，；。：！？]+)([，；。：！？]?)")
_BREAKS = re.compile("[，；。：！？]")
_UP_TO_BREAK = re.compile("(?P<rest>[^，；。：！？]*)(?P<mark>[，；。：！？])")
_THEME_ENDS = ("。", "：")
_NOMINAL = ("n", "vn", "j", "l", "b", "nz", "an", "eng")
_FIGURE = re.compile(r"\d")
_AMOUNT = re.compile(r"(?:达到?|增加到|增至|突破|超过?)?\d")
_COUNT, _EVENTS = 6, 2
_COUNTED = re.compile(r"(?:[^，；。：、\d]*[^\W\d])(?=近?超?约?\d)")
"""What stands before a figure: 新建冷库|12座."""
_EXAMPLE = re.compile("[”》]?(?:[^，；。：、]{0,8}、[^，；。：]*)?等(?![级候待])")
_LACKS = re.compile("、[^、]{2,}(?:不(?!少)|低|小|弱(?!项)|少|短(?!板)|滞后|不足|偏)")
_LITTLE = 7
"""A lack of one clause that says no more than so many characters beside its lead goes without it."""
_ASIDE = 9
"""A clause before the lead that is no longer and only resolves does not name another matter."""
MOST = 0.7
"""A lead holds for a text where it holds for so much of its clauses."""


def says_no_more(finding: Finding) -> bool:
    """Whether the text is its lead with a word or two before it; printed twice it would read as a stammer."""
    lead, text = (re.sub(r"\W", "", part) for part in (finding.lead, finding.summary))
    return lead in text and len(text) <= len(lead) + 3


def governs(finding: Finding) -> bool:
    """Whether the lead of a finding holds for the whole of its text."""
    text = whole(finding)
    if finding.role is Role.GAP and not _BREAKS.search(text) and len(text) <= len(finding.lead) + _LITTLE:
        return False
    return holds_for(finding.lead, text, lacking=finding.role is Role.GAP)


def whole(finding: Finding) -> str:
    """A finding's text with its lead put back where it was moved out, for places that print no lead.

    Where the text goes on with what is said of the lead, the lead alone; else the whole clause in which it stands.
    """
    lead, text, quote = finding.lead, finding.summary, finding.evidence[0].quote
    if not lead or lead in text or (at := quote.find(lead)) < 0:
        return text
    behind = quote[at + len(lead) :]
    rest = _UP_TO_BREAK.match(behind)
    tail, joint = (rest["rest"], rest["mark"]) if rest else (behind, "")
    if not tail:
        opening = _BREAKS.split(quote[:at])[-1]
        return f"{opening}{lead}{joint}{text}"
    if _is_within(_BREAKS.split(text)[0], tail):
        return f"{lead}{text}"
    return f"{_BREAKS.split(quote[:at])[-1]}{lead}{tail}{joint}{text}"


def _is_within(text: str, quote: str) -> bool:
    """Whether the characters of a text stand in a quote in their order."""
    left = iter(quote)
    return all(character in left for character in text)


@lru_cache(maxsize=4096)
def holds_for(lead: str, text: str, *, lacking: bool = False) -> bool:
    """Whether a lead holds for a text in which it stands; in what is ``lacking`` each clause may name another."""
    lead, text = MARKS.sub("", lead), MARKS.sub("", text)
    told = _CLAUSE.findall(text)
    place = next((at for at, (clause, _) in enumerate(told) if lead in clause), None)
    if place is None:
        return True
    clauses = [clause for clause, _ in told]
    if place and (lacking or not all(map(_is_aside, clauses[:place]))):
        return False
    if len(told) == 1 and not lacking:
        return not _is_first_of_counted_there(lead, clauses)
    if told[place][1] in _THEME_ENDS and not _FIGURE.search(clauses[place]):
        return True
    behind = clauses[place].partition(lead)[2]
    if _EXAMPLE.match(behind):
        return False  # 冷链园|等项目: an example is not the matter
    if lacking:
        return _share(lead, clauses[place], clauses[place + 1 :]) >= MOST
    if _is_first_of_events(lead, clauses[place], clauses[place + 1 :]):
        return False
    if _FIGURE.match(clauses[place]) and _is_first_of_numbered(clauses[place], lead, clauses[place + 1 :]):
        return False
    return not _is_first_of_counted_there(lead, clauses[place:])


def _is_aside(clause: str) -> bool:
    """Whether a clause only frames what follows, or only resolves."""
    if _FIGURE.search(clause):
        return False
    return is_frame(clause) or (len(clause) <= _ASIDE and is_hollow(clause))


def is_frame(clause: str) -> bool:
    """Whether a clause only frames what follows it: it opens with a word of framing, not with one that begins so."""
    row = words(clause)
    return bool(row) and row[0].text in lead_lexicon().framing


def _share(lead: str, own: str, later: Sequence[str]) -> float:
    """The share of clauses for which a lead holds: its own, and those that are said of the same matter."""
    held = sum(_is_of_the_same(lead, clause) for clause in later)
    listed = len(re.findall("、", own.partition(lead)[2])) if lists_subjects(own.partition(lead)[2]) else 0
    return (1 + held) / (1 + len(later) + listed)


def lists_subjects(rest: str) -> bool:
    """Whether a clause goes on with a second subject: 产业结构|不优、产业层级低."""
    return bool(_LACKS.search(rest)) and "等" not in rest


def _is_of_the_same(lead: str, clause: str) -> bool:
    """Whether a clause tells of the matter of the lead: it names a part of it, or it names it again."""
    told = [word.text for word in words(clause) if _tells(word) and len(word.text) > 1]
    if all(_is_part(text) for text in told):
        return True
    named = [word.text for word in words(lead) if _tells(word) and not _is_part(word.text) and not _is_work(word)]
    return any(text in one or one in text for one in named for text in told if not _is_part(text))


def _is_work(word: Word) -> bool:
    return word.text in lead_lexicon().dual or word.text in lead_lexicon().broad


def _is_part(text: str) -> bool:
    """Whether a word names what any matter has: its size, its level."""
    return text in lead_lexicon().parts or text in lead_lexicon().generic


def _tells(word: Word) -> bool:
    return word.tag.startswith(_NOMINAL) or word.text in lead_lexicon().dual


def _is_first_of_events(lead: str, own: str, later: Sequence[str]) -> bool:
    """Whether the first of several events is the lead or its subject, and the others are of other subjects."""
    before, _, rest = own.partition(lead)
    opening = words(own)[0].text
    result = opening in lead_lexicon().results
    subject = bool(rest) and not any(word.tag.startswith("v") for word in words(before))
    if len(later) < _EVENTS or (rest and lead_lexicon().stub.fullmatch(rest)) or not (result or subject):
        return False
    others = sum(not _goes_on(clause) and not _is_of_the_same(lead, clause) for clause in later)
    return others >= MOST * len(later)


def _goes_on(clause: str) -> bool:
    """Whether a clause has no subject of its own: it opens with what is done."""
    first = words(clause)[0]
    return first.tag[0] in "vdp" or first.text in lead_lexicon().working


def _is_first_of_numbered(own: str, lead: str, later: Sequence[str]) -> bool:
    """Whether most clauses begin with a figure, and the lead is what the first counts: 3个|实验室启动组建，40项……."""
    first = own.partition(lead)[0]
    return len(first) <= _COUNT and 2 * sum(bool(_FIGURE.match(clause)) for clause in later) >= len(later) > 0


def _is_first_of_counted_there(lead: str, clauses: Sequence[str]) -> bool:
    """Whether a lead in the first of these clauses is the first of several counted things.

    It is where its figure follows it, and most of the others are of another kind.
    """
    if not _AMOUNT.match(clauses[0].partition(lead)[2]):
        return False
    counted = [found for clause in clauses for found in _COUNTED.findall(clause)]
    heads = [_head(found) for found in counted]
    others = [head for head in heads[1:] if head and head not in lead_lexicon().parts]
    alike = sum(head in lead or lead.endswith(head) for head in others)
    return bool(others) and 2 * alike < len(others)


def _head(counted: str) -> str:
    """The noun that ends what is counted."""
    nouns = [word for word in words(counted.lstrip("、和与及")) if word.tag.startswith(_NOMINAL)]
    return nouns[-1].text if nouns else ""
