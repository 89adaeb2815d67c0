"""What the templates 对标清单 and 学习专题 print: the weightiest points of each role, and each topic across regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.models import Entry, Finding, LearningRow, LearningTable, Role, Topic
from tasks.summarise.learning.tables import Shelf, names, standing_alone
from tasks.summarise.reviewing import is_empty_gap
from tasks.summarise.statements import Statement, sentence

TOPIC_KEY = "学习专题"
_MOST = {Role.EXPERIENCE: 10, Role.GAP: 10, Role.MEASURE: 15}
_OF_REGION, _OF_TOPIC, _LEAST_REGIONS = 2, 9, 2
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


def _unit(finding: Finding) -> str:
    """Whose words they are, by office; a name alone is not printed (offices change hands)."""
    office = finding.speaker.office if finding.speaker else None
    return office or "—"
