"""The pages over several issues: 创新扩散 (what was taken up where), 滚动台账 (what is to be done, how it stands)."""

from __future__ import annotations

from collections.abc import Sequence

from flows.issue import IssueFolder
from flows.library import Shelved, read_issues, read_series
from flows.pages import page
from tasks.models import Briefing, LearningTable, Masthead, Uptake
from tasks.render.charts import Lane
from tasks.summarise.learning.diffusion import find_uptakes
from tasks.summarise.learning.rolling import rolling_items
from tasks.summarise.learning.series import Series
from tasks.summarise.learning.series_tables import (
    change_table,
    ledger_table,
    model_table,
    spread_table,
    uptake_table,
)
from tasks.summarise.learning.shelf import Shelf
from tasks.summarise.learning.stages import check_series
from tasks.summarise.learning.tables import target_table
from tasks.summarise.order import title

_MOST_ROWS = 40
DIFFUSION, LEDGER = "创新扩散", "滚动台账"


def diffusion_page(
    folders: Sequence[IssueFolder], masthead: Masthead, region: str = "", words: Sequence[str] = ()
) -> tuple[Briefing, tuple[Lane, ...]]:
    """What was taken up where over these issues, and its picture; of one region or about some words, when given.

    Raises:
        HujianError: there is no issue, or one cannot be read.
    """
    shelved, series, shelf = _open(folders)
    uptakes = [one for one in find_uptakes(series) if _wanted(one, shelf, region, words)]
    tables = (uptake_table(uptakes, shelf), spread_table(uptakes, shelf), model_table(uptakes, shelf))
    note = f"把{_span(series)}连起来看各地经验先后被哪里采用。"
    return page(shelved, masthead, _with_rows(tables), _name(DIFFUSION, region), note), _lanes(uptakes)


def ledger_page(folders: Sequence[IssueFolder], masthead: Masthead, region: str = "") -> Briefing:
    """How things to be done and aims stand at the latest of these issues; of one region, when given.

    Raises:
        HujianError: there is no issue, or one cannot be read.
    """
    shelved, series, shelf = _open(folders)
    items = [one for one in rolling_items(series) if any(region in r.full_name for r in one.regions) or not region]
    targets = [one for one in check_series(series) if region in one.indicator.region.full_name]
    changes = change_table(series, items, shelf)
    told = target_table(targets, (), shelf)
    tables = (_of(changes, region), _fitted(ledger_table(items, shelf)), _fitted(told))
    note = f"把{_span(series)}连起来列事项、责任单位、时限和状态，目标与后来的数对照。"
    return page(shelved, masthead, _with_rows(tables), _name(LEDGER, region), note)


def _open(folders: Sequence[IssueFolder]) -> tuple[Shelved, Series, Shelf]:
    shelved = read_issues(folders)
    series = read_series(folders)
    findings = {one.finding_id: one for recorded in reversed(series.issues) for one in recorded.findings}
    return shelved, series, Shelf(findings, shelved.library)


def _wanted(one: Uptake, shelf: Shelf, region: str, words: Sequence[str]) -> bool:
    said = f"{one.name}{shelf.findings[one.experience_id].summary}{shelf.findings[one.finding_id].summary}"
    here = region in one.origin.full_name or region in one.learner.full_name
    return here and all(word in said for word in words)


def _of(table: LearningTable, region: str) -> LearningTable:
    return table.model_copy(update={"rows": tuple(row for row in table.rows if region in row.regions[0])})


def _fitted(table: LearningTable) -> LearningTable:
    """All rows where paper has room for them, else those with news; the workbook has all."""
    if len(table.rows) <= _MOST_ROWS:
        return table.model_copy(update={"rows": tuple(row.model_copy(update={"body": True}) for row in table.rows)})
    left_out = sum(not row.body for row in table.rows)
    return table.model_copy(update={"note": f"{table.note}其余{left_out}条后续无新情况，见同名表格文件。"})


def _with_rows(tables: Sequence[LearningTable]) -> list[LearningTable]:
    return [table for table in tables if table.rows]


def _span(series: Series) -> str:
    first, last = series.issues[0].label, series.issues[-1].label
    return first if first == last else f"{first}至{last}"


def _name(kind: str, region: str) -> str:
    return f"{region}{kind}"


def _lanes(uptakes: Sequence[Uptake]) -> tuple[Lane, ...]:
    """A lane each experience that spread, by the time it was told; each place once, when it first took it up."""
    rows: dict[tuple[str, str], list[Uptake]] = {}
    for one in sorted(uptakes, key=lambda one: (one.told, one.taken, one.name)):
        rows.setdefault((one.name, one.origin.full_name), []).append(one)
    return tuple(
        Lane(
            name=name,
            origin=title(row[0].origin),
            told=row[0].told,
            stops=tuple({title(one.learner): one.taken for one in reversed(row)}.items())[::-1],
        )
        for (name, _), row in rows.items()
    )
