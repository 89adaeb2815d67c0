"""What keeps a sound finding off paper: totals alone, praise at the end, many matters in one, another's place.

The patterns and where they come from stand in ``data/gate.yaml``; ``gate.py`` asks.
"""

from __future__ import annotations

import re

from tasks.knowledge import reader
from tasks.models import Finding, Level, Region, Role
from tasks.summarise.content import clauses_of, content_lexicon, is_hollow
from tasks.summarise.lead_scope import whole
from tasks.summarise.lexicon import DATA, Lexicon
from tasks.summarise.tagging import tagger
from tasks.summarise.word_counts import word_count
from tasks.summarise.wording import subject_names

_SMALL = frozenset((Level.TOWNSHIP, Level.VILLAGE))
_COMMON = 2.0
"""Rarity below which a word stands in more than a seventh of all reports."""
_LISTED = "、和与及等至到"
MOST_OF = 0.66


class GateLexicon(Lexicon):
    """The patterns of ``gate.yaml``."""

    settlement: re.Pattern[str]
    longest_stem: int
    totals: re.Pattern[str]
    total_clause: re.Pattern[str]
    before_subject: re.Pattern[str]
    outside: re.Pattern[str]
    respectively: re.Pattern[str]


gate_lexicon = reader(DATA / "gate.yaml", GateLexicon)


def is_of_totals(finding: Finding) -> bool:
    """Whether a finding only gives totals of the whole economy, which stand in the table of figures."""
    clauses = clauses_of(whole(finding))
    lexicon = gate_lexicon()
    total = sum(bool(lexicon.totals.search(clause)) for clause in clauses)
    told = sum(
        bool(re.search(r"\d", clause) and (lexicon.totals.search(clause) or lexicon.total_clause.match(clause)))
        for clause in clauses
    )
    of_them = bool(lexicon.totals.search(clauses[0])) or 4 * total >= len(clauses)
    return of_them and told >= MOST_OF * len(clauses)


def is_of_two_sentences(finding: Finding) -> bool:
    """Whether the first of two sentences is no theme of the second but gives a figure of its own."""
    first, mark, rest = whole(finding).partition("。")
    return bool(mark and rest) and bool(re.search(r"\d", first))


def lacks_its_subjects(finding: Finding) -> bool:
    """Whether a text gives figures of several things (分别) that are not printed with it."""
    return bool(gate_lexicon().respectively.match(whole(finding)))


def ends_in_praise(finding: Finding) -> bool:
    """Whether the last clause only says how fine a thing is, or what it is good for."""
    return bool(content_lexicon().tails.search(clauses_of(finding.summary)[-1]))


def is_half_hollow(finding: Finding) -> bool:
    """Whether no more than half of the clauses say something."""
    clauses = clauses_of(finding.summary)
    return 2 * sum(map(is_hollow, clauses)) >= len(clauses)


def is_of_the_world(finding: Finding) -> bool:
    """Whether a lack is of the world outside, which no place can call its own."""
    return finding.role is Role.GAP and bool(gate_lexicon().outside.match(whole(finding)))


def is_bare_title(finding: Finding) -> bool:
    """Whether a text only says what title a place was given, not for what."""
    return finding.role is not Role.GAP and bool(content_lexicon().title.match(whole(finding)))


def is_commonplace(finding: Finding) -> bool:
    """Whether half of the clauses of a lack say what may be said of every place."""
    clauses = clauses_of(whole(finding))
    said = sum(bool(content_lexicon().commonplace.search(clause)) for clause in clauses)
    return finding.role is Role.GAP and 2 * said >= len(clauses)


def is_subject(finding: Finding, region: Region) -> bool:
    """Whether the evidence tells of the place in one clause of its own: 某县建成……, not 依托某县、某区两个园区……."""
    quote = finding.evidence[0].quote
    clauses = clauses_of(gate_lexicon().before_subject.sub("", quote.lstrip("“")))
    name = max((n for n in subject_names(region) if clauses and clauses[0].startswith(n)), key=len, default="")
    rest = clauses[0][len(name) :] if name else ""
    if not rest or len(clauses) > 1 or rest[0] in _LISTED:
        return False
    row = tagger().tag(rest)
    return row[0][1] != "ns" and not re.search(r"[、，和与及][\u4e00-\u9fff]{2,5}[县市区旗](?!级)", rest)


def names_its_place(finding: Finding) -> bool:
    """Whether a township or village stands in the words printed under it, and is no common word (提高|镇, 重点|镇)."""
    region, lexicon = finding.region, gate_lexicon()
    stem = lexicon.settlement.sub("", region.name)
    if region.level not in _SMALL:
        return True
    if len(stem) > lexicon.longest_stem:
        return False  # no name but what a text does there: 某项工作深入推进|村
    if all(word_count(word).rarity < _COMMON for word, _ in tagger().tag(stem)):
        return region.full_name[-len(region.name) - 2 :] in finding.evidence[0].quote
    return bool(re.search(f"{re.escape(stem)}(?![区县市州])", finding.evidence[0].quote))
