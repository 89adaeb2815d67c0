"""What ``run.json`` tells: from what an issue was made, how, by which version, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import issue as issues
from flows.order import Order
from flows.settings import ROOT
from flows.store import key_of
from flows.versions import code_version, folder_hash, hujian_version
from tasks.models import ClassifiedArticle, Composition, Issue, Quarantined, Role, Source

if TYPE_CHECKING:
    from flows.desk import Desk

STAGES = ("ingest", "clean", "classify", "summarise", "render")


def identity_of(order: Order, found: Sequence[Source | Quarantined]) -> str:
    """Which issue this is: the inputs' bytes and the settings that shape it, not where the inputs lie."""
    inputs = sorted(item.sha256 if isinstance(item, Source) else f"{item.source} {item.reason}" for item in found)
    return key_of("issue", _settings(order), *inputs)


def fingerprint_of(
    order: Order, found: Sequence[Source | Quarantined], issue: Issue, earlier: Mapping[str, str]
) -> str:
    """All that could make the issue's files different: inputs by name, settings, date, earlier issues, code, looks."""
    inputs = [f"{item.name} {item.sha256}" if isinstance(item, Source) else item.model_dump_json() for item in found]
    code = [code_version(stage) for stage in STAGES]
    looks = [folder_hash(ROOT / "flows" / "records.py"), folder_hash(ROOT / "report_templates"), _listing(order.fonts)]
    return key_of(
        _settings(order),
        issue.model_dump_json(include={"year", "number", "date"}),
        *(f"{statement} {printed}" for statement, printed in sorted(earlier.items())),
        *inputs,
        *code,
        *looks,
    )


def _settings(order: Order) -> str:
    return json.dumps(order.configuration(departures_only=True), ensure_ascii=False, sort_keys=True)


def _listing(folder: str) -> str:
    """Names and sizes of the fonts; their bytes were checked when they were put there."""
    return "\n".join(f"{path.name} {path.stat().st_size}" for path in sorted(Path(folder).glob("*")))


def counts_of(
    sources: Sequence[Source],
    articles: Sequence[ClassifiedArticle],
    composition: Composition,
    quarantined: Sequence[Quarantined],
) -> dict[str, int]:
    """The numbers of a run."""
    from tasks.summarise.earlier import count_new

    body = [finding for finding in composition.findings if finding.status == "body"]
    refused = {row.source for row in quarantined}
    return {
        "inputs": len({source.name for source in sources} | refused),
        "articles": sum(article.article.duplicate_of is None for article in articles),
        "duplicates": sum(article.article.duplicate_of is not None for article in articles),
        "irrelevant": sum(not article.relevant for article in articles if article.article.duplicate_of is None),
        "quarantined": len(quarantined),
        "regions": len({finding.region.full_name for finding in body}),
        "findings": len(body),
        **{f"findings_{role.name.lower()}": sum(finding.role is role for finding in body) for role in Role},
        "new": count_new(composition.findings),
        "review": len(composition.findings) - len(body),
        "indicators": len(composition.indicators),
        "links": len(composition.links),
        "chains": len(composition.chains),
    }


def write_record(desk: Desk, folder: Path) -> dict[str, Any]:
    """Write ``run.json`` into a finished folder and return it."""
    record = {
        "version": hujian_version(),
        "issue": issues.folder_of(desk.out, desk.issue).name,
        "series": desk.state.series,
        "number": desk.issue.number,
        "total": desk.issue.total,
        "date": desk.issue.date,
        "period": desk.occasion.period,
        "title": desk.composition.briefing.title,
        "highlights": [{"lead": line.lead, "text": line.text} for line in desk.composition.briefing.highlights],
        "identity": desk.occasion.identity,
        "fingerprint": desk.occasion.fingerprint,
        "configuration": desk.order.configuration(),
        "code": {stage: code_version(stage) for stage in STAGES},
        "inputs": [{"source": source.name, "sha256": source.sha256} for source in desk.sources],
        "quarantined": [row.model_dump(mode="json") for row in desk.rows()],
        "notes": desk.notes,
        "counts": desk.counts(),
        "calls": dict(sorted(desk.crew.account.calls.items())),
        "seconds": {stage: round(seconds, 3) for stage, seconds in sorted(desk.crew.account.seconds.items())},
        "outputs": issues.hashes(folder),
    }
    (folder / issues.RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return record
