"""The command line: exit codes and words."""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from stand_ins import Stages
from typer.testing import CliRunner, Result

import flows.start
from flows.cli import app, main
from flows.issue import read_record
from flows.order import Outcome

SHARED = """
[distribution.folders]
share = "share"
[[distribution.rules]]
name = "存档"
folders = ["share"]
"""


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


pytestmark = pytest.mark.usefixtures("without_prefect", "stages")


def test_a_run_ends_with_the_numbers_and_the_paths(texts: Path) -> None:
    result = call("run", texts)
    assert result.exit_code == 0
    assert "文章" in result.stdout
    assert "out/2026-" in result.stdout
    assert "briefing.pdf" in result.stdout


def test_quarantine_is_shown_and_fails_only_when_strict(texts: Path) -> None:
    (texts / "empty.txt").write_text("")
    result = call("run", texts)
    assert result.exit_code == 0
    assert "empty.txt：文件是空的（empty）" in result.stdout
    assert call("run", texts, "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["text"], 2, "没有“text”这个文件或文件夹（是不是 texts？）"),
        (["nought"], 1, "nought：文件夹里没有文件"),
        (["texts/empty.txt"], 1, "文件是空的（empty）"),
        (["texts/empty.txt", "text"], 2, "是不是 texts？"),
        (["texts/a.txt", "--since", "2025-01-01"], 1, "各篇都早于"),
        (["texts", "--region", "火星市"], 2, "没有“火星市”这个地区"),
        (["texts", "--region", "朝阳"], 2, "请写全称"),
        (["texts", "--template", "综合简保"], 2, "是不是“综合简报”"),
    ],
)
def test_a_run_that_can_give_nothing_leaves_no_issue(
    texts: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(texts.parent)
    (texts.parent / "nought").mkdir()
    (texts / "empty.txt").write_text("")
    assert call("run", texts / "b.txt").exit_code == 0
    latest = (texts.parent / "out" / "latest").resolve()
    result = call("run", *arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr
    assert [path.name for path in (texts.parent / "out").glob("2*")] == [latest.name]
    assert (texts.parent / "out" / "latest").resolve() == latest


def test_a_wrong_path_among_right_ones_is_told_and_stops_none(texts: Path) -> None:
    result = call("run", texts, "nowhere")
    assert result.exit_code == 0
    assert "没有“nowhere”这个文件或文件夹（missing）" in result.stdout


def test_an_error_of_ours_fails_but_the_issue_is_made(texts: Path) -> None:
    (texts / "bug.txt").write_text("崩溃", "utf-8")
    result = call("run", texts)
    assert result.exit_code == 1
    assert "briefing.pdf" in result.stdout


def test_wrong_settings_and_unknown_options_are_wrong_usage(texts: Path) -> None:
    wrong = call("run", texts, "--workers", "0", "--since", "昨天")
    assert wrong.exit_code == 2
    assert "workers" in wrong.stderr
    assert "since" in wrong.stderr
    assert call("run", "--no-such-option").exit_code == 2
    assert call("no-such-command").exit_code == 2


def test_a_failure_is_one_chinese_line(texts: Path, stages: Stages) -> None:
    stages.render_fails = True
    result = call("run", texts)
    assert result.exit_code == 1
    assert result.stderr.strip() == "字体中没有“𠮷”"


def test_the_log_says_what_each_run_did(texts: Path, tmp_path: Path, stages: Stages) -> None:
    (texts / "empty.txt").write_text("")
    call("run", texts)
    call("run", texts)
    stages.render_fails = True
    call("run", texts, "--new")
    lines = (tmp_path / "state" / "hujian.log").read_text("utf-8").splitlines()
    said = [(row["level"], row["message"]) for row in map(json.loads, lines) if row["logger"] == "hujian.run"]
    assert [level for level, _ in said] == ["warning", "info", "info", "error"]
    assert "empty.txt，文件是空的" in said[0][1]
    assert "-001：输入 4，文章 3" in said[1][1]
    assert "没有变化" in said[2][1]
    assert said[3][1] == "没有编成：字体中没有“𠮷”"


def test_an_issue_is_made_again_under_its_number_from_what_it_was_made_from(texts: Path, tmp_path: Path) -> None:
    call("run", texts, "--date", "2026-03-02", "--since", "2024-06-01")
    (texts / "d.txt").write_text("丁", "utf-8")
    call("run", texts, "--date", "2026-03-09")
    (tmp_path / "hujian.toml").write_text('[masthead]\nname = "工作简报"', "utf-8")
    assert call("run", "--issue", "2026-001").exit_code == 0
    record = read_record(tmp_path / "out" / "2026-001")
    assert (record["number"], record["date"], record["counts"]["articles"]) == (1, "2026-03-02", 2)
    assert record["configuration"]["masthead"]["name"] == "工作简报"
    assert record["configuration"]["since"] == "2024-06-01"
    assert (tmp_path / "out" / "latest").resolve().name == "2026-002"
    assert "没有变" in call("run", "--issue", "2026-001").stdout
    assert call("run", texts / "b.txt", "--issue", "2026-001", "--template", "对标清单").exit_code == 0
    record = read_record(tmp_path / "out" / "2026-001")
    assert (record["configuration"]["template"], record["counts"]["articles"]) == ("对标清单", 1)
    assert sorted(path.name for path in (tmp_path / "out").glob("2*")) == ["2026-001", "2026-002"]


@pytest.mark.parametrize("released", ["distribute", "approve"])
def test_what_readers_have_or_may_get_is_not_made_again_unasked(texts: Path, tmp_path: Path, released: str) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "hujian.toml").write_text(SHARED, "utf-8")
    call("run", texts)
    pdf = (tmp_path / "out" / "latest" / "briefing.pdf").resolve()
    pdf.write_text("edited by hand")
    call("approve")
    assert call(released).exit_code == 0
    (texts / "a.txt").rename(texts / "e.txt")  # the same texts, but the issue would come out otherwise
    result = call("run", texts)
    assert (result.exit_code, "已分发或已核准" in result.stdout) == (0, True)
    assert pdf.read_text() == "edited by hand"
    assert call("run", texts, "--issue", pdf.parent.name).exit_code == 0
    assert pdf.read_text() != "edited by hand"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--issue", "2026-009"], "没有 2026-009 这一期（最近的：2026-001）"),
        (["--issue", "2026-001", "--date", "2027-01-04"], "2026-001 是 2026 年的一期"),
        (["--issue", "2026-001", "--new"], "只能用一个"),
    ],
)
def test_what_cannot_be_made_again_is_wrong_usage(texts: Path, arguments: list[str], words: str) -> None:
    call("run", texts, "--date", "2026-03-02")
    result = call("run", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr


def test_an_interrupted_run_says_that_it_can_go_on(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(flows.start, "make_issue", interrupted)
    result = call("run", texts)
    assert result.exit_code == 1
    assert "已中止" in result.stderr


def test_what_ctrl_c_cuts_off_is_not_reported(
    texts: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def cut_off(*_: object) -> Outcome:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        finally:
            logging.getLogger("prefect").error("Crash detected!")
        raise AssertionError("not interrupted")

    monkeypatch.setattr(flows.start, "make_issue", cut_off)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = signal.getsignal(signal.SIGINT)
    try:
        result = call("run", texts)
    finally:
        logging.disable(logging.NOTSET)
    assert result.exit_code == 1
    assert result.stderr.strip() == "已中止；没有留下半成品，再次运行即可接着做。"
    assert not caplog.records
    assert signal.getsignal(signal.SIGINT) is before


def test_an_unforeseen_error_names_the_log(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(flows.start, "make_issue", broken)
    result = call("run", texts)
    assert result.exit_code == 1
    assert "hujian.log" in result.stderr
    assert "Traceback" not in result.stderr
    log = tmp_path / "state" / "hujian.log"
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert (log.stat().st_mode & 0o077, log.parent.stat().st_mode & 0o077) == (0, 0)  # it may name recipients


def test_the_cache_is_shown_and_cleared(texts: Path) -> None:
    call("run", texts)
    assert "12 条" in call("cache", "show").stdout
    assert "已清空 12 条" in call("cache", "clear").stdout
    assert "0 条" in call("cache", "show").stdout


def test_the_doctor_names_what_is_wrong_and_the_command_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUJIAN_OUT", "/proc/nowhere")
    result = call("doctor")
    assert result.exit_code == 1
    assert "✗ 输出文件夹：/proc/nowhere" in result.stdout


def test_the_doctor_looks_at_the_database(texts: Path, tmp_path: Path) -> None:
    assert "数据库" not in call("doctor").stdout
    call("run", texts)
    assert "✓ 数据库：SQLite" in call("doctor").stdout
    (tmp_path / "state" / "hujian.db").write_bytes(b"not a database at all, but long enough to be taken for one" * 9)
    assert "✗ 数据库：状态库" in call("doctor").stdout


def test_templates_are_listed() -> None:
    assert "综合简报" in call("templates").stdout


def test_help_is_chinese() -> None:
    text = call("--help").stdout
    assert "简报" in text
    assert "选项" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--no-such"], "没有选项 --no-such。用法见 hujian run --help"),
        (["nonsense"], "没有命令 nonsense"),
        (["explain"], "缺少参数"),
        (["run", "--out"], "选项 --out 后面要跟一个值"),
        (["templates", "extra"], "多余的参数 extra"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["hujian", *arguments])
    assert main() == 2
    assert words in capsys.readouterr().err
