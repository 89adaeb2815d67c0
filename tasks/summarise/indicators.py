"""Quantified facts of an article: what is counted, whose it is, of which year, achieved, planned or aimed at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.models import ClassifiedArticle, Clause, Evidence, Finding, Indicator, Kind, Paragraph, Region, Role
from tasks.summarise.figure_names import is_name, names_of
from tasks.summarise.figures import Figure, figure_lexicon, figures
from tasks.summarise.findings import trim
from tasks.summarise.lexicon import condense_lexicon, modal_words
from tasks.summarise.marks import clause_ends
from tasks.summarise.reviewing import UNKNOWN
from tasks.summarise.tense import Aims, aims, tense_lexicon, without_titles

_YEAR = re.compile(r"(?<!比)(?<!较)(?<!自)(?<!相比)((?:19|20)\d\d)年(?!以来|为基数|相比)")
_YEARS = re.compile(r"((?:19|20)\d\d)年?[至到—\-～]((?:19|20)\d\d)年")
_FROM_YEAR = re.compile(r"[由从](?:19|20)\d\d年$")
_PLAN_YEAR = re.compile(r"(20\d\d)年.{0,8}(?:工作|目标|安排|任务|计划|打算)")
_REVIEW_YEAR = re.compile(
    r"(20\d\d)年(?:[^，。]{0,6}(?:工作|经济社会发展))?[^，。]{0,4}(?:回顾|总结|成效|成绩|成果)|(?:回顾|总结)(20\d\d)年"
)
_HEADING = 30
_MANY = 3


@dataclass(frozen=True)
class Owner:
    """Whose a figure is: the region, the role in which it is told, and the finding that tells it, if one does."""

    region: Region
    role: Role
    finding_id: str | None


def indicators(classified: ClassifiedArticle, findings: Sequence[Finding]) -> tuple[Indicator, ...]:
    """The indicators of an article, in the order of its text.

    Figures inside a finding are its regions'. Outside findings only measures count (money, shares, areas, scores), for
    the clause's own regions or the article's home: counts there are mostly of meetings, people and days.
    """
    spans: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        spans[finding.evidence[0].paragraph_id].append(finding)
    clauses: dict[str, list[Clause]] = defaultdict(list)
    for clause in classified.clauses:
        if clause.role is None:
            clauses[clause.paragraph_id].append(clause)
    found: list[Indicator] = []
    planned, reviewed = None, None
    aimed = aims(classified.article)
    for paragraph in classified.article.paragraphs:
        planned = _year_of(_PLAN_YEAR, paragraph) or planned
        reviewed = _reviewed(paragraph, reviewed)
        held = figures(paragraph.text)
        if held:
            unlabelled = _Unlabelled(clauses[paragraph.paragraph_id], classified.home, aimed)
            told = _told(held, spans[paragraph.paragraph_id], unlabelled)
            found.extend(_of_paragraph(classified, paragraph, told, Years(planned, reviewed)))
    return tuple(found)


@dataclass(frozen=True)
class Years:
    """The years that the headings above a paragraph set the work for and look back on, where they name any."""

    planned: int | None
    reviewed: int | None


@dataclass(frozen=True)
class Told:
    """Figures of one span of a paragraph with those whose they are."""

    start: int
    end: int
    owners: tuple[Owner, ...]
    held: tuple[Figure, ...]


@dataclass(frozen=True)
class _Unlabelled:
    """The clauses of a paragraph that state no finding; their figures are told as results, or as aims."""

    clauses: Sequence[Clause]
    home: Region | None
    aimed: Aims

    def told(self, held: Sequence[Figure]) -> Iterator[Told]:
        """Their measures, each of the clause's own regions or of the article's home."""
        lexicon = figure_lexicon()
        for clause in self.clauses:
            regions = clause.regions or ((self.home,) if self.home else ())
            inside = (f for f in held if clause.start <= f.start and f.end <= clause.end and lexicon.is_measure(f.unit))
            role = Role.MEASURE if self.aimed.hold(clause.paragraph_id, clause.start) else Role.EXPERIENCE
            owners = tuple(Owner(region, role, None) for region in regions)
            yield Told(clause.start, clause.end, owners, tuple(inside))


def _told(held: Sequence[Figure], findings: Sequence[Finding], unlabelled: _Unlabelled) -> list[Told]:
    """The figures of a paragraph by the spans that tell them, in order."""
    rows: dict[tuple[int, int], list[Owner]] = defaultdict(list)
    for finding in findings:
        proof = finding.evidence[0]
        rows[proof.start, proof.end].append(Owner(finding.region, finding.role, finding.finding_id))
    told = [
        Told(start, end, tuple(owners), tuple(figure for figure in held if start <= figure.start and figure.end <= end))
        for (start, end), owners in sorted(rows.items())
    ]
    told.extend(unlabelled.told(held))
    return sorted((row for row in told if row.held and row.owners), key=lambda row: (row.start, row.end))


def _of_paragraph(
    classified: ClassifiedArticle, paragraph: Paragraph, told: Sequence[Told], years: Years
) -> Iterator[Indicator]:
    """The indicators of a paragraph; ``years`` are those of its section."""
    for row in told:
        if UNKNOWN in paragraph.text[max(0, row.start - 1) : row.end + 1]:
            continue  # a character nobody can know: nothing is taken from these words
        for clause, batch in groupby(row.held, key=lambda figure: _clause(paragraph.text, figure)):
            yield from _of_clause(classified, paragraph, row, clause, list(batch), years)


def _of_clause(
    classified: ClassifiedArticle,
    paragraph: Paragraph,
    row: Told,
    clause: tuple[int, int],
    batch: list[Figure],
    section: Years,
) -> Iterator[Indicator]:
    text = paragraph.text
    start, end = trim(text, max(clause[0], row.start), min(clause[1], row.end))
    proof = Evidence(
        article_id=classified.article.article_id,
        paragraph_id=paragraph.paragraph_id,
        start=start,
        end=end,
        quote=text[start:end],
    )
    names = names_of(text, clause, batch)
    fallback = section.planned if row.owners[0].role is Role.MEASURE else section.reviewed
    years = _years(text, clause, batch, classified.article.published, fallback)
    for figure, name, year, owners in zip(batch, names, years, _owners(text, row.owners, batch, end), strict=True):
        for owner in owners if is_name(name) else ():
            yield Indicator(
                region=owner.region,
                name=name,
                value=figure.value,
                unit=figure.unit,
                year=year,
                qualifier=figure.qualifier,
                kind=_kind(text[clause[0] : clause[1]], name, owner.role),
                evidence=proof,
                finding_id=owner.finding_id,
                said=figure.said,
            )


def _clause(text: str, figure: Figure) -> tuple[int, int]:
    """The clause of a paragraph in which a figure stands, without its closing mark."""
    start = 0
    for at, end in clause_ends(text):
        if at >= figure.end:
            return start, at
        if end <= figure.start and text[at] != "：":
            start = end
    return start, len(text)


def _owners(text: str, owners: tuple[Owner, ...], batch: list[Figure], end: int) -> list[tuple[Owner, ...]]:
    """Whose each figure is: as many figures as regions are told off in order; a lone one is everybody's.

    A lone figure told of more than three places counts the places themselves and is nobody's own.
    """
    if len(owners) > 1 and len(batch) == len(owners):
        ordered = sorted(owners, key=lambda owner: (text.rfind(owner.region.name[:2], 0, end), owner.region.full_name))
        return [(owner,) for owner in ordered]
    return [() if len(owners) > _MANY else owners] * len(batch)


def _years(
    text: str, clause: tuple[int, int], batch: list[Figure], published: str | None, planned: int | None
) -> list[int | None]:
    """The year of each figure: told in its clause, carried from earlier in its sentence, or the plan's own."""
    opening = max(text.rfind(mark, 0, clause[0]) for mark in "。！？；") + 1
    series = list(_YEARS.finditer(text[opening : batch[0].start]))
    if series:
        first, last = (int(year) for year in series[-1].groups())
        if last - first + 1 == len(batch):
            return list(range(first, last + 1))
    return [_year(text[opening : figure.start], published, planned) for figure in batch]


