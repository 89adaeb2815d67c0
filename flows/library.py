"""What past issues say, read from their JSON Lines: the shelf from which searches and pages are made."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from flows.issue import IssueFolder, read_record
from flows.records import article_of
from tasks.errors import HujianError
from tasks.models import (
    Article,
    Exchange,
    Finding,
    Indicator,
    Issue,
    LearningChain,
    LearningLink,
    Model,
    NamedList,
    Practice,
    Region,
    SourceEntry,
)
from tasks.summarise.learning.series import Recorded, Series
from tasks.summarise.order import title
from tasks.summarise.statements import Library

Row = TypeVar("Row", bound=Model)
_MOST_NAMED = 5


@dataclass(frozen=True)
class Shelved:
    """The records of one or more issues, each once; ``sources`` are their articles as they are cited."""

    findings: tuple[Finding, ...]
    links: tuple[LearningLink, ...]
    lists: tuple[NamedList, ...]
    exchanges: tuple[Exchange, ...]
    articles: dict[str, Article]
    sources: dict[str, SourceEntry]
    issue: Issue

    @property
    def library(self) -> Library:
        """The articles with the numbers under which they are cited."""
        return Library(self.articles, {name: entry.number for name, entry in self.sources.items()})

    def cited(self, finding: Finding) -> list[str]:
        """Where a finding comes from: title, publisher and date of each article."""
        entries = dict.fromkeys(self.sources[one.article_id] for one in finding.evidence)
        return [f"《{e.title}》（{e.publisher or '发布单位未载明'}，{e.published or '日期未载明'}）" for e in entries]


def read_issues(folders: Sequence[IssueFolder]) -> Shelved:
    """The records of these issue folders, the latest first where two hold the same.

    Raises:
        HujianError: there is no issue, or one cannot be read.
    """
    if not folders:
        raise HujianError("还没有做过任何一期。请先运行 hujian run。")
    recent = list(reversed(folders))
    rows = [row for folder in recent for row in _rows(folder / "articles.jsonl") if not row.get("duplicate_of")]
    articles = {row["article_id"]: article_of(row) for row in reversed(rows)}
    genres = {row["article_id"]: row["genre"] for row in rows}
    return Shelved(
        findings=_once(recent, "findings", Finding),
        links=_once(recent, "links", LearningLink),
        lists=_once(recent, "lists", NamedList),
        exchanges=_once(recent, "exchanges", Exchange),
        articles=articles,
        sources={name: _source(n, one, genres[name]) for n, (name, one) in enumerate(articles.items(), 1)},
        issue=_issue(recent[0]),
    )


def read_series(folders: Sequence[IssueFolder]) -> Series:
    """What each of these issues recorded, in their order.

    Raises:
        HujianError: an issue cannot be read.
    """
    return Series(tuple(map(_recorded, folders)))


def _recorded(folder: IssueFolder) -> Recorded:
    return Recorded(
        issue=_issue(folder),
        findings=_once([folder], "findings", Finding),
        links=_once([folder], "links", LearningLink),
        chains=_once([folder], "chains", LearningChain),
        indicators=_once([folder], "indicators", Indicator),
        practices=_once([folder], "practices", Practice),
        lists=_once([folder], "lists", NamedList),
        articles={row["article_id"]: article_of(row) for row in _rows(folder / "articles.jsonl")},
    )


def _once(folders: Sequence[IssueFolder], name: str, model: type[Row]) -> tuple[Row, ...]:
    """The rows of a file in all folders, equal ones once; a folder of an older version may lack the file."""
    paths = [folder / f"{name}.jsonl" for folder in folders]
    try:
        return tuple(dict.fromkeys(model.model_validate(row) for p in paths if p.exists() for row in _rows(p)))
    except ValidationError as problem:
        raise HujianError(f"{name}.jsonl 与现在的版本不合：{problem.errors()[0]['msg']}") from problem


def _rows(path: IssueFolder) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
    except (OSError, ValueError, KeyError) as problem:
        raise HujianError(f"读不出 {path}：{problem}") from problem


def _source(number: int, article: Article, genre: str) -> SourceEntry:
    return SourceEntry.model_validate(
        {
            "number": number,
            "article_id": article.article_id,
            "title": article.title or "（来源文本未载明标题）",
            "publisher": article.publisher,
            "published": article.published,
            "genre": genre,
            "authors": article.authors,
        }
    )


def _issue(folder: IssueFolder) -> Issue:
    record = read_record(folder)
    name = folder.resolve().name if isinstance(folder, Path) else folder.name
    year, _, number = name.partition("-")
    date = str(record.get("date") or f"{year}-01-01")
    return Issue(year=int(date[:4]), number=int(number) if number.isdigit() else 1, total=None, date=date)


def _nearest(name: str, known: Mapping[str, Region]) -> str:
    """The places that were perhaps meant, else some that the issues tell of."""
    names = list(dict.fromkeys(one.name for one in known.values()))
    close = difflib.get_close_matches(name, names, n=_MOST_NAMED)
    if close:
        return f"，是不是{'、'.join(close)}？"
    told = f"{'、'.join(names[:_MOST_NAMED])}{'等' if len(names) > _MOST_NAMED else ''}"
    return f"；写到的有{told}{len(names)}个地区" if names else "；还没有编过简报，请先运行 hujian run"


def find_region(name: str, shelved: Shelved) -> Region:
    """The region of this name among those that findings and links are about.

    Raises:
        HujianError: none is called so, or several are.
    """
    known = {f.region.full_name: f.region for f in shelved.findings}
    known |= {region.full_name: region for link in shelved.links for region in (link.learner, link.benchmark)}
    exact = [region for region in known.values() if name in (region.full_name, region.name, title(region))]
    found = exact or [region for full, region in known.items() if full.endswith(name)]
    found = found or [region for region in known.values() if region.name.startswith(name)]
    found = found or [region for region in known.values() if name in region.name]
    if not found:
        raise HujianError(f"各期来源没有写到“{name}”{_nearest(name, known)}")
    if len(found) > 1:
        raise HujianError(f"叫“{name}”的有 {len(found)} 个，请写全称：{'、'.join(sorted(r.full_name for r in found))}")
    return found[0]
