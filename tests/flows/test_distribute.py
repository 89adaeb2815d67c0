"""The commands of distribution, over a real mail server."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from office import PASSWORD, TITLE, MailRoom, clock, mail_server, make_certificate, make_issue, write_record
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.distribute import distribute_issue
from flows.issue import sole_use
from flows.settings import load_settings
from flows.state import FILE_NAME, SERIES, open_state
from tasks.distribute import Ledger, sqlite_url
from tasks.errors import HujianError, SettingsError

SERIES_NAME = "5f0c"
SETTINGS = """
[distribution]
allowed_domains = ["a.example"]
pauses = []
[distribution.mail]
host = "127.0.0.1"
port = {port}
user = "jianbao"
sender = "简报编辑部 <jianbao@office.example>"
certificates = "{certificate}"
[distribution.folders]
"共享盘" = "share"
[[distribution.rules]]
name = "领导"
mail = ["张三 <zhang@a.example>", "li@a.example"]
[[distribution.rules]]
name = "存档"
folders = ["共享盘"]
[[distribution.rules]]
name = "南省"
mail = ["wang@a.example"]
regions = ["南省"]
"""


@pytest.fixture
def room() -> MailRoom:
    return MailRoom()


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: MailRoom) -> Iterator[Path]:
    """An issue made last, settings, a mail server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUJIAN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HUJIAN_DISTRIBUTION__MAIL__PASSWORD", PASSWORD)
    (tmp_path / "share").mkdir()
    issue = make_issue(tmp_path / "out" / "2026-003")
    write_record(issue, series=SERIES_NAME)
    (tmp_path / "out" / SERIES).write_text(SERIES_NAME)
    with Ledger(sqlite_url(tmp_path / "state" / FILE_NAME), clock) as ledger:
        ledger.meet(SERIES_NAME, [])
    (tmp_path / "out" / "latest").symlink_to("2026-003")
    certificate = make_certificate(tmp_path / "server.pem")
    with mail_server(room, certificate) as port:
        (tmp_path / "hujian.toml").write_text(SETTINGS.format(port=port, certificate=certificate), "utf-8")
        yield issue


def open_as_a_run_does(folder: Path) -> None:
    out, url = folder / "out", load_settings().database_url(FILE_NAME)
    with sole_use(out), open_state(out, url, "2026-11-24"):
        pass


def mend(issue: Path) -> None:
    make_issue(issue, b"%PDF mended")
    write_record(issue, series=SERIES_NAME)


