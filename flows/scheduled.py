"""What Prefect starts for a deployment."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run

from flows.deployments import FLOW
from flows.distribute import entries_of
from flows.periods import run_for_real
from flows.settings import Settings


@flow(name=FLOW, flow_run_name="{deployment}", persist_result=False)
def scheduled_briefing(deployment: str, folder: str, only_send: bool = False) -> str:
    """The issue of the present period, sent; with ``only_send`` nothing is made and what waited is sent.

    Settings are read anew: a changed ``hujian.toml`` holds from the next run on.
    """
    os.chdir(folder)
    moment = moment_of(datetime.datetime.now(tz=datetime.UTC))
    said = run_for_real(deployment, moment, only_send=only_send, after_sending=_show_deliveries)
    create_markdown_artifact(said, key="scheduled-briefing", description=deployment)
    return said


def moment_of(now: datetime.datetime) -> datetime.datetime:
    """For which moment this flow run is: Prefect may begin one a fraction of a second before its time."""
    scheduled: datetime.datetime = flow_run.scheduled_start_time
    return max(now, scheduled)


def _show_deliveries(settings: Settings, issue: Path) -> None:
    """What the ledger says of an issue, as an artifact."""
    rows = [
        {
            "收件人": f"{entry.name} {entry.recipient.partition(':')[2]}".strip(),
            "状态": f"{entry.state}（发送中）" if entry.underway else str(entry.state),
            "次数": entry.attempts,
            "时间": entry.updated,
            "说明": entry.detail,
        }
        for entry in entries_of(settings, str(issue))
    ]
    create_table_artifact(rows, key="briefing-deliveries", description=f"{issue.name} 的分发")
