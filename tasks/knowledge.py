"""Knowledge as data: the YAML files that lie beside the code that reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The same reading either way; by the C library it takes a tenth of the time, which a cold start feels."""


def read_knowledge(path: Path) -> Any:
    """What a YAML file holds, as plain lists, dictionaries and strings."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
