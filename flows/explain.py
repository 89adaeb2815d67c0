"""Why a finding is there: its sentence in context, what each clause was taken for, and how its places were resolved.

An issue keeps the articles, not what was thought of every clause; that is worked out again from the article by the
present code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flows.records import article_of
from tasks.errors import HujianError
from tasks.machine import why
from tasks.models import Article, ClassifiedArticle, Clause, Evidence, Finding, Mention, Role

ROLE_NAMES = (*(role.value for role in Role), "无")
CONTEXT = 60  # characters shown before and after the quote


def explain(issue: Path, finding_id: str) -> Iterator[str]:
    """The explanation of one finding of an issue, line by line.

    Raises:
        HujianError: there is no such issue or finding.
    """
    from tasks.classify import classify

    finding = _finding(issue, finding_id)
    articles = {row["article_id"]: row for row in _rows(issue / "articles.jsonl")}
    region = f"{finding.region.full_name}（{finding.region.code or '无代码'}）"
    yield f"{finding.role}　{region}　{'、'.join(finding.topics)}"
    yield f"{finding.lead}。{finding.summary}"
    yield f"把握 {finding.confidence:.2f}，{'印入正文' if finding.status == 'body' else '待核，不印'}"
    yield from (f"  · {reason}" for reason in finding.reasons)
    for evidence in finding.evidence:
        article = article_of(articles[evidence.article_id])
        yield ""
        yield from _explain_evidence(classify(article), evidence)


def _explain_evidence(classified: ClassifiedArticle, evidence: Evidence) -> Iterator[str]:
    from tasks.classify.grounds import grounds
    from tasks.summarise import as_stated

    article = classified.article
    home = classified.home.full_name if classified.home else "未能判定"
    origin = f"{article.publisher or '来源未载明'}，{article.published or '日期未载明'}"
    yield f"依据：{article.title or article.source}（{origin}）"
    yield f"  体裁 {classified.genre}；文章所属地区 {home}"
    yield f"  {_in_context(article, evidence)}"
    told = grounds(classified)
    for clause in as_stated(classified).clauses:
        if clause.paragraph_id == evidence.paragraph_id and _overlap(clause, evidence):
            yield from _explain_clause(article, clause, told.get((clause.paragraph_id, clause.start), ()))
    for mention in classified.mentions:
        if mention.paragraph_id == evidence.paragraph_id:
            yield _explain_mention(mention)


def _in_context(article: Article, evidence: Evidence) -> str:
    text = article.paragraph(evidence.paragraph_id).text
    before, after = text[: evidence.start], text[evidence.end :]
    before = f"…{before[-CONTEXT:]}" if len(before) > CONTEXT else before
    after = f"{after[:CONTEXT]}…" if len(after) > CONTEXT else after
    return f"{before}【{evidence.quote}】{after}"


def _explain_clause(article: Article, clause: Clause, told: Sequence[str]) -> Iterator[str]:
    text = article.paragraph(clause.paragraph_id).text[clause.start : clause.end]
    scores = "，".join(f"{name} {score:.2f}" for name, score in zip(ROLE_NAMES, clause.role_scores, strict=True))
    places = "、".join(region.full_name for region in clause.regions) or "无"
    yield f"  分句“{text}”"
    yield f"    类别：{clause.role or '无'}（{scores}）{'；'.join(told)}"
    yield f"    地区：{places}（{clause.region_score:.2f}）{'；'.join(clause.reasons)}"


def _explain_mention(mention: Mention) -> str:
    chosen = mention.region.full_name if mention.region else "不作地区"
    others = "、".join(region.full_name for region in mention.candidates if region != mention.region)
    return f"  地名“{mention.text}” → {chosen}{f'（另有 {others}）' if others else ''}　{mention.reason}".rstrip()


def _overlap(clause: Clause, evidence: Evidence) -> bool:
    return clause.start < evidence.end and evidence.start < clause.end


def _finding(issue: Path, finding_id: str) -> Finding:
    for row in _rows(issue / "findings.jsonl"):
        if row["finding_id"] == finding_id:
            return Finding.model_validate(row)
    raise HujianError(f"{issue.resolve()} 里没有要点 {finding_id}；在别的期里的，请加 --issue 那一期的文件夹")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
    except OSError as problem:
        hint = "；请加 --issue 写明是哪一期的文件夹，如 --issue out/2026-001"
        raise HujianError(f"读不出 {path.absolute()}（{why(problem)}）{hint}") from problem
