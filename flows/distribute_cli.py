"""The commands of distribution: distribute, approve, correct, deliveries."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from flows.log import log_to
from flows.settings import Settings, load_settings
from flows.terminal import wide_console
from tasks.errors import HujianError, SettingsError

if TYPE_CHECKING:
    from tasks.distribute import Entry, Plan, Report

FAILED, WRONG_USAGE = 1, 2

Issue = Annotated[str | None, typer.Argument(help="哪一期，如 2026-003 或文件夹路径（默认最近一期）")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只列出发给谁、发什么，不发送")]
Preview = Annotated[bool, typer.Option("--preview", help="把要发的邮件写成 .eml 文件，不发送")]
Retry = Annotated[bool, typer.Option("--retry", help="此前失败的也再试（改正地址或设置之后用）")]
By = Annotated[str | None, typer.Option(help="核准人（默认本机登录名）")]
Arrived = Annotated[list[str] | None, typer.Option(help="待核实的这个收件人已收到（可写多次）")]
NotArrived = Annotated[list[str] | None, typer.Option(help="待核实的这个收件人没有收到（可写多次）")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (distribute, approve, correct, deliveries):
        app.command()(command)


def distribute(issue: Issue = None, dry_run: DryRun = False, preview: Preview = False, retry: Retry = False) -> None:
    """按规则分发一期：每个收件人只发一次。"""
    from flows.distribute import distribute_issue, issue_folder, planned, preview_issue, strange_regions

    with _told():
        settings = load_settings()
        folder = issue_folder(settings, issue)
        if preview:
            for path in preview_issue(settings, folder):
                typer.echo(str(path))
        if dry_run or preview:
            _show_plan(*planned(settings, folder))
            for rule, name in strange_regions(settings.distribution):
                typer.echo(f"提示：规则“{rule}”的地区“{name}”不在地名表里，请核对（要写全，如 遂宁市）。")
            return
        log_to(settings.state_folder())
        _show_report(distribute_issue(settings, folder, retry_failed=retry))


def approve(issue: Issue = None, by: By = None) -> None:
    """核准一期：定时分发只发核准过的内容，内容一变核准即失效。"""
    from flows.distribute import approve_issue, issue_folder
    from flows.issue import read_record

    with _told():
        settings = load_settings()
        folder = issue_folder(settings, issue)
        edition = approve_issue(settings, folder, by or _user())
        typer.echo(f"已核准 {edition.title}（{edition.issue}，内容 {edition.content_hash[:12]}）")
        if read_record(folder).get("period"):
            typer.echo("hujian serve 运行时，一两分钟内自动分发；也可以马上运行 hujian distribute。")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container runs as a number without a name
        return f"uid {os.getuid()}"


def correct(issue: Issue = None, retry: Retry = False) -> None:
    """一期发出后内容变了：向收到过的人发更正。"""
    from flows.distribute import correct_issue, issue_folder

    with _told():
        settings = load_settings()
        log_to(settings.state_folder())
        _show_report(correct_issue(settings, issue_folder(settings, issue), retry_failed=retry))


def deliveries(issue: Issue = None, arrived: Arrived = None, not_arrived: NotArrived = None) -> None:
    """分发台账：每期发给了谁、何时、结果如何。不写期号则列出全部。"""
    with _told():
        settings = load_settings()
        if arrived or not_arrived:
            _settle(settings, issue, arrived or (), not_arrived or ())
        _show_entries(settings, issue)


def _settle(settings: Settings, issue: str | None, arrived: Sequence[str], not_arrived: Sequence[str]) -> None:
    from flows.distribute import settle
    from tasks.distribute import State

    if issue is None:
        raise SettingsError("核实结果要写明是哪一期，如：hujian deliveries 2026-003 --arrived zhang@example.cn")
    unknown = settle(settings, issue, arrived, State.SENT) + settle(settings, issue, not_arrived, State.WAITING)
    if unknown:
        raise HujianError(f"{issue} 没有待核实的收件人：{'、'.join(unknown)}")


def _show_entries(settings: Settings, issue: str | None) -> None:
    from flows.distribute import entries_of

    table = _table("期号", "收件人", "状态", "次数", "时间", "说明")
    for entry in entries_of(settings, issue):
        who = entry.recipient.partition(":")[2]
        row = (entry.issue, f"{entry.name} <{who}>" if entry.name else who, _state(entry), str(entry.attempts))
        table.add_row(*map(Text, (*row, _minute(entry.updated), entry.detail)))
    wide_console().print(table if table.row_count else "台账里还没有分发记录。")


def _minute(time: str) -> str:
    """A time of the ledger as people here read it."""
    return f"{datetime.datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}" if time else ""


def _state(entry: Entry) -> str:
    """What the ledger says; a try that has no end yet is underway, or was cut off."""
    return f"{entry.state}（发送中）" if entry.underway else str(entry.state)


def _show_plan(plan: Plan, known: Sequence[Entry]) -> None:
    from flows.distribute import what_goes
    from tasks.distribute.planning import CHANNELS

    states = {entry.recipient: _state(entry) for entry in known}  # the last sending of each
    table = _table("方式", "收件人", "内容", "规则", "台账")
    for delivery in plan.deliveries:
        to = delivery.recipient
        row = (CHANNELS[to.channel], str(to), what_goes(delivery), "、".join(delivery.rules), states.get(to.key, "—"))
        table.add_row(*map(Text, row))
    console = wide_console()
    console.print(Text(plan.edition.title))
    console.print(table)
    for one in plan.left_out:
        console.print(Text(f"规则“{one.rule}”本期不发：{one.reason}"), soft_wrap=True)
    console.print(f"共 {len(plan.deliveries)} 份，没有发送。")


def _table(*columns: str) -> Table:
    """A table that cuts nothing off."""
    table = Table(box=None)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _show_report(report: Report) -> None:
    from collections import Counter

    from tasks.distribute.report import OPEN

    console = wide_console()
    for line in report.lines:
        if line.result in OPEN:
            console.print(Text(f"{line.result}：{line.recipient}　{line.detail}"), soft_wrap=True)
    counts = Counter(line.result for line in report.lines)
    summary = "，".join(f"{result} {number}" for result, number in sorted(counts.items())) or "没有要发的"
    console.print(Text(f"{report.issue}：{summary}"), soft_wrap=True)
    if not report.is_complete:
        raise typer.Exit(FAILED)


@contextmanager
def _told() -> Iterator[None]:
    """Failures in one Chinese line, with the exit code that belongs to them."""
    try:
        yield
    except SettingsError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(WRONG_USAGE) from problem
    except HujianError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(FAILED) from problem
    except KeyboardInterrupt:
        typer.echo("已中止；已经发出的都在台账里，再次运行只发没有发的。", err=True)
        raise typer.Exit(FAILED) from None
