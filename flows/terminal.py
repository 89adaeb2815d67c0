"""What a person sees while a run goes on, and at its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows.known import missing
from flows.order import Outcome
from flows.summary import STAGES, count_rows, seconds_line

if TYPE_CHECKING:
    from tasks.render.check import CheckItem

WIDE = 200  # columns of what goes into a file
SHOWN_ROWS = 20  # quarantine rows on the terminal; the file has them all
FIRST_FILES = ("briefing.pdf", "briefing.docx", "briefing.html", "briefing.xlsx", "核稿单.md")


class ProgressBars:
    """A bar for each stage on a terminal; nothing where nobody watches."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bars: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """A batch of ``stage`` is done."""
        if stage not in STAGES:
            return
        if stage not in self._bars:
            self._bars[stage] = self._progress.add_task(STAGES[stage], total=total)
        self._progress.update(self._bars[stage], completed=done)

    def __enter__(self) -> Self:
        """Show the bars."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take them away."""
        self._progress.stop()


def wide_console() -> Console:
    """The terminal as wide as it is; a file or a pipe has no width, and names and addresses are not broken there."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDE)


def show_outcome(console: Console, outcome: Outcome) -> None:
    """The closing table and the paths of what was made."""
    console.print(f"[bold]{outcome.issue}[/bold]")
    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(justify="right")
    for label, number in count_rows(outcome):
        table.add_row(label, number)
    console.print(table)
    _show_quarantine(console, outcome)
    for note in outcome.notes:
        console.print(Text(f"提示：{note}"), soft_wrap=True)
    if outcome.unchanged:
        console.print(Text(outcome.stands or "来源、设置和程序都没有变，沿用已有的这一期。"), soft_wrap=True)
    elif outcome.seconds:
        console.print(f"用时（秒）：{seconds_line(outcome)}")
    for path in paths(outcome):
        console.print(Text(path), soft_wrap=True)


def _show_quarantine(console: Console, outcome: Outcome) -> None:
    for row in outcome.quarantined[:SHOWN_ROWS]:
        said = missing(row.source) if row.reason == "missing" else ""
        console.print(Text(f"未能使用：{said or f'{row.source}：{row.detail}'}（{row.reason}）"), soft_wrap=True)
    if len(outcome.quarantined) > SHOWN_ROWS:
        console.print(f"……另有 {len(outcome.quarantined) - SHOWN_ROWS} 个，见 quarantine.jsonl")


def show_measures(console: Console, items: Sequence[CheckItem]) -> None:
    """What was measured in a document, item by item."""
    table = Table(box=None)
    for head in ("项目", "实测", "要求", "条款", "结论"):
        table.add_column(head, overflow="fold")
    for item in items:
        colour = {"合格": "green", "不合格": "red"}.get(item.verdict, "yellow")
        cells = (item.item, item.measured, item.wanted, item.clause)
        table.add_row(*map(Text, cells), Text(item.verdict, style=colour))
    console.print(table)


def paths(outcome: Outcome) -> list[str]:
    """The documents a reader opens, then how many more there are."""
    folder = Path(outcome.folder)
    named = [file for file in FIRST_FILES if file in outcome.files]
    regions = sum(file.startswith("regions/") for file in outcome.files)
    more = [f"{folder / 'regions'}（{regions} 个文件）"] if regions else []
    return [str(folder / file) for file in named] + more + [f"{folder}（共 {len(outcome.files) + 1} 个文件）"]
