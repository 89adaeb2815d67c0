"""Periods of the schedule, at moments that the test chooses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.schedule import Schedule, is_workday, name_of, next_workday

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def period(schedule: Schedule, moment: str) -> str:
    found = schedule.period(at(moment))
    assert found
    return name_of(found).removesuffix("+08:00")


WEEKLY = Schedule(cron="0 8 * * 1")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:00:00", "2026-11-23T08:00"),
        ("2026-11-23 08:00:01", "2026-11-23T08:00"),
        ("2026-11-23 07:59:59", "2026-11-16T08:00"),
        ("2026-11-29 23:59:59", "2026-11-23T08:00"),
        ("2027-01-03 12:00:00", "2026-12-28T08:00"),
    ],
)
def test_a_period_lasts_until_the_next_begins(moment: str, expected: str) -> None:
    assert period(WEEKLY, moment) == expected


def test_times_are_those_of_the_zone_whatever_zone_the_machine_is_in() -> None:
    moment = datetime(2026, 11, 23, 0, 0, tzinfo=ZoneInfo("UTC"))  # 08:00 in Shanghai
    assert WEEKLY.period(moment) == at("2026-11-23 08:00:00")
    assert WEEKLY.next_wake(moment) == at("2026-11-30 08:00:00")


def test_holidays_and_adjusted_workdays_of_china() -> None:
    assert not is_workday(date(2026, 10, 1))  # Thursday, National Day
    assert is_workday(date(2026, 10, 10))  # Saturday, worked in exchange
    assert next_workday(date(2026, 10, 5)) == date(2026, 10, 8)
    assert is_workday(date(2099, 1, 5))  # not published: a Monday


def test_a_period_on_a_holiday_moves_to_the_next_workday() -> None:
    moving = Schedule(cron="0 8 * * 1", workdays="顺延")  # Monday 2026-10-05 is a holiday, worked again from the 8th
    assert moving.wake_cron == "0 8 * * *"
    assert period(moving, "2026-10-05 08:00:00") == "2026-09-28T08:00"
    assert period(moving, "2026-10-07 23:00:00") == "2026-09-28T08:00"
    assert period(moving, "2026-10-08 07:59:59") == "2026-09-28T08:00"
    assert period(moving, "2026-10-08 08:00:00") == "2026-10-05T08:00"
    assert period(moving, "2026-10-12 08:00:00") == "2026-10-12T08:00"


def test_many_periods_that_move_to_one_day_are_one() -> None:
    daily = Schedule(cron="30 7 * * *", workdays="顺延")
    assert period(daily, "2026-10-08 07:30:00") == "2026-10-08T07:30"


def test_a_period_on_a_holiday_falls_away() -> None:
    skipping = Schedule(cron="0 8 * * *", workdays="跳过")
    assert period(skipping, "2026-10-04 12:00:00") == "2026-09-30T08:00"
    assert period(skipping, "2026-10-10 12:00:00") == "2026-10-10T08:00"  # a Saturday that is worked


def test_intervals_are_counted_from_a_fixed_midnight() -> None:
    weekly = Schedule(every="7天")
    assert period(weekly, "2026-11-24 12:00:00") == "2026-11-23T00:00"
    assert period(Schedule(every="30分钟"), "2026-11-24 12:44:59") == "2026-11-24T12:30"
    assert weekly.next_wake(at("2026-11-24 12:00:00")) == at("2026-11-30 00:00:00")


@given(st.integers(0, 3_600_000), st.integers(0, 10_000))
def test_periods_never_go_back_and_are_never_ahead(start: int, minutes: int) -> None:
    moment = at("2020-01-01 00:00:00") + timedelta(minutes=start)
    later = moment + timedelta(minutes=minutes)
    for schedule in (WEEKLY, Schedule(cron="0 8 * * 1", workdays="顺延"), Schedule(every="12小时", workdays="跳过")):
        first, second = schedule.period(moment), schedule.period(later)
        assert first is not None
        assert second is not None
        assert first <= second <= later


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"cron": "0 8 * * 1", "every": "7天"},
        {"cron": "每周一"},
        {"every": "常常"},
        {"every": "0天"},
        {"cron": "0 8 * * 1", "timezone": "Asia/Chengdu"},
        {"every": "7天", "workdays": "顺延"},
        {"cron": "*/5 8 * * 1", "workdays": "顺延"},
    ],
)
def test_a_schedule_that_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Schedule.model_validate(wrong)
