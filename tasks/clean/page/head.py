"""Title, date and publisher of a page: what its head says and where the title stands among the lines."""

from __future__ import annotations

import datetime
import re

from lxml import html

from tasks.clean.characters import HAN, squeeze
from tasks.clean.dates import calendar, find_date
from tasks.clean.labels import FIELD, KNOWN
from tasks.clean.page.habits import habits, said
from tasks.clean.page.lines import Line
from tasks.clean.patterns import line_kinds

SEPARATORS = re.compile(r"\s*(?:_|\||｜|--+|—{1,2}|–|\s-\s|-(?=[^-]{2,12}$)|>>|»)\s*")
# What names a site or an office, not an article.
SITE = re.compile(
    r"[^，。！？“”：]{0,16}(?:网站?|官网|门户|政府|委员会|频道|协会|大学|学院|中学|集团|公司|日报|[^布格大结全][局厅])"
)
# What programs put there when nobody names the page.
NOTHING = re.compile(
    r"无标题(?:文档|页|网页)?|新建.{0,6}|(?:网站)?首页|正文|(?:文章|新闻|信息|内容)(?:正文|内容|详情|页面?)?"
)
SCRIPT_DATE = re.compile(
    r"(?:publish_?time|pub_?time|pubdate|datePublished|createTime|releaseTime)[\"']?\s*[:=]\s*[\"'](20\d\d-\d{1,2}-\d{1,2})",
    re.IGNORECASE,
)
# ct = "1700000000": seconds since 1970, in the scripts of public accounts.
SCRIPT_SECONDS = re.compile(r"\b(?:ct|create_time|oriCreateTime)\s*=\s*[\"'](1\d{9})[\"']")
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
ADDRESS_DATE = re.compile(r"[/_t](20[0-3]\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?=[/_.-])")
SHORTEST_TITLE = 6
LONG_INSIDE = 10
LONGEST_NAME = 24
LONGEST_TITLE = 100
PROMINENT = 2
LINKED = 0.5
NEAR, FAR = 12, 60  # lines above the text
TITLED = re.compile(r"tit|biaoti|bt\d?\b|head(?:ing|line)")
LARGE = re.compile(r"^\s*\+?[4-7]|font-size\s*:\s*(?:1[89]|[2-4]\d)(?:px|pt)|x-large|二号|小二|三号")


def metas(root: html.HtmlElement) -> dict[str, str]:
    """The meta elements of a page, names in lower case; the first of a name stands."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def first(known: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The first of ``names`` that the page states."""
    return next((known[name] for name in names if name in known), None)


def published(known: dict[str, str]) -> str | None:
    """The date of publication that the head states."""
    stated = first(known, habits().metas.published)
    return find_date(stated) if stated else None


