"""When a deployment is due, and for which period. No clock here: the moment comes in.

A period is named by the time that the schedule nominally gives it (2026-11-23T08:00+08:00). On days that are no
workdays in China, adjusted holidays included, a period falls away (跳过) or moves to the next workday (顺延).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, Field, model_validator

from tasks.models import Model

Workdays = Literal["不限", "跳过", "顺延"]
EVERY = re.compile(r"(\d+)\s*(分钟|小时|天)")
UNITS = {"分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "天": timedelta(days=1)}
ANCHOR = date(2024, 1, 1)  # a Monday: intervals are counted from its midnight
SEARCHED = 400  # nominal times looked back over; holidays are never that long


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:
        raise ValueError("时区名，如 Asia/Shanghai") from problem
    return name


def _cron(expression: str) -> str:
    try:
        CronSim(expression, datetime(2024, 1, 1))  # noqa: DTZ001 -- only its form is looked at
    except CronSimError as problem:
        raise ValueError("五段 cron 时间，如 0 8 * * 1（每周一 8 时）") from problem
    return expression


def _every(text: str) -> str:
    if not (match := EVERY.fullmatch(text)) or int(match[1]) == 0:
        raise ValueError("间隔，如 7天、12小时、30分钟")
    return text


class Schedule(Model):
    """``cron`` or ``every``, in a time zone, and what happens on days that are no workdays."""

    cron: Annotated[str, AfterValidator(_cron)] | None = Field(
        None, description="五段 cron 时间，如 0 8 * * 1（每周一 8 时）"
    )
    every: Annotated[str, AfterValidator(_every)] | None = Field(None, description="间隔，如 7天、12小时、30分钟")
    timezone: Annotated[str, AfterValidator(_zone)] = Field("Asia/Shanghai", description="时区名，如 Asia/Shanghai")
    workdays: Workdays = Field("不限", description="不限、跳过或顺延（遇中国的节假日和调休）")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if bool(self.cron) == bool(self.every):
            raise ValueError("cron 和 every 写且只写一个")
        if self.workdays == "顺延" and (self.every or not _is_daily(self.cron)):
            raise ValueError("workdays = 顺延 要用 cron，并且一天只有一个时刻")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    @property
    def interval(self) -> timedelta | None:
        """The interval that ``every`` says."""
        match = EVERY.fullmatch(self.every or "")
        return int(match[1]) * UNITS[match[2]] if match else None

    @property
    def anchor(self) -> datetime:
        """From when intervals are counted."""
        return datetime(ANCHOR.year, ANCHOR.month, ANCHOR.day, tzinfo=self.zone)

    @property
    def wake_cron(self) -> str | None:
        """When to look whether something is due: at the cron's times, or daily where periods move on to workdays."""
        if self.cron and self.workdays == "顺延":
            return " ".join([*self.cron.split()[:2], "*", "*", "*"])
        return self.cron

    def period(self, moment: datetime) -> datetime | None:
        """The nominal time of the latest period that is due at ``moment``; None when none ever was."""
        return next((time for time in self._before(moment) if self._is_due(time, moment)), None)

    def next_wake(self, moment: datetime) -> datetime:
        """When the schedule fires next."""
        local = moment.astimezone(self.zone)
        if self.wake_cron:
            return next(CronSim(self.wake_cron, local))
        return self._interval_before(local) + (self.interval or timedelta())

    def _before(self, moment: datetime) -> Iterator[datetime]:
        """Nominal times up to ``moment``, latest first."""
        local = moment.astimezone(self.zone)
        if self.cron:
            after = local.replace(second=0, microsecond=0) + timedelta(minutes=1)
            yield from islice(CronSim(self.cron, after, reverse=True), SEARCHED)
            return
        last = self._interval_before(local)
        yield from (last - number * (self.interval or timedelta()) for number in range(SEARCHED))

    def _interval_before(self, local: datetime) -> datetime:
        interval = self.interval or timedelta(days=1)
        return self.anchor + (local - self.anchor) // interval * interval

    def _is_due(self, nominal: datetime, moment: datetime) -> bool:
        if self.workdays == "不限":
            return True
        if self.workdays == "跳过":
            return is_workday(nominal.date())
        return datetime.combine(next_workday(nominal.date()), nominal.timetz()) <= moment


def name_of(period: datetime) -> str:
    """How a period is written down."""
    return period.isoformat(timespec="minutes")


def next_workday(day: date) -> date:
    """The day itself, or the first workday after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def is_workday(day: date) -> bool:
    """Whether China works that day; where its calendar is not published yet, Monday to Friday."""
    import chinese_calendar  # a start of the command line does not wait for it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def calendar_reaches() -> int:
    """The last year whose holidays are known."""
    import chinese_calendar

    return int(max(day.year for day in chinese_calendar.holidays))


def _is_daily(cron: str | None) -> bool:
    return bool(cron) and all(field.isdigit() for field in (cron or "").split()[:2])
