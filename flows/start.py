"""How a run starts: the work begins while Prefect is still getting up, and an unchanged run does not wake it at all."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flows.desk import Desk
from flows.order import Order, Outcome
from flows.prefect_server import EmbeddedServer, served_url, set_environment
from flows.trays import Progress
from flows.walk import ahead_of_the_flow, task_runs


def make_issue(order: Order, api_url: str | None = None, progress: Progress | None = None) -> Outcome:
    """Run the flow for ``order`` against the server at ``api_url``, or an embedded one.

    Raises HujianError when something must be mended first, or whatever stopped the flow.
    """
    with ExitStack() as stack:
        desk = stack.enter_context(Desk(order, progress))
        if (unchanged := desk.unchanged()) is not None:
            return unchanged
        desk.crew.helpers.get_ready()
        state = Path(order.state)
        given = set_environment(state, api_url or served_url(state))
        server = None
        if not given:
            server = stack.enter_context(EmbeddedServer(state))
            stack.enter_context(ahead_of_the_flow(desk))
        return _run_flow(desk, server)


def _run_flow(desk: Desk, server: EmbeddedServer | None) -> Outcome:
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.build_briefing import with_workers

    flow = with_workers(desk.order.workers)
    changes: dict[Any, Any] = {}
    if server is not None:
        server.wait()
        # The heartbeat tells a server that outlives the run of its crash; this one does not. It would cost a second.
        changes[PREFECT_FLOWS_HEARTBEAT_FREQUENCY] = None
    with temporary_settings(changes):
        state = flow(desk.order, desk, return_state=True)
    outcome: Outcome = state.result()
    if server is not None:
        server.settle(str(state.state_details.flow_run_id), task_runs(desk))
    return outcome
