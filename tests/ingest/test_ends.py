"""Every kind of file comes to one named end; none stops the others; memory stays within bounds."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from making import FILES, GOOD, PROSE, mail, packed, write

from tasks.clean import clean
from tasks.errors import SourceError
from tasks.ingest import Limits, discover, read, reasons
from tasks.models import Quarantined, RawDocument, Source

LIMITS = Limits(seconds=20.0, file_bytes=30_000_000)
TRIES = 40
"""So often a file is looked at while somebody writes it, for a busy machine may let the writer rest."""


def ends(found: Source | Quarantined) -> str:
    if isinstance(found, Quarantined):
        return found.reason
    try:
        clean(read(found, LIMITS))
    except SourceError as problem:
        return problem.reason
    return GOOD


def test_every_file_has_one_named_end(tmp_path: Path) -> None:
    assert len(FILES) >= 40
    write(tmp_path)
    found: dict[str, list[str]] = {}
    for source in discover([str(tmp_path)], LIMITS):
        name = source.source if isinstance(source, Quarantined) else source.name
        found.setdefault(name.removeprefix(f"{tmp_path}/").partition("!")[0], []).append(ends(source))
    wrong = {
        name: found.get(name) for name, (_, wanted) in FILES.items() if not set(found.get(name, ["lost"])) <= wanted
    }
    assert not wrong
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000  # KiB
    assert {reason for row in found.values() for reason in row} <= {GOOD, *reasons()}


def test_order_is_stable_and_recursive(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", "b/c/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PROSE, "utf-8")
    names = [source.name for source in discover([str(tmp_path)]) if isinstance(source, Source)]
    assert [name.removeprefix(f"{tmp_path}/") for name in names] == ["a.txt", "b/1.txt", "b/2.txt", "b/c/x.md"]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe")
    closed = tmp_path / "closed.txt"
    closed.write_text(PROSE, "utf-8")
    closed.chmod(0)
    rows = {
        row.source.rpartition("/")[2]: row.reason
        for row in discover([str(tmp_path), "没有这个文件.txt"])
        if isinstance(row, Quarantined)
    }
    expected = {"loop": "not_a_file", "nowhere.txt": "missing", "pipe": "not_a_file", "没有这个文件.txt": "missing"}
    if os.geteuid() != 0:
        expected["closed.txt"] = "unreadable"
    assert rows == expected


def test_a_file_that_is_being_written_is_not_read_in_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PROSE, "utf-8")
    read_all = Path.read_bytes

    def read_while_somebody_writes(path: Path) -> bytes:
        content = read_all(path)
        with path.open("ab") as more:
            more.write(PROSE.encode())
        return content

    monkeypatch.setattr(Path, "read_bytes", read_while_somebody_writes)
    (row,) = discover([str(file)], LIMITS)
    assert isinstance(row, Quarantined)
    assert row.reason == "unfinished"


def test_who_sends_what_is_not_read_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(packed({"[Content_Types].xml": b"<Types/>"}))
    (source,) = discover([str(tmp_path)])
    assert isinstance(source, Source)
    with pytest.raises(SourceError, match="表格，请把要用的文字另存为"):
        read(source)


def test_names_inside_archives(tmp_path: Path) -> None:
    (tmp_path / "甲.zip").write_bytes(
        packed({"乙/丙.txt": PROSE.encode(), "丁.zip": packed({"戊.txt": PROSE.encode()})})
    )
    names = [source.name for source in discover([str(tmp_path / "甲.zip")]) if isinstance(source, Source)]
    assert [name.removeprefix(f"{tmp_path}/") for name in names] == ["甲.zip!丁.zip!戊.txt", "甲.zip!乙/丙.txt"]


def test_a_member_without_a_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "甲.zip").write_bytes(packed({"乙.txt": PROSE.encode()}).replace("乙.txt".encode(), b"\0" * 7))
    (found,) = discover([str(tmp_path / "甲.zip")])
    assert found.name.endswith("甲.zip!") if isinstance(found, Source) else found.reason


def test_attachments_are_sources(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(attachment=PROSE.encode()))
    names = [source.name.rpartition("/")[2] for source in discover([str(tmp_path)]) if isinstance(source, Source)]
    assert names == ["a.eml", "a.eml!附件.txt"]


def test_rows_carry_their_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'标题,正文,来源,发布时间\n甲,"{PROSE}",某报,2024-05-06\n', "utf-8")
    source = next(iter(discover([str(tmp_path)])))
    assert isinstance(source, Source)
    raw = read(source)
    assert (raw.metadata.title, raw.metadata.publisher) == ("甲", "某报")
    assert clean(raw).published == "2024-05-06"


def test_classified_input_is_read_when_allowed_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"秘密★5年\n某某报告\n{PROSE}", "utf-8")
    source = next(iter(discover([str(path)])))
    assert isinstance(source, Source)
    assert isinstance(read(source, Limits(allow_classified=(str(path),))), RawDocument)


@pytest.mark.parametrize("line", ["严守党的秘密，保守工作机密。", "破解发展的财富密码", "机密文件管理培训班开班"])
def test_speaking_of_secrets_is_no_marking(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(f"{line}\n{PROSE}", "utf-8")
    assert [ends(source) for source in discover([str(tmp_path)])] == [GOOD]


def test_a_parser_that_hangs_costs_only_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(FILES["word.docx"][0]())
    source = next(iter(discover([str(tmp_path)])))
    assert isinstance(source, Source)
    with pytest.raises(SourceError) as caught:
        read(source, Limits(seconds=0.0, memory_bytes=900_000_000))
    assert caught.value.reason == "too_slow"
    assert read(source).text.startswith("考察团")


@pytest.mark.shared
def test_official_reports(shared: Path) -> None:
    found = list(discover([str(shared / "data" / "official")]))
    assert len(found) == 12
    assert {ends(source) for source in found} == {GOOD}
