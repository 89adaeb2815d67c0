"""More people than live in a place are not its own."""

from __future__ import annotations

import pytest

from tasks.models import Level, Region
from tasks.summarise.reviewing import counts_more_than_live_there


@pytest.mark.parametrize(
    ("text", "level", "too_many"),
    [
        ("基本医保覆盖近13.6亿人", Level.PROVINCE, True),
        ("基本医保覆盖5200万人", Level.PROVINCE, False),
        ("培训农民3000万人", Level.CITY, True),
        ("接待游客3000万人次", Level.CITY, False),
        ("带动增收12万多人", Level.VILLAGE, True),
        ("基本医保覆盖近13.6亿人", Level.NATION, False),
    ],
)
def test_a_place_cannot_count_more_people_than_live_there(text: str, level: Level, too_many: bool) -> None:
    place = Region(full_name="甲", name="甲", code=None, level=level, parent=None)
    assert counts_more_than_live_there(text, place) is too_many
