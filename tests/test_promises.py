"""The promises of a run, as invariants over every line that a real run over the seeds leaves."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from launch import Run, hujian

from tasks.render.check.pdf_geometry import check_pages, read_pages
from tasks.render.check.pdf_lines import continued
from tasks.render.layout import load_layout

KEYS = {
    "articles": "article_id source title subtitle publisher published authors genre relevant topics regions paragraphs "
    "repairs dropped duplicate_of",
    "findings": "finding_id region role topics lead summary evidence speaker confidence status reasons",
    "indicators": "region name value unit year qualifier kind evidence finding_id",
    "links": "learner benchmark topics evidence",
    "chains": "learner topic benchmarks experience_ids gap_ids measure_ids stated reason",
    "quarantine": "source reason detail",
}
REGION = {"name", "full_name", "code", "level", "parent"}
LEVELS = {"nation", "group", "province", "city", "county", "zone", "township", "village"}
NEGATIONS = "不未没无非否"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
YEAR_ADDED = re.compile(r"（\d{4}年）")


def paragraphs(run: Run) -> dict[tuple[str, str], str]:
    return {(a["article_id"], p["paragraph_id"]): p["text"] for a in run.rows("articles") for p in a["paragraphs"]}


def all_evidence(run: Run) -> Iterator[dict[str, Any]]:
    for row in (*run.rows("findings"), *run.rows("links")):
        yield from row["evidence"]
    for row in run.rows("indicators"):
        yield row["evidence"]


def regions(run: Run) -> Iterator[dict[str, Any]]:
    for row in (*run.rows("findings"), *run.rows("indicators")):
        yield row["region"]
    for row in run.rows("links"):
        yield from (row["learner"], row["benchmark"])
    for row in run.rows("chains"):
        yield from (row["learner"], *row["benchmarks"])
    for row in run.rows("articles"):
        yield from row["regions"]


def is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


@pytest.mark.parametrize("name", KEYS)
def test_every_line_has_the_keys_that_are_promised(seed_run: Run, name: str) -> None:
    for row in seed_run.rows(name):
        assert set(KEYS[name].split()) <= row.keys()


@pytest.mark.parametrize("name", ["articles", "findings", "indicators", "links", "chains"])
def test_the_seeds_give_something_of_each_kind(seed_run: Run, name: str) -> None:
    assert seed_run.rows(name)


def test_regions_are_whole(seed_run: Run) -> None:
    for region in regions(seed_run):
        assert region.keys() >= REGION
        assert region["level"] in LEVELS
        assert region["code"] is None or re.fullmatch(r"\d{6}", region["code"])
        assert region["full_name"].endswith(region["name"])
        assert region["parent"] is None or region["full_name"].startswith(region["parent"])


def test_evidence_is_verbatim(seed_run: Run) -> None:
    texts = paragraphs(seed_run)
    count = 0
    for evidence in all_evidence(seed_run):
        text = texts[evidence["article_id"], evidence["paragraph_id"]]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"] != ""
        count += 1
    assert count > 100


def test_summaries_are_subsequences_of_their_evidence(seed_run: Run) -> None:
    for finding in seed_run.rows("findings"):
        said = YEAR_ADDED.sub("", finding["summary"])
        assert any(is_subsequence(said, evidence["quote"]) for evidence in finding["evidence"]), finding


def test_summaries_keep_negations_and_figures_as_they_stand(seed_run: Run) -> None:
    for finding in seed_run.rows("findings"):
        quotes = "".join(evidence["quote"] for evidence in finding["evidence"])
        assert set(FIGURE.findall(YEAR_ADDED.sub("", finding["summary"]))) <= set(FIGURE.findall(quotes))


def test_leads_are_short_and_printed_findings_have_words(seed_run: Run) -> None:
    for finding in seed_run.rows("findings"):
        assert finding["summary"].strip()
        assert 0 <= finding["confidence"] <= 1
        assert finding["status"] in {"body", "review"}
        assert finding["topics"]


def test_ids_resolve(seed_run: Run) -> None:
    articles = {row["article_id"] for row in seed_run.rows("articles")}
    findings = [row["finding_id"] for row in seed_run.rows("findings")]
    assert len(findings) == len(set(findings))
    assert all(evidence["article_id"] in articles for evidence in all_evidence(seed_run))
    for indicator in seed_run.rows("indicators"):
        assert indicator["finding_id"] is None or indicator["finding_id"] in findings
    for chain in seed_run.rows("chains"):
        assert {*chain["experience_ids"], *chain["gap_ids"], *chain["measure_ids"]} <= set(findings)
    for article in seed_run.rows("articles"):
        assert article["duplicate_of"] is None or article["duplicate_of"] in articles


def test_every_input_ends_somewhere_named(seed_run: Run, seeds: Path) -> None:
    ends = {row["source"] for name in ("articles", "quarantine") for row in seed_run.rows(name)}
    assert ends == {str(path) for path in seeds.iterdir()}


def test_the_title_is_not_repeated_among_the_paragraphs(seed_run: Run) -> None:
    for article in seed_run.rows("articles"):
        assert all(article["title"] != paragraph["text"] for paragraph in article["paragraphs"])
        assert {paragraph["kind"] for paragraph in article["paragraphs"]} <= {"heading", "body"}


def test_all_files_are_there_and_listed_with_their_hashes(seed_run: Run) -> None:
    outputs = seed_run.record["outputs"]
    promised = {f"{name}.jsonl" for name in KEYS} | {"briefing.pdf", "briefing.docx", "briefing.html", "核稿单.md"}
    assert promised <= outputs.keys()
    there = {path.relative_to(seed_run.folder).as_posix() for path in seed_run.folder.rglob("*") if path.is_file()}
    assert there == outputs.keys() | {"run.json"}
    for name, digest in outputs.items():
        assert hashlib.sha256((seed_run.folder / name).read_bytes()).hexdigest() == digest


def test_regions_with_three_findings_have_files_of_their_own(seed_run: Run) -> None:
    printed = [f["region"]["full_name"] for f in seed_run.rows("findings") if f["status"] == "body"]
    wanted = {name for name in printed if printed.count(name) >= 3}
    assert wanted
    for kind in ("pdf", "docx"):
        assert wanted <= {path.stem for path in (seed_run.folder / "regions").glob(f"*.{kind}")}


def test_lines_of_the_printed_issue_are_full_and_every_measure_is_met(seed_run: Run) -> None:
    layout, pages = load_layout(), read_pages(seed_run.folder / "briefing.pdf")
    assert [item for item in check_pages(pages, layout) if item.verdict == "不合格"] == []
    left, foot = layout.points("margin_left"), layout.points("paper_height") - layout.points("margin_bottom")
    body = [line for line in pages.text_lines() if line.page > 1 and line.baseline < foot]
    pure = [line for line, _ in continued(body, left, layout.points("line_pitch")) if line.pure_chinese]
    whole = [line for line in pure if len(line.text) + round((line.left - left) / layout.points("body_size")) == 28]
    assert len(whole) >= 0.85 * len(pure) > 0


def test_the_record_tells_what_was_done(seed_run: Run) -> None:
    record = seed_run.record
    assert record["date"] == "2026-11-22"
    assert record["issue"] == "2026-001"
    assert record["counts"]["articles"] == 5
    assert record["seconds"].keys() >= {"ingest", "clean", "classify", "summarise", "compose", "render"}
    assert [len(entry["sha256"]) for entry in record["inputs"]] == [64] * 5


def test_gaps_that_no_source_states_are_said_to_be_missing(seed_run: Run) -> None:
    with_gaps = {f["region"]["full_name"] for f in seed_run.rows("findings") if f["role"] == "差距"}
    assert {f["region"]["full_name"] for f in seed_run.rows("findings")} - with_gaps
    assert "本期来源未涉及" in (seed_run.folder / "briefing.html").read_text("utf-8")


def test_the_flow_is_visible_in_prefect_stage_by_stage(seed_run: Run) -> None:
    with sqlite3.connect(next((seed_run.state / "prefect").glob("*.db"))) as database:
        runs = dict(database.execute("select name, state_type from task_run"))
        artifacts = {key for (key,) in database.execute("select key from artifact")}
    assert runs.keys() == {
        *("ingest 0", "clean 0", "deduplicate", "classify 0", "summarise 0", "compose", "render", "publish")
    }
    assert set(runs.values()) == {"COMPLETED"}
    assert "briefing-summary" in artifacts


def test_the_terminal_shows_a_table_and_the_paths_and_nothing_else(seed_run: Run) -> None:
    out = seed_run.finished.stdout
    assert "要点" in out
    assert str(seed_run.out / "2026-001" / "briefing.pdf") in out
    assert "prefect" not in (out + seed_run.finished.stderr).lower()
    assert "Traceback" not in seed_run.finished.stderr


def test_a_second_making_has_the_same_bytes(seed_run: Run, seeds: Path, tmp_path: Path) -> None:
    """Fresh, in another folder, in two processes and batches of two: not a byte of an issue differs."""
    from flows import walk
    from flows.order import Order

    order = Order(
        sources=(str(seeds),),
        out=str(tmp_path / "out"),
        state=str(tmp_path / "state"),
        fonts=str(Path(__file__).resolve().parent.parent / ".hujian" / "fonts"),
        template="综合简报",
        date="2026-11-22",
        today="2030-01-01",
        workers=2,
        batch_size=2,
        fresh=True,
    )
    folder = Path(walk.make(order).folder)
    assert json.loads((folder / "run.json").read_text("utf-8"))["outputs"] == seed_run.record["outputs"]


def test_an_unchanged_rerun_calls_no_stage_and_wakes_no_server(seed_run: Run, seeds: Path) -> None:
    before = (seed_run.folder / "run.json").read_bytes()
    log = seed_run.state / "prefect-server.log"
    started = log.stat().st_mtime_ns
    finished = hujian("run", seeds, "--out", seed_run.out, "--date", "2026-11-22", state=seed_run.state)
    assert finished.returncode == 0
    assert "沿用已有的这一期" in finished.stdout
    assert (seed_run.folder / "run.json").read_bytes() == before
    assert log.stat().st_mtime_ns == started
