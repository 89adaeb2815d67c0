"""The kinds of lines that are no body text, from ``data/lines.yaml``, checked when they are loaded."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Literal

import yaml

from tasks.models import Model


class Rule(Model):
    """One kind of line: the ``reason`` recorded when it is dropped, where it may stand, what it looks like."""

    reason: str
    where: Literal["head", "tail", "any"]
    pattern: re.Pattern[str]


class LineKinds(Model):
    """All kinds: rules for single lines, endings after which nothing follows, captions, names of outlets."""

    rules: tuple[Rule, ...]
    endings: tuple[re.Pattern[str], ...]
    captions: tuple[re.Pattern[str], ...]
    outlet: re.Pattern[str]


@cache
def line_kinds() -> LineKinds:
    """The kinds of ``data/lines.yaml``."""
    text = resources.files("tasks.clean").joinpath("data/lines.yaml").read_text("utf-8")
    return LineKinds.model_validate(yaml.safe_load(text))
