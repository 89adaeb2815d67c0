"""Which issue a run makes, what issues before it printed, and whether the work is done already."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows import issue as issues
from flows.issue_rows import IssueRow
from flows.order import Order, Outcome
from flows.run_record import fingerprint_of, identity_of
from flows.standing import WHY, stands
from flows.state import State
from tasks.errors import SettingsError
from tasks.models import Issue, Model, Quarantined, Source


class Occasion(Model):
    """What is known of a run before any stage is called. ``done`` is its outcome when nothing is left to do.

    ``period`` is the one that the issue is of, also when it is made again by hand.
    """

    identity: str
    fingerprint: str
    issue: Issue
    period: str = ""
    earlier: dict[str, str]
    done: Outcome | None = None


def occasion_of(order: Order, found: Sequence[Source | Quarantined], state: State) -> Occasion:
    """Set the inputs that were found against what was published."""
    published = state.issues()
    identity = identity_of(order, found)
    same = _same(order, identity, published)
    issue = issues.number_issue(published, order.date or (same.date if same else "") or order.today, same)
    earlier = state.earlier(issue.year, issue.number) if order.repeats != "照印" else {}
    occasion = Occasion(
        identity=identity,
        fingerprint=fingerprint_of(order, found, issue, earlier),
        issue=issue,
        period=same.period if same else order.period,
        earlier=earlier,
    )
    return occasion.model_copy(update={"done": _done(order, occasion, published, same, state)})


def _same(order: Order, identity: str, published: Sequence[IssueRow]) -> IssueRow | None:
    """The issue that is made again: the one named, the period's own, or one of the same inputs and settings."""
    if order.issue:
        return _named(order, published)
    if order.period:
        return next((row for row in published if row.period == order.period), None)
    year = int(order.date[:4]) if order.date else None
    return None if order.new else issues.same_issue(published, identity, year)


def _named(order: Order, published: Sequence[IssueRow]) -> IssueRow:
    """The issue that the user wants made again; SettingsError when there is none, or it is to be of another year."""
    same = next((row for row in published if row.name == order.issue), None)
    if same is None:
        raise SettingsError(f"{order.out} 里没有 {order.issue} 这一期。")
    if order.date and int(order.date[:4]) != same.year:
        raise SettingsError(f"{order.issue} 是 {same.year} 年的一期，印发日期要在这一年之内。")
    return same


def _done(
    order: Order, occasion: Occasion, published: Sequence[IssueRow], same: IssueRow | None, state: State
) -> Outcome | None:
    if order.period:
        return _period_done(order, occasion, published, same, state)
    folder = state.out / same.name if same else None
    if folder is None or order.fresh or same is None:
        return None
    if same.fingerprint == occasion.fingerprint and issues.is_intact(folder):
        return outcome_of(folder)
    if not order.issue and issues.is_complete(folder) and stands(order, folder):
        return outcome_of(folder).model_copy(update={"stands": WHY.format(issue=same.name)})
    return None


def _period_done(
    order: Order, occasion: Occasion, published: Sequence[IssueRow], same: IssueRow | None, state: State
) -> Outcome | None:
    """A period is done when it has its issue, whatever arrived since, or when it was found to bring nothing new.

    What somebody edited in its issue meanwhile stays: a schedule looks again and again.
    """
    deployment, _, period = order.period.partition("@")
    if same is not None:
        folder = state.out / same.name
        return outcome_of(folder) if issues.is_complete(folder) else None
    idle = state.periods(deployment).get(period) == ""
    unchanged = bool(published) and published[-1].identity == occasion.identity
    return nothing_new() if idle or (order.only_when_new and unchanged) else None


def outcome_of(folder: Path) -> Outcome:
    """The outcome of an issue that stands already."""
    record = issues.read_record(folder)
    return Outcome(
        folder=str(folder),
        issue=folder.name,
        unchanged=True,
        counts=record["counts"],
        seconds={},
        files=tuple(sorted(record["outputs"])),
        quarantined=tuple(Quarantined.model_validate(row) for row in record["quarantined"]),
        notes=tuple(record["notes"]),
    )


def nothing_new(quarantined: Sequence[Quarantined] = (), failures: int = 0) -> Outcome:
    """The outcome of a run that makes no issue because nothing new arrived, or nothing that could be read."""
    return Outcome(
        folder="",
        issue="",
        unchanged=True,
        counts={},
        seconds={},
        files=(),
        quarantined=tuple(quarantined),
        failures=failures,
    )
