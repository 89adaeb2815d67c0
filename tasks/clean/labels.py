"""The words that announce metadata, from ``data/fields.yaml``, as patterns."""

from __future__ import annotations

import re
from pathlib import Path

from tasks.knowledge import knowledge
from tasks.models import Model


class Labels(Model):
    """Lists of words; see the head of the data file."""

    publisher: tuple[str, ...]
    author: tuple[str, ...]
    editor: tuple[str, ...]
    date: tuple[str, ...]
    other: tuple[str, ...]
    office: tuple[str, ...]
    nobody: frozenset[str]
    buttons: tuple[str, ...]
    surnames: tuple[str, ...]


def any_of(*groups: tuple[str, ...]) -> str:
    """An alternation of all words of ``groups``, longest first."""
    return "|".join(
        sorted((re.escape(word) for group in groups for word in group), key=lambda word: (-len(word), word))
    )


KNOWN = knowledge(Path(__file__).parent / "data" / "fields.yaml", Labels)
COLON = r"\s*[：:∶]\s*"
EVERY = any_of(KNOWN.publisher, KNOWN.author, KNOWN.editor, KNOWN.date, KNOWN.other)
OFFICES = any_of(KNOWN.office)
# 来源：甲报 作者：乙 2024-01-02: a label, its value, and then the next label, a gap, a bar or the end.
LABELLED = (
    rf"(?P<label>{EVERY}){COLON}(?P<value>[^。？！；]*?)\s*"
    rf"(?=[\s|｜丨/，,；;]*(?:{EVERY}){COLON}|\s{{2,}}|[|｜丨]|$)"
)
FIELD = re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=日)){LABELLED}")
NEXT_FIELD = re.compile(rf"[\s|｜丨/，,；;]*{LABELLED}")  # after another field
# 编辑|张三: a bar in place of the colon, on a line of its own.
BARRED = re.compile(rf"^({any_of(KNOWN.publisher, KNOWN.author, KNOWN.editor)})\s*[|｜丨/]\s*(?=[^|｜丨/]+$)")
NAME = r"[\u4e00-\u9fff][ 　]?[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}"
TEAM = r"[\u4e00-\u9fff]{0,10}(?:评论员|课题组|调研组|编写组|采访组|记者|小组)"
PERSON = re.compile(rf"(?!{any_of(KNOWN.buttons)})(?:{NAME}|{TEAM}|[A-Za-z][A-Za-z .]+)")
# 中共某区委书记 张三: an office and, set apart, a name.
OFFICE_LINE = re.compile(
    rf"(?P<office>[^\s　，。：]{{0,40}}(?:{OFFICES})(?:[、，\s][^\s。]{{2,30}}(?:{OFFICES}))*)[\s　]+(?P<name>{NAME})"
)
# 市委政研室 张三: a unit and, set apart, what is surely a name.
# 市长杨某某, and a name alone: only with a known surname.
SURE_NAME = rf"(?:{any_of(KNOWN.surnames)})[ 　]?[\u4e00-\u9fff]{{1,2}}"
UNIT_LINE = re.compile(
    rf"(?P<office>[^\s　，。：]{{2,24}}(?:[室局委办会校院处科]|中心|政府|街道|大学|公司|[乡镇]))"
    rf"[\s　]+(?P<name>{SURE_NAME})"
)
# 某市委书记 张三 某市市长 李四: several who wrote together, each behind an office.
OFFICES_LINE = re.compile(rf"(?:[^\s　，。：]{{2,20}}(?:{OFFICES})[\s　]+(?:{SURE_NAME})(?:[\s　]+|$)){{2,}}")
OFFICE_AND_NAME = re.compile(rf"(?P<office>[^\s　，。：]{{2,20}}(?:{OFFICES}))[\s　]+(?P<name>{SURE_NAME})")
# 某市人大常委会考察组: the party of an office that wrote its report.
PARTY = r"(?:联合|专题|赴外)?(?:学习考察|调研|考察|课题|编写|采访|起草|视察)(?:组|团)"
PARTY_OF = r"(?:[社院会委局厅部办室校网府]|中心|日报|大学|学会|集团|公司)"
PARTY_LINE = re.compile(rf"[（(]?(?P<name>(?P<unit>[^\s　，。；：（）()]{{3,30}}{PARTY_OF}){PARTY})[）)]?")
CLOSE_LINE = re.compile(rf"(?P<office>[^\s　，。：]{{0,20}}(?:{OFFICES}))(?P<name>{SURE_NAME})")
NAME_LINE = re.compile(rf"(?P<name>{SURE_NAME})")
TITLES = r"(?:全媒体|融媒体?|特约|首席|见习|实习|随行|专栏|驻\S{2,4})"
PAPER = r"[\u4e00-\u9fff]{1,6}(?:报|网|台|社|新闻|视频|客户端|都|融媒)"
PRESS = (
    rf"(?:本报|本刊|本网|《[^《》]{{1,10}}》|{PAPER})?{TITLES}*"
    r"(?:记者|通讯员|实习生|评论员|撰稿人?|作者|文[/／：:｜|丨](?:记者)?|[\u4e00-\u9fff]{2,6}特约评论员)"
)
# 南都见习记者 before a name
PRESS_OFFICE = re.compile(
    rf"(?:(?:本报|本刊|本网|{PAPER}){TITLES}*|{TITLES}+)(?:记者|通讯员|实习生|评论员|撰稿人?|作者)"
)
NAMES = rf"(?:{NAME})(?:[\s、，　]+(?:通讯员|实习生|记者)?\s*(?:{NAME}))*"
BYLINE = re.compile(
    rf"[（(【]?[□■●◎▲○\s]*(?:{PRESS}[：:\s/]*){{1,2}}(?P<names>{NAMES})\s*(?:[整报]理|报道|文/图|摄|综合报道|采写)?[）)】]?"
    rf"(?:\s*(?:图片?|摄影?|供图)\s*[/／：:｜|丨]\s*(?:{NAME}))?"
)
# 本报评论员
TEAM_LINE = re.compile(r"[（(]?(?P<name>[\u4e00-\u9fff]{0,8}(?:本报|日报|时报|晚报|网|社|特约)评论员)(?:文章)?[)）]?")
# The name of an office where a person's is looked for.
UNIT_NAME = re.compile(
    rf"(?!{any_of(KNOWN.surnames)})[\u4e00-\u9fff]{{1,7}}(?:局|室|委|办|政府|部|中心|处|科|股|社|报|网|会|校|院)"
)
# 张三/某某报
OUTLET_BYLINE = re.compile(
    rf"(?P<names>{SURE_NAME}(?:[\s、　]+{SURE_NAME})*)\s*[/／]\s*(?P<outlet>{PAPER}|[\u4e00-\u9fff]{{2,8}}报)"
)
# 编辑 张三 校对 李四: credits without a colon.
CREDIT = r"(?:责任?编辑?|编辑|校对|审核|审签|监制|值班主任|记者|通讯员)"
CREDIT_LINE = re.compile(rf"{CREDIT}[\s　]+(?:{SURE_NAME})(?:[\s　]+(?:{CREDIT}[\s　]+)?(?:{SURE_NAME}))*")
# （本报记者 张三 通讯员 李四）, （张三 李四） at the end of a text; a single name of two characters may be a word.
LONG_NAME = (
    rf"(?!全文|全书|全部)(?:{any_of(KNOWN.surnames)})[\u4e00-\u9fff]"
    r"(?![省市县区州局部委办处院报网会队组社镇乡村])[\u4e00-\u9fff]"
)
BETWEEN = r"(?:[\s、，　]+(?:通讯员|实习生|记者)?\s*)"
REPORTER = r"[\u4e00-\u9fff·]{0,10}(?:记者|评论员|通讯员)"
SURE_END = r"(?=[\s、，　）)]|参与|采写|报道|整理|摄|供稿|等)"
TAIL_NAMES = re.compile(
    rf"[（(]\s*(?:(?:{PRESS}|{REPORTER}|文/图|图/文|作者|供稿)[：:\s　]*"
    rf"(?P<told>{SURE_NAME}{SURE_END}(?:{BETWEEN}{SURE_NAME}{SURE_END})*)"
    rf"|(?P<bare>{SURE_NAME}(?:[\s、　]+{SURE_NAME})+|{LONG_NAME})(?=[)）]|\s[\u4e00-\u9fff]{{2,4}}报道))"
    r"[^（）()]{0,16}[)）]$"
)
# 某某社记者张三、李四: any outlet's reporter, with what surely are names; on a line of its own near the beginning.
REPORTER_LINE = re.compile(
    rf"[（(【]?{REPORTER}[：:\s　]*(?P<names>{SURE_NAME}(?:{BETWEEN}{SURE_NAME})*)"
    r"(?:\s*(?:发自\S{2,8}|报道))?[）)】]?"
)
# （作者单位：…）, （作者系…）: at the foot of a signed article.
UNIT = re.compile(r"（\s*作者(?:单位|系|为|现任)?\s*[：:]?\s*(?P<office>[^（）]{4,60}?)[。\s]*）")
SIGN = re.compile(rf"[□■◎▲○●]\s*(?P<names>(?:{NAME})(?:[\s、　]+(?:{NAME}))*)")
DATELINE = re.compile(
    rf"[^。，]{{0,40}}?（{PRESS}[：:\s]*(?P<names>[^（）。，]{{2,40}})）"
    rf"|[\u4e00-\u9fff]{{2,12}}讯\s*{PRESS}\s*(?P<open>{NAMES})(?:摄影)?报道"
)
# 某某日报讯, 某某网北京3月27日电: who sent the report; 本报讯 names nobody.
OUTLET_DATELINE = re.compile(
    r"(?![本我据该])(?P<outlet>[\u4e00-\u9fff]{1,9}?(?:报|网|社|台|新闻|客户端|融媒体?|全媒体))"
    r"(?:讯|消息|电|(?:[\u4e00-\u9fff]{2,10}?)?\d{1,2}月\d{1,2}日\s?(?:讯|电|消息))(?=[\s（，。：]|记者|通讯员|题|$)"
)
