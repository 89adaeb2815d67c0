"""Waiting for folders into which somebody is still copying."""

from __future__ import annotations

from pathlib import Path

from flows.quiet import LONGEST, LOOK_AGAIN, QUIET, wait_until_quiet


class Hours:
    """A clock that only sleeping moves; ``busy`` sleeps end with another piece of the file written."""

    def __init__(self, file: Path, busy: int = 0) -> None:
        self.file, self.busy, self.slept = file, busy, 0.0
        self.now = file.stat().st_ctime

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.now += seconds
        if self.busy:
            self.busy -= 1
            with self.file.open("a") as stream:
                stream.write("more")
            self.now = self.file.stat().st_ctime


def slept(hours: Hours, *sources: object) -> float:
    wait_until_quiet([str(source) for source in sources], hours.clock, hours.sleep)
    return hours.slept


def test_a_folder_that_lies_still_is_not_waited_for(texts: Path) -> None:
    hours = Hours(texts / "a.txt")
    hours.now += 3600
    assert slept(hours, texts, "https://example.cn/", "no such folder") == 0


def test_what_was_just_put_there_is_waited_for(texts: Path) -> None:
    (texts / "below").mkdir()
    (texts / "below" / "d.txt").write_text("丁", "utf-8")
    assert slept(Hours(texts / "below" / "d.txt"), texts) == QUIET
    assert slept(Hours(texts / "below" / "d.txt", busy=4), texts) == QUIET + 4 * LOOK_AGAIN
    assert slept(Hours(texts / "below" / "d.txt"), texts / "below" / "d.txt") == QUIET


def test_a_folder_that_is_never_still_does_not_stop_the_schedule(texts: Path) -> None:
    assert slept(Hours(texts / "c.txt", busy=10_000), texts) == LONGEST
