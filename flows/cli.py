"""The command line. Thin: it reads settings, calls what does the work, and words what came of it.

Exit codes: 0 all well; 1 something failed (with ``--strict`` also any quarantined input); 2 wrong usage.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import typer.rich_utils
from rich.console import Console
from typer.exceptions import TyperException

from flows import distribute_cli, learning_cli
from flows.interruption import quietly_interruptible
from flows.log import log_to
from flows.order import Order, Outcome
from flows.settings import RunSettings, Settings, load_settings
from flows.store import Store
from flows.trouble import in_one_line, is_of_the_machine
from tasks.errors import HujianError, SettingsError

typer.rich_utils.OPTIONS_PANEL_TITLE = "选项"
typer.rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
typer.rich_utils.COMMANDS_PANEL_TITLE = "命令"

FAILED, WRONG_USAGE = 1, 2

app = typer.Typer(
    name="hujian",
    help="互鉴：从公开报道和报告中摘编各地经验、差距、举措，每一条都附依据，生成可传阅的简报。",
    epilog="hujian test 运行全部检查（开发用）。设置写在当前文件夹的 hujian.toml 里，见 README。",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
cache_app = typer.Typer(help="查看或清空缓存（每篇文章的中间结果）。", no_args_is_help=True)
app.add_typer(cache_app, name="cache")
distribute_cli.register(app)
learning_cli.register(app)


Sources = Annotated[list[str] | None, typer.Argument(help="文件、文件夹或压缩包；不写则读 seeds/")]
Out = Annotated[str | None, typer.Option(help="成品放到哪个文件夹（默认 out）")]
Template = Annotated[str | None, typer.Option(help="用哪个模板（默认综合简报）")]
Region = Annotated[list[str] | None, typer.Option(help="只编这个地区（可写多次）")]
Since = Annotated[str | None, typer.Option(help="只用这一天以来的文章，YYYY-MM-DD")]
Date = Annotated[str | None, typer.Option(help="印发日期，YYYY-MM-DD（默认今天）")]
Workers = Annotated[str | None, typer.Option(help="同时用几个进程（默认按处理器数）")]
Strict = Annotated[bool, typer.Option("--strict", help="有任何来源未能使用就以退出码 1 结束")]
FindingId = Annotated[str, typer.Argument(help="要点编号（findings.jsonl 里的 finding_id）")]
IssueFolder = Annotated[str | None, typer.Option(help="哪一期的文件夹（默认最近一期）")]
Document = Annotated[str, typer.Argument(help="PDF 或 .docx 文件")]
New = Annotated[bool, typer.Option("--new", help="来源和设置未变也另出一期")]
BackupFolder = Annotated[str | None, typer.Argument(help="备份到哪个文件夹（默认按 hujian.toml 的 backup）")]
BundleFile = Annotated[str, typer.Argument(help="写到哪个文件（.tar）")]
Once = Annotated[bool, typer.Option("--once", help="只把到期而未做的各期做一遍就结束（由系统的定时器来启动时用）")]
Fresh = Annotated[bool, typer.Option("--fresh", help="不用缓存，全部重做")]


@app.command()
def run(
    sources: Sources = None,
    out: Out = None,
    template: Template = None,
    region: Region = None,
    since: Since = None,
    date: Date = None,
    workers: Workers = None,
    strict: Strict = False,
    new: New = False,
    fresh: Fresh = False,
) -> None:
    """读取来源，编出一期简报。"""
    settings = _settings(
        RunSettings,
        sources=tuple(sources or ()),
        out=out,
        template=template,
        region=tuple(region or ()),
        since=since,
        date=date,
        workers=workers,
        strict=strict or None,
    )
    log_to(settings.state_folder())
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    outcome = _make(Order.of(settings, today=today, new=new, fresh=fresh), settings.prefect_api_url)
    if not outcome.issue:
        _say_that_nothing_was_read(settings.sources, outcome)
    _look_after(settings, today)
    if outcome.failures or (settings.strict and outcome.quarantined):
        raise typer.Exit(FAILED)


def _make(order: Order, api_url: str | None) -> Outcome:
    from flows.start import make_issue
    from flows.terminal import ProgressBars, show_outcome

    try:
        with quietly_interruptible(), ProgressBars(Console(stderr=True)) as bars:
            outcome = make_issue(order, api_url, bars)
    except HujianError as problem:
        raise _failure(str(problem)) from problem
    except KeyboardInterrupt:
        raise _failure("已中止；没有留下半成品，再次运行即可接着做。") from None
    except Exception as problem:
        raise _unforeseen(problem, Path(order.state)) from problem
    if outcome.issue:
        show_outcome(Console(), outcome)
    return outcome


def _say_that_nothing_was_read(sources: Sequence[str], outcome: Outcome) -> NoReturn:
    from flows.summary import nothing_read

    for line in nothing_read(sources, outcome):
        typer.echo(line, err=True)
    wrong_path = any(row.reason == "missing" for row in outcome.quarantined)
    raise typer.Exit(WRONG_USAGE if wrong_path else FAILED)


def _unforeseen(problem: Exception, state: Path) -> typer.Exit:
    """One line for the user; the log has the rest."""
    logging.getLogger("hujian").exception("没有做成")
    if isinstance(problem, OSError) and is_of_the_machine(problem):
        return _failure(in_one_line(problem))
    if "cannot load library" in str(problem):
        return _failure("缺少系统组件，不能排版。请运行 hujian doctor，按它给出的命令补齐。")
    return _failure(f"没有做成：{type(problem).__name__}：{problem}（详见 {state / 'hujian.log'}）")


def _look_after(settings: Settings, today: str) -> None:
    if settings.keep_issues or settings.backup:
        from flows.backup import look_after

        try:
            for line in look_after(settings, today):
                typer.echo(line)
        except HujianError as problem:
            raise _failure(str(problem)) from problem


@app.command()
def backup(folder: BackupFolder = None) -> None:
    """备份数据库和各期简报（只写新的和变了的）。"""
    from flows.backup import look_after

    settings = _settings(backup=folder)
    if settings.backup is None:
        typer.echo("请写明备份到哪个文件夹，或在 hujian.toml 里设 backup。", err=True)
        raise typer.Exit(WRONG_USAGE)
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    try:
        done = look_after(settings, today)
    except HujianError as problem:
        raise _failure(str(problem)) from problem
    for line in done or ["没有要备份的。"]:
        typer.echo(line)


@app.command()
def bundle(file: BundleFile = "hujian-bundle.tar") -> None:
    """把程序、软件包和字体打成一个文件，供不联网的机器安装（解开后运行 ./hujian 即可）。"""
    from flows.bundle import bundle as make_bundle

    try:
        made = make_bundle(Path(file).absolute(), typer.echo)
    except HujianError as problem:
        raise _failure(str(problem)) from problem
    typer.echo(f"{made}（{made.stat().st_size // 1_000_000} MB）")


@app.command()
def serve(once: Once = False) -> None:
    """按 hujian.toml 里的 [[deployments]] 定时编简报（并分发），一直运行到被停止。"""
    settings = _settings()
    log_to(settings.state_folder())
    now = datetime.datetime.now(tz=datetime.UTC)
    try:
        if once:
            from flows.periods import run_all

            for line in run_all(settings, now):
                typer.echo(line)
        else:
            from flows.serve import serve as serve_deployments

            serve_deployments(settings, Path.cwd(), now, typer.echo)
    except HujianError as problem:
        raise _failure(str(problem)) from problem
    except KeyboardInterrupt:
        raise typer.Exit from None
    except Exception as problem:
        raise _unforeseen(problem, settings.state_folder()) from problem


@app.command()
def templates() -> None:
    """列出可用的模板。"""
    from tasks.render import list_templates

    try:
        for template in list_templates():
            typer.echo(f"{template.name}\t{template.says}")
    except HujianError as problem:
        raise _failure(str(problem)) from problem


@app.command()
def explain(finding_id: FindingId, issue: IssueFolder = None) -> None:
    """说明一条要点的由来：原句、每个分句的类别和地区、地名怎样判定。"""
    from flows.explain import explain as explanation

    folder = Path(issue) if issue else _settings().out / "latest"
    try:
        for line in explanation(folder, finding_id):
            typer.echo(line)
    except HujianError as problem:
        raise _failure(str(problem)) from problem


@app.command()
def check(file: Document) -> None:
    """按版式标准（GB/T 9704）逐项测量一份 PDF 或 Word 文档。"""
    from flows.terminal import show_measures
    from tasks.render.check import check_document

    try:
        items = check_document(Path(file))
    except HujianError as problem:
        raise _failure(str(problem)) from problem
    show_measures(Console(), items)
    if any(item.verdict == "不合格" for item in items):
        raise typer.Exit(FAILED)


@app.command()
def doctor() -> None:
    """检查本机缺什么，并给出补齐的命令。"""
    from flows.doctor import examine

    checks = examine(_settings(), datetime.datetime.now(tz=datetime.UTC))
    for check in checks:
        typer.echo(f"{'✓' if check.good else '✗'} {check.name}：{check.says}")
        if not check.good:
            typer.echo(f"    {check.mend}")
    if not all(check.good for check in checks):
        raise typer.Exit(FAILED)


@cache_app.command("show")
def cache_show() -> None:
    """缓存有多少条、占多大。"""
    store = _store(_settings())
    count, size = store.size()
    typer.echo(f"{store.folder}：{count} 条，{size / 1_000_000:.1f} MB")


@cache_app.command("clear")
def cache_clear() -> None:
    """清空缓存；下次运行全部重做。"""
    typer.echo(f"已清空 {_store(_settings()).clear()} 条")


def _store(settings: Settings) -> Store:
    return Store(settings.state_folder() / "store")


def _settings(kind: type[Settings] = Settings, **options: object) -> Settings:
    try:
        return load_settings(kind, **options)
    except SettingsError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(WRONG_USAGE) from problem


def _failure(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(FAILED)


def main() -> int:
    """Run the command line; the exit code."""
    try:
        return app(prog_name="hujian", standalone_mode=False) or 0
    except TyperException as problem:
        from flows.usage import in_chinese

        typer.echo(in_chinese(problem), err=True, nl=bool(str(problem)))
        return WRONG_USAGE
