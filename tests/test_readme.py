"""A README that cannot lie: its tables are compared with the code, in both languages."""

from __future__ import annotations

import re

import pytest
import typer
from launch import ROOT
from typer.core import TyperGroup

from flows.cli import app
from flows.settings import Settings
from tasks.render import list_templates

pytestmark = pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
OURS = {"before_since"}  # the one reason that the flow gives, not the stages


def names(readme: str, table: str) -> set[str]:
    """Everything in code marks in the first column of a marked table."""
    text = (ROOT / readme).read_text("utf-8")
    found = re.search(rf"<!-- {table} -->\n(.*?)<!-- /{table} -->", text, re.DOTALL)
    assert found, table
    first_cells = [line.split("|")[1] for line in found[1].splitlines()[2:]]
    return {name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell) or [cell.strip()]}


def commands(group: TyperGroup, prefix: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            found |= commands(command, f"{prefix} {name}")
        else:
            found[f"{prefix} {name}"] = command
    return found


def command_line() -> dict[str, object]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return commands(group, "hujian")


def test_commands(readme: str) -> None:
    assert {re.sub(r" [\[A-Z].*", "", name) for name in names(readme, "commands")} == command_line().keys()


def test_options(readme: str) -> None:
    run = command_line()["hujian run"]
    real = {option for parameter in run.params for option in parameter.opts if option.startswith("--")}  # type: ignore[attr-defined]
    assert {name.split()[0] for name in names(readme, "options")} == real - {"--help"}


def test_settings(readme: str) -> None:
    assert {name.strip("[]") for name in names(readme, "settings")} == set(Settings.model_fields)


def test_quarantine_codes(readme: str) -> None:
    lines = (ROOT / "tasks" / "ingest" / "reasons.tsv").read_text("utf-8").splitlines()
    real = {line.split("\t")[0] for line in lines if line and not line.startswith("#")}
    assert names(readme, "codes") == real | OURS


def test_templates(readme: str) -> None:
    assert names(readme, "templates") == {template.name for template in list_templates()}


def test_files_that_are_named_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    for path in re.findall(r"`((?:flows|tasks|tests)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
