"""Validation errors in the words of the people who write ``hujian.toml``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from flows.secrecy import is_secret

HEADING = "设置有误，请改正后再运行："


def explain(
    problem: ValidationError | None,
    model: type[BaseModel],
    strangers: Iterable[str] = (),
    misplaced: Iterable[str] = (),
) -> str:
    """One line a problem: key, value, what is allowed.

    ``strangers`` are variables that no setting reads, ``misplaced`` the keys of secrets that stand in the file.
    """
    lines = [_line(error, model) for error in problem.errors(include_url=False)] if problem else []
    known = [f"HUJIAN_{name.upper()}" for name in model.model_fields]
    lines += [f"  环境变量 {name}：没有这个设置{_nearest(name, known)}" for name in strangers]
    lines += [f"  {key}：密码和密钥不能写在文件里，请改用环境变量 {variable_of(key)}" for key in misplaced]
    return "\n".join([HEADING, *lines])


def variable_of(key: str) -> str:
    """The environment variable that gives a setting."""
    return "HUJIAN_" + key.replace(".", "__").upper()


def _line(error: Any, model: type[BaseModel]) -> str:
    path = [str(part) for part in error["loc"]]
    if path[-1:] == ["[key]"]:  # the name of a table's entry is wrong
        path = path[:-2]
    key, kind, given = _spoken(path), error["type"], error["input"]
    if kind == "extra_forbidden":
        return f"  {key}：没有这个设置{_nearest(path[-1], _keys_beside(path, model))}"
    if kind == "missing":
        return f"  {key}：没有写，应为{_allowed(path, model, error)}"
    if kind == "value_error" and isinstance(given, (Mapping, BaseModel)):
        return f"  {key}：{error['ctx']['error']}" if key else f"  {error['ctx']['error']}"
    return f"  {key}{_shown(given, _field(path, model))}：应为{_allowed(path, model, error)}"


def _spoken(path: list[str]) -> str:
    """A key with dots; entries of a list are counted from one."""
    return "".join(f"第{int(part) + 1}项" if part.isdigit() else f".{part}" for part in path).lstrip(".")


def _shown(value: object, field: FieldInfo | None) -> str:
    """The value that was given; never a secret, nor a whole section that may hold one."""
    if isinstance(value, (Mapping, BaseModel)) or (field is not None and is_secret(field.annotation)):
        return ""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return " = " + (text if len(text) <= 60 else text[:60] + "…")


def _allowed(path: list[str], model: type[BaseModel], error: Any) -> str:
    """The setting's own words for a mistake, its description, or else what pydantic asks for."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    field = _field(path, model)
    if field is not None and field.description:
        return field.description
    return {
        "int_parsing": "整数",
        "int_type": "整数",
        "float_parsing": "数",
        "float_type": "数",
        "bool_parsing": "true 或 false",
        "string_type": "文字（用引号）",
    }.get(error["type"], str(error["msg"]))


def _field(path: list[str], model: type[BaseModel]) -> FieldInfo | None:
    """The setting that ``path`` leads to, down into sections; None below a section that has no such key."""
    field = model.model_fields.get(path[0])
    if field is None:
        return None
    section, rest = _section(field.annotation, path[1:])
    return field if section is None or not rest else _field(rest, section)


def _section(annotation: object, path: list[str]) -> tuple[type[BaseModel] | None, list[str]]:
    """The section inside a type, and what is left of ``path`` there: a list's or table's entry takes one part of it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, path
    left = path[1:] if get_origin(annotation) in (tuple, dict) else path
    for inner in get_args(annotation):
        section, rest = _section(inner, left)
        if section is not None:
            return section, rest
    return None, path


def _keys_beside(path: list[str], model: type[BaseModel]) -> list[str]:
    """The keys of the section that ``path`` ends in."""
    if len(path) == 1:
        return list(model.model_fields)
    section, rest = _section(model.model_fields[path[0]].annotation, path[1:])
    return _keys_beside(rest, section) if section is not None and rest else []


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"（是不是 {close[0]}？）" if close else f"（可用：{'、'.join(known)}）" if known else ""
