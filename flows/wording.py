"""Validation errors in the words of the people who write ``hujian.toml``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, TypeGuard

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

HEADING = "设置有误，请改正后再运行："


def explain(problem: ValidationError | None, model: type[BaseModel], strangers: Iterable[str] = ()) -> str:
    """One line a problem: key, value, what is allowed. ``strangers`` are variables that no setting reads."""
    lines = [_line(error, model) for error in problem.errors(include_url=False)] if problem else []
    known = [f"HUJIAN_{name.upper()}" for name in model.model_fields]
    lines += [f"  环境变量 {name}：没有这个设置{_nearest(name, known)}" for name in strangers]
    return "\n".join([HEADING, *lines])


def _line(error: Any, model: type[BaseModel]) -> str:
    path = [str(part) for part in error["loc"]]
    key = ".".join(path)
    if error["type"] == "extra_forbidden":
        return f"  {key}：没有这个设置{_nearest(path[-1], _keys_beside(path, model))}"
    return f"  {key} = {_shown(error['input'])}：应为{_allowed(path, model, error)}"


def _shown(value: object) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _allowed(path: list[str], model: type[BaseModel], error: Any) -> str:
    """The description of the setting or of the section's key, or else what pydantic asks for."""
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
    if field is None or len(path) == 1 or not _is_section(field.annotation):
        return field
    return _field(path[1:], field.annotation)


def _is_section(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _keys_beside(path: list[str], model: type[BaseModel]) -> list[str]:
    for part in path[:-1]:
        annotation = model.model_fields[part].annotation
        if not _is_section(annotation):
            return []
        model = annotation
    return list(model.model_fields)


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"（是不是 {close[0]}？）" if close else f"（可用：{'、'.join(known)}）" if known else ""
