"""Who learns from whom, as a sentence states it (赴X学习考察, 对标X, X值得我们学); cooperation is no learning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference

_STUDY = (
    "学习|(?<!陪同)考察|取经|跟班|挂职|观摩|学访|求学|求教|当学生|参观|研学|异地教学|对标|拜师|受训|学工业|学招商|看齐"
)
_GO = "赴|到|前往|来到|走进|奔赴|远赴|北上|南下|西进|东进|分赴|抵达|去(?!年)|来(?!自)"
_GAP = "[^。；！？]"
# before a benchmark: what must stand directly left of it
_BEFORE = re.compile(
    r"(?:对标(?:学习|先进|追赶|看齐)?(?:找差)?(?:地区|城市)?|学习借鉴|借鉴学习|学习运用|学习推广|借鉴|学习|近学|远学|比学|追赶|看齐|效法|学|赶超|赶|师从|深学|照着|取经|瞄准|较量|比拼|比)[“‘]?$"
)
_TO = re.compile(r"(?:向|跟|从|同|以|把|拿|与|用|将|像)[“‘]?$")
_AFTER_TO = {
    "向": re.compile(rf"(?:{_GAP}{{0,12}}?)(?:学习|看齐|取经|借鉴|请教|拜师|学(?!校|院|生|者|科|前)|对标)"),
    "跟": re.compile(rf"{_GAP}{{0,4}}?学"),
    "从": re.compile(rf"{_GAP}{{0,10}}?(?:取了?经|取回|学(?:到|来|习)|借鉴)"),
    "同": re.compile(rf"{_GAP}{{0,6}}?(?:对标|比学|找差距)"),
    "与": re.compile(rf"{_GAP}{{0,6}}?(?:对标|比学|比拼|较量|找差距)"),
    "以": re.compile(rf"{_GAP}{{0,10}}?(?:为(?:标杆|榜样|师|镜|目标|鉴|样板|参照|标尺|坐标))"),
    "把": re.compile(
        rf"{_GAP}{{0,24}}?(?:带回|带到|学到手|取回|用起来|学过来|搬过来|作为(?:标杆|榜样|目标|学习)|当作?(?:标杆|榜样)|学深|学好|转化)"
    ),
    "将": re.compile(rf"{_GAP}{{0,24}}?(?:带回|学到手|取回|用起来|作为(?:标杆|榜样|学习)|考察学习的成果|学习成果)"),
    "拿": re.compile(rf"{_GAP}{{0,6}}?(?:作镜|当镜|做镜|作标|当标|作比|来比)"),
    "用": re.compile(rf"{_GAP}{{0,6}}?经验"),
    "像": re.compile(rf"{_GAP}{{0,6}}?那样"),
}
_VISIT_BEFORE = re.compile(rf"(?:{_GO})(?:了)?(?:[^，。；]{{0,12}}的)?$")
_STAY = re.compile(r"(?:在|到)$")
_STAY_AFTER = re.compile(
    rf"{_GAP}{{0,20}}?(?:跟班|挂职|跟岗|学习(?:期间|考察)|受训|的(?:学习)?考察(?:后|中|期间|学习))"
)
_TRADERS = re.compile(r"(?:企业|企业家|客商|商会|侨商|专家|记者|总书记|媒体)[^，。；]{0,12}$")
_THE_METHOD = re.compile(
    r"把(?:这|那)(?:套|些|种|一)?(?:办法|做法|经验|模式|路子|真经)(?:[^。，；]{0,8})(?:学|带回|取回|用)"
)
_VISIT_AFTER = re.compile(rf"{_GAP}{{0,80}}?(?:{_STUDY})")
_VISIT_AHEAD = re.compile(rf"(?:{_STUDY}|代表团|考察团|调研组|调研团|学习团){_GAP}{{0,20}}?(?:{_GO}|先后到了?|走了)$")
_WORTH = re.compile(
    r"[^。！？]{0,80}?(?:值得|(?<!提)供|可供|很值得|为)(?P<who>[^。，；]{0,10}?)(?:好好|认真|深入)?(?:学习|借鉴|学(?!校|院|生|者)|参考|研究|提供了?(?:有益)?(?:经验)?(?:借鉴|参考))"
    r"|[^。！？]{0,60}?对(?P<for>[^。，；]{1,14}?)(?:很有|具有|有着?|富有)[^。，；]{0,6}?(?:借鉴|启发|参考)"
    r"|的?[^。！？]{0,10}?(?:就是|正是)(?:自己|我们)(?:努力|学习|追赶)的?(?:目标|方向|榜样)"
)
_TAKEN = re.compile(
    r"的?[^。，；]{0,16}?(?:经验|做法|办法|密码|真经|模式|“[^”]{2,10}”)[^。；]{0,16}?(?:带回|学到了?手|取回|用起来|嫁接)"
)
VISIT, WORTH = "赴…学习考察", "值得学习"
_BUSINESS = re.compile("合作|推介|招商|洽谈|协作")
_NOT = re.compile(r"(?:学校|大学|学院|学生|学者|学科|学术|医学|科学|文学)")


@dataclass(frozen=True, slots=True)
class Learning:
    """A stated relation: learner and benchmark, the sentence that states it, and the pattern that found it."""

    paragraph: int
    start: int
    end: int
    learner: Place
    benchmark: Place
    pattern: str


def benchmarks_in(text: str, start: int, end: int, references: Sequence[Reference]) -> list[tuple[Reference, str]]:
    """The references of a sentence that are named as benchmarks, each with the pattern that says so."""
    found = []
    for reference in references:
        pattern = _pattern(text, start, end, reference)
        if pattern:
            found.append((reference, pattern))
    return found


def _pattern(text: str, start: int, end: int, reference: Reference) -> str | None:
    ahead, behind = text[max(start, reference.start - 24) : reference.start], text[reference.end : end]
    if _BEFORE.search(ahead) and not _NOT.match(text, max(0, reference.start - 1)):
        return "学习、对标"
    to = _TO.search(ahead)
    if to and _AFTER_TO[to.group()[0]].match(behind):
        return f"{to.group()[0]}…学"
    if _visits(ahead, behind):
        return VISIT
    if _WORTH.match(behind):
        return WORTH
    return "经验带回" if _TAKEN.match(behind) else None


def _visits(ahead: str, behind: str) -> bool:
    if _TRADERS.search(ahead):
        return False
    if _STAY.search(ahead) and _STAY_AFTER.match(behind):
        return True
    if _VISIT_BEFORE.search(ahead) and _VISIT_AFTER.match(behind):
        return True
    return bool(_VISIT_AHEAD.search(ahead)) and not _BUSINESS.search(behind)


def taken_over(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that a method just told of was learned (把这套办法学到了手)."""
    return bool(_THE_METHOD.search(text, start, end))


def worth_learner(text: str, reference: Reference, end: int) -> tuple[int, int] | None:
    """Where the words stand that say who should learn (值得嘉定学习, 对通城很有借鉴意义); null when none do."""
    match = _WORTH.match(text, reference.end, end)
    if match is None:
        return None
    group = "who" if match["who"] is not None else "for"
    return match.span(group) if match[group] else None
