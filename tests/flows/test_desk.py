"""The desk: what is done, what is not done again, and what a failure leaves."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from stand_ins import Stages

from flows import walk
from flows.desk import Desk
from flows.edited import FOLDER
from flows.order import Order, Outcome
from tasks.errors import RenderError, SettingsError


def make(order: Order, **changes: Any) -> Outcome:
    return walk.make(order.model_copy(update=changes))


def rows(outcome: Outcome, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (Path(outcome.folder) / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_an_unchanged_rerun_calls_no_stage(stages: Stages, order: Order) -> None:
    first = make(order)
    assert stages.calls == {"ingest": 3, "clean": 3, "classify": 3, "summarise": 3, "compose": 1, "render": 1}
    stages.calls.clear()
    second = make(order)
    assert not stages.calls
    assert second.unchanged
    assert second.counts == first.counts
    assert second.files == first.files


def test_one_changed_article_costs_one_article(stages: Stages, order: Order, texts: Path) -> None:
    make(order)
    stages.calls.clear()
    (texts / "b.txt").write_text("乙，改过", "utf-8")
    outcome = make(order)
    assert stages.calls == {"ingest": 1, "clean": 1, "classify": 1, "summarise": 1, "compose": 1, "render": 1}
    assert outcome.issue == "2026-002"


def test_the_offices_own_place_reaches_every_article_and_is_read_anew(stages: Stages, order: Order) -> None:
    make(order)
    stages.calls.clear()
    outcome = make(order, local="四川省遂宁市安居区")
    assert stages.calls == {"classify": 3, "summarise": 3, "compose": 1, "render": 1}
    assert {row["local"] for row in rows(outcome, "articles")} == {"四川省遂宁市安居区"}


def test_fresh_does_everything_again_for_the_same_issue(stages: Stages, order: Order) -> None:
    make(order)
    stages.calls.clear()
    assert make(order, fresh=True).issue == "2026-001"
    assert stages.calls["clean"] == 3


def test_new_makes_another_issue_from_the_store(stages: Stages, order: Order) -> None:
    make(order)
    stages.calls.clear()
    assert make(order, new=True).issue == "2026-002"
    assert stages.calls == {"compose": 1, "render": 1}
    assert make(order).issue == "2026-002"


@pytest.mark.usefixtures("stages")
def test_an_issue_keeps_its_date_until_another_is_asked_for(order: Order) -> None:
    outcome = make(order)
    assert make(order, today="2026-12-24").unchanged
    assert (Path(outcome.folder) / "briefing.pdf").read_text() == "2026-11-22"
    again = make(order, date="2026-12-25")
    assert (again.issue, again.unchanged) == ("2026-001", False)
    assert (Path(again.folder) / "briefing.pdf").read_text() == "2026-12-25"
    assert make(order, date="2027-01-04").issue == "2027-001"


@pytest.mark.usefixtures("stages")
def test_a_file_that_was_damaged_afterwards_is_made_again(order: Order) -> None:
    outcome = make(order)
    (Path(outcome.folder) / "briefing.pdf").write_text("damaged")
    assert not make(order).unchanged
    assert (Path(outcome.folder) / "briefing.pdf").read_text() == "2026-11-22"


@pytest.mark.usefixtures("stages")
def test_what_somebody_edited_is_kept_when_the_issue_is_made_again(order: Order) -> None:
    issue = Path(make(order).folder)
    aside = issue.parent / FOLDER / issue.name
    (issue / "regions").mkdir()
    (issue / "regions" / "送审.docx").write_text("added")
    for words in ("edited", "edited", "edited again"):
        (issue / "briefing.pdf").write_text(words)
        notes = make(order).notes
        assert notes[0].startswith("2026-001/briefing.pdf 编成后被人改动过")
    assert (issue / "briefing.pdf").read_text() == "2026-11-22"
    kept = {path.relative_to(aside).as_posix(): path.read_text() for path in aside.rglob("*") if path.is_file()}
    assert kept == {"briefing.pdf": "edited", "briefing（2）.pdf": "edited again", "regions/送审.docx": "added"}


@pytest.mark.usefixtures("stages")
def test_every_input_ends_somewhere_named(order: Order, texts: Path) -> None:
    (texts / "empty.txt").write_text("")
    (texts / "bug.txt").write_text("崩溃", "utf-8")
    (texts / "z.txt").write_text("丙", "utf-8")
    outcome = make(order, sources=(str(texts), str(texts / "nothing.txt")), since="2025-01-01")
    ends = {row["source"]: row["reason"] for row in rows(outcome, "quarantine")}
    assert {Path(name).name: reason for name, reason in ends.items()} == {
        "a.txt": "before_since",
        "bug.txt": "failed",
        "empty.txt": "empty",
        "nothing.txt": "missing",
    }
    articles = {Path(row["source"]).name: row for row in rows(outcome, "articles")}
    assert sorted(articles) == ["b.txt", "c.txt", "z.txt"]
    assert articles["z.txt"]["duplicate_of"] == articles["c.txt"]["article_id"]
    assert outcome.failures == 1
    assert outcome.counts["inputs"] == 7


def test_an_error_of_ours_is_never_kept(stages: Stages, order: Order, texts: Path) -> None:
    (texts / "bug.txt").write_text("崩溃", "utf-8")
    make(order)
    stages.calls.clear()
    make(order, new=True)
    assert stages.calls["clean"] == 1


def test_a_failed_render_leaves_no_issue(stages: Stages, order: Order) -> None:
    stages.render_fails = True
    with pytest.raises(RenderError):
        make(order)
    assert sorted(path.name for path in Path(order.out).iterdir()) == [".lock", ".series"]
    stages.render_fails = False
    assert make(order).issue == "2026-001"


def test_a_failed_render_leaves_the_earlier_issue_alone(stages: Stages, order: Order) -> None:
    outcome = make(order)
    before = (Path(outcome.folder) / "run.json").read_bytes()
    stages.render_fails = True
    with pytest.raises(RenderError):
        make(order, fresh=True)
    assert (Path(outcome.folder) / "run.json").read_bytes() == before
    assert sorted(path.name for path in Path(order.out).iterdir()) == [".lock", ".series", "2026-001", "latest"]


@pytest.mark.usefixtures("stages")
def test_no_input_that_can_be_read_makes_no_issue(order: Order, tmp_path: Path) -> None:
    (tmp_path / "nought.txt").write_text("")
    outcome = make(order, sources=(str(tmp_path / "nought.txt"), "nowhere"))
    assert not outcome.issue
    assert [row.reason for row in outcome.quarantined] == ["empty", "missing"]
    assert not list(Path(order.out).glob("2*"))
    assert not (Path(order.out) / "latest").is_symlink()


def test_sources_that_are_nowhere_are_told_before_anything_is_read(stages: Stages, order: Order, texts: Path) -> None:
    with pytest.raises(SettingsError, match=r"没有.*text”.*是不是 .*texts？"):
        make(order, sources=(str(texts)[:-1],))
    assert not stages.calls


@pytest.mark.usefixtures("stages")
def test_texts_without_a_date_are_kept_and_told(order: Order) -> None:
    outcome = make(order, since="2025-01-01")
    assert outcome.counts["articles"] == 2
    assert outcome.notes == ("1篇来源没有日期，无从判断是否早于2025-01-01，已照用（见核稿单）",)


def test_batches_and_their_order_change_nothing(stages: Stages, order: Order) -> None:
    whole = make(order)
    apart = make(order, fresh=True, batch_size=1)
    assert rows(whole, "articles") == rows(apart, "articles")
    assert stages.calls["clean"] == 6


def test_work_ahead_and_the_flow_share_every_step(stages: Stages, order: Order) -> None:
    with Desk(order.model_copy(update={"batch_size": 1})) as desk, walk.ahead_of_the_flow(desk):
        threads = [threading.Thread(target=walk.to_the_end, args=(desk,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert stages.calls == {"ingest": 3, "clean": 3, "classify": 3, "summarise": 3, "compose": 1, "render": 1}


def test_moved_inputs_are_the_same_issue_with_other_sources(stages: Stages, order: Order, texts: Path) -> None:
    make(order)
    moved = texts.with_name("moved")
    texts.rename(moved)
    stages.calls.clear()
    outcome = make(order, sources=(str(moved),))
    assert outcome.issue == "2026-001"
    assert all("moved" in row["source"] for row in rows(outcome, "articles"))
    assert stages.calls["classify"] == 0
