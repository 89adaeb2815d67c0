"""Metadata in lines: 来源, 作者, 编辑, 时间, and bylines with an office."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.clean.dates import CLOCK, DATE_LINE, calendar, find_date
from tasks.clean.labels import (
    BARRED,
    BYLINE,
    CLOSE_LINE,
    CREDIT_LINE,
    DATELINE,
    FIELD,
    KNOWN,
    NEXT_FIELD,
    OFFICE_AND_NAME,
    OFFICE_LINE,
    OFFICES_LINE,
    OUTLET_BYLINE,
    OUTLET_DATELINE,
    PARTY_LINE,
    PERSON,
    PRESS_OFFICE,
    REPORTER_LINE,
    SIGN,
    TAIL_NAMES,
    TEAM_LINE,
    UNIT,
    UNIT_LINE,
    UNIT_NAME,
)

__all__ = ["FIELD", "Found", "read_byline", "read_dateline", "read_fields", "read_tail"]

BOXES = re.compile("[〖〗【】\\[\\]]+")
BRACKETS = "()（）[]【】〔〕〖〗《》 　"
SEPARATORS = "|｜丨-—/，,：:"
# www.example.cn, EXAMPLE.COM, http://example.cn/a: the site's own address in front of a date.
ADDRESS = re.compile(r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,6}(?::\d+)?(?:/[^\s\u4e00-\u9fff]*)?")
SITE = re.compile(r"[\u4e00-\u9fff]{2,14}(?:网站?|门户|在线|日报|频道)")
SPLIT_NAMES = re.compile(r"[\s、，,;；/＆&　]+|通讯员|实习生|记者")
LONGEST_NAME = 20
ACCOUNT = re.compile(r"(?=.*\d)[A-Za-z0-9_.@-]+")  # who posted it in the site's system
# (编辑) at the end of a name: where the office sits, or what it did.
ASIDE = re.compile(r"(?<=.{2})[（(][^（）()]{0,8}[)）]?$")
# 〖阅读 521 次〗, 来自北京: what pages show beside a date.
COUNTER = re.compile(
    r"(?:浏览|阅读|点击|访问|查看|人气|热度)(?:次数|量|数)?\s*[：:]?\s*[\d.,]*\s*万?\+?\s*(?:人次|次)?(?![\u4e00-\u9fff])"
    r"|(?:来自|发表于|发布于|IP属地[：:]?)\s*[\u4e00-\u9fff]{2,6}"
    r"|(?<![\u4e00-\u9fff])(?:更新|发布|发表|发稿|字体大小|字[号体]|超?大|[中小]|(?:Email)?推荐|留言|打印(?:本页)?|关闭(?:窗口)?|复制|纠错|网摘|分享"
    r"|收藏|举报|评论|关注|原创)+(?![\u4e00-\u9fff])"
)
SHORT_YEAR = re.compile(r"(?<![\d-])(\d\d)-(\d{1,2})-(\d\d)(?!\d{3})")
# What may be left of a line when its fields are taken off and they still count as stated.
LITTLE = 10


WIDE_LABEL = re.compile(r"([来作时日编责])[ 　]+([源者间期辑编])(?=\s*[：:])")  # 来　源：, as wide as four characters
RELEASED = ("发布", "发表", "刊发", "发稿", "更新")
MARKED = re.compile(r"《(?P<name>[^《》]{2,20})》[\d\s/年第期.-]*$")
SLASH = re.compile(r"\s+/\s+")
OFFICE_ASIDE = re.compile(r"[（(]([^（）()]{4,40})[）)]?$")
NO_NAMES = KNOWN.nobody | {*KNOWN.author, *KNOWN.editor, "整合", "综合", "报道", "编译", "摄影"}


@dataclass
class Found:
    """What the lines say so far; the first statement of a thing stands."""

    publisher: str | None = None
    hinted: str | None = None  # the source that only the head of a page names: often the account that reprints
    unit: str | None = None  # whose party wrote the report, as its byline says: it publishes where nothing else does
    outlet: str | None = None  # an outlet named without the word 来源: weaker than a stated source
    published: str | None = None
    spoken: str | None = None  # the day of a speech or session, named under its headline: the weakest
    released: str | None = None  # behind 发布时间 and the like: surer than a date alone, which may be that of an event
    authors: list[str] = field(default_factory=list)
    author_office: str | None = None
    editors: list[str] = field(default_factory=list)

    def merge(self, other: Found) -> None:
        """Take over what ``other`` says and this does not."""
        self.publisher = self.publisher or other.publisher
        self.hinted = self.hinted or other.hinted
        self.unit = self.unit or other.unit
        self.outlet = self.outlet or other.outlet
        self.published = self.published or other.published
        self.spoken = self.spoken or other.spoken
        self.released = self.released or other.released
        self.author_office = self.author_office or other.author_office
        self.authors += [name for name in other.authors if name not in self.authors]
        self.editors += [name for name in other.editors if name not in self.editors]


def read_fields(line: str, found: Found) -> bool:
    """Take the labelled fields and dates of ``line`` into ``found`` when the line is made of little else.

    True when it is made of nothing else: fields, dates, names of sites.
    """
    bare = BARRED.sub(r"\1：", BOXES.sub("  ", SLASH.sub("/", line)).strip(BRACKETS))
    bare = WIDE_LABEL.sub(r"\1\2", bare)
    stated = Found()
    rest = _take_fields(bare, stated)
    labelled = rest != bare
    unaddressed = ADDRESS.sub("  ", rest)
    if not labelled and unaddressed == rest and not DATE_LINE.match(bare):
        return False
    left = _without_dates(unaddressed, stated)
    whole = all(SITE.fullmatch(word) for word in left)
    if whole or (labelled and len("".join(left)) <= LITTLE):
        found.merge(stated)
    return whole


def _take_fields(line: str, stated: Found) -> str:
    """Take the labelled fields of ``line``; what is left of it is the answer. One field may follow close on another."""
    rest, position = line, 0
    while match := NEXT_FIELD.match(line, position) or FIELD.search(line, position):
        _take(match["label"], match["value"], stated)
        rest = rest.replace(match.group(), " ", 1)
        position = max(match.end(), position + 1)
    return rest


def _without_dates(rest: str, stated: Found) -> list[str]:
    """The words left of a line besides dates and clock times."""
    dated = DATE_LINE.sub(" ", rest)
    if dated != rest:
        stated.published = stated.published or find_date(rest)
        dated = re.sub(CLOCK, " ", dated)
        dated = COUNTER.sub(" ", dated)
    return [word for word in dated.split() if word.strip(BRACKETS + SEPARATORS)]


def _take(label: str, value: str, found: Found) -> None:
    marked = MARKED.match(value)
    if marked and label in KNOWN.publisher:  # 《某刊》2025/21: the number of the magazine is no part of its name
        value = marked["name"]
    value = value.strip(BRACKETS)
    date = find_date(value) or (_short_date(value) if label in KNOWN.date else None)
    if date:
        found.published = found.published or date
        if label.startswith(RELEASED):
            found.released = found.released or date
        value = DATE_LINE.sub(" ", value).strip()
    if label in KNOWN.publisher:
        name = ASIDE.sub("", value.split()[0]).strip(BRACKETS) if value.split() else ""
        found.publisher = found.publisher or (None if name in KNOWN.nobody or ACCOUNT.fullmatch(name) else name) or None
    elif label in KNOWN.author:
        office = OFFICE_ASIDE.search(value)
        found.author_office = found.author_office or (office.group(1) if office else None)
        value = OFFICE_ASIDE.sub("", value)
        add_names(found.authors, value, people=True)
    elif label in KNOWN.editor:
        add_names(found.editors, value)


def _short_date(value: str) -> str | None:
    """22-11-03 after a label is a day of 2022."""
    match = SHORT_YEAR.search(value)
    return calendar(2000 + int(match.group(1)), int(match.group(2)), int(match.group(3))) if match else None


def add_names(names: list[str], value: str, *, people: bool = False) -> None:
    """Add the names that ``value`` lists; of ``people`` only what can be a person's name or that of a team."""
    for part in SPLIT_NAMES.split(PRESS_OFFICE.sub(" ", join_name(value))):
        name = part.partition("_")[0].strip(BRACKETS)
        if not 1 < len(name) <= LONGEST_NAME or name in names or name in NO_NAMES:
            continue
        if not people or (PERSON.fullmatch(name) and not UNIT_NAME.fullmatch(name)):
            names.append(name)


