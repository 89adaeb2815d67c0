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

FOLDED = frozenset(("未注明年份的数", "缺来源项", "时效", "未采用的来源"))
"""Categories that ask the same of one source after the other: one item to tick, with a list."""
NOTHING = "没有自动查出需要人工核对的事项；政治表述、职务姓名、涉密事项仍须逐条过目。"
SOMETHING = "需要人工核对的事项{}项，逐项核对后在方框内打勾。"


def render_review(briefing: Briefing) -> str:
    """The 核稿单 in Markdown: by category in the order given, each item with its place, text, advice and sources."""
    return "\n".join(_lines(briefing)) + "\n"


def _lines(briefing: Briefing) -> Iterator[str]:
    issue = briefing.issue
    yield f"# {_plain(briefing.masthead.name)}{issue.year}年{issue_label(issue)}核稿单"
    yield ""
    groups: dict[str, list[list[ReviewItem]]] = defaultdict(list)
    for asked in _asked(briefing.review):
        groups[asked[0].category].append(asked)
    ordered = sorted(groups.items(), key=lambda group: group[0] in FOLDED)
    count = sum(map(len, groups.values()))
    yield f"本期日期：{chinese_date(issue.date)}。{SOMETHING.format(count) if groups else NOTHING}"
    for number, (category, items) in enumerate(ordered, 1):
        yield from _group(number, category, items)
    yield from _sources(briefing)
    yield from ("", "---", "", "核稿人：＿＿＿＿＿＿　　　　日期：＿＿＿＿年＿＿月＿＿日")


def _asked(items: Sequence[ReviewItem]) -> Iterator[list[ReviewItem]]:
    """What is asked, each with the items that ask it: of the folded categories those of one advice together."""
    folded: dict[tuple[str, str], list[ReviewItem]] = defaultdict(list)
    for item in items:
        if item.category in FOLDED:
            folded[item.category, item.advice].append(item)
        else:
            yield [item]
    yield from folded.values()


def _group(number: int, category: str, items: Sequence[Sequence[ReviewItem]]) -> Iterator[str]:
    counted = f"{sum(map(len, items))}处" if category in FOLDED else f"{len(items)}项"
    yield from ("", f"## {chinese_number(number)}、{_plain(category)}（{counted}）", "")
    for place, asked in enumerate(items, 1):
        yield from _item(place, asked[0]) if len(asked) == 1 else _fold(place, asked)


def _item(place: int, item: ReviewItem) -> Iterator[str]:
    """One thing to check; a source is not named twice."""
    marks = "".join(map(source_mark, item.sources))
    yield f"- [ ] {place}．**{_plain(item.place)}**　{_plain(item.text)}{'' if marks == item.place else marks}"
    if item.advice:
        yield f"  - 建议：{_plain(item.advice)}"


def _fold(place: int, items: Sequence[ReviewItem]) -> Iterator[str]:
    """The same asked of several places: one box, and a list of what was found, places of the same words together."""
    yield f"- [ ] {place}．**{len(items)}处**　{_plain(items[0].advice)}"
    places: dict[str, list[str]] = defaultdict(list)
    for item in items:
        places[item.text].append(item.place)
    for text, found in places.items():
        joined = "" if found[0].startswith("［") else "、"
        yield f"  - {_plain(joined.join(found))}：{_plain(text)}"


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
