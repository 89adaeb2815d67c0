"""What the schedule made and has not sent yet: issues that were approved since, and sendings that were cut short."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from flows.deployments import Deployment
from flows.distribute import chosen, open_ledger
from flows.issue import issues, read_record
from flows.settings import Settings
from tasks.distribute import Delivery, Ledger, State, check_approved, plan, read_edition
from tasks.errors import HujianError

AGAIN = datetime.timedelta(minutes=15)  # after a try that failed for now; a server that refuses a login counts tries


def outstanding(settings: Settings, deployment: Deployment, moment: datetime.datetime) -> list[Path]:
    """Issues of a deployment that may go out and that somebody of its recipients has not got, oldest first.

    Where approval is asked for, these are approved ones, whatever their age; else the last issue alone.
    """
    if not deployment.recipients:
        return []
    own = deployment.settings(settings)
    with open_ledger(own) as ledger:
        return [
            folder
            for folder in _candidates(own, deployment, ledger)
            if _is_open(own, deployment, folder, ledger, moment)
        ]


def _candidates(settings: Settings, deployment: Deployment, ledger: Ledger) -> Iterator[Path]:
    """Issue folders that are worth a closer look, which means to read their documents."""
    folders = issues(settings.out)
    if settings.distribution.require_approval:
        approved = ledger.approved_issues()
        folders = [folder for folder in folders if folder.name in approved]
    made = [folder for folder in folders if str(read_record(folder).get("period")).startswith(f"{deployment.name}@")]
    yield from made if settings.distribution.require_approval else made[-1:]


def _is_open(
    settings: Settings, deployment: Deployment, folder: Path, ledger: Ledger, moment: datetime.datetime
) -> bool:
    try:
        edition = read_edition(folder)
        check_approved(edition, ledger, required=settings.distribution.require_approval)
    except HujianError:  # half-read while it was made again, or changed since it was approved
        return False
    made = plan(edition, chosen(settings.distribution, deployment.recipients))
    return any(_is_due(delivery, ledger, moment) for delivery in made.deliveries)


def _is_due(delivery: Delivery, ledger: Ledger, moment: datetime.datetime) -> bool:
    sendings = ledger.sendings(delivery.series, delivery.issue, delivery.recipient.key)
    if not sendings:
        return True
    last = sendings[-1]
    if last.state is not State.WAITING or last.correction:
        return False
    return not last.attempts or moment - datetime.datetime.fromisoformat(last.updated) >= AGAIN
