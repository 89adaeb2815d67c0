"""The layout profile: the page's measures with their clause and standing, one source for renderers and checks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from tasks.knowledge import knowledge
from tasks.models import Model

_POINTS_PER_MM = 72 / 25.4


class Measure(Model):
    """One measure. ``unit`` is mm, pt, 字 (a body character) or 行 (a body line); ``tolerance`` is in ``unit``.

    ``status`` is ``std`` (in GB/T 9704-2012, at ``clause``), ``derived`` (follows from it) or ``practice``.
    """

    value: float
    unit: Literal["mm", "pt", "字", "行"]
    clause: str
    status: Literal["std", "derived", "practice"]
    says: str
    tolerance: float = 0.0


class Layout(Model):
    """All measures by name (``margin_top``, ``body_size`` …); see ``layout.yaml``."""

    measures: dict[str, Measure]

    def __getitem__(self, name: str) -> Measure:
        """The measure of this name; KeyError when there is none."""
        return self.measures[name]

    def number(self, name: str) -> float:
        """A measure's bare value in its own unit."""
        return self.measures[name].value

    def points(self, name: str) -> float:
        """A measure in points; 字 and 行 count as the pitch of a body character and a body line."""
        measure = self.measures[name]
        factor = {"mm": _POINTS_PER_MM, "pt": 1.0, "字": self._character_pitch(), "行": self.number("line_pitch")}
        return measure.value * factor[measure.unit]

    def millimetres(self, name: str) -> float:
        """A measure in millimetres; see :meth:`points`."""
        return self.points(name) / _POINTS_PER_MM

    def _character_pitch(self) -> float:
        return self.number("body_size") + self.number("character_spacing")


@cache
def load_layout() -> Layout:
    """The profile that comes with the project."""
    return Layout(measures=knowledge(Path(__file__).with_name("layout.yaml"), dict[str, Measure]))
