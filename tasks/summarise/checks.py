"""核稿单: everything a person must check before an issue goes out, point by point and source by source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tasks.knowledge import reader
from tasks.models import Article, ClassifiedArticle, Finding, Indicator, Issue, ReviewItem
from tasks.summarise.lexicon import DATA, Lexicon, condense_lexicon
from tasks.summarise.marks import is_balanced
from tasks.summarise.order import title
from tasks.summarise.reviewing import superlatives
from tasks.summarise.statements import Library, Statement
from tasks.summarise.tables import CONFLICTING, conflicts, measure, written

MOST_OF_CATEGORY, MOST_UNDATED = 20, 15
"""Items of a category, and undated figures of a source, that the list names."""
WAITING = "待核要点"
REST = {WAITING: "见工作簿“要点”表中“状态”为“待核”的各行"}
"""Where the items are that the list does not name."""
OLD_YEARS = 2
"""Sources older than this at the issue's date are named: their facts may have changed since."""


class Check(Lexicon):
    """One row of ``checks.yaml``."""

    category: str
    pattern: str
    advice: str


checks = reader(DATA / "checks.yaml", tuple[Check, ...])


def review_items(
    articles: Sequence[ClassifiedArticle],
    findings: Sequence[Finding],
    statements: Sequence[Statement],
    indicators: Sequence[Indicator],
    library: Library,
    issue: Issue,
) -> tuple[ReviewItem, ...]:
    """The items of the 核稿单: doubtful findings, points, figures and sources; of each category the first.

    ``statements`` come in the order of their importance: those on paper before those of the files.
    """
    items = [
        *_doubtful(findings, library),
        *_printed(statements, library, issue),
        *_cut_short(statements, library),
        *_shared(statements, library),
        *_figures(indicators, library),
        *_sources(articles, library, issue),
        *_retold(statements, library),
    ]
    return tuple(_bounded(dict.fromkeys(items)))


def _bounded(items: Iterable[ReviewItem]) -> Iterator[ReviewItem]:
    """A person works through the list: of each category the first, and how many more there are."""
    groups: dict[str, list[ReviewItem]] = defaultdict(list)
    for item in items:
        groups[item.category].append(item)
    for category, row in groups.items():
        yield from row[:MOST_OF_CATEGORY]
        if len(row) > MOST_OF_CATEGORY:
            text = f"另有{len(row) - MOST_OF_CATEGORY}项"
            yield ReviewItem(
                category=category, place="其余", text=text, advice=REST.get(category, "对照工作簿逐条核对")
            )


def _place(finding: Finding) -> str:
    return f"{title(finding.region)}·{finding.role}·{finding.lead}"


def _doubtful(findings: Iterable[Finding], library: Library) -> Iterator[ReviewItem]:
    waiting = [finding for finding in findings if finding.status == "review"]
    for finding in sorted(waiting, key=lambda finding: (-finding.confidence, finding.finding_id)):
        yield ReviewItem(
            category=WAITING,
            place=_place(finding),
            text=finding.evidence[0].quote,
            advice="；".join(finding.reasons) or "对照原文核实后取舍",
            sources=library.sources(finding),
        )


def _printed(statements: Iterable[Statement], library: Library, issue: Issue) -> Iterator[ReviewItem]:
    for statement in statements:
        told = library.articles[statement.first.evidence[0].article_id].published
        since = int(told[:4]) if told else issue.year
        finding = statement.first
        text = f"{finding.lead}。{finding.summary}"
        place, numbers = _place(finding), library.sources(finding)
        for word in dict.fromkeys(superlatives(text)):
            yield ReviewItem(
                category="最高级和首创",
                place=place,
                text=f"“{word}”：{finding.summary}",
                advice="核实后登，或删去",
                sources=numbers,
            )
        for check in checks():
            found = next((hit for hit in re.finditer(check.pattern, text) if _is_to_come(hit, since)), None)
            if found:
                yield ReviewItem(
                    category=check.category,
                    place=place,
                    text=f"“{found.group().strip('“”')}”：{finding.summary}",
                    advice=check.advice,
                    sources=numbers,
                )


def _is_to_come(found: re.Match[str], since: int) -> bool:
    """Whether the year that was found, if one was, is that of the source or later: what is over is no aim."""
    year = found.groupdict().get("year")
    return year is None or int(year) >= since


