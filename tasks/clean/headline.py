"""The head of an article: headline of one or more lines, subtitle, and the metadata under it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.clean.blocks import Block
from tasks.clean.dates import find_date
from tasks.clean.fields import Found, add_names, read_byline
from tasks.clean.labels import LONG_NAME, NAME_LINE, PARTY_LINE
from tasks.clean.patterns import LONGEST, line_kinds
from tasks.clean.sieve import Sieve, Sifted, is_metadata, read_outlet
from tasks.clean.structure import BULLET, heading_level, is_prose

DASH = re.compile(r"^[—－-]{1,3}\s*")
# Speeches and reports say under the headline when and where they were given.
OCCASION = re.compile(
    r"(?P<occasion>（?(?P<day>\d{4}年\d{1,2}月\d{1,2}日)?在.{4,60}(?:会议?|论坛|活动|仪式|讲坛)上(?:的(?:讲话|报告|发言|致辞))?）?)"
    r"(?:[\s　]+(?P<by>[^，。]{2,30}))?"
)
SPOKEN = re.compile(r"上的(?:讲话|报告|发言|致辞)$")
FULL_NAME = re.compile(LONG_NAME)
NO_HEADLINE = re.compile(r"\d{4}年(?:\d{1,2}月)?|(?:记者|主持人|问|答)：.*")  # the month of a report, a question
NAMED = re.compile(r"^(?:(?:标题|题目|Title)\s*[：:]|第[一二三四五六七八九十\d]{1,3}篇\s*[：:])\s*", re.IGNORECASE)
COLLECTED = re.compile(r"第[一二三四五六七八九十\d]{1,3}篇\s*[：:]")  # the number a collection gives to a text
TAIL = re.compile(r"（\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?[ 　]*[\u4e00-\u9fff·]{0,8}）$")
INNER_DASH = re.compile(r"([^《》]{2,40}?|[^《》]*《[^《》]{2,40}》[^《》]{0,20}?)——(.{6,60})")
PASSED_ON = re.compile(
    r"《(?P<name>[^《》]{6,60}(?:方案|意见|规划|办法|措施|计划|细则|纲要|规定|清单|要点|制度))》"
    r"(?:（[^（）]{2,30}）)?已?经?[^。《》]{0,30}(?:同意|通过|审定|批准)，现[^。]{0,8}(?:印发|下发|发布|公布)"
)
# 释义 | : a column's name with nothing behind it; | 招商动态 |2016-09-14 and 某社区网友 2012-06-02 互联网: column or
# poster beside the day, written with dashes as programs write it.
COLUMN = re.compile(r"[\u4e00-\u9fff]{2,6}\s*[|｜丨]")
BESIDE = r"[\u4e00-\u9fff]{2,8}"
STAMP = re.compile(rf"[|｜丨\s]*(?:{BESIDE}[|｜丨\s]+)?20\d\d-\d{{1,2}}-\d{{1,2}}(?:[|｜丨\s]+{BESIDE})?[|｜丨\s]*")
LONGEST_TITLE = 80
LONGEST_HEADLINE = 3  # lines
TOLD = ("metadata", "byline")


def read_head(blocks: tuple[Block, ...], found: Found, sifted: Sifted, sieve: Sieve) -> int:
    """Read the lines before the first prose into ``sifted`` and ``found``; return where the body begins."""
    headline: list[int] = []
    told = False
    headed = 0
    start = 0
    for index, block in enumerate(blocks):
        text = block.text.text
        if is_prose(text) and not is_metadata(text) and not _is_boilerplate(text):
            break
        reason = _reason(block, found, sieve)
        if reason:
            sifted.drop(block, reason)
            told = told or (reason in TOLD and bool(headline))
        elif sifted.subtitle is None and _is_subtitle(text, headed=bool(headline or sifted.title)):
            sifted.subtitle = _subtitle(text, found)
            headed = len(headline)
        elif _names_author(text, bool(headline), found, sifted):
            add_names(found.authors, text, people=True)
            sifted.drop(block, "byline")
        elif told or sifted.title is not None or not _may_head(text):
            break
        else:
            headline.append(index)
        start = index + 1
    if not headline:
        _title_from_subtitle(sifted)
        return start
    return _headline(blocks, headline, start, headed or (len(headline) if told else 1), sifted)


def _is_boilerplate(text: str) -> bool:
    return len(text) <= LONGEST and line_kinds().reason(text) is not None


def _reason(block: Block, found: Found, sieve: Sieve) -> str | None:
    text = block.text.text
    if sieve.is_ending(_bare(text)):  # above a text it is a menu
        return "related"
    reason = sieve.reason(block, byline=True)
    return reason or ("metadata" if read_outlet(text, found) or _is_stamp(text, found) else None)


def _is_stamp(text: str, found: Found) -> bool:
    """Whether a line is the day with no more than the column or who posted it, or a column alone."""
    stamped = STAMP.fullmatch(text) is not None
    if stamped:
        found.published = found.published or find_date(text)
    return stamped or COLUMN.fullmatch(text) is not None


def _names_author(text: str, headed: bool, found: Found, sifted: Sifted) -> bool:
    """Whether a line is the author's name alone: under a subtitle, or where a headline would stand."""
    if found.authors:
        return False
    if sifted.subtitle:
        return NAME_LINE.fullmatch(text) is not None
    return sifted.title is None and not headed and FULL_NAME.fullmatch(text) is not None


