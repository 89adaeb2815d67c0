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
    r"(?:对标(?:学习|先进|追赶|看齐)?(?:找差)?(?:地区|城市)?|学习借鉴|借鉴学习|学习运用|学习推广|借鉴|学习|近学|远学|比学|追赶|看齐|效法|(?<![大中小医科文教化数力留升开入办同])学|赶超|赶|师从|深学|照着|取经|较量|比拼|(?<![占对同环相])比)[“‘]?$"
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
        rf"{_GAP}{{0,24}}?(?:带回|带到|学到手|取回|用起来|学过来|搬过来|作为(?:标杆|榜样|目标|学习)|当作?(?:标杆|榜样)|学深|学好)"
    ),
    "将": re.compile(rf"{_GAP}{{0,24}}?(?:带回|学到手|取回|用起来|作为(?:标杆|榜样|学习)|学习的?成果)"),
    "拿": re.compile(rf"{_GAP}{{0,6}}?(?:[作当做](?:镜子?|标尺|标杆|标准|榜样)|作比|来比)"),
    "用": re.compile(rf"{_GAP}{{0,6}}?经验"),
    "像": re.compile(rf"{_GAP}{{0,6}}?那样"),
}
_VISIT_BEFORE = re.compile(rf"(?:{_GO})(?:了)?(?:[^，。；]{{0,12}}的)?$")
_STAY = re.compile(r"(?:在|到)$")
_STAY_AFTER = re.compile(
    rf"{_GAP}{{0,20}}?(?:跟班|挂职|跟岗|学习(?:期间|考察)|受训|的(?:学习)?考察(?:后|中|期间|学习))"
    rf"|{_GAP}{{0,4}}?(?:看了|走访|参观){_GAP}{{0,40}}?(?:学(?!校|院|生)|取经)"
)
_TRADERS = re.compile(r"(?:企业|企业家|客商|商会|侨商|专家|记者|总书记|媒体)[^，。；]{0,12}$")
_THE_METHOD = re.compile(
    r"把(?:这|那)(?:套|些|种|一)?(?:办法|做法|经验|模式|路子|真经)(?:[^。，；]{0,8})(?:学|带回|取回|用)"
)
_VISIT_AFTER = re.compile(rf"{_GAP}{{0,80}}?(?:{_STUDY})")
_VISIT_AHEAD = re.compile(
    rf"(?:{_STUDY}|代表团|考察团|调研组|调研团|学习团){_GAP}{{0,20}}?(?:{_GO}|先后到了?|走了)(?:[^，。；]{{0,12}}的)?$"
)
_WORTH = re.compile(
    r"[^。！？]{0,80}?(?:值得|(?<!提)供|可供|很值得|为)(?P<who>[^。，；]{0,10}?)(?:好好|认真|深入)?(?:学习|借鉴|学(?!校|院|生|者)|参考|研究|提供了?(?:有益)?(?:经验)?(?:借鉴|参考))"
    r"|[^。！？]{0,60}?对(?P<for>[^。，；]{1,14}?)(?:很有|具有|有着?|富有)[^。，；]{0,6}?(?:借鉴|启发|参考)"
    r"|[^。！？]{0,60}?[，；](?P<told>[^，。；]{1,10}?)(?:要|应|应当|得)(?:好好|认真|虚心)(?:学习|学)(?=[。，；！”]|$)"
    r"|的?[^。！？]{0,10}?(?:就是|正是)(?:自己|我们)(?:努力|学习|追赶)的?(?:目标|方向|榜样)"
)
_TAKEN = re.compile(
    r"的?[^。，；]{0,16}?(?:经验|做法|办法|密码|真经|模式|“[^”]{2,10}”)[^。；]{0,16}?(?:带回|学到了?手|取回|用起来|嫁接)"
)
VISIT, WORTH = "赴…学习考察", "值得学习"
_BUSINESS = re.compile("合作|推介|招商|洽谈|协作")
_RECEIVED = re.compile(rf"(?:代表团|考察团|调研组|调研团|学习团|观摩团|一行){_GAP}{{0,10}}?(?:{_GO})$")
MUTUAL = re.compile(r"互学互鉴|互相(?:学习|借鉴)|相互(?:学习|借鉴)|向对方学|互派干部|互学互[帮访]|双向学习")
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference named as a benchmark, the pattern that says so, and where the words of the pattern end."""

    reference: Reference
    pattern: str
    end: int


def benchmarks_in(text: str, start: int, end: int, references: Sequence[Reference]) -> list[Mark]:
    """The references of a sentence that are named as benchmarks."""
    found = (_mark(text, start, end, reference) for reference in references)
    return [mark for mark in found if mark]


def _mark(text: str, start: int, end: int, reference: Reference) -> Mark | None:
    ahead, behind = text[max(start, reference.start - 24) : reference.start], text[reference.end : end]
    found = _learned(text, ahead, behind, reference) or _visited(ahead, behind)
    if found is None:
        for name, pattern in ((WORTH, _WORTH), ("经验带回", _TAKEN)):
            match = pattern.match(behind)
            if match:
                found = (name, match.end())
                break
    return Mark(reference, found[0], reference.end + found[1]) if found else None


def _learned(text: str, ahead: str, behind: str, reference: Reference) -> tuple[str, int] | None:
    """对标X, 学习X; 向X学习, 以X为标杆."""
    if _BEFORE.search(ahead) and not _NOT.match(text, max(0, reference.start - 1)):
        return "学习、对标", 0
    to = _TO.search(ahead)
    match = _AFTER_TO[to.group()[0]].match(behind) if to else None
    return (f"{to.group()[0]}…学", match.end()) if to and match else None


def _visited(ahead: str, behind: str) -> tuple[str, int] | None:
    """赴X学习考察, 在X挂职, 代表团先后到了X; traders and reporters do not learn."""
    if _TRADERS.search(ahead):
        return None
    for before, after in ((_STAY, _STAY_AFTER), (_VISIT_BEFORE, _VISIT_AFTER)):
        match = after.match(behind) if before.search(ahead) else None
        if match:
            return VISIT, match.end()
    if _VISIT_AHEAD.search(ahead) and not _BUSINESS.search(behind):
        return VISIT, 0
    return None


def received(text: str, start: int, reference: Reference) -> bool:
    """Whether a delegation goes there, to learn or not: then the article is not written from there."""
    return bool(_RECEIVED.search(text[max(start, reference.start - 24) : reference.start]))


def taken_over(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that a method just told of was learned (把这套办法学到了手)."""
    return bool(_THE_METHOD.search(text, start, end))


def worth_learner(text: str, reference: Reference, end: int) -> tuple[int, int] | None:
    """Where the words stand that say who should learn (值得嘉定学习, 对通城很有借鉴意义); null when none do."""
    match = _WORTH.match(text, reference.end, end)
    if match is None:
        return None
    group = next((name for name in ("who", "for", "told") if match[name]), None)
    return match.span(group) if group else None
