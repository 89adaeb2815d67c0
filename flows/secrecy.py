"""Which settings are secrets, and whether one stands where everybody can read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, SecretStr


def is_secret(annotation: object) -> bool:
    """Whether a setting of this type is a secret."""
    return annotation is SecretStr or any(is_secret(inner) for inner in get_args(annotation))


def secrets_in(table: Mapping[str, Any], model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[str]:
    """The keys of the secrets that a configuration file gives, as paths with dots."""
    for key, value in table.items():
        field = model.model_fields.get(key)
        if field is not None:
            yield from _secrets_of(value, field.annotation, (*path, key))


def _secrets_of(value: object, annotation: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if isinstance(value, Mapping):
            yield from secrets_in(value, annotation, path)
    elif annotation is SecretStr:
        yield ".".join(path)
    else:
        for inner in get_args(annotation):
            yield from _secrets_inside(value, inner, path)


def _secrets_inside(value: object, annotation: object, path: tuple[str, ...]) -> Iterator[str]:
    """Those in the entries of a list or table, or in the value itself where the type is a choice."""
    yield from _secrets_of(value, annotation, path)
    if isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _secrets_of(entry, annotation, (*path, str(name)))
    elif isinstance(value, list):
        for entry in value:
            yield from _secrets_of(entry, annotation, path)
