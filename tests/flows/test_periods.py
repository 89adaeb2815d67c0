"""Scheduled runs at moments that the test chooses: one issue a period, however often and however late it is started."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from prefect.runtime import flow_run
from stand_ins import Stages

from flows.distribute import approve_issue, distribute_issue, entries_of
from flows.issue import read_record
from flows.order import Order
from flows.periods import deployment_of, period_order, run_period, send_outstanding
from flows.scheduled import moment_of
from flows.serve import agenda
from flows.settings import Settings, load_settings
from flows.walk import make
from flows.watch import Start, Watch, is_late
from tasks.distribute.folder import read_index
from tasks.distribute.report import Report
from tasks.errors import HujianError, RenderError, SettingsError

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOML = """
[[deployments]]
name = "周报"
cron = "0 8 * * 1"
workdays = "顺延"
sources = "texts"
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a hujian.toml that schedules a weekly issue of the three texts; the state in either database."""
    assert texts.name == "texts"
    if request.param == "postgresql":
        monkeypatch.setenv("HUJIAN_DATABASE", request.getfixturevalue("postgresql"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUJIAN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HUJIAN_WORKERS", "1")
    (tmp_path / "hujian.toml").write_text(TOML, "utf-8")
    return tmp_path


def nobody(_settings: Settings, _folder: Path, _rules: tuple[str, ...]) -> Report:
    raise AssertionError("nothing is to be sent")


def run(moment: str, distribute: Any = nobody, **changes: Any) -> str:
    settings = load_settings()
    deployment = deployment_of(settings, "周报").model_copy(update=changes)
    return run_period(settings, deployment, at(moment), make, distribute)


def issues(office: Path) -> list[str]:
    return sorted(path.name for path in (office / "out").glob("2*"))


pytestmark = pytest.mark.usefixtures("stages")


def test_a_period_has_one_issue_however_often_and_late_it_is_run(office: Path, texts: Path, stages: Stages) -> None:
    assert run("2026-11-23 08:00:05") == "周报@2026-11-23T08:00+08:00：2026-001"
    stages.calls.clear()
    (texts / "d.txt").write_text("丁", "utf-8")  # what comes later is for the next period
    for moment in ("2026-11-23 08:00:06", "2026-11-25 11:00:00", "2026-11-30 07:59:59"):
        assert "2026-001（此前已编成）" in run(moment)
    assert not stages.calls
    assert run("2026-11-30 08:00:00") == "周报@2026-11-30T08:00+08:00：2026-002"
    assert issues(office) == ["2026-001", "2026-002"]


@pytest.mark.parametrize("begun", ["2026-11-30 07:59:59.900", "2026-11-30 08:00:00", "2026-11-30 08:00:04"])
def test_a_run_that_prefect_begins_a_little_early_is_for_the_time_it_was_scheduled_for(
    office: Path, texts: Path, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    assert "2026-001" in run("2026-11-23 08:00:00")
    (texts / "d.txt").write_text("丁", "utf-8")
    monkeypatch.setattr(flow_run, "scheduled_start_time", at("2026-11-30 08:00:00"), raising=False)
    assert run(moment_of(at(begun)).isoformat()) == "周报@2026-11-30T08:00+08:00：2026-002"
    assert issues(office) == ["2026-001", "2026-002"]


def test_an_issue_of_a_period_that_is_made_again_by_hand_stays_the_period_s(office: Path, stages: Stages) -> None:
    run("2026-11-23 08:00:00")
    settings = load_settings()
    by_hand = Order.of(settings, today="2026-11-24", issue="2026-001").model_copy(update={"sources": ("texts/a.txt",)})
    assert make(by_hand).counts["articles"] == 1
    stages.calls.clear()
    assert "2026-001（此前已编成）" in run("2026-11-25 08:00:00")
    assert not stages.calls
    assert read_record(office / "out" / "2026-001")["period"] == "周报@2026-11-23T08:00+08:00"


def test_what_was_edited_in_the_issue_of_a_period_stays(office: Path) -> None:
    run("2026-11-23 08:00:00")
    pdf = office / "out" / "2026-001" / "briefing.pdf"
    pdf.write_text("edited by hand")
    assert "2026-001（此前已编成）" in run("2026-11-23 08:10:00")
    assert pdf.read_text() == "edited by hand"
    pdf.unlink()
    run("2026-11-23 08:20:00")
    assert pdf.read_text() == "2026-11-23"


def test_missed_periods_are_made_up_for_once(office: Path) -> None:
    run("2026-11-02 08:00:00")
    for _ in range(3):  # late runs that come one by one
        run("2026-11-25 09:00:00", nothing_new="照出")
    assert issues(office) == ["2026-001", "2026-002"]


def test_a_period_that_falls_on_a_holiday_is_made_on_the_next_workday(office: Path) -> None:
    assert "2026-09-28" in run("2026-10-07 08:00:00")
    assert "2026-10-05T08:00+08:00：本期无新增" in run("2026-10-08 08:00:00")
    assert issues(office) == ["2026-001"]


def test_nothing_new_makes_no_issue_and_stays_so_for_the_period(office: Path, texts: Path, stages: Stages) -> None:
    run("2026-11-23 08:00:00")
    stages.calls.clear()
    assert "本期无新增" in run("2026-11-30 08:00:00")
    assert not stages.calls
    (texts / "d.txt").write_text("丁", "utf-8")
    assert "本期无新增" in run("2026-12-01 08:00:00")
    assert "2026-002" in run("2026-12-07 08:00:00")
    assert issues(office) == ["2026-001", "2026-002"]


def test_other_inputs_that_say_nothing_new_make_no_issue(office: Path, texts: Path, stages: Stages) -> None:
    run("2026-11-23 08:00:00")
    (texts / "empty.txt").write_text("")
    stages.calls.clear()
    assert "本期无新增" in run("2026-11-30 08:00:00")
    assert stages.calls["render"] == 0
    assert issues(office) == ["2026-001"]


def test_nothing_new_may_still_be_an_issue_that_says_so(office: Path) -> None:
    run("2026-11-23 08:00:00")
    assert "2026-002" in run("2026-11-30 08:00:00", nothing_new="照出")
    assert "2026-002（此前已编成）" in run("2026-11-30 08:00:00", nothing_new="照出")
    assert issues(office) == ["2026-001", "2026-002"]


def test_overlapping_runs_make_one_issue(office: Path, stages: Stages) -> None:
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(run("2026-11-23 08:00:00"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 4
    assert stages.calls["compose"] == 1
    assert issues(office) == ["2026-001"]


def test_a_failed_period_is_tried_again_and_keeps_its_number(office: Path, stages: Stages) -> None:
    stages.render_fails = True
    with pytest.raises(RenderError):
        run("2026-11-23 08:00:00")
    stages.render_fails = False
    assert "2026-001" in run("2026-11-24 08:00:00")
    assert issues(office) == ["2026-001"]


def test_an_issue_that_was_published_before_a_crash_is_the_period_s_own(office: Path, texts: Path) -> None:
    run("2026-11-23 08:00:00")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUJIAN_STATE", str(office / "elsewhere"))  # as if nothing had been written down
        patch.delenv("HUJIAN_DATABASE", raising=False)
        (texts / "d.txt").write_text("丁", "utf-8")
        assert "2026-001（此前已编成）" in run("2026-11-23 09:00:00")


@pytest.mark.usefixtures("office")
def test_the_issue_bears_the_day_on_which_it_was_made() -> None:
    settings = load_settings()
    deployment = deployment_of(settings, "周报")
    order = period_order(settings, deployment, at("2026-11-25 00:30:00"))
    assert order
    assert (order.today, order.period, order.only_when_new) == ("2026-11-25", "周报@2026-11-23T08:00+08:00", True)


@pytest.mark.usefixtures("office")
def test_what_was_missed_while_nothing_ran_is_late() -> None:
    settings = load_settings()
    deployment = deployment_of(settings, "周报")
    assert not is_late(settings, deployment, at("2026-11-24 12:00:00"))  # it begins with the period to come
    assert not is_late(settings, deployment, at("2026-11-29 12:00:00"))
    assert is_late(settings, deployment, at("2026-11-30 09:00:00"))
    run("2026-11-30 09:00:00")
    assert not is_late(settings, deployment, at("2026-11-30 10:00:00"))


@pytest.mark.usefixtures("office")
def test_the_agenda_says_when_each_wakes() -> None:
    assert list(agenda(load_settings(), at("2026-11-24 12:00:00"))) == ["周报：下次 2026-11-25 08:00（Asia/Shanghai）"]


@pytest.mark.usefixtures("office")
def test_a_deployment_that_is_gone_is_told() -> None:
    with pytest.raises(SettingsError, match="没有部署“月报”"):
        deployment_of(load_settings(), "月报")


RULES = """
recipients = ["领导"]
[distribution]
require_approval = false
[distribution.folders]
share = "share"
[[distribution.rules]]
name = "领导"
folders = ["share"]
"""


def test_recipients_get_it_each_time_until_all_have_theirs(office: Path) -> None:
    (office / "hujian.toml").write_text(TOML + RULES, "utf-8")
    asked: list[tuple[str, tuple[str, ...]]] = []
    complete = False

    class Sent:
        @property
        def is_complete(self) -> bool:
            return complete

    def distribute(_settings: Settings, folder: Path, rules: tuple[str, ...]) -> Any:
        asked.append((folder.name, rules))
        return Sent()

    with pytest.raises(HujianError, match="没有全部发到"):
        run("2026-11-23 08:00:00", distribute)
    complete = True
    assert run("2026-11-24 08:00:00", distribute).endswith("已分发")
    assert asked == [("2026-001", ("领导",))] * 2


def send(settings: Settings, folder: Path, rules: tuple[str, ...]) -> Report:
    return distribute_issue(settings, folder, rules, scheduled=True)


def due(moment: str) -> list[tuple[str, bool]]:
    return [(start.deployment, start.only_send) for start in Watch().due(load_settings(), at(moment))]


def test_an_approved_issue_goes_out_by_itself_also_of_an_earlier_period(office: Path, texts: Path) -> None:
    share = office / "share"
    share.mkdir()
    (office / "hujian.toml").write_text(TOML + RULES.replace("false", "true"), "utf-8")
    assert "待核准后分发（hujian approve 2026-001）" in run("2026-11-23 08:00:00", send)
    (texts / "d.txt").write_text("丁", "utf-8")
    assert "2026-002，待核准后分发" in run("2026-11-30 08:00:00", send)
    assert due("2026-11-30 09:00:00") == []
    settings, (first, second) = load_settings(), sorted((office / "out").glob("2*"))
    approve_issue(settings, first, "王五")
    assert due("2026-11-30 09:01:00") == [("周报", True)]
    assert not list(share.iterdir())
    deployment = deployment_of(settings, "周报")
    assert send_outstanding(settings, deployment, at("2026-11-30 09:02:00"), send) == ["2026-001，已分发"]
    assert due("2026-11-30 09:03:00") == []
    assert [row["issue"] for row in read_index(share)] == ["2026-001"]
    approve_issue(settings, second, "王五")
    assert run("2026-11-30 10:00:00", send).endswith("2026-002（此前已编成），已分发")
    assert [row["issue"] for row in read_index(share)] == ["2026-001", "2026-002"]


def test_content_that_changed_after_its_approval_waits(office: Path) -> None:
    (office / "share").mkdir()
    (office / "hujian.toml").write_text(TOML + RULES.replace("false", "true"), "utf-8")
    run("2026-11-23 08:00:00", send)
    issue = office / "out" / "2026-001"
    approve_issue(load_settings(), issue, "王五")
    (issue / "briefing.pdf").write_text("put there by hand")
    assert due("2026-11-23 09:00:00") == []


def test_a_sending_that_was_refused_for_now_is_tried_again_later(office: Path) -> None:
    (office / "hujian.toml").write_text(TOML + RULES, "utf-8")
    with pytest.raises(HujianError, match="没有全部发到"):
        run("2026-11-23 08:00:00", send)  # the folder is not there
    tried = datetime.fromisoformat(entries_of(load_settings(), "2026-001")[0].updated)
    watch, settings = Watch(), load_settings()
    assert not list(watch.due(settings, tried + timedelta(minutes=14)))
    (office / "share").mkdir()
    assert list(watch.due(settings, tried + timedelta(minutes=16))) == [Start(deployment="周报", only_send=True)]


def test_a_period_that_failed_is_tried_again_less_and_less_often(office: Path, texts: Path, stages: Stages) -> None:
    run("2026-11-16 08:00:00")
    (texts / "d.txt").write_text("丁", "utf-8")
    stages.render_fails = True
    with pytest.raises(RenderError):
        run("2026-11-23 08:00:00")
    watch, settings = Watch(), load_settings()
    looked = [at(f"2026-11-23 {minute // 60 + 8:02d}:{minute % 60:02d}:00") for minute in range(180)]
    started = [moment for moment in looked if list(watch.due(settings, moment))]
    assert [f"{moment:%H:%M}" for moment in started] == ["08:10", "08:30", "09:10", "10:30"]
    stages.render_fails = False
    assert run("2026-11-23 11:00:00").endswith("2026-002")
    assert not list(watch.due(settings, at("2026-11-23 20:00:00")))
    assert issues(office) == ["2026-001", "2026-002"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('[[deployments]]\nname = "周报"\ncron = "每周一"', "deployments第1项.cron = “每周一”"),
        ('[[deployments]]\nname = "a@b"\nevery = "7天"', "部署名，如 周报"),
        ('[[deployments]]\nname = "周报"', "cron 和 every 写且只写一个"),
        ('[[deployments]]\nname = "周报"\nevery = "7天"\nrecipients = ["谁"]', "“谁”不在 [[distribution.rules]] 里"),
        (TOML + TOML, "部署名“周报”用了 2 次"),
        ('[[deployments]]\nname = "周报"\nevery = "7天"\ncorn = "x"', "没有这个设置（是不是 cron？）"),
    ],
)
def test_wrong_deployments_are_told_with_what_is_allowed(office: Path, wrong: str, words: str) -> None:
    (office / "hujian.toml").write_text(wrong, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert words in str(caught.value)


def test_a_folder_that_is_empty_today_fails_nothing_and_a_folder_that_is_gone_is_told(
    office: Path, texts: Path
) -> None:
    assert "2026-001" in run("2026-11-23 08:00:00")
    for text in texts.iterdir():
        text.unlink()
    assert run("2026-11-30 08:00:00").endswith("本期无新增，没有出刊")
    (texts / "empty.txt").write_text("")
    assert "本期无新增（未能使用：texts/empty.txt，文件是空的），没有出刊" in run("2026-12-07 08:00:00")
    (texts / "empty.txt").unlink()
    texts.rmdir()
    with pytest.raises(SettingsError, match="没有“texts”这个文件或文件夹"):
        run("2026-12-14 08:00:00")
    texts.mkdir()  # the share is back: the period is made up for
    (texts / "d.txt").write_text("丁", "utf-8")
    assert "2026-12-14T08:00+08:00：2026-002" in run("2026-12-15 08:00:00")
    assert issues(office) == ["2026-001", "2026-002"]
