"""What is missing on this machine, and the command that mends it."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.settings import ROOT, Settings
from flows.state import FILE_NAME, MIGRATIONS, WHAT
from tasks.distribute.database import open_database
from tasks.errors import HujianError
from tasks.models import Model

MACHINE = ROOT / "flows" / "machine"
SET_UP_AGAIN = f"rm -rf {ROOT / '.venv'} && {ROOT / 'hujian'} doctor"
CHINA = ZoneInfo("Asia/Shanghai")
LEAST_SPACE = 500_000_000  # bytes: a few issues, the store and Prefect's database


class Check(Model):
    """One thing that was looked at; ``mend`` is the command or the act that puts it right."""

    name: str
    good: bool
    says: str
    mend: str = ""


def examine(settings: Settings, now: datetime.datetime) -> list[Check]:
    """All checks, in the order in which a newcomer meets them."""
    return [
        _python(),
        _environment(),
        *_system(),
        _fonts(settings.fonts_folder()),
        *_folders(settings),
        *_database(settings),
        *_schedule(settings, now),
        *_mail(settings, now),
        _prefect(),
    ]


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(name="Python", good=sys.version_info >= (3, 11), says=version, mend="sudo apt-get install -y python3")


def _environment() -> Check:
    stamp = Path(sys.prefix) / "hujian.stamp"
    lock = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    good = stamp.is_file() and f"requirements.lock {lock}" in stamp.read_text("utf-8").splitlines()
    return Check(
        name="软件包",
        good=good,
        says="与 requirements.lock 一致" if good else "与 requirements.lock 不一致",
        mend=SET_UP_AGAIN,
    )


def _system() -> Iterator[Check]:
    if not shutil.which("dpkg-query"):
        yield Check(name="系统组件", good=True, says="不是 Debian 或 Ubuntu，请自行确认 pango 与 harfbuzz-subset")
        return
    for package in (MACHINE / "system.txt").read_text("utf-8").split():
        good = _is_installed(package)
        yield Check(
            name=f"系统组件 {package}",
            good=good,
            says="已安装" if good else "没有安装",
            mend=f"sudo apt-get install -y --no-install-recommends {package}",
        )


def _is_installed(package: str) -> bool:
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"  # noqa: S603


def _fonts(folder: Path) -> Check:
    wanted = dict(line.split()[::-1] for line in (MACHINE / "fandol.sha256").read_text("utf-8").splitlines())
    bad = [name for name, digest in wanted.items() if _sha256(folder / name) != digest]
    says = f"{len(wanted)} 个字体齐全" if not bad else f"缺少或损坏：{'、'.join(bad)}（改用随软件包安装的字体）"
    return Check(name="字体 Fandol", good=not bad, says=says, mend=SET_UP_AGAIN)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _folders(settings: Settings) -> Iterator[Check]:
    named = [("输出文件夹", settings.out), ("状态文件夹", settings.state_folder())]
    named += [("备份文件夹", settings.backup)] if settings.backup else []
    for name, folder in named:
        there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
        writable, free = os.access(there, os.W_OK), shutil.disk_usage(there).free
        says = f"{folder}，余 {free // 1_000_000} MB" if writable else f"{folder} 不能写入"
        yield Check(
            name=name,
            good=writable and free > LEAST_SPACE,
            says=says,
            mend="改正权限、腾出空间，或在 hujian.toml 里另设 out、state",
        )


def _database(settings: Settings) -> Iterator[Check]:
    """Where there is one already; a run makes it."""
    if settings.database is None and not (settings.state_folder() / FILE_NAME).is_file():
        return
    try:
        open_database(settings.database_url(FILE_NAME), MIGRATIONS, "state", WHAT).dispose()
        says, good = "SQLite" if settings.database is None else "PostgreSQL", True
    except HujianError as problem:
        says, good = str(problem), False
    mend = "核对 HUJIAN_DATABASE 和磁盘；SQLite 文件损坏时 hujian run 会另存并重建"
    yield Check(name="数据库", good=good, says=says, mend=mend)


def _schedule(settings: Settings, now: datetime.datetime) -> Iterator[Check]:
    """Only where something is scheduled."""
    if not settings.deployments:
        return
    from flows.schedule import calendar_reaches
    from flows.serve import agenda

    for line in agenda(settings, now):
        yield Check(name="定时", good=True, says=line)
    zone = now.astimezone().strftime("%z")
    good = zone == "+0800"
    otherwise = "" if good else "，手动运行的印发日期按本机时区；定时任务按各自的 timezone"
    yield Check(
        name="时区",
        good=good,
        says=f"本机为 UTC{zone[:3]}:{zone[3:]}{otherwise}",
        mend="sudo timedatectl set-timezone Asia/Shanghai",
    )
    if any(deployment.workdays != "不限" for deployment in settings.deployments):
        reaches = calendar_reaches()
        yield Check(
            name="节假日",
            good=reaches >= now.astimezone(CHINA).year,
            says=f"放假和调休安排到 {reaches} 年",
            mend="请更新互鉴（requirements.lock 中的 chinesecalendar）；在此之前按周一至周五算工作日",
        )


def _mail(settings: Settings, now: datetime.datetime) -> Iterator[Check]:
    """Log in at the mail server, where there is one; nothing is sent."""
    server = settings.distribution.mail
    if server is None:
        return
    from tasks.distribute import DeliveryProblem
    from tasks.distribute.mail import MailChannel

    says, good = f"{server.host}:{server.port} 可以登录", True
    try:
        MailChannel(server, lambda: now).check()
    except DeliveryProblem as problem:
        says, good = str(problem), False
    yield Check(name="邮件服务器", good=good, says=says, mend="核对 [distribution.mail] 和环境变量里的密码")


def _prefect() -> Check:
    url = os.environ.get("PREFECT_API_URL")
    return Check(name="Prefect", good=True, says=f"使用 {url}" if url else "使用内置服务（运行时自动启动和停止）")
