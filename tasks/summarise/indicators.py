"""Quantified facts of an article: what is counted, whose it is, of which year, achieved, planned or aimed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.models import ClassifiedArticle, Clause, Evidence, Finding, Indicator, Paragraph, Region, Role
from tasks.summarise.figure_kinds import kind_of
from tasks.summarise.figure_names import is_name, names_of
from tasks.summarise.figure_owners import Owner, named_beside, owners_of
from tasks.summarise.figure_years import Years, years_of
from tasks.summarise.figures import Figure, figure_lexicon, figures
from tasks.summarise.findings import trim
from tasks.summarise.marks import clause_ends
from tasks.summarise.reviewing import UNKNOWN
from tasks.summarise.tense import Aims, aims


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
    years, aimed = Years(), aims(classified.article)
    for paragraph in classified.article.paragraphs:
        years = years.under(paragraph)
        held = figures(paragraph.text)
        if held:
            unlabelled = _Unlabelled(clauses[paragraph.paragraph_id], classified.home, aimed)
            told = _told(held, spans[paragraph.paragraph_id], unlabelled)
            found.extend(_of_paragraph(classified, paragraph, told, years))
    return tuple(found)


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
    published = classified.article.published
    fallback = section.planned if row.owners[0].role is Role.MEASURE else section.reviewed
    names, years = names_of(text, clause, batch), years_of(text, clause, batch, published, fallback)
    owners = owners_of(text, clause, row.owners, batch, end)
    regions = [owner.region for owner in row.owners]
    past = published is not None and any(year and year < int(published[:4]) for year in years)
    for figure, said, year, whose in zip(batch, names, years, owners, strict=True):
        name = named_beside(said, text, clause, figure.unit, regions, classified.regions)
        if not is_name(name) or figure_lexicon().left_over.search(text[clause[0] : figure.start]):
            continue
        ahead = year is not None and year == section.planned
        for owner in whose:
            yield Indicator(
                region=owner.region,
                name=name,
                value=figure.value,
                unit=figure.unit,
                year=year,
                qualifier=figure.qualifier,
                kind=kind_of(text[clause[0] : clause[1]], name, owner.role, past=past, ahead=ahead),
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
