"""How likely a point is fit for print: whether it says something concrete, and whether its lead names the matter.

Two small linear models, learned from findings that a reader judged (``training/printable.py`` makes them again); what
they look at is named in ``data/printable.yaml``, with the weights. The gate is for paper alone: what does not pass it
stands in the working papers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence

from tasks.knowledge import reader
from tasks.models import Finding, Role
from tasks.summarise.content import is_hollow
from tasks.summarise.figures import figures
from tasks.summarise.lead_worth import is_dull
from tasks.summarise.lexicon import DATA, Lexicon
from tasks.summarise.phrases import lead_lexicon, words
from tasks.summarise.tagging import tagger
from tasks.summarise.weighing import weight_lexicon
from tasks.summarise.word_counts import word_count

Signs = dict[str, float]
Tagged = Sequence[tuple[str, str]]
_BREAKS = "，。；：！？"
_TELLING = "nvajlibz"
_JOINING = ("、", "和", "与", "及")


class PrintableModel(Lexicon):
    """The weights of ``printable.yaml``; ``unled`` stands for the lead of a point that is printed without one."""

    content: dict[str, float]
    lead: dict[str, float]
    unled: float


printable_model = reader(DATA / "printable.yaml", PrintableModel)


def printable(finding: Finding, *, led: bool = True) -> float:
    """How likely a reader would print the finding, from 0 to 1; ``led`` says whether its lead is printed."""
    model = printable_model()
    lead, text = finding.lead, finding.summary
    whole = text if not led or lead in text else f"{lead}，{text}"
    told = _chance(model.content, content_signs(whole, finding.role))
    return told * (_chance(model.lead, lead_signs(lead, finding.evidence[0].quote)) if led else model.unled)


def _chance(weights: Mapping[str, float], signs: Signs) -> float:
    score = weights["constant"] + sum(weights[name] * value for name, value in signs.items())
    return 1 / (1 + math.exp(-score))


def content_signs(text: str, role: Role) -> Signs:
    """What tells a text with content from a slogan."""
    row = tagger().tag(text)
    telling = [(word, tag) for word, tag in row if tag[0] in _TELLING and len(word) > 1]
    rarities = [word_count(word).rarity for word, _ in telling] or [0.0]
    clauses = [clause for clause in re.split("[，；。：]", text) if clause]
    lexicon, counted = weight_lexicon(), len(figures(text))
    return {
        "figures": min(3, counted),
        "any_figure": float(counted > 0),
        "quoted": min(2, text.count("“")),
        "length": min(len(text), 80) / 40,
        "listed": min(3, text.count("、")) / 2,
        "concrete": min(3, len(set(lexicon.concrete.findall(text)))),
        "mood": min(3, len(lexicon.hollow.findall(text))),
        "hollow_clauses": sum(map(is_hollow, clauses)) / max(1, len(clauses)),
        "generic": _share(telling, lambda word, _: word in lead_lexicon().generic),
        "verbs": _share(telling, lambda _, tag: tag[0] == "v"),
        "adjectives": _share(telling, lambda _, tag: tag[0] == "a"),
        "adverbs": _share(row, lambda _, tag: tag == "d"),
        "rarest": min(5.0, max(rarities)),
        "rarity": _mean(rarities),
        "noun_rarity": _mean([word_count(word).rarity for word, tag in telling if tag[0] in "nj"]),
        "gap": float(role is Role.GAP),
        "measure": float(role is Role.MEASURE),
    }


def _share(row: Tagged, test: Callable[[str, str], bool]) -> float:
    return sum(test(word, tag) for word, tag in row) / max(1, len(row))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def lead_signs(lead: str, quote: str) -> Signs:
    """What tells a lead that names the matter from words cut out of something longer, by where it stands in a quote."""
    row, cut = _lead_words(lead, quote)
    lexicon = lead_lexicon()
    first, last = row[0], row[-1]
    counts = [word_count(word) for word, _ in row]
    generic = [word in lexicon.generic for word, _ in row]
    at = quote.find(lead)
    before, behind = (quote[at - 1 : at], quote[at + len(lead) : at + len(lead) + 1]) if at >= 0 else ("", "")
    return {
        "cut": cut,
        "length": len(lead) / 6,
        "again": min(3, max(1, quote.count(lead)) - 1),
        "joined_before": float(before in _JOINING),
        "joined_behind": float(behind in _JOINING),
        "in_marks": float(before in ("“", "《") or behind in ("”", "》")),
        "quoted": float("“" in lead or "《" in lead),
        "generic": sum(generic) / len(row),
        "all_generic": float(all(generic)),
        "dull": float(is_dull(row)),
        "opens_generic": float(generic[0]),
        "closes_generic": float(generic[-1]),
        "head": float(last[0] in lexicon.heads or last[0].endswith(lexicon.long_heads)),
        "barred": float(first[0] in lexicon.barred_openers),
        "opens_verb": float(_governs(first)),
        "closes_verb": float(_governs(last)),
        "one_character": float(any(len(word) == 1 for word, _ in row)),
        "opens": counts[0].opens,
        "closes": counts[-1].closes,
    }


def is_dull_lead(lead: str, quote: str) -> bool:
    """Whether a lead is of wide words alone (工程建设)."""
    terms = [(word.text, word.tag) for word in words(lead)]
    return bool(lead) and (is_dull(_lead_words(lead, quote)[0]) or is_dull(terms))


def _governs(word: tuple[str, str]) -> bool:
    """Whether a word is a verb that is no noun as well, or an adjective used as one (坚定|产业兴区)."""
    lexicon = lead_lexicon()
    return (word[1][0] == "v" and word[0] not in lexicon.dual) or word[0] in lexicon.governing


def _lead_words(lead: str, quote: str) -> tuple[Tagged, int]:
    """The words of a lead as its clause has them, and how many of its two ends lie inside a word."""
    at = quote.find(lead)
    if at < 0:
        return tagger().tag(lead), 0
    start = max(quote.rfind(mark, 0, at) for mark in _BREAKS) + 1
    stop = min((end for mark in _BREAKS if (end := quote.find(mark, at + len(lead))) >= 0), default=len(quote))
    inside: list[tuple[str, str]] = []
    edges: set[int] = set()
    offset, low = 0, at - start
    for word, tag in tagger().tag(quote[start:stop]):
        edges.update((offset, offset + len(word)))
        if low <= offset and offset + len(word) <= low + len(lead):
            inside.append((word, tag))
        offset += len(word)
    cut = (low not in edges) + (low + len(lead) not in edges)
    return inside or tagger().tag(lead), cut
