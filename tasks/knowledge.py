"""Knowledge as data: the YAML files that lie beside the code that reads them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
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


@cache
def _checked(path: Path, kind: Any) -> Any:
    return TypeAdapter(kind).validate_python(read_knowledge(path))


def read_knowledge(path: Path) -> Any:
    """What a YAML file holds, as plain lists, dictionaries and strings."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader


def patterns(path: Path, kind: type[Kind]) -> Kind:
    """What a YAML file of patterns holds, as ``kind``, each ``<word>`` put in from its ``words``; read once.

    Raises:
        pydantic.ValidationError: the file holds something else.
    """
    return cast("Kind", _checked_patterns(path, cast("Hashable", kind)))


@cache
def _checked_patterns(path: Path, kind: Any) -> Any:
    data = read_knowledge(path)
    return TypeAdapter(kind).validate_python(_put_in(data, data.pop("words", {})))


def _put_in(value: Any, words: Mapping[str, str]) -> Any:
    """The words put into every text of a value; one may stand in a later one. Lines that were broken are joined."""
    if isinstance(value, dict):
        return {key: _put_in(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_put_in(one, words) for one in value]
    for name, meaning in words.items():
        value = value.replace(f"<{name}>", meaning)
    return value.replace("\n", "").replace(" |", "|")
