"""``hujian serve``: the deployments of ``hujian.toml``, served by Prefect; a local server is minded when none is given.

Prefect schedules nothing on an embedded server, so a server of our own stays up as long as this does; when it falls it
is started again on the same port. What became due while nothing was running is made up for once, at the start.
"""

from __future__ import annotations

import datetime
import fcntl
import logging
import shutil
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import UUID

from flows.deployments import TAG, registry
from flows.minded_server import MindedServer
from flows.prefect_server import set_environment
from flows.settings import Settings, load_settings
from flows.watch import Start, Watch, is_late
from tasks.errors import HujianError, SettingsError

if TYPE_CHECKING:
    from prefect.client.schemas.filters import FlowRunFilter

LOOK_AT_WORK = 60.0  # seconds between two looks for approved issues and periods that failed
PAUSE = 30.0  # seconds before serving is begun again after Prefect gave up

log = logging.getLogger("hujian.serve")
Say = Callable[[str], None]


def serve(settings: Settings, folder: Path, now: datetime.datetime, say: Say) -> None:
    """Serve until stopped.

    Raises:
        HujianError: there is nothing to serve, or another ``hujian serve`` has this state already.
    """
    if not settings.deployments:
        raise SettingsError("hujian.toml 里没有 [[deployments]]，没有可定时的任务。写法见 README。")
    state = settings.state_folder()
    with ExitStack() as stack:
        stack.enter_context(_alone(state))
        _own_temporary_files(state)
        if not set_environment(state, settings.prefect_api_url):
            server = stack.enter_context(MindedServer(state))
            say(f"Prefect 服务：http://127.0.0.1:{server.port}")
        for line in agenda(settings, now):
            say(line)
        late = [deployment.name for deployment in settings.deployments if is_late(settings, deployment, now)]
        _serve_through_prefect(settings, folder, late)


def agenda(settings: Settings, now: datetime.datetime) -> Iterator[str]:
    """When each deployment wakes next, for people."""
    for deployment in settings.deployments:
        when = f"{deployment.next_wake(now):%Y-%m-%d %H:%M}"
        yield f"{deployment.name}：{'已暂停' if deployment.paused else f'下次 {when}（{deployment.timezone}）'}"


def _serve_through_prefect(settings: Settings, folder: Path, late: list[str]) -> None:
    from prefect import serve as prefect_serve

    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited")
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # it tells of every task that stopping cancels
    _tidy({deployment.name for deployment in settings.deployments}, folder)
    waiting = list(late)
    watchman = Watchman()
    while True:
        deployments = registry(settings, folder)
        for deployment in deployments:
            deployment.apply()
        while waiting:
            log.info("补做错过的一期", extra={"deployment": waiting[-1]})
            watchman.start(Start(deployment=waiting.pop(), only_send=False))
        try:
            with watchman:
                prefect_serve(*deployments, pause_on_shutdown=False, print_starting_message=False, limit=1)
        except RuntimeError:  # Prefect gives up when its server was away for long
            log.exception("Prefect 停止了轮询，稍后重新开始")
            time.sleep(PAUSE)
        else:
            return


def _tidy(wanted: set[str], folder: Path) -> None:
    """Delete deployments of ours that the settings no longer have, and runs that were missed: one makes up for all.

    Ours are those of the same ``hujian.toml``; others may use the same Prefect server.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId, DeploymentFilterTags

    with get_client(sync_client=True) as client:
        tagged = client.read_deployments(deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])))
        ours = [deployment for deployment in tagged if deployment.parameters.get("folder") == str(folder)]
        for deployment in ours:
            if deployment.name not in wanted:
                client.delete_deployment(deployment.id)
        these = DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id for deployment in ours]))
        for run in client.read_flow_runs(deployment_filter=these, flow_run_filter=_missed_runs()):
            client.delete_flow_run(run.id)


def _missed_runs() -> FlowRunFilter:
    """Runs that became due while nothing ran; Prefect would do one after the other before anything new."""
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterExpectedStartTime,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.types import DateTime

    return FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=DateTime.now("UTC")),
    )


class Watchman:
    """Starts runs that the schedule's own times do not bring, in a thread, while Prefect serves."""

    def __init__(self) -> None:
        self._watch = Watch()
        self._runs: dict[str, UUID] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, wanted: Start) -> None:
        """One run of a deployment, now."""
        from prefect.client.schemas.objects import FlowRun
        from prefect.deployments import run_deployment

        from flows.deployments import FLOW

        name = f"{FLOW}/{wanted.deployment}"
        run = run_deployment(name, parameters={"only_send": wanted.only_send}, timeout=0)
        assert isinstance(run, FlowRun)  # noqa: S101 -- a coroutine only inside an event loop
        self._runs[wanted.deployment] = run.id

    def __enter__(self) -> Self:
        """Begin to look."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._look, name="hujian-watchman", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """No more looking."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(LOOK_AT_WORK)

    def _look(self) -> None:
        while not self._stopping.wait(LOOK_AT_WORK):
            try:
                for wanted in self._watch.due(load_settings(), datetime.datetime.now(tz=datetime.UTC)):
                    if not self._is_busy(wanted.deployment):
                        self.start(wanted)
            except Exception:  # settings being edited, a server that is away: another look will come
                log.exception("没有看成有没有要补做、要发的，稍后再看")

    def _is_busy(self, deployment: str) -> bool:
        """Whether the run that was started last is still to come or at work."""
        from prefect.client.orchestration import get_client

        if deployment not in self._runs:
            return False
        with get_client(sync_client=True) as client:
            state = client.read_flow_run(self._runs[deployment]).state
        return state is not None and not state.is_final()


def _own_temporary_files(state: Path) -> None:
    """Prefect's runner would use ``/tmp/runner_storage``, which belongs to whoever was first on the machine."""
    folder = state / "tmp"
    shutil.rmtree(folder, ignore_errors=True)  # what a killed one left
    folder.mkdir(mode=0o700)
    tempfile.tempdir = str(folder.absolute())


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """One ``hujian serve`` for a state folder."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise HujianError("已有一个 hujian serve 在运行（同一个状态文件夹）。") from problem
        yield
