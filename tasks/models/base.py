"""The base of all domain models: frozen, strict about unknown keys, plain data inside."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value; equal when its fields are equal. Unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