def _cut_short(statements: Iterable[Statement], library: Library) -> Iterator[ReviewItem]:
    """Points beside a turn that is not printed whole, and quotes whose marks are not in pairs."""
    turns = tuple(condense_lexicon().hard["turn"])
    for statement in statements:
        finding = statement.first
        proof = finding.evidence[0]
        text = library.articles[proof.article_id].paragraph(proof.paragraph_id).text
        behind = re.match(r"[，；：”’]*([^。！？]*)", text[proof.end :])
        rest = behind.group(1) if behind else ""
        after = f"（原文接“{rest[:30]}”）" if rest.startswith(turns) else ""
        before = (
            f"（原文前有“{re.split('[。！？；]', text[: proof.start])[-1]}”）" if proof.quote.startswith(turns) else ""
        )
        if before or after:
            yield ReviewItem(
                category="断章取义",
                place=_place(finding),
                text=f"{finding.summary}{before}{after}",
                advice="对照上下文，必要时连转折一起登",
                sources=library.sources(finding),
            )
        if not is_balanced(proof.quote):
            yield ReviewItem(
                category="引文标记",
                place=_place(finding),
                text=proof.quote,
                advice="原文引号、括号不成对，核对原件",
                sources=library.sources(finding),
            )


def _shared(statements: Iterable[Statement], library: Library) -> Iterator[ReviewItem]:
    """One item for each set of regions that share statements of a source."""
    groups: dict[tuple[tuple[int, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for statement in statements:
        if len(statement.regions) > 1:
            names = tuple(title(region) for region in statement.regions)
            groups[library.sources(statement.first), names].append(statement.first.lead)
    for (numbers, names), leads in groups.items():
        yield ReviewItem(
            category="合称和次序",
            place="、".join(names),
            text=f"共有要点{len(leads)}条：{'；'.join(leads)}",
            advice="核对是否各地都适用，地区次序照录原文",
            sources=numbers,
        )


def _figures(indicators: Sequence[Indicator], library: Library) -> Iterator[ReviewItem]:
    clashing = conflicts(indicators)
    undated: dict[int, list[str]] = defaultdict(list)
    for indicator in indicators:
        number = library.numbers[indicator.evidence.article_id]
        if measure(indicator) in clashing:
            yield ReviewItem(
                category=CONFLICTING,
                place=f"{title(indicator.region)}·{indicator.name}",
                text=f"{written(indicator)}：{indicator.evidence.quote}",
                advice="各来源数值不同，核对口径和时间",
                sources=(number,),
            )
        if indicator.year is None:
            undated[number].append(f"{indicator.name}{written(indicator)}")
    for number, names in sorted(undated.items()):
        yield ReviewItem(
            category="未注明年份的数",
            place=f"［{number}］",
            text=_first_of(list(dict.fromkeys(names)), MOST_UNDATED),
            advice="查明年份再引用，不作横向比较",
            sources=(number,),
        )


def _first_of(names: Sequence[str], most: int) -> str:
    return "、".join(names[:most]) + (f"等{len(names)}个" if len(names) > most else "")


def _sources(articles: Sequence[ClassifiedArticle], library: Library, issue: Issue) -> Iterator[ReviewItem]:
    for one in articles:
        article, number = one.article, library.numbers[one.article.article_id]
        missing = [
            name
            for name, value in (
                ("标题", article.title),
                ("发布单位", article.publisher),
                ("日期", article.published),
                ("作者", article.authors),
            )
            if not value
        ]
        if missing:
            yield _source_item(
                "缺来源项",
                number,
                f"来源文本未载明{'、'.join(missing)}",
                "查原件补齐，不得推断；未署名的评述不得当作组织意见",
            )
        if article.published and int(article.published[:4]) < issue.year - OLD_YEARS:
            yield _source_item("时效", number, f"发布于{article.published}", "所列情况、职务、政策或已变化，核对现状")
        yield from _damage(article, number)


def _damage(article: Article, number: int) -> Iterator[ReviewItem]:
    for repair in article.repairs:
        if not repair.certain and repair.before != repair.after:
            text = f"“{repair.before}”→“{repair.after}”"
            yield _source_item("疑误文字", number, text, "对照原件，程序不替原文补字")


def _source_item(category: str, number: int, text: str, advice: str) -> ReviewItem:
    return ReviewItem(category=category, place=f"［{number}］", text=text, advice=advice, sources=(number,))


def _retold(statements: Iterable[Statement], library: Library) -> Iterator[ReviewItem]:
    """Gaps that one region's source tells of another."""
    for statement in statements:
        retold = [reason for reason in statement.first.reasons if "他地来源转述" in reason]
        if retold:
            yield ReviewItem(
                category="张冠李戴",
                place=_place(statement.first),
                text=statement.first.summary,
                advice=f"{retold[0]}，征得对方同意或改述来源",
                sources=library.sources(statement.first),
            )