def hidden_date(root: html.HtmlElement, known: dict[str, str]) -> str | None:
    """The date that a script or the page's own address holds, where nothing shown says one."""
    for script in root.iter("script"):
        found = SCRIPT_DATE.search(script.text or "")
        if found:
            return find_date(found.group(1))
        seconds = SCRIPT_SECONDS.search(script.text or "")
        if seconds:
            return datetime.datetime.fromtimestamp(int(seconds.group(1)), BEIJING).date().isoformat()
    addresses = [link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"]
    for address in (*addresses, known.get("og:url", ""), known.get("url", "")):
        dated = ADDRESS_DATE.search(address)
        if dated:
            return calendar(int(dated.group(1)), int(dated.group(2)), int(dated.group(3)))
    return None


def _window(root: html.HtmlElement) -> str:
    return " ".join((root.findtext(".//title") or "").split())


def window_parts(root: html.HtmlElement) -> list[str]:
    """What the title element names, apart: the article, sections, the site."""
    return [part.strip() for part in SEPARATORS.split(_window(root))]


def find_title(root: html.HtmlElement, known: dict[str, str], lines: list[Line]) -> tuple[str | None, int | None]:
    """The title and the line it stands in.

    The title element names the article and then the site, so the headline is the longest line that it contains. A
    title element that only names a section is no headline: then the last heading above the text is.
    """
    window = _window(root)
    stated = [text for text in (window, first(known, habits().metas.title)) if text and HAN.search(text)]
    found = [line for text in stated if (line := _longest_within(squeeze(text), lines)) is not None]
    if found:
        line = max(found, key=lambda line: len(line.text))
        return line.text.rstrip(" -_|"), line.index
    heads = [head for text in reversed(stated) if (head := _without_site(text))]
    named = [head for head in heads if not SITE.fullmatch(head) and not NOTHING.fullmatch(head)]
    return (named[0] if named else None), None


def _longest_within(whole: str, lines: list[Line]) -> Line | None:
    """The longest line that begins the stated title; one inside it must be long, for it may be the site's name."""
    shown = [line for line in lines if line.link_share < 1]
    fitting = [line for line in shown if _fits(line.text, whole)] or [
        line for line in shown if _goes_on(line.text, whole)
    ]
    return max(fitting, key=lambda line: (len(squeeze(line.text)), line.heading is not None, -line.index), default=None)


def _fits(line: str, whole: str) -> bool:
    text = squeeze(line)
    if len(text) < SHORTEST_TITLE or SITE.fullmatch(line):
        return False
    return whole.startswith(text) or (len(text) >= LONG_INSIDE and text in whole)


def _goes_on(line: str, whole: str) -> bool:
    """Whether a line is the headline that the head cuts short."""
    return len(whole) >= LONG_INSIDE and len(line) <= LONGEST_TITLE and squeeze(line).startswith(whole)


def _without_site(text: str) -> str | None:
    head = SEPARATORS.split(text)[0].strip()
    return head or None


def nearest_heading(lines: list[Line], before: int) -> Line | None:
    """The last line above the text that is marked as a heading or title; a first-level heading may stand higher up."""
    for line in reversed(lines[max(0, before - NEAR) : before]):
        if (line.heading is not None or said(line.element) & habits().title) and _may_be_headline(line):
            return line
    higher = reversed(lines[max(0, before - FAR) : before])
    return next((line for line in higher if line.heading == 1 and _may_be_headline(line)), None)


def likely_headline(lines: list[Line], before: int) -> Line | None:
    """The line above the text that looks most like a headline, where neither the head nor a heading names one."""
    near = [line for line in lines[max(0, before - NEAR) : before] if _may_be_headline(line)]
    best = max(near, key=lambda line: (_prominence(line, lines), line.index), default=None)
    return best if best is not None and _prominence(best, lines) >= PROMINENT else None


def _may_be_headline(line: Line) -> bool:
    text = line.text
    short = SHORTEST_TITLE < len(squeeze(text)) <= LONGEST_TITLE and line.link_share < LINKED
    return (
        short
        and text[-1] not in "。；，、："
        and not find_date(text)
        and not FIELD.search(text)
        and not SITE.fullmatch(text)
        and not line_kinds().reason(text)
    )


def _prominence(line: Line, lines: list[Line]) -> int:
    """How much the page makes of a line: its name, its size, its weight, its place in the middle or over a date."""
    name = f"{line.element.get('class') or ''} {line.element.get('id') or ''}".lower()
    own = "".join(
        str(part.get("size") or "") + (part.get("style") or "") for part in line.element.iter("font", "span", "b")
    )
    below = lines[line.index + 1 : line.index + 3]
    return (
        2 * (TITLED.search(name) is not None)
        + 2 * (LARGE.search(f"{line.element.get('style') or ''}{own}") is not None)
        + (line.bold >= len(squeeze(line.text)))
        + line.centred
        + any(find_date(other.text) is not None for other in below)
    )


def marked(lines: list[Line], names: frozenset[str]) -> str | None:
    """The text of the first short element in ``lines`` whose class or id says one of ``names``."""
    for line in lines:
        for element in line.element.iter():
            if isinstance(element.tag, str) and said(element) & names:
                text = " ".join("".join(str(part) for part in element.itertext()).split())
                if 1 < len(text) <= LONGEST_NAME and not find_date(text) and text not in KNOWN.nobody:
                    return text
    return None
