"""滚动台账: what is to be done, with unit and deadline, carried from issue to issue, with what later ones say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tasks.models import Evidence, Finding, LedgerItem, NamedList, Progress, Region, Role
from tasks.summarise.learning.deadlines import Deadline, deadline_in, rolling_lexicon
from tasks.summarise.learning.likeness import Corpus, Reading, pair_counts, words_alike
from tasks.summarise.learning.series import Moment, Series, Told
from tasks.summarise.tense import looks_ahead, tense_lexicon
from tasks.summarise.weighing import substance

Status = Literal["新列", "续列", "有进展", "已完成", "到期未见结果"]
_ALIKE, _RUN, _LONG_RUN = 0.14, 6, 7
"""A later statement of the same place is about the same thing when the two share a run of so many characters that no
other place is told of, and, unless the run is a long one, are so alike in words (cosine of character pairs). Set by
reading three years of work reports of five cities: of 26 results so joined 22 were about the thing, four were wider."""
_WORKS = 4
"""The length of a run that is enough where it is the name of something built (东江大桥)."""
_OWN_WORDS = 0.5
"""The share of a run's character pairs that must be no common words of official prose."""
_SUBSTANCE = 0.5
"""What a measure must at least say to be an item: a slogan with a year is none."""
_MOST_PROGRESS = 3
_SEVERAL = re.compile("[、；]|以及|及|和|，[^，]*，")
"""Marks of an item of several things, which is not done when one of them is."""
_CLAUSE = re.compile("[，；。：]")
_NAMED = 4
"""Characters of the thing that a clause must hold to be about it."""
_NO_WORD = re.compile(r"[^一-鿿A-Za-z0-9]")


@dataclass(frozen=True)
class _Item:
    """What is to be done before its progress is known."""

    finding: Finding | None
    text: str
    regions: tuple[Region, ...]
    unit: str
    deadline: Deadline | None
    evidence: Evidence
    moment: Moment
    issues: tuple[int, ...]


def rolling_items(series: Series) -> tuple[LedgerItem, ...]:
    """The items of a series as they stand at its latest issue, in the order in which they were told first.

    An item is a 举措 with a deadline or a unit that the text names, or an entry of a list of things to be done. Its
    status is what the issues say: nothing is taken for done because its time has passed.
    """
    later = _Later(series)
    return tuple(_as_it_stands(item, later, series) for item in _items(series))


def _items(series: Series) -> Iterator[_Item]:
    shared: dict[tuple[str, str, int, int], list[Told]] = {}
    for one in series.told:
        if one.finding.role is Role.MEASURE:
            proof = one.finding.evidence[0]
            shared.setdefault((proof.article_id, proof.paragraph_id, proof.start, proof.end), []).append(one)
    found = [item for group in shared.values() if (item := _measure(series, group))]
    found += list(_listed(series))
    yield from sorted(
        found, key=lambda item: (item.moment.issue, item.moment.date, item.moment.article, item.moment.offset)
    )


def _measure(series: Series, group: Sequence[Told]) -> _Item | None:
    """A measure as an item, of all places that its words are about.

    Null when it sets neither deadline nor unit, and when it tells what was done already.
    """
    first = group[0]
    quote = first.finding.evidence[0].quote
    if tense_lexicon().past.search(quote) and not looks_ahead(quote):
        return None
    published = series.articles[first.moment.article].published
    deadline = deadline_in(quote, published, first.moment.date)
    unit = _unit(quote)
    if (deadline is None and not unit) or substance(first.finding.summary) < _SUBSTANCE:
        return None
    return _Item(
        finding=first.finding,
        text=first.finding.summary,
        regions=tuple(one.finding.region for one in group),
        unit=unit,
        deadline=deadline,
        evidence=first.finding.evidence[0],
        moment=first.moment,
        issues=first.issues,
    )


def _unit(quote: str) -> str:
    """The unit that a text names as the one to do it."""
    match = rolling_lexicon().unit.search(quote)
    return (match["unit"] or match["named"]) if match else ""


def _listed(series: Series) -> Iterator[_Item]:
    """The entries of lists of things to be done, each list once."""
    seen: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    first: dict[tuple[str, tuple[str, ...]], tuple[int, NamedList]] = {}
    for number, recorded in enumerate(series.issues):
        for one in recorded.lists:
            if rolling_lexicon().task.search(one.title):
                key = (one.title, one.items)
                first.setdefault(key, (number, one))
                seen.setdefault(key, []).append(number)
    for key, (number, one) in first.items():
        for text, proof in zip(one.items, one.evidence[1:], strict=True):
            moment = series.moment(number, proof)
            published = series.articles[moment.article].published
            yield _Item(
                finding=None,
                text=f"{text}（{one.title.strip('“”')}）",
                regions=one.regions,
                unit=_unit(text),
                deadline=deadline_in(text, published, moment.date),
                evidence=proof,
                moment=moment,
                issues=tuple(dict.fromkeys(seen[key])),
            )


