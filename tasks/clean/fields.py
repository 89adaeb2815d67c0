"""Metadata in lines: 来源, 作者, 编辑, 时间, and bylines with an office."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.clean.dates import CLOCK, DATE_LINE, find_date

PUBLISHER = "本文来源|来源于|信息来源|文章来源|稿件来源|新闻来源|稿源|来源|出处|转载自|原载|来自|供稿单位|发布机构|发布单位"
AUTHOR = "作者|本报记者|记者|通讯员|撰稿人?|撰文|文字|整理"
EDITOR = "本期编辑|值班编辑|执行编辑|网络编辑|责任编辑|责任编校|责编|编辑|编审|校对|初审|复审|终审|审核|审校|监制|值班编委|录入"
DATE = "发布时间|发布日期|发表时间|发表日期|刊发时间|更新时间|更新日期|成文日期|时间|日期"
OTHER = "浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击次数|点击数|点击量|点击|访问次数|访问量|人气|字号|字体|字体大小|视力保护色|摄影|图片?|供图|分享到?|文号|索引号"
LABELS = "|".join((PUBLISHER, AUTHOR, EDITOR, DATE, OTHER))
FIELD = re.compile(
    rf"(?P<label>{LABELS})\s*[：:∶]\s*(?P<value>.*?)\s*(?=(?:[\s|｜丨/，,；;]|^)*(?:{LABELS})\s*[：:∶]|\s{{2,}}|[|｜丨]|$)"
)
BARRED = re.compile(rf"^({PUBLISHER}|{AUTHOR}|{EDITOR})\s*[|｜丨/]\s*(?=[^|｜丨/]+$)")
BRACKETS = "()（）[]【】〔〕《》 　"
NAME = r"[\u4e00-\u9fff]{1}[ 　]?[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}"
OFFICE = (
    "书记|市长|县长|区长|州长|镇长|乡长|省长|主席|主任|局长|厅长|部长|院长|校长|处长|科长|社长|会长|行长|董事长|总经理|秘书长|"
    "研究员|教授|专员|盟长|旗长|常委|委员|副书记|组长|队长|总编辑|所长|馆长|理事长|巡视员|调研员|干部|负责人"
)
OFFICE_LINE = re.compile(
    rf"(?P<office>[^\s　，。：]{{2,40}}(?:{OFFICE})(?:[、，\s][^\s。]{{2,30}}(?:{OFFICE}))*)[\s　]+(?P<name>{NAME})"
)
BYLINE = re.compile(
    rf"[（(【]?[□■●◎▲○\s]*(?:本报|本刊|本网|新华社)?(?:全媒体|融媒体?|特约|首席|驻\S{{2,4}})*(?:记者|通讯员|评论员|撰稿|文[/／：:])"
    rf"[：:\s/]*(?P<names>(?:{NAME})(?:[\s、，　]+(?:通讯员|实习生|记者)?\s*(?:{NAME}))*)\s*(?:[整报]理|报道|文/图|摄|综合报道|采写)?[）)】]?"
)
SIGN = re.compile(rf"[□■◎▲]\s*(?P<names>(?:{NAME})(?:[\s、　]+(?:{NAME}))*)")
DATELINE = re.compile(r"[^。，]{0,40}?（(?:本报|本网|特约)?(?:全媒体|见习)?(?:记者|通讯员)[：:\s]*(?P<names>[^（）。，]{2,40})）")
SPLIT_NAMES = re.compile(r"[\s、，,;；/　]+|通讯员|实习生|记者")
LONGEST_NAME = 20
PERSON = re.compile(rf"{NAME}|[\u4e00-\u9fff]{{0,10}}(?:评论员|课题组|调研组|编写组|采访组|记者|小组)|[A-Za-z][A-Za-z .]+")
NO_NAME = ("本站", "本网", "原创", "网络", "互联网", "转载", "未知", "佚名", "管理员", "admin", "本网站")


@dataclass
class Found:
    """What the lines say so far; the first statement of a thing stands."""

    publisher: str | None = None
    outlet: str | None = None  # an outlet named without the word 来源: weaker than a stated source
    published: str | None = None
    authors: list[str] = field(default_factory=list)
    author_office: str | None = None
    editors: list[str] = field(default_factory=list)


def read_fields(line: str, found: Found) -> bool:
    """Take the labelled fields and dates of ``line`` into ``found``; True when the line is made of nothing else."""
    bare = BARRED.sub(r"\1：", line.strip(BRACKETS))
    rest = bare
    for match in FIELD.finditer(bare):
        _take(match["label"], match["value"], found)
        rest = rest.replace(match.group(), " ", 1)
    if rest != bare or DATE_LINE.match(bare):
        dated = DATE_LINE.sub(" ", rest)
        if dated != rest:
            found.published = found.published or find_date(rest)
        rest = re.sub(CLOCK, " ", dated) if dated != rest else rest
        return not rest.strip(BRACKETS + "|｜丨-—/，,")
    return False


def _take(label: str, value: str, found: Found) -> None:
    value = value.strip(BRACKETS)
    date = find_date(value)
    if date and re.fullmatch(DATE + "|" + PUBLISHER, label):
        found.published = found.published or date
        value = DATE_LINE.sub(" ", value).strip()
    if re.fullmatch(PUBLISHER, label):
        name = value.split()[0].strip(BRACKETS) if value.split() else ""
        if name and name not in NO_NAME and not found.publisher:
            found.publisher = name
    elif re.fullmatch(AUTHOR, label):
        add_names(found.authors, value, people=True)
    elif re.fullmatch(EDITOR, label):
        add_names(found.editors, value)


def add_names(names: list[str], value: str, *, people: bool = False) -> None:
    """Add the names that ``value`` lists; of ``people`` only what can be a person's name or that of a team."""
    for part in SPLIT_NAMES.split(join_name(value)):
        name = part.partition("_")[0].strip(BRACKETS)
        if not 1 < len(name) <= LONGEST_NAME or name in names or name in NO_NAME:
            continue
        if not people or PERSON.fullmatch(name):
            names.append(name)


def join_name(value: str) -> str:
    """吴 军 is 吴军: a given name of one character is set apart to fill the width of three."""
    return re.sub(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ 　]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", value)


def read_byline(line: str, found: Found) -> bool:
    """Take a line that only says who wrote it, with or without the office; True when it is one."""
    office = OFFICE_LINE.fullmatch(line)
    if office:
        found.author_office = found.author_office or office["office"]
        add_names(found.authors, office["name"], people=True)
        return True
    match = BYLINE.fullmatch(line) or SIGN.fullmatch(line)
    if match:
        add_names(found.authors, match["names"], people=True)
    return match is not None


def read_dateline(paragraph: str, found: Found) -> None:
    """Reporters named in the first sentence: 新华社北京1月2日电（记者张三、李四）; only when no author is known."""
    match = DATELINE.match(paragraph) if not found.authors else None
    if match:
        add_names(found.authors, match["names"], people=True)
