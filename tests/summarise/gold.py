"""Classified articles from the hand-made gold of the seeds: what the stages before this one should find."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tasks.models import Article, ClassifiedArticle, Clause, Genre, Level, Paragraph, Region, Role, Topic

GOLD = Path(__file__).resolve().parents[1] / "gold"
SEEDS = ("000", "001", "002", "003", "004")
_BREAK = re.compile(r"[，；。！？：]+[”’）]*")


def gold_article(number: str) -> ClassifiedArticle:
    """The seed with this number, its clauses labelled as the gold has them."""
    text = (GOLD / f"{number}.clean.txt").read_text("utf-8").strip()
    meta = json.loads((GOLD / f"{number}.meta.json").read_text("utf-8"))
    gold = json.loads((GOLD / f"{number}.findings.json").read_text("utf-8"))
    lines = [line for line in text.split("\n") if line.strip() and line not in (meta["title"] or "")]
    paragraphs = tuple(
        Paragraph(paragraph_id=f"p{at:03d}", text=line, kind="body" if re.search("[，。；]", line) else "heading")
        for at, line in enumerate(lines, 1)
    )
    clauses = tuple(clause for paragraph in paragraphs for clause in _clauses(paragraph, gold))
    regions = tuple({region.full_name: region for clause in clauses for region in clause.regions}.values())
    return ClassifiedArticle(
        article=Article(
            article_id=number,
            source=f"{number}.txt",
            title=meta["title"],
            publisher=meta.get("publisher"),
            published=meta.get("published"),
            authors=tuple(meta.get("authors") or ()),
            paragraphs=paragraphs,
        ),
        genre=Genre(meta["genre"]),
        relevant=True,
        topics=(),
        regions=regions,
        home=regions[0],
        clauses=clauses,
    )


def _clauses(paragraph: Paragraph, gold: list[dict[str, Any]]) -> list[Clause]:
    text = paragraph.text
    found = [(at, at + len(row["quote"]), row) for row in gold if (at := text.find(row["quote"])) >= 0]
    cuts = {0, len(text), *(m.end() for m in _BREAK.finditer(text)), *(p for row in found for p in row[:2])}
    clauses = []
    for start, end in zip(sorted(cuts), sorted(cuts)[1:], strict=False):
        rows = [row for first, last, row in found if first <= start and end <= last]
        rows = [row for row in rows if row["role"] == rows[0]["role"]]
        if re.search(r"\w", text[start:end]):
            clauses.append(_clause(paragraph.paragraph_id, start, end, rows))
    return clauses


def _clause(paragraph_id: str, start: int, end: int, rows: list[dict[str, Any]]) -> Clause:
    role = Role(rows[0]["role"]) if rows else None
    order = [*Role, None]
    scores = [0.9 if each is role else 0.03 for each in order]
    return Clause(
        paragraph_id=paragraph_id,
        start=start,
        end=end,
        role=role,
        role_scores=(scores[0], scores[1], scores[2], scores[3]),
        regions=tuple({row["region"]: _region(row["region"]) for row in rows}.values()),
        topics=tuple(dict.fromkeys(Topic(name) for row in rows for name in row["topic"])),
    )


def _region(name: str) -> Region:
    own = re.sub(r"^.+?(?:省|[^区]市)(?=.)", "", name)
    return Region(name=own, full_name=name, code=None, level=Level.COUNTY, parent=name.removesuffix(own) or None)
