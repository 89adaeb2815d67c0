"""Knowledge as data: the YAML files that lie beside the code that reads them.

A file may name ``words`` at its head and use each as ``<name>`` in any text below; a pattern may go on in the next line
with a bar.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import TypeAdapter

Kind = TypeVar("Kind")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The same reading either way; by the C library it takes a tenth of the time, which a cold start feels."""


def knowledge(path: Path, kind: type[Kind]) -> Kind:
    """What a YAML file holds, as ``kind``; read once.

    Raises:
        pydantic.ValidationError: the file holds something else.
    """
    return cast("Kind", _checked(path, cast("Hashable", kind)))


def reader(path: Path, kind: type[Kind]) -> Callable[[], Kind]:
    """A function that gives what a YAML file holds, as ``kind``; the file is read when it is first called."""
    return cache(lambda: knowledge(path, kind))


@cache
def _checked(path: Path, kind: Any) -> Any:
    data = read_knowledge(path)
    words = data.pop("words", {}) if isinstance(data, dict) else {}
    return TypeAdapter(kind).validate_python(_put_in(data, words))


def read_knowledge(path: Path) -> Any:
    """What a YAML file holds, as plain lists, dictionaries and strings."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader


def _put_in(value: Any, words: Mapping[str, str]) -> Any:
    """The words put into every text of a value; one may stand in a later one. Lines that were broken are joined."""
    if isinstance(value, dict):
        return {key: _put_in(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_put_in(one, words) for one in value]
    if not isinstance(value, str):
        return value
    for name, meaning in words.items():
        value = value.replace(f"<{name}>", meaning)
    return value.replace(" |", "|")