def join_name(value: str) -> str:
    """吴 军 is 吴军: a given name of one character is set apart to fill the width of three."""
    return re.sub(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ 　]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", value)


def read_byline(line: str, found: Found) -> bool:
    """Take a line that only says who wrote it, with or without the office; True when it is one."""
    dated = DATE_LINE.match(line)
    if dated and dated.end() < len(line):
        rest = line[dated.end() :].strip(BRACKETS + SEPARATORS)
        if read_byline(rest, found):
            found.published = found.published or find_date(line)
            return True
    return any(takes(line, found) for takes in _BYLINES)


def _take_official(line: str, found: Found) -> bool:
    if _read_authors(line, found):
        return True
    office = OFFICE_LINE.fullmatch(line) or CLOSE_LINE.fullmatch(line) or UNIT_LINE.fullmatch(line)
    if office:
        found.author_office = found.author_office or office["office"]
        add_names(found.authors, office["name"], people=True)
    return office is not None


def _take_team(line: str, found: Found) -> bool:
    team = TEAM_LINE.fullmatch(line)
    if team and team["name"] not in found.authors:
        found.authors.append(team["name"])
    return team is not None


def _take_outlet(line: str, found: Found) -> bool:
    dateline = OUTLET_DATELINE.fullmatch(line)
    if dateline:
        found.outlet = found.outlet or dateline["outlet"]
    return dateline is not None


