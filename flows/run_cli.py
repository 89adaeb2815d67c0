"""``hujian run``: an issue made by hand or by the system's timer."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from flows.again import as_before
from flows.exits import FAILED, WRONG_USAGE, failure, settings_or_exit, unforeseen, wrong_usage
from flows.interruption import quietly_interruptible
from flows.log import SAID, log_to
from flows.order import Order, Outcome
from flows.settings import RunSettings, Settings
from tasks.errors import HujianError, SettingsError

log = logging.getLogger(SAID)

Sources = Annotated[list[str] | None, typer.Argument(help="文件、文件夹或压缩包；不写则读 seeds/")]
Out = Annotated[str | None, typer.Option(help="成品放到哪个文件夹（默认 out）")]
Template = Annotated[str | None, typer.Option(help="用哪个模板（默认综合简报）")]
Region = Annotated[list[str] | None, typer.Option(help="只编这个地区（可写多次）")]
Local = Annotated[str | None, typer.Option(help="本单位所在地区：只说“我市”“全县”不写地名的来源算它的")]
Since = Annotated[str | None, typer.Option(help="只用这一天以来的文章，YYYY-MM-DD")]
Date = Annotated[str | None, typer.Option(help="印发日期，YYYY-MM-DD（默认今天）")]
Workers = Annotated[str | None, typer.Option(help="同时用几个进程（默认按处理器数）")]
Strict = Annotated[bool, typer.Option("--strict", help="有任何来源未能使用就以退出码 1 结束")]
New = Annotated[bool, typer.Option("--new", help="来源和设置未变也另出一期")]
Again = Annotated[str | None, typer.Option("--issue", help="重编这一期，如 2026-003，期号不变")]
Fresh = Annotated[bool, typer.Option("--fresh", help="不用缓存，全部重做")]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(run)


def run(
    sources: Sources = None,
    out: Out = None,
    template: Template = None,
    region: Region = None,
    local: Local = None,
    since: Since = None,
    date: Date = None,
    workers: Workers = None,
    strict: Strict = False,
    new: New = False,
    issue: Again = None,
    fresh: Fresh = False,
) -> None:
    """读取来源，编出一期简报。"""
    given = {
        "sources": tuple(sources or ()),
        "out": out,
        "template": template,
        "region": tuple(region or ()),
        "local": local,
        "since": since,
        "date": date,
        "workers": workers,
        "strict": strict or None,
    }
    if issue and new:
        raise wrong_usage("--issue 是重编已有的一期，--new 是另出一期，只能用一个。")
    settings = _settings(given, issue)
    log_to(settings.state_folder())
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    order = Order.of(settings, today=today, new=new, fresh=fresh, issue=issue or "")
    outcome = _make(order, settings.prefect_api_url)
    _write_down(outcome)
    if not outcome.issue:
        _say_that_nothing_was_read(settings.sources, outcome)
    _look_after(settings, today)
    if outcome.failures or (settings.strict and outcome.quarantined):
        raise typer.Exit(FAILED)


def _settings(given: dict[str, Any], issue: str | None) -> Settings:
    """What was given, the settings below it; an issue that is made again brings what it was made from."""
    if issue is None:
        return settings_or_exit(RunSettings, **given)
    try:
        before = as_before(settings_or_exit(out=given["out"]).out, issue)
    except HujianError as problem:
        raise wrong_usage(str(problem)) from problem
    return settings_or_exit(RunSettings, **before | {key: value for key, value in given.items() if value})


def _make(order: Order, api_url: str | None) -> Outcome:
    from flows.start import make_issue
    from flows.terminal import ProgressBars, show_outcome

    try:
        with quietly_interruptible(), ProgressBars(Console(stderr=True)) as bars:
            outcome = make_issue(order, api_url, bars)
    except SettingsError as problem:
        raise wrong_usage(str(problem)) from problem
    except HujianError as problem:
        log.error("没有编成：%s", problem)
        raise failure(str(problem)) from problem
    except KeyboardInterrupt:
        raise failure("已中止；没有留下半成品，再次运行即可接着做。") from None
    except Exception as problem:
        raise unforeseen(problem, Path(order.state)) from problem
    if outcome.issue:
        show_outcome(Console(), outcome)
    return outcome


def _write_down(outcome: Outcome) -> None:
    """Lines in the log, for who asks later what a run by the system's timer did."""
    from flows.summary import log_line

    for row in () if outcome.issue and outcome.unchanged else outcome.quarantined:
        log.warning("未能使用：%s，%s", row.source, row.detail, extra={"reason": row.reason})
    log.info("%s", log_line(outcome), extra={"issue": outcome.issue, "counts": outcome.counts})


def _say_that_nothing_was_read(sources: Sequence[str], outcome: Outcome) -> NoReturn:
    from flows.summary import nothing_read

    for line in nothing_read(sources, outcome):
        typer.echo(line, err=True)
    wrong_path = any(row.reason == "missing" for row in outcome.quarantined)
    raise typer.Exit(WRONG_USAGE if wrong_path else FAILED)


def _look_after(settings: Settings, today: str) -> None:
    if settings.keep_issues or settings.backup:
        from flows.backup import look_after

        try:
            for line in look_after(settings, today):
                typer.echo(line)
        except HujianError as problem:
            log.error("%s", problem)
            raise failure(str(problem)) from problem
