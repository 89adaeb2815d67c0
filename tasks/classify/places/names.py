"""How Chinese place names are built: generic endings, short names, township and zone endings."""

from __future__ import annotations

import re

PEOPLES = (
    "壮族|回族|维吾尔|蒙古族|蒙古|藏族|羌族|彝族|苗族|侗族|土家族|布依族|朝鲜族|满族|瑶族|白族|哈尼族|哈萨克族|哈萨克|黎族|傣族|"
    "傈僳族|畲族|佤族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|毛南族|仡佬族|锡伯族|普米族|塔吉克|裕固族|"
    "保安族|撒拉族|布朗族|独龙族|怒族|鄂温克族|鄂伦春|各族"
)
_AUTONOMOUS = re.compile(rf"(?:{PEOPLES})*自治[区州县旗]$")
_ENDING = re.compile(r"(?:特别行政区|地区|林区|矿区|新区|[省市区县州旗盟])$")
_PEOPLE = re.compile(rf"(?:{PEOPLES})+")


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


def without_peoples(name: str) -> str:
    """The name with the names of peoples left out."""
    return _PEOPLE.sub("", name)
