"""Classified articles from marked text, so that this stage is tested without the stages before it.

A paragraph is written with its labels inline: ``[经|甲县|words]`` for a clause of a role about a region (several
with +), everything else is no finding.
"""

from __future__ import annotations

import re

from tasks.models import (
    Article,
    ClassifiedArticle,
    Clause,
    Genre,
    Issue,
    Level,
    Masthead,
    Paragraph,
    Region,
    Role,
    Topic,
)

ROLES = {"经": Role.EXPERIENCE, "差": Role.GAP, "举": Role.MEASURE}
SCORES = {"经": (0.9, 0.0, 0.0, 0.1), "差": (0.0, 0.9, 0.0, 0.1), "举": (0.0, 0.0, 0.9, 0.1)}
ISSUE = Issue(year=2026, number=1, total=None, date="2026-11-22")
MASTHEAD = Masthead()
_LABEL = re.compile(r"\[([经差举])\|([^|]+)\|([^\]]+)\]")

PLACES = {
    "甲县": ("四川省甲市甲县", "510121", Level.COUNTY),
    "乙县": ("四川省甲市乙县", "510122", Level.COUNTY),
    "甲市": ("四川省甲市", "510100", Level.CITY),
    "丙市": ("江苏省丙市", "320500", Level.CITY),
    "丁区": ("江苏省丙市丁区", "320501", Level.COUNTY),
    "新区": ("四川省甲市甲江新区", None, Level.ZONE),
    "江苏": ("江苏省", "320000", Level.PROVINCE),
}


def place(key: str) -> Region:
    """A made-up region by its key."""
    full, code, level = PLACES[key]
    name = re.sub(r"^(?:四川省|江苏省)?(?:.市(?=.))?", "", full) or full
    parent = full.removesuffix(name) or None
    return Region(name=name, full_name=full, code=code, level=level, parent=parent)


def article(
    *lines: str,
    home: str = "甲县",
    published: str | None = "2024-05-01",
    topic: Topic = Topic.INDUSTRY,
    title: str = "题",
) -> ClassifiedArticle:
    """An article whose paragraphs carry inline labels; a line that starts with # is a heading."""
    paragraphs: list[Paragraph] = []
    clauses: list[Clause] = []
    for number, line in enumerate(lines, 1):
        name = f"p{number:03d}"
        text, found = _read(line.removeprefix("#"), name, topic)
        paragraphs.append(Paragraph(paragraph_id=name, text=text, kind="heading" if line.startswith("#") else "body"))
        clauses.extend(found)
    regions = {region.full_name: region for clause in clauses for region in clause.regions}
    return ClassifiedArticle(
        article=Article(
            article_id=f"a-{title}",
            source=f"{title}.txt",
            title=title,
            publisher="报",
            published=published,
            paragraphs=tuple(paragraphs),
        ),
        genre=Genre.FEATURE,
        relevant=True,
        topics=(topic,),
        regions=tuple(regions.values()),
        home=place(home),
        clauses=tuple(clauses),
    )


def _read(line: str, name: str, topic: Topic) -> tuple[str, list[Clause]]:
    text, clauses, at = "", [], 0
    for match in _LABEL.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        for piece in re.findall(r"[^，；。]+[，；。]?", match.group(3)):
            clauses.append(
                Clause(
                    paragraph_id=name,
                    start=len(text),
                    end=len(text) + len(piece),
                    role=ROLES[match.group(1)],
                    role_scores=SCORES[match.group(1)],
                    regions=tuple(place(key) for key in match.group(2).split("+")),
                    topics=(topic,),
                )
            )
            text += piece
    return text + line[at:], clauses