def _take_unit(line: str, found: Found) -> bool:
    unit = UNIT.fullmatch(line)
    if unit:
        found.author_office = found.author_office or unit["office"]
    return unit is not None


def _take_bracketed(line: str, found: Found) -> bool:
    bracketed = TAIL_NAMES.fullmatch(line)
    if bracketed:
        add_names(found.authors, bracketed["told"] or bracketed["bare"], people=True)
    return bracketed is not None


def _take_reporters(line: str, found: Found) -> bool:
    outlet = OUTLET_BYLINE.fullmatch(line)
    if outlet:
        found.outlet = found.outlet or outlet["outlet"]
    names = outlet or BYLINE.fullmatch(line) or REPORTER_LINE.fullmatch(line) or SIGN.fullmatch(line)
    if names:
        add_names(found.authors, names["names"], people=True)
    return names is not None or CREDIT_LINE.fullmatch(line) is not None


_BYLINES = (_take_official, _take_team, _take_outlet, _take_unit, _take_bracketed, _take_reporters)
"""The kinds of bylines, the surest first; each takes a line that is one of its kind."""


def _read_authors(line: str, found: Found) -> bool:
    """Take a line of several offices with their names, or of the party that wrote a report; True when it is one."""
    if OFFICES_LINE.fullmatch(line):
        for stated in OFFICE_AND_NAME.finditer(line):
            found.author_office = found.author_office or stated["office"]
            add_names(found.authors, stated["name"], people=True)
        return True
    party = PARTY_LINE.fullmatch(line)
    if party:
        found.unit = found.unit or party["unit"]
        found.authors += [party["name"]] if party["name"] not in found.authors else []
    return party is not None


def read_tail(paragraph: str, found: Found) -> None:
    """Reporters named in brackets at the end of the last paragraph; only when no author is known."""
    match = TAIL_NAMES.search(paragraph) if not found.authors else None
    if match:
        add_names(found.authors, match["told"] or match["bare"], people=True)


def read_dateline(paragraph: str, found: Found) -> None:
    """Who sent a report and who wrote it, as its first words say: 某某日报讯（记者张三、李四）.

    Both count only where nothing else states them.
    """
    outlet = OUTLET_DATELINE.match(paragraph)
    if outlet:
        found.outlet = found.outlet or outlet["outlet"]
    match = DATELINE.match(paragraph) if not found.authors else None
    if match:
        add_names(found.authors, match["names"] or match["open"], people=True)
