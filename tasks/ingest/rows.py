"""Files that hold one text a row: JSON Lines and CSV; the columns are known by their usual names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from tasks.errors import SourceError
from tasks.ingest.charset import decode
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.ingest.sources import make_source, quarantined
from tasks.models import Metadata, Quarantined, Source

# Field → the names of columns it is known by, in order of preference.
COLUMNS = {
    "text": ("text", "content", "body", "article", "html", "正文", "内容", "文章", "全文", "新闻内容", "文本"),
    "title": ("title", "headline", "标题", "题目", "新闻标题"),
    "subtitle": ("subtitle", "副标题", "副题"),
    "publisher": ("publisher", "source", "media", "来源", "发布机构", "媒体", "出处"),
    "published": ("published", "date", "time", "pubdate", "publish_time", "发布时间", "发布日期", "日期", "时间"),
    "authors": ("authors", "author", "作者", "记者"),
}


def rows(name: str, content: bytes, limits: Limits) -> Iterator[Source | Quarantined]:
    """Yield each row as a Source ``name!number`` whose bytes are a JSON object; a broken row is a quarantine row."""
    try:
        text = decode(content).text
    except SourceError as problem:
        yield quarantined(name, problem)
        return
    count = 0
    for number, entry in _csv(text) if name.lower().endswith((".csv", ".tsv")) else _json(text):
        count += 1
        if count > limits.archive_members:
            yield quarantined(name, refusal("too_large", f"超过{limits.archive_members}行"))
            return
        label = f"{name}!{number}"
        if isinstance(entry, SourceError):
            yield quarantined(label, entry)
        else:
            yield make_source(label, json.dumps(entry, ensure_ascii=False, sort_keys=True).encode())
    if not count:
        yield quarantined(name, refusal("empty"))


def _json(text: str) -> Iterator[tuple[int, dict[str, Any] | SourceError]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            yield number, refusal("broken", "不是JSON")
            continue
        yield number, entry if isinstance(entry, dict) else refusal("broken", "不是JSON对象")


def _csv(text: str) -> Iterator[tuple[int, dict[str, Any] | SourceError]]:
    sample = text[: text.find("\n") + 1 or len(text)]
    reader = csv.reader(io.StringIO(text), delimiter="\t" if sample.count("\t") > sample.count(",") else ",")
    header: list[str] = []
    try:
        for number, cells in enumerate(reader, 1):
            if not header:
                header = [cell.strip() for cell in cells]
            elif any(cell.strip() for cell in cells):
                yield number, dict(zip(header, cells, strict=False))
    except csv.Error as problem:
        yield reader.line_num, refusal("broken", str(problem)[:80])


def read_row(content: bytes) -> tuple[str, Metadata]:
    """The text of a row and what its other columns say of it; raises SourceError ``no_text`` without a text column."""
    entry = {str(key).strip().lower(): value for key, value in json.loads(content).items()}
    told = {field: _value(entry, names) for field, names in COLUMNS.items()}
    text = told.pop("text")
    if not text:
        raise refusal("no_text", "没有正文一栏")
    authors = told.pop("authors")
    names = tuple(authors.replace("、", " ").replace(",", " ").split()) if authors else ()
    return text, Metadata(**told, authors=names)


def _value(entry: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = entry.get(name)
        if isinstance(value, list):
            value = "\n".join(str(part) for part in value)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value).strip()
    return None
