"""The commands of mutual learning: pair, search, diffusion (what was taken up where), ledger (what is to be done)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.settings import Settings, load_settings
from tasks.errors import HujianError, SettingsError

if TYPE_CHECKING:
    from flows.issue import IssueFolder
    from flows.library import Shelved
    from tasks.models import Briefing, LearningTable
    from tasks.render.charts import Lane
    from tasks.summarise.learning.experiences import Found

FAILED, WRONG_USAGE = 1, 2
FOLDER = "互学"

Place = Annotated[str, typer.Argument(help="地区名称，简称或全称")]
OneIssue = Annotated[str | None, typer.Option("--issue", help="只看这一期的文件夹（默认 out 里的各期）")]
Into = Annotated[str | None, typer.Option("--into", help="PDF 和 Word 放到哪个文件夹（默认 out/互学）")]
Words = Annotated[list[str] | None, typer.Argument(help="要找的字词，写多个则都要符合")]
InRegion = Annotated[str, typer.Option("--region", help="只找这个地区（名称或全称的一部分）")]
OnTopic = Annotated[str, typer.Option("--topic", help="只找这个专题，如 产业发展")]
OnMatter = Annotated[str, typer.Option("--matter", help="只找这类事项，如 招商引资、养老")]
AsRole = Annotated[str, typer.Option("--role", help="经验（默认）、差距或举措")]
Most = Annotated[int, typer.Option("--most", help="最多列几条")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (pair, search, diffusion, ledger):
        app.command()(command)


def pair(one: Place, other: Place, issue: OneIssue = None, into: Into = None) -> None:
    """两个地区一页：各向对方学哪些、共有什么、争什么、商定了什么。"""
    from flows.library import read_issues
    from flows.pages import pair_briefing

    with _told():
        settings = load_settings()
        briefing = pair_briefing(read_issues(_folders(settings, issue)), one, other, settings.masthead)
        _show(briefing, "双向互学", briefing.title.removesuffix("双向互学"), settings, into)


def diffusion(words: Words = None, region: InRegion = "", into: Into = None) -> None:
    """创新扩散：几期连起来看，哪条经验什么时候被哪里采用。"""
    from flows.series_pages import DIFFUSION, diffusion_page

    with _told():
        settings = load_settings()
        briefing, lanes = diffusion_page(_folders(settings, None), settings.masthead, region, words or ())
        _show(briefing, DIFFUSION, briefing.title, settings, into, lanes)


def ledger(region: InRegion = "", into: Into = None) -> None:
    """滚动台账：几期连起来看，事项、单位、时限、状态和目标。"""
    from flows.series_pages import LEDGER, ledger_page

    with _told():
        settings = load_settings()
        briefing = ledger_page(_folders(settings, None), settings.masthead, region)
        _show(briefing, LEDGER, briefing.title, settings, into)


def search(
    words: Words = None,
    region: InRegion = "",
    topic: OnTopic = "",
    matter: OnMatter = "",
    role: AsRole = "经验",
    issue: OneIssue = None,
    most: Most = 20,
) -> None:
    """在各期的经验里找：按字词、地区、专题、事项；内容相近的并成一条。"""
    from flows.library import read_issues
    from tasks.models import Role
    from tasks.summarise.learning.experiences import collect
    from tasks.summarise.learning.experiences import search as find

    with _told():
        if role not in set(Role):
            raise SettingsError(f"没有“{role}”这一类，可用：{'、'.join(Role)}")
        shelved = read_issues(_folders(load_settings(), issue))
        found = find(collect(shelved.findings, Role(role)), words or (), region, topic, matter)
        for number, one in enumerate(found[:most], 1):
            _show_found(number, one, shelved)
        typer.echo(f"共 {len(found)} 条" + (f"，列前 {most} 条" if len(found) > most else ""))


def _folders(settings: Settings, issue: str | None) -> Sequence[IssueFolder]:
    """The folder that was named, else all issues, those in the archive too, oldest first."""
    from flows.archive import archived_issues
    from flows.issue import issues, number_of

    if issue:
        return [Path(issue)]
    here = issues(settings.out)
    packed = [one for one in archived_issues(settings.out) if one.name not in {folder.name for folder in here}]
    return sorted([*packed, *here], key=number_of)


def _show(
    briefing: Briefing, template: str, name: str, settings: Settings, into: str | None, lanes: Sequence[Lane] = ()
) -> None:
    """The page on screen, then as PDF and Word; a page without a row says so and leaves no file."""
    from tasks.render.appearance import Appearance
    from tasks.render.pages import render_page

    if not any(table.rows for table in briefing.tables):
        typer.echo("各期来源中没有可列的内容")
        return
    for table in briefing.tables:
        _show_table(table)
    look = Appearance.model_validate(settings.appearance.model_dump())
    folder = Path(into) if into else settings.out / FOLDER
    fonts = settings.fonts_folder()
    for path in render_page(briefing, template, name, folder, fonts=fonts, appearance=look, lanes=lanes):
        typer.echo(str(path))


def _show_table(table: LearningTable) -> None:
    typer.echo(f"\n【{table.title}】")
    for row in (one for one in table.rows if one.body):
        typer.echo(
            "　".join("；".join(_entry(entry.lead, entry.text, entry.note) for entry in cell) for cell in row.cells)
        )


def _entry(lead: str, text: str, note: str) -> str:
    return (f"{lead}：" if lead else "") + text + (f"（{note}）" if note else "")


def _show_found(number: int, found: Found, shelved: Shelved) -> None:
    from tasks.summarise.learning.experiences import hints

    finding = found.finding
    typer.echo(f"{number}．{finding.region.full_name}　{'、'.join(finding.topics)}　{'、'.join(found.matters[:3])}")
    typer.echo(f"   {finding.lead}。{finding.summary}")
    said = "；".join(f"{label}：{'、'.join(clauses)}" for label, clauses in hints(finding.evidence[0].quote).items())
    if said:
        typer.echo(f"   原文所述　{said}")
    typer.echo(f"   来源　{'；'.join(shelved.cited(finding))}　{finding.finding_id}")


@contextmanager
def _told() -> Iterator[None]:
    """Mistakes of the user and of the machine as one line and an exit code."""
    try:
        yield
    except HujianError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(WRONG_USAGE if isinstance(problem, SettingsError) else FAILED) from problem
