"""What the state keeps of a published issue, read from its folder: the issue, its articles, what it printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from flows.issue import IssueFolder, number_of, read_record
from tasks.models import Finding, Model


class IssueRow(Model):
    """A published issue. ``total`` is its 总第N期; ``period`` is empty unless a schedule made it."""

    year: int
    number: int
    total: int
    date: str
    identity: str
    fingerprint: str
    period: str
    record: str

    @property
    def name(self) -> str:
        """Its folder's name."""
        return f"{self.year}-{self.number:03d}"


def issue_row(folder: IssueFolder, digest: str, total: int) -> IssueRow:
    """The row of an issue, from its record; ``digest`` is the record's hash, ``total`` counts where it says none."""
    year, number = number_of(folder)
    record = read_record(folder)
    words = {name: str(record.get(name) or "") for name in ("date", "identity", "fingerprint", "period")}
    return IssueRow(year=year, number=number, total=record.get("total") or total, record=digest, **words)


def article_rows(folder: IssueFolder) -> Iterator[dict[str, str]]:
    """The articles of an issue, each once."""
    for row in {row.get("article_id"): row for row in _rows(folder, "articles.jsonl")}.values():
        words = {name: str(row.get(name) or "") for name in ("article_id", "source", "title")}
        if words["article_id"]:
            yield words


def finding_rows(folder: IssueFolder) -> Iterator[dict[str, str]]:
    """What an issue printed, by the key of each statement."""
    from tasks.summarise.earlier import statement_keys  # the stage takes long to import, and mostly nothing is new

    for row in _rows(folder, "findings.jsonl"):
        with suppress(ValidationError):  # written by another version: not known again, and no harm
            finding = Finding.model_validate({key: value for key, value in row.items() if key in Finding.model_fields})
            if finding.status == "body":
                for statement in statement_keys(finding):
                    yield {"finding_id": finding.finding_id, "statement": statement}


def _rows(folder: IssueFolder, name: str) -> list[dict[str, Any]]:
    file = folder / name
    try:
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []
    except (OSError, ValueError):
        return []
