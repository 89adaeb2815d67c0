"""The head of an article: headline of one or more lines, subtitle, and the metadata under it."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block
from tasks.clean.fields import Found, add_names, read_byline
from tasks.clean.labels import LONG_NAME, NAME_LINE
from tasks.clean.sieve import Sieve, Sifted, is_metadata, read_outlet
from tasks.clean.structure import heading_level, is_prose

DASH = re.compile(r"^[—－-]{1,3}\s*")
# Speeches and reports say under the headline when and where they were given.
OCCASION = re.compile(
    r"(?P<occasion>（?(?:\d{4}年\d{1,2}月\d{1,2}日)?在.{4,60}(?:会议?|论坛|活动|仪式|讲坛)上(?:的(?:讲话|报告|发言|致辞))?）?)"
    r"(?:[\s　]+(?P<by>[^，。]{2,30}))?"
)
FULL_NAME = re.compile(LONG_NAME)
NO_HEADLINE = re.compile(r"\d{4}年(?:\d{1,2}月)?|(?:记者|主持人|问|答)：.*")  # the month of a report, a question
NAMED = re.compile(r"^(?:标题|题目|Title)\s*[：:]\s*", re.IGNORECASE)
TAIL = re.compile(r"（\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?[ 　]*[\u4e00-\u9fff·]{0,8}）$")
INNER_DASH = re.compile(r"(.{2,40}?)——(.{6,60})")
LONGEST_TITLE = 80
LONGEST_HEADLINE = 3  # lines
TOLD = ("metadata", "byline")


def read_head(blocks: tuple[Block, ...], found: Found, sifted: Sifted, sieve: Sieve) -> int:
    """Read the lines before the first prose into ``sifted`` and ``found``; return where the body begins."""
    headline: list[int] = []
    told = False
    start = 0
    for index, block in enumerate(blocks):
        text = block.text.text
        if is_prose(text) and not is_metadata(text):
            break
        reason = _reason(block, found, sieve)
        if reason:
            sifted.drop(block, reason)
            told = told or (reason in TOLD and bool(headline))
        elif sifted.subtitle is None and (headline or sifted.title) and _is_subtitle(text):
            sifted.subtitle = _subtitle(text, found)
        elif _names_author(text, bool(headline), found, sifted):
            add_names(found.authors, text, people=True)
            sifted.drop(block, "byline")
        elif told or sifted.title is not None or not _may_head(text):
            break
        else:
            headline.append(index)
        start = index + 1
    return _headline(blocks, headline, start, told, sifted) if headline else start


def _reason(block: Block, found: Found, sieve: Sieve) -> str | None:
    return sieve.reason(block, byline=True) or ("metadata" if read_outlet(block.text.text, found) else None)


def _names_author(text: str, headed: bool, found: Found, sifted: Sifted) -> bool:
    """Whether a line is the author's name alone: under a subtitle, or where a headline would stand."""
    if found.authors:
        return False
    if sifted.subtitle:
        return NAME_LINE.fullmatch(text) is not None
    return sifted.title is None and not headed and FULL_NAME.fullmatch(text) is not None


def _is_subtitle(text: str) -> bool:
    return DASH.search(text) is not None or OCCASION.fullmatch(text) is not None


def _subtitle(text: str, found: Found) -> str:
    """The subtitle without its dash; a speaker named behind the occasion goes into ``found``."""
    text = DASH.sub("", text, count=1)
    spoken = OCCASION.fullmatch(text)
    if spoken and spoken["by"] and read_byline(spoken["by"], found):
        text = spoken["occasion"]
    return text.strip("（）")


def _may_head(text: str) -> bool:
    return (
        len(text) <= LONGEST_TITLE
        and text[-1] not in "。；，、："
        and not heading_level(text)
        and not NO_HEADLINE.fullmatch(text)
    )


def _headline(blocks: tuple[Block, ...], headline: list[int], start: int, told: bool, sifted: Sifted) -> int:
    """Set the title; of several lines without a byline or date after them only the first is the title."""
    kept = headline if told and len(headline) <= LONGEST_HEADLINE else headline[:1]
    sifted.title = without_tail(NAMED.sub("", " ".join(blocks[index].text.text for index in kept), count=1))
    split = INNER_DASH.fullmatch(sifted.title)
    if split and sifted.subtitle is None:
        sifted.title, sifted.subtitle = split.groups()
    return start if kept == headline else headline[1]


def without_tail(title: str) -> str:
    """The headline without the date and name that collections put after it: 某市政府工作报告（2021年1月14日 某某）."""
    return TAIL.sub("", title) or title
