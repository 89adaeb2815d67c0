"""The charset ladder: what is declared, what is true, and what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import SourceError
from tasks.ingest.charset import decode

SIMPLE = "今年以来，全县坚持以高质量发展为目标，大力推进产业转型升级，取得明显成效。" * 3
TRADITIONAL = "今年以來，全縣堅持以高質量發展為目標，大力推進產業轉型升級，取得明顯成效。" * 3


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified(charset: str) -> None:
    assert decode(SIMPLE.encode(charset)).text == SIMPLE


@pytest.mark.parametrize("charset", ["utf-8", "big5", "gbk", "utf-16-le"])
def test_traditional(charset: str) -> None:
    assert decode(TRADITIONAL.encode(charset)).text == TRADITIONAL


def test_four_byte_characters() -> None:
    text = SIMPLE + "㐂𠮷䶮"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("declared", "true"), [("gb2312", "utf-8"), ("utf-8", "gbk"), ("iso-8859-1", "gb18030"), ("big5", "gbk")]
)
def test_declarations_that_lie(declared: str, true: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>{SIMPLE}</p>'
    assert SIMPLE in decode(page.encode(true)).text


def test_what_is_lost_is_counted() -> None:
    content = SIMPLE.encode()
    found = decode(content[:300] + b"\xff\xfe\x80" + content[300:])
    assert "characters lost" in found.notes[0]
    assert found.text.count("\ufffd") >= 1


def test_line_ends_are_one_kind() -> None:
    assert decode("甲乙丙\r\n丁\r戊".encode()).text == "甲乙丙\n丁\n戊"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"\xff\xfe", "empty"), (b" \n\t ", "empty"), (bytes(range(256)) * 9, "not_text")],
)
def test_no_text(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(content)
    assert caught.value.reason == reason


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert isinstance(decode(content).text, str)
    except SourceError as problem:
        assert problem.reason in ("empty", "not_text")  # noqa: PT017 (either end is right)


@pytest.mark.shared
def test_the_measuring_files(shared: Path) -> None:
    for path in sorted((shared / "eval" / "encodings").iterdir()):
        found = decode(path.read_bytes())
        assert "\ufffd" not in found.text
        assert "implausible" not in found.notes
