"""Explaining a finding, and measuring a document, by command."""

from __future__ import annotations

from pathlib import Path

import pytest
from launch import Run
from typer.testing import CliRunner

from flows.cli import app
from flows.explain import explain
from tasks.errors import HujianError


def test_every_reason_stands_beside_the_sentence_in_its_context(seed_run: Run) -> None:
    for finding in seed_run.rows("findings")[::40]:
        lines = list(explain(seed_run.folder, finding["finding_id"]))
        text = "\n".join(lines)
        assert f"【{finding['evidence'][0]['quote']}】" in text
        assert finding["region"]["full_name"] in lines[0]
        assert "类别：" in text
        assert "地区：" in text


def test_a_finding_is_explained_as_it_is_stated(seed_run: Run) -> None:
    """What a comparing sentence makes of a clause stands there, not what the clause was held for before."""
    gaps = [finding for finding in seed_run.rows("findings") if finding["role"] == "差距"]
    for finding in gaps:
        assert "类别：差距" in "\n".join(explain(seed_run.folder, finding["finding_id"]))


def test_an_unknown_finding_or_issue_is_told(seed_run: Run, tmp_path: Path) -> None:
    with pytest.raises(HujianError, match=r"没有要点.*--issue"):
        list(explain(seed_run.folder, "nothing"))
    with pytest.raises(HujianError, match="读不出"):
        list(explain(tmp_path, "nothing"))


@pytest.mark.parametrize("name", ["briefing.pdf", "briefing.docx"])
def test_a_briefing_is_measured_item_by_item(seed_run: Run, name: str) -> None:
    result = CliRunner().invoke(app, ["check", str(seed_run.folder / name)])
    assert result.exit_code == 0, result.stdout
    assert "不合格" not in result.stdout


def test_what_is_no_document_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("no document")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    assert "既不是 PDF" in result.stderr
