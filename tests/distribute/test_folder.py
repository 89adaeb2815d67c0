"""The shared folder: whole files, an index, corrections beside what they correct."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from office import TITLE, make_issue, write_record

from tasks.distribute import Distribution, Ledger, Post, Report, Result, State, plan, read_edition

Office = Callable[[Distribution], Post]


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def distribution(share: Path) -> Distribution:
    rules = [{"name": "存档", "folders": ["共享盘"], "send": "整期和专报", "regions": ["东省"]}]
    return Distribution.model_validate({"folders": {"共享盘": share}, "rules": rules})


def send(post: Office, issue: Path, distribution: Distribution) -> Report:
    return post(distribution).distribute(plan(read_edition(issue), distribution))


def rows(share: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((share / "index.json").read_text("utf-8"))
    return found


def test_documents_and_index(issue: Path, share: Path, distribution: Distribution, post: Office) -> None:
    assert send(post, issue, distribution).is_complete
    names = {path.name for path in share.iterdir()}
    assert names == {f"{TITLE}.pdf", f"{TITLE}·东省甲市.pdf", "index.json", "目录.html"}
    assert (share / f"{TITLE}.pdf").read_bytes() == (issue / "briefing.pdf").read_bytes()
    assert (share / f"{TITLE}.pdf").stat().st_mode & 0o777 == 0o644
    assert [row["file"] for row in rows(share)] == [f"{TITLE}.pdf", f"{TITLE}·东省甲市.pdf"]
    assert TITLE in (share / "目录.html").read_text("utf-8")


def test_a_correction_stands_beside_what_it_corrects(
    issue: Path, share: Path, distribution: Distribution, post: Office
) -> None:
    send(post, issue, distribution)
    make_issue(issue, b"%PDF mended")
    assert send(post, issue, distribution).lines[0].result is Result.CHANGED
    assert post(distribution).correct(read_edition(issue)).count(Result.CORRECTED) == 1
    assert (share / f"{TITLE}.pdf").read_bytes() == b"%PDF whole"
    assert (share / f"{TITLE}（更正1）.pdf").read_bytes() == b"%PDF mended"
    replaced = {row["file"]: row["replaced"] for row in rows(share)}
    assert replaced[f"{TITLE}.pdf"] is True
    assert replaced[f"{TITLE}（更正1）.pdf"] is False
    assert "已被更正" in (share / "目录.html").read_text("utf-8")


def test_after_a_crash_it_is_simply_done_again(
    issue: Path, share: Path, distribution: Distribution, post: Office, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send(post, issue, distribution)
    assert send(post, issue, distribution).is_complete
    assert ledger.entries("")[0].state is State.SENT
    assert len(rows(share)) == 2


def test_a_folder_that_is_not_there_waits(issue: Path, share: Path, distribution: Distribution, post: Office) -> None:
    share.rmdir()
    line = send(post, issue, distribution).lines[0]
    assert line.result is Result.WAITING
    assert "不存在或没有挂上" in line.detail
    share.mkdir()
    assert send(post, issue, distribution).is_complete


def test_a_folder_that_may_not_be_written(issue: Path, distribution: Distribution, post: Office) -> None:
    closed = distribution.model_copy(update={"folders": {"共享盘": Path("/proc")}})  # closed even to root
    line = send(post, issue, closed).lines[0]
    assert line.result is Result.WAITING
    assert "写不进去" in line.detail


@pytest.mark.parametrize("title", ["..\\简报", "简报:1"])
def test_names_that_could_lead_elsewhere_are_refused(
    title: str, issue: Path, share: Path, distribution: Distribution, post: Office
) -> None:
    (issue / f"{TITLE}.pdf").unlink()
    make_issue(issue, title=title)
    write_record(issue)
    line = send(post, issue, distribution).lines[0]
    assert line.result is Result.FAILED
    assert not list(share.glob("*.pdf"))


def test_a_link_planted_in_the_folder_is_replaced_not_followed(
    issue: Path, share: Path, distribution: Distribution, post: Office, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("safe")
    (share / f"{TITLE}.pdf").symlink_to(victim)
    assert send(post, issue, distribution).is_complete
    assert victim.read_text() == "safe"
