"""How a reference stands in its clause: subject, object, place where, owner, or the one that is helped to do."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from tasks.classify.places.gazetteer import Place
from tasks.classify.places.references import Reference
from tasks.models import Level

_FILLER = re.compile(
    r"[“‘（]?(?:(?:第[一二三四五六七八九十]+|[一二三四五六七八九十]+是|首先|其次|再次|同时|此外|另外|目前|如今|眼下|近年来|近年|近日|日前|今年|去年"
    r"|当前|下一步|今后|其中|比如|例如|可是|不过|然而|只是|\d{4}年(?:以来|起|末|底)?|但|而|又|也|还|并|先看|再看|先说|再说|回到|反观|看看|这些年|几年来|多年来|过去"
    r"|“?十[三四五]五”?(?:期间|时期)?|以来|一直|则|就|因为|由于|虽然|即使|如果|截至目前|随后|最后)[，、]?)*[“‘]?"
)
_OBJECT = re.compile(
    r"(?:赴|到|前往|来到|走进|在|向|对标|对照|学习|借鉴|与|同|和|比|跟|来|对|把|从|以|将|给|为|被|往|至|由|离|距|去|学|引|进|出|帮|援|靠近|紧挨|毗邻"
    r"|相较于|相比于?|区别于|不同于|成为|是|放眼|参观|走访|考察|获|被评为|服务|带动|引领|融入|对接|辐射|助推|支撑|覆盖|走在|领先|高于|低于|位居|排在|占"
    r"|跻身|名列|打造|建成|创建|除了?|除|用|于|加强|深化|按照|根据|跳出|看|定|全面加强与|邻省|围绕|聚焦|做[大强优实]|建[强好成优]|提升|擦亮|刷新|加大|争当|紧扣|响应|推介|宣传|了解)[“‘]?$"
)
_HELPED = re.compile(r"(?:支持|推动|促进|引导|帮助|指导|助力|让|使|鼓励|要求|推进)$")
_WHERE = re.compile(r"(?:^|[，：])(?:在|从)$")
_SCOPE_AFTER = re.compile(
    r"第|首|最|前|领先|平均|典型|先进|试点|示范|文明|百强|优秀|重点|唯一|范围|各地|上下|同行|排名|规模最|大局|推广|人大|两会|政协|统一|一流|一盘棋|率先|知名|闻名"
)
_SCOPE_BEFORE = re.compile(
    r"(?:获评?|入选|列入?|居|占|在|为|成为|全|是|到|向|推向|排|评为|创建?|创成|荣获|走在|跻身|服务|影响|高于|低于|超过)$"
)
_PART = re.compile(
    r"[^，。、；：“”的与和在是将把为对向从有了等及以]{0,8}?(?:产业园|工业园|园区|煤矿|电厂|电站|工厂|港|科学城|计算中心|口岸|车站|景区|湖|路|段|村|社区|港区|港口|码头|隧道|枢纽)"
)
_PRACTICES = (
    "经验",
    "模式",
    "做法",
    "精神",
    "现象",
    "样本",
    "样板",
    "速度",
    "智慧",
    "方案",
    "之路",
)  # 晋江经验 is no subject
_TRAIT = re.compile(
    r"(?:目前|当前|现阶段|如今)?的[^，。；]{0,6}?(?:短板|弱项|优势|特点|特色|软肋|痛点|难点|瓶颈|差距|不足|问题|底气)"
)
"""…是杭州目前的短板 is about 杭州, not an object."""
_MODIFIER = re.compile(r"(?!赴|到|前往|来到|学习|借鉴|对标|在|向|与|同|和|对|把|从|以|将|给|让|使)[^，；：]{2,16}的")
"""第二梯队中的滁州, 起步较晚的当涂: what stands before the place only describes it."""
_HAPPENS = re.compile(r"(?:正式)?(?:投产|落户|落地|开工|建成|揭牌|启用|投用|投运|奠基|竣工)")
"""一家工厂在丹阳投产: where it happens is whose it is."""
_SEEN = re.compile(r"(?:看到|见到|感受到?|领略到?|目睹|了解到|发现|见识到?|体会到?)了?$")
"""看到昆山产业集聚: what was seen is said of the place seen."""
_GUESTS = re.compile(r"(?:籍|的)?(?:游客|旅客|客商|客人|游人|买家|消费者|订单|客源|考察团|代表团|老师|医生|专家)")
"""上海游客成了常客: those who come from a place tell of where they come to."""
_HELPS = re.compile(
    r"(?:[^，。；、的]{0,4}(?:援建|捐建|援助|捐赠|资助|帮扶|帮建|支援|投资|派来|派驻|引进)[^，。；、的]{0,4}的|的(?:资金|大力|无私|鼎力|倾力)?(?:支持|帮助|帮扶|支援|援助)下?)"
)
"""深圳援建的基地带动增收, 得益于江宁区的支持: who helped is not who is told of."""
_BORDER = re.compile("(?:[两三四]省市?|[两三四]地|[两三四]县)?(?:相连|交界|接壤|毗邻|结合|交汇|边界)[^，。；]{0,4}的")
"""两省交界处的某镇: the places only tell where the other lies."""
_SINCE = re.compile(r"自从?$")
_STOPS = "，。；：！？“"


def stands(text: str, reference: Reference) -> tuple[str, bool]:
    """How a reference stands in its clause, and whether it opens the clause."""
    ahead = words_before(text, reference)
    if ahead.endswith("是") and _TRAIT.match(text, reference.end):
        return "owner", True
    if _BORDER.match(text, reference.end):
        return "object", False
    if _SEEN.search(ahead) and not text.startswith(_PRACTICES, reference.end):
        return "owner" if text.startswith("的", reference.end) else "subject", True
    if _SINCE.fullmatch(ahead) and re.compile("[^，。；]*以来").match(text, reference.end):
        return "subject", True
    return _how(text, ahead, reference), bool(_FILLER.fullmatch(ahead) or _MODIFIER.fullmatch(ahead))


def quoted_inside(text: str, reference: Reference) -> bool:
    """追问“某地为何领先”: words quoted within a clause give the text no new subject."""
    begin = reference.start - len(words_before(text, reference))
    return begin > 1 and text[begin - 1] == "“" and text[begin - 2] not in "，。：；！？、”\n"


def part_of(text: str, start: int) -> int:
    """Where the part begins that holds an offset: after the last ； or end of a sentence."""
    begins = _parts(text)
    return begins[bisect_right(begins, start) - 1]


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in _PART_END.finditer(text)))


_PART_END = re.compile("[。！？；]")


def parallel(text: str, segment: int, subject: Reference) -> bool:
    """昆山善于…，…；善于…: a part that begins as the words after the subject did shares that subject."""
    return subject.end < segment and text[subject.end : subject.end + 2] == text[segment : segment + 2]


_NUMBER = re.compile(r"[①-⑳]|[（(]?[一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九]是|第[一二三四五六七八九]")


def numbered(text: str, segment: int) -> bool:
    """①…；②…: whether a part is an item of a numbered series, each of which stands by itself."""
    if _NUMBER.match(text, segment):
        return True
    colon = text.find("：", segment, segment + 40)
    return colon > 0 and bool(_NUMBER.match(text, colon + 1))


def words_before(text: str, reference: Reference) -> str:
    """The words of its clause that stand before a reference."""
    begin = reference.start
    while begin and text[begin - 1] not in _STOPS:
        begin -= 1
    return text[begin : reference.start]


def is_scope(text: str, reference: Reference, home: Place | None) -> bool:
    """全省第一, 全国文明城市: the wider place only says how far a comparison reaches."""
    place = reference.places[0]
    wider = place.region.level is Level.NATION or (home is not None and place.path in home.ancestors)
    if not wider or not reference.text.startswith(("全", "我国")):
        return False
    if text[reference.start - 1 : reference.start] == "“":
        return True
    return bool(_SCOPE_AFTER.match(text, reference.end) or _SCOPE_BEFORE.search(words_before(text, reference)))


def _how(text: str, ahead: str, reference: Reference) -> str:
    if text.startswith(_PRACTICES, reference.end):
        return "practice"
    if _GUESTS.match(text, reference.end) or _HELPS.match(text, reference.end):
        return "object"
    if ahead in ("在", "从") or _WHERE.search(ahead) or (ahead.endswith("在") and _HAPPENS.match(text, reference.end)):
        return "where"
    if _HELPED.search(ahead):
        return "helped"
    if _OBJECT.search(ahead):
        return "object"
    if _PART.match(text, reference.end):
        return "part"
    return "owner" if text.startswith("的", reference.end) else "subject"
