"""The 核稿单: what a person must check before the briefing is issued, as Markdown with boxes to tick."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tasks.models import Briefing, ReviewItem
from tasks.render.templates import chinese_date, chinese_number
from tasks.render.word.wording import issue_label, source_mark

MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!])")
BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")

NOTHING = "没有自动查出需要人工核对的事项；政治表述、职务姓名、涉密事项仍须逐条过目。"
SOMETHING = "需要人工核对的事项{}项，逐项核对后在方框内打勾。"


def render_review(briefing: Briefing) -> str:
    """The 核稿单 in Markdown: by category in the order given, each item with its place, text, advice and sources."""
    return "\n".join(_lines(briefing)) + "\n"


def _lines(briefing: Briefing) -> Iterator[str]:
    issue = briefing.issue
    yield f"# {_plain(briefing.masthead.name)}{issue.year}年{issue_label(issue)}核稿单"
    yield ""
    groups: dict[str, list[ReviewItem]] = defaultdict(list)
    for item in briefing.review:
        groups[item.category].append(item)
    yield f"本期日期：{chinese_date(issue.date)}。{NOTHING if not groups else SOMETHING.format(len(briefing.review))}"
    for number, (category, items) in enumerate(groups.items(), 1):
        yield from _group(number, category, items)
    yield from _sources(briefing)
    yield from ("", "---", "", "核稿人：＿＿＿＿＿＿　　　　日期：＿＿＿＿年＿＿月＿＿日")


def _group(number: int, category: str, items: Sequence[ReviewItem]) -> Iterator[str]:
    yield from ("", f"## {chinese_number(number)}、{_plain(category)}（{len(items)}项）", "")
    for place, item in enumerate(items, 1):
        marks = "".join(source_mark(source) for source in item.sources)
        yield f"- [ ] {place}．**{_plain(item.place)}**　{_plain(item.text)}{marks}"
        if item.advice:
            yield f"  - 建议：{_plain(item.advice)}"


def _sources(briefing: Briefing) -> Iterator[str]:
    """The sources that items name, so that the list can be worked through alone."""
    named = {number for item in briefing.review for number in item.sources}
    rows = [source for source in briefing.sources if source.number in named]
    if rows:
        yield from ("", "## 所涉来源", "")
    for row in rows:
        publisher = row.publisher or chinese_date(None)
        yield f"- {source_mark(row.number)}{_plain(row.title)}，{_plain(publisher)}，{chinese_date(row.published)}"


def _plain(text: str) -> str:
    """Text that Markdown prints as it stands, on one line."""
    return MARKUP.sub(r"\\\1", BREAKS.sub(" ", text))
