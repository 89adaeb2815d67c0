"""谁向谁学 as it is printed: a row for a learner and the words that say it; the surest rows on paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tasks.classify.visitors import is_nameless
from tasks.models import Evidence, LearningLink, LinkRow
from tasks.summarise.condense import condense
from tasks.summarise.marks import is_balanced
from tasks.summarise.order import RegionOrder, title
from tasks.summarise.segments import join, segments
from tasks.summarise.statements import Library
from tasks.summarise.wording import subject_names

LINK_ROWS = 14
"""Rows on paper: about one page; the HTML and the workbook hold all."""
LONGEST_PROOF = 60
_LONG_CLAUSE = 2 * LONGEST_PROOF
_LEARNS = re.compile(
    "学(?![员生校院者])|对标|借鉴|取经|看齐|考察(?![团组])|比拼|较量|追赶|复制|为[^，。；]{0,6}标杆|参照|效仿|引入|移植|嫁接|跟班|挂职|经验"
)
_ASKS = re.compile("为何|为什么|[？?]")
_TO_LEARN = re.compile("学(?![员生校院者])|对标|借鉴|取经|归来|看齐|标杆|跟班|跟岗|效仿|复制|经验")
"""What says more than that somebody looked round."""

Group = Sequence[LearningLink]


def link_rows(links: Sequence[LearningLink], library: Library, order: RegionOrder) -> tuple[LinkRow, ...]:
    """A row for a learner and the words that say it, its benchmarks in the order of the links.

    Rows stand in the order of the learners; where there are too many, paper has the surest of them.
    """
    groups: dict[tuple[str, str, int, int], list[LearningLink]] = defaultdict(list)
    for link in links:
        proof = link.evidence[0]
        groups[link.learner.full_name, f"{proof.article_id}{proof.paragraph_id}", proof.start, proof.end].append(link)
    ordered = sorted(groups.values(), key=lambda group: order.key(group[0].learner))
    rows = [_link_row(group, library) for group in ordered]
    sureness = [_sureness(group, row) for group, row in zip(ordered, rows, strict=True)]
    kept = set(sorted(range(len(rows)), key=lambda at: (-sureness[at], at))[:LINK_ROWS])
    return tuple(row.model_copy(update={"printed": at in kept}) for at, row in enumerate(rows))


def _sureness(group: Group, row: LinkRow) -> float:
    """How plainly the printed words say who learns from whom, and how often the source says it."""
    learner = group[0].learner
    told = min(3, max(len(link.evidence) for link in group)) / 3
    said = any(name in row.text for link in group for name in subject_names(link.learner))
    named = any(name in row.text for link in group for name in subject_names(link.benchmark))
    return 2.0 * bool(_TO_LEARN.search(row.text)) + told + 0.5 * said + 0.5 * named - 2.0 * is_nameless(learner)


def _link_row(group: Sequence[LearningLink], library: Library) -> LinkRow:
    numbers = {library.numbers[evidence.article_id] for link in group for evidence in link.evidence}
    return LinkRow(
        learner=title(group[0].learner),
        benchmarks=tuple(dict.fromkeys(title(link.benchmark) for link in group)),
        text=_said(group, library),
        sources=tuple(sorted(numbers)),
    )


def _said(group: Sequence[LearningLink], library: Library) -> str:
    """The clauses that say whom the learner learns from: of those in words of learning, the ones that name most."""
    names = [subject_names(link.benchmark) for link in group]
    quotes = [_closed(evidence, library) for link in group for evidence in link.evidence]
    told = [text for quote in quotes if (text := _clauses_naming(quote, names))]
    clear = [text for text in told if _LEARNS.search(text)] or told
    best = min(clear, key=lambda text: (bool(_ASKS.search(text)), -_naming(text, names), len(text)), default="")
    return best or quotes[0]


def _closed(evidence: Evidence, library: Library) -> str:
    """The quote with the mark that closes a quotation right behind it."""
    text = library.articles[evidence.article_id].paragraph(evidence.paragraph_id).text
    more = text[evidence.end : evidence.end + 1]
    return evidence.quote + more if more and more in "”’》" and not is_balanced(evidence.quote) else evidence.quote


def _naming(text: str, names: Sequence[Sequence[str]]) -> int:
    """How many of the places the text names."""
    return sum(any(name in text for name in row) for row in names)


def _clauses_naming(quote: str, names: Sequence[Sequence[str]]) -> str:
    """The run of clauses from the first to the last that names one of the places, up to the words of learning.

    Empty where none names one.
    """
    total = _naming(quote, names)
    told = [part.text for part in segments(quote) if _LEARNS.search(part.text)]
    alone = next((text for text in told if total and _naming(text, names) == total), "")
    if alone:
        return alone if len(alone) <= _LONG_CLAUSE else condense(alone, LONGEST_PROOF)
    parts = segments(condense(quote, LONGEST_PROOF))
    named = [at for at, part in enumerate(parts) if _naming(part.text, names)]
    if not named:
        return ""
    last = next((at for at in range(named[0], len(parts)) if at >= named[-1] and _LEARNS.search(parts[at].text)), None)
    within = any(_LEARNS.search(part.text) for part in parts[named[0] : named[-1] + 1])
    return join(parts[named[0] : (named[-1] if within or last is None else last) + 1])
