"""Stand-ins for the stages: what a desk does with them is tested here, what they do is tested with them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tasks.errors import RenderError, SourceError
from tasks.models import (
    Article,
    ArticleSummary,
    Briefing,
    ClassifiedArticle,
    Composition,
    Evidence,
    Finding,
    Genre,
    Level,
    Paragraph,
    RawDocument,
    Region,
    Role,
    Source,
    Topic,
)

LISTS = (
    *("highlights", "counts", "matrix", "indicators", "body", "annex"),
    *("links", "chains", "sources", "notes", "review"),
)


def finding(article: Article) -> Finding:
    """The whole first paragraph, as an experience of one region."""
    text = article.paragraphs[0].text
    evidence = Evidence(article_id=article.article_id, paragraph_id="p1", start=0, end=len(text), quote=text)
    return Finding(
        finding_id=article.article_id,
        region=Region(name="成都市", full_name="四川省成都市", code="510100", level=Level.CITY, parent="四川省"),
        role=Role.EXPERIENCE,
        topics=(Topic.INDUSTRY,),
        lead="要点",
        summary=text,
        evidence=(evidence,),
        confidence=1.0,
        status="body",
    )


class Stages:
    """Counts every call of a stage; does the least that is right; fails where a text says so."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.render_fails = False

    def read(self, source: Source, _limits: object = None) -> RawDocument:
        self.calls["ingest"] += 1
        if not source.content:
            raise SourceError("empty", "文件是空的")
        text = source.content.decode()
        return RawDocument(source=source.name, sha256=source.sha256, markup="text", text=text, charset="utf-8")

    def clean(self, raw: RawDocument, _limits: object = None) -> Article:
        self.calls["clean"] += 1
        if "崩溃" in raw.text:
            raise RuntimeError("a bug")
        published = raw.text[:10] if raw.text[:2] == "20" else None
        paragraph = Paragraph(paragraph_id="p1", text=raw.text)
        return Article(article_id=raw.sha256[:8], source=raw.source, published=published, paragraphs=(paragraph,))

    def classify(self, article: Article) -> ClassifiedArticle:
        self.calls["classify"] += 1
        return ClassifiedArticle(article=article, genre=Genre.OTHER, relevant=True, topics=(), regions=(), home=None)

    def summarise(self, article: ClassifiedArticle) -> ArticleSummary:
        self.calls["summarise"] += 1
        name = article.article.article_id
        return ArticleSummary(article_id=name, findings=(finding(article.article),), indicators=(), links=(), chains=())

    def compose(self, _articles: Any, summaries: Any, issue: Any, masthead: Any, **_: Any) -> Composition:
        self.calls["compose"] += 1
        parts: dict[str, Any] = dict.fromkeys(
            [
                "highlights",
                "counts",
                "matrix",
                "indicators",
                "body",
                "annex",
                "links",
                "chains",
                "sources",
                "notes",
                "review",
            ],
            (),
        )
        briefing = Briefing(issue=issue, masthead=masthead, title="", note="", **parts)
        findings = tuple(finding for summary in summaries for finding in summary.findings)
        return Composition(findings=findings, indicators=(), links=(), chains=(), briefing=briefing)

    def render(self, composition: Composition, _articles: Any, _template: str, folder: Path, **_: Any) -> list[Path]:
        self.calls["render"] += 1
        (folder / "briefing.pdf").write_text(composition.briefing.issue.date)
        if self.render_fails:
            raise RenderError("字体中没有“𠮷”")
        return [folder / "briefing.pdf"]
