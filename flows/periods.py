"""A scheduled run: the issue of a period, made once and sent once, whenever and however often it is started."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.backup import look_after
from flows.deployments import Deployment
from flows.log import log_to
from flows.order import Order, Outcome
from flows.quiet import wait_until_quiet
from flows.schedule import name_of
from flows.settings import Settings, load_settings
from tasks.errors import HujianError, SettingsError
from tasks.processes import worker_pool

if TYPE_CHECKING:
    from tasks.distribute import Report

log = logging.getLogger("hujian.schedule")
Make = Callable[[Order], Outcome]
Distribute = Callable[[Settings, Path, tuple[str, ...]], "Report"]
AfterSending = Callable[[Settings, Path], None]


def period_order(settings: Settings, deployment: Deployment, moment: datetime.datetime) -> Order | None:
    """What the run that is due at ``moment`` is to make; None when no period ever was due."""
    period = deployment.period(moment)
    if period is None:
        return None
    today = moment.astimezone(deployment.zone).date().isoformat()
    order = Order.of(deployment.settings(settings), today=today)
    return order.model_copy(
        update={
            "date": None,
            "period": f"{deployment.name}@{name_of(period)}",
            "only_when_new": deployment.nothing_new == "不出",
        }
    )


def run_period(
    settings: Settings, deployment: Deployment, moment: datetime.datetime, make: Make, distribute: Distribute
) -> str:
    """Make and send the issue of the period that is due at ``moment``; what came of it, in Chinese.

    A period that has its issue (or was found to bring nothing new) is left alone; sending goes on where it stopped,
    also of issues of earlier periods that were approved since.
    """
    order = period_order(settings, deployment, moment)
    if order is None:
        return f"{deployment.name}：还没有到第一个时刻"
    outcome = make(order)
    said = _present(settings, deployment, order, outcome, distribute)
    return "；".join([said, *send_outstanding(settings, deployment, moment, distribute, but=outcome.issue)])


def _present(settings: Settings, deployment: Deployment, order: Order, outcome: Outcome, distribute: Distribute) -> str:
    if not outcome.issue:
        return f"{order.period}：{_why_not(outcome)}，没有出刊"
    made = f"{order.period}：{outcome.issue}{'（此前已编成）' if outcome.unchanged else ''}"
    if outcome.failures:
        raise HujianError(f"{made}，但有 {outcome.failures} 个来源处理时出错，详见核稿单和日志")
    return f"{made}{_sent(settings, deployment, Path(outcome.folder), distribute)}"


def _why_not(outcome: Outcome) -> str:
    """Why a period has no issue; what could not be used is named, for nobody will read it anywhere else."""
    if not outcome.quarantined:
        return "本期无新增"
    first, others = outcome.quarantined[0], len(outcome.quarantined) - 1
    return f"本期无新增（未能使用：{first.source}，{first.detail}{f'；另有{others}个' if others else ''}）"


def send_outstanding(
    settings: Settings, deployment: Deployment, moment: datetime.datetime, distribute: Distribute, but: str = ""
) -> list[str]:
    """Send what the deployment made and what may go out by now, ``but`` one issue; a line for each.

    Raises:
        HujianError: somebody did not get theirs; the other issues were sent before that is said.
    """
    if not deployment.recipients:
        return []
    from flows.outstanding import outstanding

    folders = [folder for folder in outstanding(settings, deployment, moment) if folder.name != but]
    incomplete = [one.name for one in folders if not distribute(settings, one, deployment.recipients).is_complete]
    if incomplete:
        raise HujianError("；".join(map(_not_all, incomplete)))
    return [f"{folder.name}，已分发" for folder in folders]


def _not_all(issue: str) -> str:
    return f"{issue} 没有全部发到，见 hujian deliveries {issue}"


def _sent(settings: Settings, deployment: Deployment, folder: Path, distribute: Distribute) -> str:
    """Send the issue where the deployment has recipients; an issue that waits for approval is no failure."""
    if not deployment.recipients:
        return ""
    if settings.distribution.require_approval and not _is_approved(settings, folder):
        return f"，待核准后分发（hujian approve {folder.name}）"
    report = distribute(settings, folder, deployment.recipients)
    if not report.is_complete:
        raise HujianError(_not_all(folder.name))
    return "，已分发"


def _is_approved(settings: Settings, folder: Path) -> bool:
    from flows.distribute import open_ledger
    from tasks.distribute import check_approved, read_edition

    with open_ledger(settings) as ledger:
        try:
            check_approved(read_edition(folder), ledger, required=True)
        except HujianError:
            return False
    return True


def deployment_of(settings: Settings, name: str) -> Deployment:
    """The deployment of that name; SettingsError when there is none (any more)."""
    for deployment in settings.deployments:
        if deployment.name == name:
            return deployment
    raise SettingsError(f"hujian.toml 里没有部署“{name}”")


def run_all(settings: Settings, moment: datetime.datetime) -> Iterator[str]:
    """The present period of every deployment, one after the other; HujianError at the end when one failed.

    Each has a process of its own: Prefect's client does not outlive the server that was started for a run.
    """
    failed = []
    with worker_pool(1, one_task_each=True) as processes:
        for deployment in settings.deployments:
            if deployment.paused:
                continue
            try:
                yield processes.submit(run_for_real, deployment.name, moment).result()
            except HujianError as problem:
                failed.append(f"{deployment.name}：{problem}")
    if failed:
        raise HujianError("\n".join(failed))


def run_for_real(
    name: str, moment: datetime.datetime, *, only_send: bool = False, after_sending: AfterSending | None = None
) -> str:
    """``run_period`` with the settings of the present folder; what came of it is logged, too.

    ``only_send`` leaves the period alone and sends what is outstanding; ``after_sending`` is told of every issue that
    was sent, completely or not.
    """
    settings = load_settings()
    log_to(settings.state_folder())
    try:
        deployment = deployment_of(settings, name)
        make, distribute = _for_real(settings, after_sending or (lambda *_: None))
        if only_send:
            said = "；".join(send_outstanding(settings, deployment, moment, distribute)) or f"{name}：没有要发的"
        else:
            wait_until_quiet(deployment.settings(settings).sources, time.time, time.sleep)
            said = run_period(settings, deployment, moment, make, distribute)
        for line in look_after(deployment.settings(settings), moment.astimezone(deployment.zone).date().isoformat()):
            log.info("%s", line, extra={"deployment": name})
    except HujianError as problem:
        log.error("%s", problem, extra={"deployment": name})
        raise
    log.info("%s", said, extra={"deployment": name})
    return said


def _for_real(settings: Settings, after_sending: AfterSending) -> tuple[Make, Distribute]:
    from flows.distribute import distribute_issue
    from flows.start import make_issue

    def distribute(chosen: Settings, issue: Path, rules: tuple[str, ...]) -> Report:
        try:
            return distribute_issue(chosen, issue, rules, scheduled=True)
        finally:
            after_sending(chosen, issue)

    return lambda order: make_issue(order, settings.prefect_api_url), distribute
