"""How commands end: exit codes, and one Chinese line for whatever went wrong.

0 all well; 1 something failed (with ``--strict`` also any quarantined input); 2 wrong usage.
"""

from __future__ import annotations

import logging
from pathlib import Path

import typer

from flows.settings import Settings, load_settings
from flows.trouble import in_one_line, is_of_the_machine
from tasks.errors import SettingsError

FAILED, WRONG_USAGE = 1, 2


def settings_or_exit(kind: type[Settings] = Settings, **options: object) -> Settings:
    """The settings, or the end of the command with everything that is wrong with them."""
    try:
        return load_settings(kind, **options)
    except SettingsError as problem:
        raise wrong_usage(str(problem)) from problem


def wrong_usage(message: str) -> typer.Exit:
    """Say what was asked for wrongly."""
    typer.echo(message, err=True)
    return typer.Exit(WRONG_USAGE)


def failure(message: str) -> typer.Exit:
    """Say what failed."""
    typer.echo(message, err=True)
    return typer.Exit(FAILED)


def unforeseen(problem: Exception, state: Path) -> typer.Exit:
    """One line for the user; the log has the rest."""
    logging.getLogger("hujian").exception("没有做成")
    if isinstance(problem, OSError) and is_of_the_machine(problem):
        return failure(in_one_line(problem))
    if "cannot load library" in str(problem):
        return failure("缺少系统组件，不能排版。请运行 hujian doctor，按它给出的命令补齐。")
    return failure(f"没有做成：{type(problem).__name__}：{problem}（详见 {state / 'hujian.log'}）")
