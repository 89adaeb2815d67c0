"""The version of a stage changes with what can change its results, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import versions


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "requirements.lock": "",
        "tasks/models/__init__.py": "",
        "tasks/clean/__init__.py": "from tasks.models import Article\n",
        "tasks/clean/words.tsv": "词\n",
        "tasks/classify/__init__.py": "import tasks.models\n",
        "tasks/classify/training/texts.txt": "",
        "tasks/summarise/__init__.py": "from tasks.classify import rules\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    return tmp_path


def all_versions() -> dict[str, str]:
    versions.code_version.cache_clear()
    versions.folder_hash.cache_clear()
    return {stage: versions.code_version(stage) for stage in ("clean", "classify", "summarise")}


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("tasks/clean/words.tsv", {"clean"}),
        ("tasks/classify/__init__.py", {"classify", "summarise"}),
        ("tasks/classify/training/texts.txt", set()),
        ("tasks/models/__init__.py", {"clean", "classify", "summarise"}),
        ("requirements.lock", {"clean", "classify", "summarise"}),
    ],
)
def test_a_change_touches_what_builds_on_it(project: Path, file: str, touched: set[str]) -> None:
    before = all_versions()
    with (project / file).open("a", encoding="utf-8") as handle:
        handle.write("# changed\n")
    after = all_versions()
    assert {stage for stage in before if before[stage] != after[stage]} == touched