def _year(before: str, published: str | None, planned: int | None) -> int | None:
    shifts = condense_lexicon().relative_years
    told = max(_YEAR.finditer(before), key=lambda match: match.start(), default=None)
    if told is not None and _FROM_YEAR.search(before[: told.end()]) and figure_lexicon().levels.search(before):
        told = None  # 由2015年的3114元增至|近4万元: the year is the first figure's
    relative = max((before.rfind(word), word) for word in shifts)
    if told is not None and told.start() > relative[0]:
        return int(told.group(1))
    if relative[0] >= 0:
        return int(published[:4]) + shifts[relative[1]] if published else None
    return planned


def _year_of(pattern: re.Pattern[str], paragraph: Paragraph) -> int | None:
    """The year that a heading names in a way (2026年主要工作, 2023年工作回顾), if it does."""
    found = pattern.search(paragraph.text) if len(paragraph.text) <= _HEADING else None
    return int(next(filter(None, found.groups()))) if found else None


def _reviewed(paragraph: Paragraph, before: int | None) -> int | None:
    """The year that a section looks back on; a heading that names another time ends it."""
    if paragraph.kind != "heading":
        return before
    told = _year_of(_REVIEW_YEAR, paragraph)
    ends = re.search(r"20\d\d年|今后|下一步|明年|未来|目标|任务|打算|计划|问题", paragraph.text)
    return told or (None if ends else before)


def _kind(clause: str, name: str, role: Role) -> Kind:
    """Achieved, planned or aimed at; what stands in 《…》 tells nothing of it (《某某目标责任书》2500份)."""
    lexicon, clause = figure_lexicon(), without_titles(clause)
    if any(word in name for word in lexicon.plan_words) or any(word in clause for word in lexicon.foreseen):
        return Kind.PLAN
    if tense_lexicon().aiming.search(clause) and not tense_lexicon().past.search(clause):
        return Kind.TARGET
    if role is not Role.MEASURE or any(word in clause for word in lexicon.actual_cues):
        return Kind.ACTUAL
    if any(word in clause for word in lexicon.target_cues):
        return Kind.TARGET
    return Kind.PLAN if modal_words(clause) or lexicon.planned.search(clause) else Kind.ACTUAL
