"""How Chinese place names are built: generic endings, short names, township and zone endings."""

from __future__ import annotations

import re
from pathlib import Path

from tasks.classify.places.lists import word_lists

_PEOPLES = "|".join(word_lists(Path(__file__).with_name("peoples.txt"))[""])
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})*自治[区州县旗]$")
_ENDING = re.compile(r"(?:特别行政区|地区|林区|矿区|新区|[省市区县州旗盟])$")


def short_name(name: str) -> str:
    """The name without its generic ending (绍兴市 is 绍兴, 秀山土家族苗族自治县 秀山), two characters at least."""
    short = _AUTONOMOUS.sub("", name)
    if short == name:
        short = _ENDING.sub("", name)
    return short if len(short) >= 2 else name


def middle_names(name: str) -> tuple[str, ...]:
    """What people say for an autonomous division: 秀山土家族苗族自治县 is called 秀山自治县 and 秀山县 too."""
    if "自治" not in name or name.endswith("自治区"):
        return ()
    short, last = short_name(name), name[-1]
    return (f"{short}自治{last}", f"{short}{last}") if short != name else ()
