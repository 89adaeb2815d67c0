"""Wrong usage told in Chinese: what typer says in English, by the kind of mistake."""

from __future__ import annotations

import re
from collections.abc import Callable

from typer.exceptions import TyperException

# What typer's own words say, and how we say it; {} takes what they name.
WORDS = (
    (r"No such command '(.+?)'", "没有命令 {}"),
    (r"No such option: ?'?(\S+?)'?(?: |$)", "没有选项 {}"),
    (r"Missing argument '(.+?)'", "缺少参数 {}"),
    (r"Missing option '(.+?)'", "缺少选项 {}"),
    (r"Option '(.+?)' requires", "选项 {} 后面要跟一个值"),
    (r"Option '(.+?)' does not take a value", "选项 {} 后面不跟值"),
    (r"Got unexpected extra argument\S* \((.+?)\)", "多余的参数 {}"),
)


def in_chinese(problem: TyperException) -> str:
    """One line that says what is wrong, and where the right usage stands; empty when the help was shown instead."""
    format_message: Callable[[], str] = getattr(problem, "format_message", problem.__str__)
    english = format_message()
    if not english:
        return ""
    context = getattr(problem, "ctx", None)
    command = context.command_path if context is not None else "hujian"
    for pattern, words in WORDS:
        if match := re.search(pattern, english):
            return f"{words.format(match[1])}。用法见 {command} --help"
    return f"用法有误：{english}。用法见 {command} --help"
