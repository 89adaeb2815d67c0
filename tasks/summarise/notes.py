"""按语 and 说明: what an issue holds, and how its dates, unsigned pieces and short names are to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.models import ClassifiedArticle, Finding, Genre, Role
from tasks.summarise.dividing import Parts
from tasks.summarise.lexicon import condense_lexicon
from tasks.summarise.statements import Library, Statement

_NAMED_SOURCES = 5
"""So many sources that are not heard are named by their numbers."""
FILES = "除“对接建议”为编者建议外，各部分文字均摘自来源；“工作底稿”指随本期的网页和工作簿"
"""Whose words these are, and where everything stands that is not printed."""


def foreword(articles: Sequence[ClassifiedArticle], parts: Parts) -> str:
    """The 按语: how many articles, regions and points, of which kinds, and from when the sources are."""
    told = parts.told
    regions = {region.full_name for statement in told for region in statement.regions}
    counts = {role: sum(statement.role is role for statement in told) for role in Role}
    kinds = "、".join(f"{role}{counts[role]}条" for role in Role)
    sentences = [f"本期据{len(articles)}篇文章摘编，涉及{len(regions)}个地区，列要点{len(told)}条，其中{kinds}"]
    if parts.annex or parts.rest:
        sentences[0] += f"；正文选登{len(parts.body)}条{_others(parts)}"
    sentences.append(_unheard(articles, parts))
    sentences.append(_dates(articles))
    return "。".join(sentence for sentence in sentences if sentence) + "。"


def _unheard(articles: Sequence[ClassifiedArticle], parts: Parts) -> str:
    """The sources of which no point is printed, in body or annex."""
    shown = {s.first.evidence[0].article_id for s in (*parts.body, *parts.annex)}
    unheard = [number for number, one in enumerate(articles, 1) if one.article.article_id not in shown]
    if not unheard:
        return ""
    if len(unheard) > _NAMED_SOURCES:
        return f"另有{len(unheard)}篇来源的要点未选登，见工作底稿"
    return f"{''.join(f'［{number}］' for number in unheard)}的要点未选登，见工作底稿"


def _others(parts: Parts) -> str:
    """Where the points are that the body leaves out."""
    annex = f"附件续登{len(parts.annex)}条" if parts.annex else ""
    rest = f"其余{len(parts.rest)}条见工作底稿" if parts.rest else ""
    return "".join(f"，{part}" for part in (annex, rest) if part)


def _dates(articles: Sequence[ClassifiedArticle]) -> str:
    dated = sorted(one.article.published for one in articles if one.article.published)
    undated = len(articles) - len(dated)
    tail = "情况以来源发布时为准"
    if not dated:
        return f"各来源均未载明日期，{tail}" if articles else ""
    span = f"发布于{_chinese(dated[0])}" + (f"至{_chinese(dated[-1])}" if dated[0] != dated[-1] else "")
    known = f"（{undated}篇未载明日期）" if undated else ""
    return f"来源{span}{known}，{tail}"


def _chinese(date: str) -> str:
    year, month, day = date.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def remarks(
    articles: Sequence[ClassifiedArticle],
    statements: Sequence[Statement],
    findings: Sequence[Finding],
    library: Library,
) -> tuple[str, ...]:
    """The 说明 under the list of sources."""
    notes = [FILES, *_relative_dates(findings, library)]
    views = [f"［{library.numbers[one.article.article_id]}］" for one in articles if one.genre is Genre.COMMENTARY]
    if views:
        notes.append(f"{''.join(views)}为评论，所列举措为该文主张")
    notes.extend(_unsigned(articles, library))
    notes.extend(_retold(articles, statements, library))
    notes.append("地名、机构简称照录来源")
    if any(len(statement.regions) > 1 for statement in statements):
        notes.append("几个地区共有的要点登在次序在前的地区，在各地区分别计数，合计不重复计")
    return tuple(f"{note}。" for note in notes)


def _unsigned(articles: Sequence[ClassifiedArticle], library: Library) -> list[str]:
    """Which sources name no author; where most do not, which do."""
    marks = {one.article.article_id: f"［{library.numbers[one.article.article_id]}］" for one in articles}
    signed = [marks[one.article.article_id] for one in articles if one.article.authors]
    unsigned = [marks[one.article.article_id] for one in articles if not one.article.authors]
    if len(unsigned) <= _NAMED_SOURCES or len(unsigned) <= len(signed):
        return [f"{''.join(unsigned)}未署名"] if unsigned else []
    return [f"{''.join(signed)}署名，其余{len(unsigned)}篇未署名" if signed else "各来源均未署名"]


def _relative_dates(findings: Sequence[Finding], library: Library) -> list[str]:
    words = "|".join(condense_lexicon().relative_years)
    told: dict[int, list[str]] = {}
    for finding in findings:
        for word, year in re.findall(rf"({words})（(\d{{4}}年)）", finding.summary):
            number = library.sources(finding)[0]
            if f"“{word}”写作{year}" not in told.setdefault(number, []):
                told[number].append(f"“{word}”写作{year}")
    notes = [f"［{number}］中{'、'.join(said)}" for number, said in sorted(told.items())]
    opening = [f"{'，'.join(notes)}，均按发布日期换算"] if notes else []
    return [*opening, "“近期”“目前”“下一步”等均以各来源发布时为准"]


def _retold(articles: Sequence[ClassifiedArticle], statements: Sequence[Statement], library: Library) -> list[str]:
    """Sources that speak of places other than their own."""
    homes = {one.article.article_id: one.home for one in articles}
    numbers = sorted(
        {
            library.numbers[statement.first.evidence[0].article_id]
            for statement in statements
            if (home := homes.get(statement.first.evidence[0].article_id))
            and not any(_near(region.full_name, home.full_name) for region in statement.regions)
        }
    )
    if not numbers:
        return []
    return [f"{''.join(f'［{number}］' for number in numbers)}对本地以外各地的表述引自该来源，未另行核对"]


def _near(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
