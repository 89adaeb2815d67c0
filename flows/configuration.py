"""``hujian.toml`` as it lies on the disk: read with or without a mark at its start, and its faults told in Chinese."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from tasks.machine import why

# What the reader of TOML says, and how we say it to who writes the file; the first that fits.
SAYS = (
    (r"Illegal character '\\n'|Unterminated string|Expected (?:\"|'\"|\"'|'\\'')", "这一行的引号没有配对"),
    (r"Unescaped", "引号里的反斜杠 \\ 要写成两个 \\\\，或改用单引号"),
    (r"Expected '\]'|Unclosed array", "方括号 [ ] 没有配对"),
    (r"Expected '\}'|Unclosed inline table", "花括号 { } 没有配对"),
    (r"Expected '='", "名称后面要有等号 ="),
    (r"Cannot declare|Cannot overwrite|Cannot mutate|Duplicate", "同一项写了两次"),
    (r"Invalid value", '等号后面的值不对：文字要加英文引号，如 "综合简报"'),
    (r"Expected newline", "这一行后面多了字：一行写一项"),
    (r"Invalid (?:statement|initial character)", "这一行不是“名称 = 值”的写法：中文名称要加英文引号"),
)
CHINESE_MARKS = dict(zip("“”‘’，＝［］【】", "\"\"'',=[][]", strict=True))
SAVE_AS = "请用记事本打开，“另存为”时编码选 UTF-8，再运行。"


def read_configuration(file: Path) -> dict[str, Any]:
    """The file's contents.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is not in UTF-8.
        TOMLDecodeError: it is no TOML.
    """
    return tomllib.loads(file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))


def configuration_trouble(file: Path, problem: Exception) -> str:
    """What is wrong with the file, in which line, and what to do."""
    if isinstance(problem, UnicodeDecodeError):
        return _encoding(file, problem)
    if isinstance(problem, tomllib.TOMLDecodeError):
        return _syntax(file, str(problem))
    assert isinstance(problem, OSError)  # noqa: S101 -- the only other thing that reading raises
    return f"{file} 读不出来：{why(problem)}"


def _encoding(file: Path, problem: UnicodeDecodeError) -> str:
    content: bytes = problem.object
    number = content.count(b"\n", 0, problem.start) + 1
    try:
        said = content.splitlines()[number - 1].decode("gb18030").strip()
    except (UnicodeDecodeError, IndexError):
        return f"{file} 第{number}行不是 UTF-8 编码的文字。{SAVE_AS}"
    return f"{file} 第{number}行（{_short(said)}）不是 UTF-8 编码，像是 GBK（ANSI）。{SAVE_AS}"


def _syntax(file: Path, english: str) -> str:
    lines = file.read_bytes().decode("utf-8-sig").splitlines()
    place = re.search(r"at line (\d+)", english)
    number = int(place[1]) if place else max((at for at, line in enumerate(lines, 1) if line.strip()), default=1)
    line = lines[number - 1].strip() if number <= len(lines) else ""
    said = next((words for pattern, words in SAYS if re.search(pattern, english)), f"写法有误（{english}）")
    return f"{file} 第{number}行（{_short(line)}）：{_chinese_mark(line) or said}。改正后再运行。"


def _chinese_mark(line: str) -> str:
    """The likeliest fault where a mark was typed with the Chinese keyboard outside quotes."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
    for mark, right in CHINESE_MARKS.items():
        if mark in bare:
            return f"用了中文标点 {mark} ，应为英文的 {right} "
    return ""


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:40] + "…"
