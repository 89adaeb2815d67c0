"""The peers' way from a true text to a run that the scorer reads, on a text made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import peers

PARAGRAPHS = [
    "甲县去年建成污水处理厂3座，获评省级园林县城。但村镇管网仍有短板，运行经费不足。",
    "下一步，甲县将建设村镇管网120公里。乙县的做法值得借鉴。",
]
FINDINGS = [
    {"region": "甲县", "role": "经验", "topic": [], "quote": "建成污水处理厂3座，获评省级园林县城"},
    {"region": "甲县", "role": "举措", "topic": [], "quote": "将建设村镇管网120公里"},
    {"region": "乙县", "role": "经验", "topic": [], "quote": "乙县的做法值得借鉴", "borderline": True},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "x1.clean.txt").write_text("\n".join(PARAGRAPHS), "utf-8")
    (tmp_path / "x1.findings.json").write_text(json.dumps(FINDINGS, ensure_ascii=False), "utf-8")
    (tmp_path / "x1.meta.json").write_text("{}", "utf-8")
    (tmp_path / "x2.clean.txt").write_text("不读这一篇。", "utf-8")
    return tmp_path


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_cue_words_give_every_sentence_a_role_and_the_main_region(gold: Path, tmp_path: Path) -> None:
    peers.write_run(peers.by_cues, peers.read_gold(gold, ["x1"]), tmp_path)
    found = rows(tmp_path / "findings.jsonl")
    assert [row["role"] for row in found] == ["经验", "差距", "举措", "经验"]
    assert {row["region"]["full_name"] for row in found} == {"甲县"}  # type: ignore[index]


def test_evidence_is_verbatim(gold: Path, tmp_path: Path) -> None:
    peers.write_run(peers.by_cues, peers.read_gold(gold, ["x1"]), tmp_path)
    (article,) = rows(tmp_path / "articles.jsonl")
    assert [row["text"] for row in article["paragraphs"]] == PARAGRAPHS  # type: ignore[attr-defined]
    for row in rows(tmp_path / "findings.jsonl"):
        (evidence,) = row["evidence"]  # type: ignore[misc]
        text = PARAGRAPHS[int(evidence["paragraph_id"])]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"] != ""


def test_extractive_peers_keep_their_share_in_the_order_of_the_text(gold: Path) -> None:
    (article,) = peers.read_gold(gold, ["x1"])
    said = peers.extracted(lambda texts, count: set(sorted(texts, key=len)[-count:]), article)
    assert [(row.paragraph, row.start) for row in said] == [(0, 0), (0, 23), (1, 0)]


def test_the_lead_is_the_first_sentences(gold: Path) -> None:
    (article,) = peers.read_gold(gold, ["x1"])
    assert len(peers.lead(article)) == peers.LEAD_SENTENCES


def test_a_peer_that_is_not_there_is_named() -> None:
    assert peers.missing(ModuleNotFoundError("No module", name="sumy")) == "跳过，缺少 sumy"
