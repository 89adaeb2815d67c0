"""One line of a check: what was measured, what is wanted, by which clause, and whether it complies."""

from __future__ import annotations

from typing import Literal

from tasks.models import Model
from tasks.render.layout import Layout, Measure

Verdict = Literal["合格", "不合格", "无法判断"]
STANDING = {"std": "国标", "derived": "推算", "practice": "惯例"}


class CheckItem(Model):
    """One thing measured in a document; ``clause`` is of GB/T 9704-2012, with its standing."""

    item: str
    measured: str
    wanted: str
    clause: str
    verdict: Verdict


def verdict(complies: bool | None) -> Verdict:
    """A yes or no as a verdict; null is 无法判断."""
    if complies is None:
        return "无法判断"
    return "合格" if complies else "不合格"


def clause(measure: Measure) -> str:
    """The clause of a measure with its standing: 5.2.1（国标）."""
    return f"{measure.clause}（{STANDING[measure.status]}）"


def judged(measure: Measure, item: str, measured: str, wanted: str, complies: bool | None) -> CheckItem:
    """A check against a measure whose value is not a bare number."""
    return CheckItem(item=item, measured=measured, wanted=wanted, clause=clause(measure), verdict=verdict(complies))


def measured_number(
    layout: Layout, name: str, item: str, found: float | None, unit: str, tolerance: float | None = None
) -> CheckItem:
    """A number against a measure of the profile, in the measure's own unit; the profile's tolerance unless given."""
    measure = layout[name]
    allowed = measure.tolerance if tolerance is None else tolerance
    wanted = f"{measure.value:g}{f'±{allowed:g}' if allowed else ''}{unit}"
    if found is None:
        return judged(measure, item, "未设定", wanted, None)
    return judged(measure, item, f"{round(found, 2):g}{unit}", wanted, abs(found - measure.value) <= allowed + 1e-6)
