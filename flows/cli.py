"""The command line. Thin: it reads settings, calls what does the work, and words what came of it (see ``exits``)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer
import typer.rich_utils
from rich.console import Console
from typer.exceptions import TyperException

from flows import distribute_cli, learning_cli, run_cli
from flows.exits import FAILED, WRONG_USAGE, failure, settings_or_exit, unforeseen, wrong_usage
from flows.log import log_to
from flows.settings import Settings
from flows.store import Store
from tasks.errors import HujianError, SettingsError

typer.rich_utils.OPTIONS_PANEL_TITLE = "选项"
typer.rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
typer.rich_utils.COMMANDS_PANEL_TITLE = "命令"
typer.rich_utils.DEFAULT_STRING = "（默认 {}）"
typer.rich_utils.REQUIRED_LONG_STRING = "（必填）"

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
run_cli.register(app)
distribute_cli.register(app)
learning_cli.register(app)


FindingId = Annotated[str, typer.Argument(help="要点编号（findings.jsonl 里的 finding_id）")]
IssueFolder = Annotated[str | None, typer.Option(help="哪一期的文件夹（默认最近一期）")]
Document = Annotated[str, typer.Argument(help="PDF 或 .docx 文件")]
BackupFolder = Annotated[str | None, typer.Argument(help="备份到哪个文件夹（默认按 hujian.toml 的 backup）")]
BundleFile = Annotated[str, typer.Argument(help="写到哪个文件（.tar）")]
Once = Annotated[bool, typer.Option("--once", help="只做到期而未做的各期，做完就结束")]


@app.command()
def backup(folder: BackupFolder = None) -> None:
    """备份数据库和各期简报（只写新的和变了的）。"""
    from flows.backup import look_after

    settings = settings_or_exit(backup=folder)
    if settings.backup is None:
        raise wrong_usage("请写明备份到哪个文件夹，或在 hujian.toml 里设 backup。")
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    try:
        done = look_after(settings, today)
    except HujianError as problem:
        raise failure(str(problem)) from problem
    for line in done or ["没有要备份的。"]:
        typer.echo(line)


@app.command()
def bundle(file: BundleFile = "hujian-bundle.tar") -> None:
    """程序、软件包和字体打成一个文件，供不联网的机器安装。"""
    from flows.bundle import bundle as make_bundle

    try:
        made = make_bundle(Path(file).absolute(), typer.echo)
    except HujianError as problem:
        raise failure(str(problem)) from problem
    typer.echo(f"{made}（{made.stat().st_size // 1_000_000} MB）")


@app.command()
def serve(once: Once = False) -> None:
    """按 hujian.toml 里的定时任务编简报并分发，一直运行到被停止。"""
    settings = settings_or_exit()
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
    except SettingsError as problem:
        raise wrong_usage(str(problem)) from problem
    except HujianError as problem:
        raise failure(str(problem)) from problem
    except KeyboardInterrupt:
        raise typer.Exit from None
    except Exception as problem:
        raise unforeseen(problem, settings.state_folder()) from problem


@app.command()
def templates() -> None:
    """列出可用的模板。"""
    from tasks.render import list_templates

    try:
        for template in list_templates():
            typer.echo(f"{template.name}\t{template.says}")
    except HujianError as problem:
        raise failure(str(problem)) from problem


@app.command()
def explain(finding_id: FindingId, issue: IssueFolder = None) -> None:
    """说明一条要点的由来：原句、每个分句的类别和地区、地名怎样判定。"""
    from flows.explain import explain as explanation

    folder = Path(issue) if issue else settings_or_exit().out / "latest"
    try:
        for line in explanation(folder, finding_id):
            typer.echo(line)
    except HujianError as problem:
        raise failure(str(problem)) from problem


@app.command()
def check(file: Document) -> None:
    """按版式标准（GB/T 9704）逐项测量一份 PDF 或 Word 文档。"""
    from flows.terminal import show_measures
    from tasks.render.check import check_document

    try:
        items = check_document(Path(file))
    except HujianError as problem:
        raise failure(str(problem)) from problem
    show_measures(Console(), items)
    if any(item.verdict == "不合格" for item in items):
        raise typer.Exit(FAILED)


@app.command()
def doctor() -> None:
    """检查本机缺什么，并给出补齐的命令。"""
    from flows.doctor import examine

    checks = examine(settings_or_exit(), datetime.datetime.now(tz=datetime.UTC))
    for check in checks:
        typer.echo(f"{'✓' if check.good else '✗'} {check.name}：{check.says}")
        if not check.good:
            typer.echo(f"    {check.mend}")
    if not all(check.good for check in checks):
        raise typer.Exit(FAILED)


@cache_app.command("show")
def cache_show() -> None:
    """缓存有多少条、占多大。"""
    store = _store(settings_or_exit())
    count, size = store.size()
    typer.echo(f"{store.folder}：{count} 条，{size / 1_000_000:.1f} MB")


@cache_app.command("clear")
def cache_clear() -> None:
    """清空缓存；下次运行全部重做。"""
    typer.echo(f"已清空 {_store(settings_or_exit()).clear()} 条")


def _store(settings: Settings) -> Store:
    return Store(settings.state_folder() / "store")


def main() -> int:
    """Run the command line; the exit code."""
    try:
        return app(prog_name="hujian", standalone_mode=False) or 0
    except TyperException as problem:
        from flows.usage import in_chinese

        typer.echo(in_chinese(problem), err=True, nl=bool(str(problem)))
        return WRONG_USAGE
