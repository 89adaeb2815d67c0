"""What an office may set of a document's looks without touching a template."""

from __future__ import annotations

from pydantic import field_validator

from tasks.models import Model
from tasks.render.fonts import FontRole


class Appearance(Model):
    """Colours as CSS writes them (``#e60012``), and the families that each role prefers (``{"body": ["仿宋"]}``).

    ``findings_in_pdf`` puts findings.jsonl into the PDF of the whole issue; circulated files carry no internals unless
    the office wants them.
    """

    red: str = "#e60012"
    fonts: dict[FontRole, tuple[str, ...]] = {}  # noqa: RUF012 - the model is frozen
    findings_in_pdf: bool = False

    @field_validator("red")
    @classmethod
    def _is_colour(cls, value: str) -> str:
        if not (value.startswith("#") and len(value) == 7 and all(c in "0123456789abcdefABCDEF" for c in value[1:])):
            raise ValueError("颜色写作 # 和六位十六进制数，如 #e60012")
        return value
