"""Close up the blanks that writers set around numbers in Chinese prose: 超 3500 亿元 is 超3500亿元.

Readers of figures, years and amounts, and justified lines in print, are not to meet a blank inside a phrase. Only prose
is closed up: in headings, tables and bylines a blank sets things apart.
"""

from __future__ import annotations

import re

from tasks.clean.restore import Mended
from tasks.clean.structure import is_prose
from tasks.clean.traced import Traced

HAN = "\u3400-\u9fff"
BESIDE = re.compile(rf"(?<=[{HAN}，；、：（“]) (?=\d)|(?<=\d) (?=[{HAN}%％‰℃])|(?<=[%％‰℃]) (?=[{HAN}])")
RUNNING = re.compile("[，。；]")


def close_up(text: Traced, mended: list[Mended]) -> Traced:
    """``text`` without blanks beside its numbers where it is prose; how many they were is recorded once."""
    if " " not in text.text or not is_prose(text.text) or not RUNNING.search(text.text):
        return text
    found = [match.start() for match in BESIDE.finditer(text.text)]
    if not found:
        return text
    mended.append(Mended("spacing", f"数字旁空格{len(found)}处", "已合并", True, text.at(found[0])))
    return text.replace([(at, at + 1, "") for at in found])
