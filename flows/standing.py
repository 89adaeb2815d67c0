"""Issues that are not made again unless somebody says so: readers have them, or may get them as they are."""

from __future__ import annotations

import datetime
from pathlib import Path

from flows.order import Order
from tasks.errors import HujianError

WHY = "已分发或已核准，保持原样；要重编请用 hujian run --issue {issue}，要另出一期请用 --new"


def stands(order: Order, folder: Path) -> bool:
    """Whether an issue was sent to anybody (or may have been), or was approved with the content that it has now."""
    from tasks.distribute import Ledger, State, check_approved, read_edition

    with Ledger(order.database_url(), _now) as ledger:
        try:
            edition = read_edition(folder)
            entries = ledger.entries(edition.series, edition.issue)
            if any(entry.state in (State.SENT, State.CORRECTED, State.UNCLEAR) or entry.underway for entry in entries):
                return True
            check_approved(edition, ledger, required=True)
        except HujianError:  # half an issue, or not approved as it is
            return False
    return True


def _now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)
