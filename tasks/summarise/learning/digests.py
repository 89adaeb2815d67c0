"""What the templates 对标清单 and 学习专题 print: the weightiest points of each role, and each topic across regions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tasks.models import Article, Entry, Finding, LearningRow, LearningTable, Role, Topic
from tasks.summarise.content import is_empty_gap
from tasks.summarise.learning.shelf import Shelf, names, standing_alone
from tasks.summarise.statements import Statement, sentence

TOPIC_KEY, HEADING_KEY = "学习专题", "分题举措"
_MOST = {Role.EXPERIENCE: 10, Role.GAP: 10, Role.MEASURE: 15}
_OF_REGION, _OF_TOPIC, _LEAST_REGIONS = 2, 9, 2
_NO_UNIT, _LEAST_UNITS, _LEAST_HEADINGS = "—", 4, 3
_ORDER = {Role.EXPERIENCE: 0, Role.MEASURE: 1, Role.GAP: 2}


def role_tables(told: Sequence[Statement], shelf: Shelf) -> tuple[LearningTable, ...]:
    """经验清单, 差距清单 and 举措清单: the weightiest statements, at most two of a region; as many as there are."""
    return tuple(
        LearningTable(
            key=f"{role.value}清单",
            title=f"{'重点' if role is Role.MEASURE else ''}{role.value}清单",
            note="",
            columns=("地区", role.value, "专题"),
            shares=(2.8, 8, 2.2),
            rows=tuple(_row(one, shelf) for one in _weightiest(told, role)),
        )
        for role in Role
    )


def _weightiest(told: Sequence[Statement], role: Role) -> list[Statement]:
    chosen: list[Statement] = []
    of_region: Counter[str] = Counter()
    for one in sorted((s for s in told if s.role is role), key=lambda s: (-s.weight, s.first.finding_id)):
        place = one.first.region.full_name
        if len(chosen) < _MOST[role] and of_region[place] < _OF_REGION and not is_empty_gap(one.first.summary):
            chosen.append(one)
            of_region[place] += 1
    return chosen


def _row(statement: Statement, shelf: Shelf) -> LearningRow:
    said = shelf.entry(statement.first, lead="")
    topic = "、".join(topic.value for topic in statement.first.topics[:1])
    return LearningRow(
        cells=((Entry(text=names(statement.regions)),), (said,), (Entry(text=topic or "—"),)),
        regions=tuple(region.full_name for region in statement.regions),
    )


def topic_tables(told: Sequence[Statement], shelf: Shelf) -> tuple[LearningTable, ...]:
    """学习专题: a table for each topic on which at least two regions are told of, 经验 before 举措 before 差距."""
    made = (_topic_table(topic, told, shelf) for topic in Topic)
    return tuple(table for table in made if table is not None)


def _topic_table(topic: Topic, told: Sequence[Statement], shelf: Shelf) -> LearningTable | None:
    about = [one for one in told if topic in one.first.topics]
    if len({one.first.region.full_name for one in about}) < _LEAST_REGIONS:
        return None
    best = sorted(about, key=lambda s: (-s.weight, s.first.finding_id))[:_OF_TOPIC]
    rows = [_unit_row(one, shelf) for one in sorted(best, key=lambda s: (_ORDER[s.role], -s.weight))]
    columns = ("地区", "单位", "类别", "要点")
    return LearningTable(
        key=TOPIC_KEY, title=topic.value, note="", columns=columns, shares=(2.4, 2.4, 1.1, 7.1), rows=tuple(rows)
    )


def _unit_row(statement: Statement, shelf: Shelf) -> LearningRow:
    finding = statement.first
    texts = (names(statement.regions), _unit(finding), finding.role.value)
    said = Entry(
        text=sentence(standing_alone(finding)), sources=shelf.library.sources(finding), finding_id=finding.finding_id
    )
    return LearningRow(
        cells=(*((Entry(text=text),) for text in texts), (said,)),
        regions=tuple(region.full_name for region in statement.regions),
    )


def heading_tables(told: Sequence[Statement], shelf: Shelf) -> tuple[LearningTable, ...]:
    """分题要点: for an article in which several units speak under headings, its points by heading and unit."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for one in told:
        by_article[one.first.evidence[0].article_id].append(one)
    made = (_heading_table(shelf.library.articles[name], row, shelf) for name, row in by_article.items())
    return tuple(table for table in made if table is not None)


def _heading_table(article: Article, told: Sequence[Statement], shelf: Shelf) -> LearningTable | None:
    units = {unit for one in told if (unit := _unit(one.first)) != _NO_UNIT}
    above = _headings(article)
    under = {above[one.first.evidence[0].paragraph_id] for one in told} - {""}
    if len(units) < _LEAST_UNITS or len(under) < _LEAST_HEADINGS:
        return None
    kept = [one for one in told if above[one.first.evidence[0].paragraph_id] and one.role is Role.MEASURE]
    rows = [
        LearningRow(
            cells=(
                (Entry(text=above[one.first.evidence[0].paragraph_id]),),
                (Entry(text=_unit(one.first)),),
                (shelf.entry(one.first),),
            ),
            regions=tuple(region.full_name for region in one.regions),
        )
        for one in kept
    ]
    return LearningTable(
        key=HEADING_KEY,
        title=f"分题举措：{article.title or article.source}",
        note="按来源小标题和原次序排列；单位照录来源对讲话人的称谓。",
        columns=("小标题", "单位", "举措"),
        shares=(3, 2.6, 7.4),
        rows=tuple(rows),
    )


def _headings(article: Article) -> dict[str, str]:
    """For each paragraph the headings above it; those that follow one another directly stand together."""
    above: dict[str, str] = {}
    run: list[str] = []
    fresh = False
    for paragraph in article.paragraphs:
        if paragraph.kind == "heading":
            run = [*run, paragraph.text] if fresh else [paragraph.text]
        fresh = paragraph.kind == "heading"
        above[paragraph.paragraph_id] = "·".join(run)
    return above


def _unit(finding: Finding) -> str:
    """Whose words they are, by office; a name alone is not printed (offices change hands)."""
    office = finding.speaker.office if finding.speaker else None
    return office or _NO_UNIT