def _is_subtitle(text: str, *, headed: bool) -> bool:
    """Whether a line stands under a headline; where and when one spoke does so even where the headline is missing."""
    bare = DASH.sub("", text, count=1)
    return OCCASION.fullmatch(bare) is not None or (headed and bare != text)


def _subtitle(text: str, found: Found) -> str:
    """The subtitle without its dash; a speaker named behind the occasion goes into ``found``."""
    text = DASH.sub("", text, count=1)
    spoken = OCCASION.fullmatch(text)
    if spoken and spoken["day"]:
        found.spoken = found.spoken or find_date(spoken["day"])
    if spoken and spoken["by"] and read_byline(spoken["by"], found):
        text = spoken["occasion"]
    return text.strip("（）")


def _bare(text: str) -> str:
    """A line without its bullet."""
    bullet = BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _may_head(text: str) -> bool:
    return (
        len(text) <= LONGEST_TITLE
        and text[-1] not in "。；，、："
        and not heading_level(text)
        and not NO_HEADLINE.fullmatch(text)
    )


def _headline(blocks: tuple[Block, ...], headline: list[int], start: int, lines: int, sifted: Sifted) -> int:
    """Set the title from the first ``lines``: those before a subtitle, a byline or a date, else the first alone."""
    if lines > 1 and COLLECTED.match(blocks[headline[0]].text.text):
        sifted.drop(blocks[headline[0]], "original_title")
        headline, lines = headline[1:], lines - 1
    kept = headline[: lines if lines <= LONGEST_HEADLINE else 1]
    title = _unsigned(" ".join(_bare(blocks[index].text.text) for index in kept))
    sifted.title = without_tail(NAMED.sub("", DASH.sub("", title, count=1), count=1))
    split = INNER_DASH.fullmatch(sifted.title)
    if split and sifted.subtitle is None:
        sifted.title, sifted.subtitle = split.groups()
    return start if kept == headline else headline[len(kept)]


def _unsigned(title: str) -> str:
    """The headline up to the party that signs it: 某村调查 某日报社联合调研组."""
    signed = next((word for word in title.split()[1:] if PARTY_LINE.fullmatch(word)), None)
    return title[: title.index(f" {signed}")] if signed else title


def _title_from_subtitle(sifted: Sifted) -> None:
    """A speech without a headline is called by where it was given (在…会议上的讲话)."""
    if sifted.title is None and sifted.subtitle and SPOKEN.search(sifted.subtitle):
        sifted.title, sifted.subtitle = sifted.subtitle, None


def named_document(texts: Iterable[str]) -> str | None:
    """The name of the document that a covering note passes on: 《某某方案》已经县政府同意，现印发给你们."""
    return next((match["name"] for text in texts if (match := PASSED_ON.search(text))), None)


def without_tail(title: str) -> str:
    """The headline without the date and name that collections put after it: 某市政府工作报告（2021年1月14日 某某）."""
    return TAIL.sub("", title) or title
