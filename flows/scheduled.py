"""What Prefect starts for a deployment."""

from __future__ import annotations

import datetime
import os

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.deployments import FLOW
from flows.periods import run_for_real


@flow(name=FLOW, flow_run_name="{deployment}", persist_result=False)
def scheduled_briefing(deployment: str, folder: str) -> str:
    """The issue of the present period. Settings are read anew: a changed ``hujian.toml`` holds from the next run on."""
    os.chdir(folder)
    said = run_for_real(deployment, datetime.datetime.now(tz=datetime.UTC))
    create_markdown_artifact(said, key="scheduled-briefing", description=deployment)
    return said
