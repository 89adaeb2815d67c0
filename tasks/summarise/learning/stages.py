"""阶段目标: aims with their year or span as texts state them, and what later figures say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tasks.knowledge import reader
from tasks.models import ClassifiedArticle, Evidence, Indicator, Issue, Kind, Paragraph, Region, Stage, Target
from tasks.summarise.learning.matters import DATA
from tasks.summarise.learning.series import Recorded, Series
from tasks.summarise.lexicon import Lexicon

_SENTENCE = re.compile(r"[^。！？；\n]+")
_LEAST_STAGES = 2
_MARK = 1
_AT_LEAST = "以上"
"""A figure said this way is most often an aim, whatever its clause seems to say."""
_TELLING_NAME = 4
Key = tuple[str, str, str]
"""Region, name as it is compared, unit."""
_INTENDED = re.compile("力争|确保|预计|计划|目标|将|拟")
_FEWER_IS_BETTER = re.compile("能耗|排放|失业|死亡|事故|下降|降低|降幅|负债|浓度|占地|时间|时限")


class StageLexicon(Lexicon):
    """The patterns of ``stages.yaml``."""

    stage: re.Pattern[str]
    dimension: re.Pattern[str]
    same: tuple[tuple[re.Pattern[str], str], ...]


stage_lexicon = reader(DATA / "stages.yaml", StageLexicon)


def find_stages(classified: ClassifiedArticle) -> tuple[Stage, ...]:
    """Plans in stages (一年打基础、三年见成效): a sentence with at least two spans, each with its aim."""
    made: list[Stage] = []
    for paragraph in classified.article.paragraphs:
        for sentence in _SENTENCE.finditer(paragraph.text):
            for found in _runs(list(stage_lexicon().stage.finditer(sentence.group()))):
                made += [_stage(classified, paragraph, sentence.start(), match) for match in found]
    return tuple(made)


def _runs(found: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Matches that follow one another with no more than a mark between them, at least two, no span twice."""
    runs: list[list[re.Match[str]]] = []
    for match in found:
        if runs and match.start() - runs[-1][-1].end() <= _MARK:
            runs[-1].append(match)
        else:
            runs.append([match])
    return [run for run in runs if len({match["span"] for match in run}) == len(run) >= _LEAST_STAGES]


def _stage(classified: ClassifiedArticle, paragraph: Paragraph, offset: int, match: re.Match[str]) -> Stage:
    start, end = offset + match.start(), offset + match.end()
    return Stage(
        region=_region(classified, paragraph.paragraph_id, start),
        span=match["span"],
        aim=match["aim"],
        evidence=Evidence(
            article_id=classified.article.article_id,
            paragraph_id=paragraph.paragraph_id,
            start=start,
            end=end,
            quote=paragraph.text[start:end],
        ),
    )


def _region(classified: ClassifiedArticle, paragraph_id: str, start: int) -> Region:
    for clause in classified.clauses:
        if clause.paragraph_id == paragraph_id and clause.start <= start < clause.end and clause.regions:
            return clause.regions[0]
    return classified.home or classified.regions[0]


@lru_cache(maxsize=1 << 16)
def same_name(name: str) -> str:
    """The name of a figure as it is compared: 新建公共停车场 and 建成公共停车场 are one, GDP is 地区生产总值."""
    for pattern, instead in stage_lexicon().same:
        name = pattern.sub(instead, name)
    return name


def check_targets(indicators: Sequence[Indicator]) -> tuple[Target, ...]:
    """The aims with a year, each set against the first figure of its name and unit for that year or later."""
    done = _by_name(one for one in indicators if one.year)
    return tuple(_checked(aim, done[_key(aim)]) for aim in indicators if _is_aim(aim))


def check_series(series: Series) -> tuple[Target, ...]:
    """The aims of all issues, each once, set against the figures of all issues.

    Where no later figure says its year, one that an issue of the year of the aim or after it tells without a year is
    shown with the aim, for people to compare: without its year it proves nothing.
    """
    done = _by_name(one for recorded in series.issues for one in recorded.indicators if _was(one, recorded.issue))
    found: dict[tuple[object, ...], Target] = {}
    for number, recorded in enumerate(series.issues):
        undated = _undated(series.issues[number + 1 :])
        for aim in (one for one in recorded.indicators if _is_aim(one) and _tells(one)):
            target = _checked(aim, done[_key(aim)])
            if target.later is None:
                target = target.model_copy(
                    update={"undated": next((one for year, one in undated[_key(aim)] if year >= (aim.year or 0)), None)}
                )
            found.setdefault((*_key(aim), aim.year, aim.value), target)
    return tuple(found.values())


def _was(one: Indicator, issue: Issue) -> bool:
    """Whether a figure is of a year that the issue can look back on."""
    return one.year is not None and one.year <= issue.year


def _tells(one: Indicator) -> bool:
    """Whether a name says what is counted: 项目 and 总投资 are said of many things."""
    return len(same_name(one.name)) >= _TELLING_NAME


def _undated(later: Sequence[Recorded]) -> defaultdict[Key, list[tuple[int, Indicator]]]:
    """What later issues tell without a year, by region, name and unit, each with the year of its issue."""
    found: defaultdict[Key, list[tuple[int, Indicator]]] = defaultdict(list)
    for recorded in later:
        told = (one for one in recorded.indicators if not one.year and not _INTENDED.search(one.evidence.quote))
        for key, row in _by_name(told).items():
            found[key] += [(recorded.issue.year, one) for one in row]
    return found


def _is_aim(one: Indicator) -> bool:
    return one.kind is not Kind.ACTUAL and bool(one.year) and bool(same_name(one.name))


def _by_name(indicators: Iterable[Indicator]) -> defaultdict[Key, list[Indicator]]:
    """What was reached, by region, name and unit."""
    done: defaultdict[Key, list[Indicator]] = defaultdict(list)
    for one in indicators:
        if one.kind is Kind.ACTUAL and one.qualifier != _AT_LEAST:
            done[_key(one)].append(one)
    return done


def _key(one: Indicator) -> Key:
    return one.region.full_name, same_name(one.name), one.unit


def _checked(aim: Indicator, done: Sequence[Indicator]) -> Target:
    later = min((one for one in done if (one.year or 0) >= (aim.year or 0)), key=lambda o: o.year or 0, default=None)
    if later is None:
        return Target(indicator=aim)
    less = bool(_FEWER_IS_BETTER.search(aim.name))
    met = later.value <= aim.value if less else later.value >= aim.value
    return Target(indicator=aim, later=later, verdict="达到" if met else "未到")
