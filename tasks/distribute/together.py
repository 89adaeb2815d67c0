"""Settings whose parts do not fit together, told at once with parts that are wrong by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails

Made = TypeVar("Made", bound=BaseModel)


def fitted(data: Any, handler: Callable[[Any], Made], told: Callable[[Any], Iterable[str]], right: BaseModel) -> Made:
    """What ``handler`` makes of ``data``, for a validator around a model.

    ``told`` says what does not fit together; where ``data`` is wrong, of ``right``, which holds what is right in it.

    Raises:
        ValidationError: with an error for each thing that is wrong and for each that does not fit.
    """
    errors: list[InitErrorDetails] = []
    made: Made | None = None
    try:
        made = handler(data)
    except ValidationError as problem:
        errors = [_again(error) for error in problem.errors(include_url=False)]
    texts = told(right if made is None else made)
    errors += [InitErrorDetails(type="value_error", ctx={"error": ValueError(text)}, input=data) for text in texts]
    if errors or made is None:
        raise ValidationError.from_exception_data(type(right).__name__, errors, hide_input=True)
    return made


def right_ones(model: type[Made], rows: object) -> tuple[Made, ...]:
    """Those entries of a list that are right by themselves."""
    found = (_right(model, row) for row in (rows if isinstance(rows, list | tuple) else ()))
    return tuple(one for one in found if one is not None)


def table(data: object, key: str) -> dict[str, Any]:
    """A section of ``data``; an empty one where there is none."""
    section = data.get(key) if isinstance(data, Mapping) else None
    return dict(section) if isinstance(section, Mapping) else {}


def _right(model: type[Made], row: object) -> Made | None:
    try:
        return model.model_validate(row)
    except ValidationError:
        return None


def _again(error: Any) -> InitErrorDetails:
    details = InitErrorDetails(type=error["type"], loc=error["loc"], input=error["input"])
    if "ctx" in error:
        details["ctx"] = error["ctx"]
    return details
