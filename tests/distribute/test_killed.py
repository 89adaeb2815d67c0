"""Killed in the middle of a distribution: the next one finishes, and nobody has two."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dying import POINTS
from launch import ROOT
from office import MailRoom, clock, write_record

from tasks.distribute import Distribution, Ledger, Post, Report, Result, State, plan, read_edition

ADDRESSES = [f"p{n:02d}@a.example" for n in range(6)]
UNCLEAR = {"after it is written down", "before it is recorded"}


@pytest.fixture
def section(server: dict[str, Any]) -> dict[str, Any]:
    rules = [{"name": "全体", "mail": ADDRESSES}]
    return {
        "mail": server | {"certificates": str(server["certificates"])},
        "allowed_domains": ["a.example"],
        "rules": rules,
    }


def start(section: dict[str, Any], issue: Path, url: str, point: str) -> subprocess.Popen[bytes]:
    here = Path(__file__).parent
    command = [sys.executable, here / "dying.py", json.dumps(section), issue, url, point]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(here)])}
    return subprocess.Popen(list(map(str, command)), env=environment, stderr=subprocess.DEVNULL)


def finish(section: dict[str, Any], issue: Path, post: Callable[[Distribution], Post]) -> Report:
    distribution = Distribution.model_validate(section)
    return post(distribution).distribute(plan(read_edition(issue), distribution))


def check(room: MailRoom, ledger: Ledger, report: Report, series: str = "") -> None:
    """Nobody has two; who has none is 待核实; the ledger says 已发 of nobody who has none."""
    got = Counter(address for address, _ in room.mails)
    assert max(got.values()) == 1
    states = {entry.recipient.removeprefix("mail:"): entry.state for entry in ledger.entries(series)}
    assert states.keys() == set(ADDRESSES)
    for address, state in states.items():
        assert state in ({State.SENT, State.UNCLEAR} if got[address] else {State.UNCLEAR}), address
    assert report.count(Result.UNCLEAR) <= 1


@pytest.mark.parametrize("point", sorted(POINTS))
def test_the_next_distribution_finishes_and_nobody_has_two(
    point: str,
    section: dict[str, Any],
    issue: Path,
    ledger: Ledger,
    post: Callable[[Distribution], Post],
    room: MailRoom,
    url: str,
) -> None:
    assert start(section, issue, url, point).wait(60) == -9
    assert len(room.mails) < len(ADDRESSES)
    report = finish(section, issue, post)
    check(room, ledger, report)
    assert report.count(Result.UNCLEAR) == (point in UNCLEAR)
    assert len(room.mails) == len(ADDRESSES) - (point == "after it is written down")


def test_two_at_once_send_once(section: dict[str, Any], issue: Path, room: MailRoom, url: str) -> None:
    runs = [start(section, issue, url, "never") for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert Counter(address for address, _ in room.mails) == dict.fromkeys(ADDRESSES, 1)
    with Ledger(url, clock) as ledger:
        assert {entry.state for entry in ledger.entries("")} == {State.SENT}


@pytest.mark.soak
def test_killed_at_twenty_random_moments(
    section: dict[str, Any],
    issue: Path,
    ledger: Ledger,
    post: Callable[[Distribution], Post],
    room: MailRoom,
    url: str,
) -> None:
    chance = random.Random(6)  # noqa: S311 -- chance, not secrecy
    for number in range(20):
        room.mails.clear()
        write_record(issue, series=str(number))
        run = start(section, issue, url, "never")
        after = chance.randrange(len(ADDRESSES))
        while len(room.mails) < after and run.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        run.kill()
        run.wait()
        check(room, ledger, finish(section, issue, post), str(number))