def call(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    assert PASSWORD not in result.output
    return result


def test_a_dry_run_says_who_gets_what_and_sends_nothing(room: MailRoom) -> None:
    shown = call("distribute", "--dry-run").stdout
    assert "张三 <zhang@a.example>" in shown
    assert f"{TITLE}.pdf" in shown
    assert "规则“南省”本期不发：本期没有这些地区或专题的要点" in shown
    assert "共 3 份，没有发送" in shown
    assert "地区“南省”不在地名表里" in shown
    assert not room.tries


def test_a_preview_is_the_mail_as_it_would_be_sent(room: MailRoom, tmp_path: Path) -> None:
    call("distribute", "2026-003", "--preview")
    file = tmp_path / "state" / "preview" / "2026-003" / "zhang@a.example.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["Subject"] == TITLE
    assert next(iter(message.iter_attachments())).get_filename() == f"{TITLE}.pdf"
    assert not room.tries


def test_distributed_once_then_never_again(room: MailRoom, tmp_path: Path) -> None:
    first = call("distribute")
    assert first.exit_code == 0
    assert "2026-003：已发 3" in first.stdout
    again = call("distribute", "2026-003")
    assert again.exit_code == 0
    assert "此前已发 3" in again.stdout
    assert len(room.mails) == 2
    assert (tmp_path / "share" / f"{TITLE}.pdf").is_file()
    shown = call("deliveries").stdout
    assert "张三 <zhang@a.example>" in shown
    assert "共享盘" in shown
    assert "已发" in call("distribute", "--dry-run").stdout


def test_what_is_written_to_a_file_breaks_no_address() -> None:
    call("distribute")
    said = call("deliveries").stdout
    assert "张三 <zhang@a.example>" in said
    assert re.search(r"已发 +1 +20\d\d-\d\d-\d\d \d\d:\d\d ", said)


def test_a_failure_is_shown_and_is_exit_code_one(room: MailRoom, tmp_path: Path) -> None:
    room.answers["li@a.example"] = lambda _tries: "550 no such user"
    result = call("distribute")
    assert result.exit_code == 1
    assert "失败：li@a.example　对方服务器拒收：550 no such user" in result.stdout
    assert not result.stderr
    log = (tmp_path / "state" / "hujian.log").read_text("utf-8")
    states = {row["recipient"]: row["state"] for row in map(json.loads, log.splitlines())}
    assert states == {"mail:zhang@a.example": "已发", "mail:li@a.example": "失败", "folder:共享盘": "已发"}
    assert PASSWORD not in log
    room.answers.clear()
    assert call("distribute").exit_code == 1
    assert call("distribute", "--retry").exit_code == 0


def test_a_changed_issue_goes_out_as_a_correction(office: Path, room: MailRoom) -> None:
    call("distribute")
    mend(office)
    changed = call("distribute")
    assert changed.exit_code == 1
    assert "hujian correct" in changed.stdout
    assert "已发更正 3" in call("correct").stdout
    assert [message["Subject"] for message in room.of("zhang@a.example")] == [TITLE, f"【更正】{TITLE}"]


def test_a_schedule_sends_only_what_was_approved(office: Path, room: MailRoom) -> None:
    settings = load_settings()
    with pytest.raises(HujianError, match="尚未核准"):
        distribute_issue(settings, office, scheduled=True)
    assert "已核准" in call("approve", "2026-003", "--by", "王五").stdout
    mend(office)
    with pytest.raises(HujianError, match="核准之后内容变了"):
        distribute_issue(settings, office, scheduled=True)
    assert not room.tries
    call("approve")
    assert distribute_issue(settings, office, ["存档"], scheduled=True).is_complete
    assert not room.tries
    with pytest.raises(SettingsError, match="有的是：南省、存档、领导"):
        distribute_issue(settings, office, ["群众"], scheduled=True)


def test_what_is_unclear_is_settled_by_a_person(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tasks.distribute.ledger.Ledger.finish", killed)
        stopped = call("distribute")
        assert stopped.exit_code == 1
        assert "已中止" in stopped.stderr
    assert "待核实：张三 <zhang@a.example>" in call("distribute").stdout
    assert call("deliveries", "--arrived", "zhang@a.example").exit_code == 2
    assert call("deliveries", "2026-003", "--arrived", "nobody@a.example").exit_code == 1
    assert call("deliveries", "2026-003", "--not-arrived", "zhang@a.example").exit_code == 0
    assert call("distribute").exit_code == 0
    assert len(room.of("zhang@a.example")) == 2  # the person said that the first had not arrived


@pytest.mark.parametrize("run_between", [True, False])
def test_an_issue_older_than_the_ledger_goes_to_nobody_by_itself(
    room: MailRoom, tmp_path: Path, *, run_between: bool
) -> None:
    call("distribute")
    for file in (tmp_path / "state").glob("hujian.db*"):
        file.unlink()
    if run_between:
        open_as_a_run_does(tmp_path)
    told = call("distribute")
    assert told.exit_code == 1
    assert "待核实：张三 <zhang@a.example>　这一期早于现在的台账，不知是否发过" in told.stdout
    assert "已发 1" in told.stdout  # into the folder, where twice is the same as once
    assert len(room.mails) == 2
    assert call("deliveries", "2026-003", "--arrived", "zhang@a.example").exit_code == 0
    assert call("deliveries", "2026-003", "--not-arrived", "全部").exit_code == 0
    assert call("distribute").exit_code == 0
    assert {to: len(room.of(to)) for to, _ in room.mails} == {"zhang@a.example": 1, "li@a.example": 2}


def test_a_damaged_state_keeps_what_it_says_of_deliveries(room: MailRoom, tmp_path: Path) -> None:
    call("distribute")
    file = tmp_path / "state" / "hujian.db"
    content = file.read_bytes()
    file.write_bytes(content + bytes(4096) + b"\xff" * 100)  # grown by what is no page
    with sqlite3.connect(file) as raw:  # and an index that does not fit its table
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_schema SET rootpage = 2 WHERE name LIKE 'sqlite_autoindex_hujian_approvals%'")
    broken = call("distribute")
    assert broken.exit_code == 1
    assert "已损坏" in broken.stderr
    assert "hujian run" in broken.stderr
    open_as_a_run_does(tmp_path)
    assert list((tmp_path / "state").glob("hujian.db.damaged-*"))
    again = call("distribute")
    assert again.exit_code == 0
    assert "此前已发 3" in again.stdout
    assert len(room.mails) == 2


def test_a_ledger_in_a_file_of_its_own_is_taken_over(room: MailRoom, tmp_path: Path) -> None:
    call("distribute")
    state = tmp_path / "state"
    (state / "hujian.db").rename(state / "ledger.db")
    for left in state.glob("hujian.db-*"):
        left.unlink()
    assert "此前已发 3" in call("distribute").stdout
    assert len(room.mails) == 2
    assert sorted(path.name for path in state.glob("*.db*") if path.suffix != ".lock") == [
        "hujian.db",
        "ledger.db.taken-over",
    ]


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    assert "没有这一期：2026-009" in call("distribute", "2026-009").stderr
    (tmp_path / "hujian.toml").write_text("", "utf-8")
    bare = call("distribute")
    assert bare.exit_code == 2
    assert "没有分发规则" in bare.stderr


def test_a_secret_in_the_file_is_refused_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUJIAN_DISTRIBUTION__MAIL__PASSWORD")
    file = tmp_path / "hujian.toml"
    secret = "sonnenblume"  # noqa: S105
    file.write_text(
        file.read_text("utf-8").replace("[distribution.folders]", f'password = "{secret}"\n[distribution.folders]'),
        "utf-8",
    )
    result = call("distribute")
    assert result.exit_code == 2
    assert "请改用环境变量 HUJIAN_DISTRIBUTION__MAIL__PASSWORD" in result.stderr
    assert secret not in result.output


def test_no_mistake_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUJIAN_DISTRIBUTION__WEBHOOKS__OFFICE__URL", "http://far.example/sonnenblume")
    monkeypatch.setenv("HUJIAN_DISTRIBUTION__WEBHOOKS__OFFICE__SECRET", "sonnenblume")
    monkeypatch.setenv("HUJIAN_DISTRIBUTION__WEBHOOKS__OFFICE__KIND", "微信")
    monkeypatch.setenv("HUJIAN_DISTRIBUTION__MAIL__PORT", "0")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    told = str(caught.value)
    for line in (
        "distribution.webhooks.office.url",
        "distribution.webhooks.office.kind = “微信”：应为",
        "distribution.mail.port",
    ):
        assert line in told
    assert "sonnenblume" not in told + str(caught.value.__cause__)


def test_the_record_of_a_run_knows_no_distribution() -> None:
    from flows.order import Order

    order = Order.of(load_settings(), today="2026-11-23")
    assert PASSWORD not in order.model_dump_json()
    assert "zhang@a.example" not in json.dumps(order.configuration(), ensure_ascii=False)


def test_mistakes_in_lists_and_tables_are_told_by_their_place(tmp_path: Path) -> None:
    text = (tmp_path / "hujian.toml").read_text("utf-8")
    wrong = text.replace('"li@a.example"]', '"li"]\ntopics = ["体育"]').replace(
        'regions = ["南省"]', 'region = ["南省"]'
    )
    (tmp_path / "hujian.toml").write_text(wrong, "utf-8")
    told = call("distribute").stderr
    for line in (
        "distribution.rules第1项.mail第2项.address = “li”：应为邮箱",
        "distribution.rules第1项.topics第1项 = “体育”：应为专题",
        "distribution.rules第3项.region：没有这个设置（是不是 regions？）",
    ):
        assert line in told