class _Later:
    """What the series tells of results and of what is under way, by place."""

    def __init__(self, series: Series) -> None:
        told = [one for one in series.told if one.finding.role is not Role.GAP]
        self._moments = {one.finding.finding_id: one.moment for one in told}
        self._readings = {
            reading.finding.finding_id: reading for reading in Corpus(one.finding for one in told).readings
        }
        self._pairs = {one.finding.finding_id: _neighbours(_bare(one.finding)) for one in told}
        self._by_place: dict[str, list[Reading]] = defaultdict(list)
        for reading in self._readings.values():
            self._by_place[reading.finding.region.full_name].append(reading)
        self._texts = {
            place: "\n".join(_bare(reading.finding) for reading in row) for place, row in self._by_place.items()
        }
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def of(self, item: _Item) -> list[tuple[Finding, Moment, str]]:
        """What other articles told of an item later, in the order of time, each with the run it shares."""
        own = self._readings[item.finding.finding_id] if item.finding else None
        said = _NO_WORD.sub("", item.evidence.quote)
        pairs = _neighbours(said)
        paths = tuple(region.full_name for region in item.regions)
        found = [
            (reading.finding, moment, run)
            for place in (name for name in self._by_place if name.startswith(paths))
            for reading in self._by_place[place]
            if (moment := self._moments[reading.finding.finding_id]).article != item.moment.article
            and moment.follows(item.moment)
            and len(pairs & self._pairs[reading.finding.finding_id]) >= _WORKS - 1
            and (run := self._shared(said, _bare(reading.finding), paths))
            and (own is None or _is_long(run) or words_alike(own, reading) >= _ALIKE)
        ]
        return sorted(found, key=lambda found: (found[1].date, found[1].issue, found[1].offset))

    def _shared(self, one: str, other: str, paths: tuple[str, ...]) -> str:
        """The run by which two statements of a place are about the same thing; empty where they are not."""
        run = longest_run(one, other)
        works = rolling_lexicon().works.search(run)
        if len(run) < (_WORKS if works else _RUN) or not (works or _of_its_own(run)):
            return ""
        key = (run, paths)
        if key not in self._known:
            others = (text for place, text in self._texts.items() if not place.startswith(paths))
            self._known[key] = not any(run in text for text in others)
        return run if self._known[key] else ""


def _is_long(run: str) -> bool:
    """Whether a run is enough by itself: long, or the name of something built."""
    return len(run) >= _LONG_RUN or bool(rolling_lexicon().works.search(run))


def _bare(finding: Finding) -> str:
    return _NO_WORD.sub("", finding.evidence[0].quote)


def _neighbours(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters: texts that share few of them share no long run."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _of_its_own(run: str) -> bool:
    """Whether a run is made of words that say something, not of those that official prose is full of."""
    return sum(pair_counts(run).values()) >= _OWN_WORDS * (len(run) - 1)


def longest_run(one: str, other: str) -> str:
    """The longest run of characters that two texts share; the first of several."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


def _as_it_stands(item: _Item, later: _Later, series: Series) -> LedgerItem:
    told = later.of(item)
    progress = tuple(_progress(finding, moment, run, series) for finding, moment, run in told)[-_MOST_PROGRESS:]
    return LedgerItem(
        text=item.text,
        regions=item.regions,
        unit=item.unit,
        deadline=item.deadline.said if item.deadline else "",
        due=item.deadline.due if item.deadline else "",
        first=series.label(item.moment.issue),
        last=series.label(max([*item.issues, *(moment.issue for _, moment, _ in told)])),
        status=_status(item, progress, series),
        evidence=item.evidence,
        finding_id=item.finding.finding_id if item.finding else "",
        progress=progress,
    )


def _progress(finding: Finding, moment: Moment, run: str, series: Series) -> Progress:
    return Progress(
        finding_id=finding.finding_id,
        role=finding.role,
        issue=series.label(moment.issue),
        date=moment.date,
        done=finding.role is Role.EXPERIENCE and says_it_is_done(finding.evidence[0].quote, run),
    )


def says_it_is_done(quote: str, thing: str) -> bool:
    """Whether a clause that names the thing says that it is finished, without a word of intent."""
    lexicon = rolling_lexicon()
    return any(
        lexicon.done.search(clause) and not lexicon.undone.search(clause)
        for clause in _CLAUSE.split(quote)
        if len(longest_run(_NO_WORD.sub("", clause), thing)) >= min(_NAMED, len(thing))
    )


def _status(item: _Item, progress: Sequence[Progress], series: Series) -> Status:
    if any(one.done for one in progress) and not _SEVERAL.search(item.evidence.quote):
        return "已完成"
    if any(one.role is Role.EXPERIENCE for one in progress):
        return "有进展"
    latest = series.issues[-1].issue
    if item.deadline and item.deadline.due and item.deadline.due < latest.date:
        return "到期未见结果"
    return "新列" if item.moment.issue == len(series.issues) - 1 else "续列"
